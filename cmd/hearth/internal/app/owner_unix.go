//go:build unix

package app

import (
	"io/fs"
	"os"
	"syscall"
)

// owns tells whether a folder is this process's own. The system's administrator
// can read everything anyway.
func owns(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && (os.Geteuid() == 0 || uint32(os.Geteuid()) == st.Uid)
}
