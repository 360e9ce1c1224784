package line

import (
	"fmt"
	"io/fs"
	"net"
	"os"
	"syscall"
)

// known fails where the other end of a connection is neither the owner of the
// data folder nor its administrator nor whoever runs this process.
func known(c *net.UnixConn, dir string) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	var cred *syscall.Ucred
	var cerr error
	if err := raw.Control(func(fd uintptr) {
		cred, cerr = syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED)
	}); err != nil {
		return err
	}
	if cerr != nil {
		return fmt.Errorf("who is at the other end: %w", cerr)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if cred.Uid == 0 || int(cred.Uid) == os.Geteuid() || ok && cred.Uid == st.Uid {
		return nil
	}
	return fmt.Errorf("user %d is not the owner of the data folder: %w", cred.Uid, fs.ErrPermission)
}
