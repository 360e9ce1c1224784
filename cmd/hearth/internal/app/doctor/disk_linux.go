package doctor

import (
	"io/fs"
	"os"
	"syscall"
)

// kinds are the numbers by which Linux knows file systems that are not a disk of
// this machine (statfs(2)).
var kinds = map[uint32]struct {
	name   string
	remote bool
}{
	0x6969: {"NFS", true}, 0x517b: {"SMB", true}, 0xff534d42: {"CIFS", true}, 0xfe534d42: {"SMB2", true},
	0x5346414f: {"AFS", true}, 0x00c36400: {"Ceph", true}, 0x01021997: {"9P", true}, 0x65735546: {"FUSE", false},
}

func diskOf(path string) (d Disk) {
	var st syscall.Statfs_t
	var file syscall.Stat_t
	if syscall.Statfs(path, &st) != nil || syscall.Stat(path, &file) != nil {
		return d
	}
	d.Known, d.ID = true, file.Dev
	d.Free = int64(st.Bavail) * st.Bsize //nolint:gosec // a disk of 2^63 blocks is not built yet
	d.Kind, d.Remote = kindOf(uint32(st.Type))
	return d
}

func kindOf(number uint32) (name string, remote bool) {
	k := kinds[number]
	return k.name, k.remote
}

// owned tells whether a folder is this process's user's.
func owned(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && uint32(os.Geteuid()) == st.Uid //nolint:gosec // user ids are not negative here
}
