package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A Folder is what was found out about the data folder.
type Folder struct {
	Path   string
	Exists bool
	Err    error       // why it can't be looked at
	Mode   fs.FileMode // its permissions
	Owned  bool        // it is this process's user's
	Size   int64       // bytes of all that is in it
	Disk   Disk
}

// A Disk is where a folder stands.
type Disk struct {
	Known  bool   // the system tells
	Free   int64  // bytes that this user may still write
	ID     uint64 // tells one disk from another
	Kind   string // "NFS" where it is another machine's, "FUSE" where a program plays disk; else empty
	Remote bool   // it is another machine's
}

// FolderAt finds out about a folder.
func FolderAt(path string) Folder {
	f := Folder{Path: path}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return f
	}
	f.Exists = true
	if err != nil {
		f.Err = err
		return f
	}
	f.Mode, f.Owned = info.Mode().Perm(), owned(info)
	f.Disk = diskOf(path)
	f.Err = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it went meanwhile
		}
		if err != nil {
			return err
		}
		if info, err := d.Info(); err == nil && d.Type().IsRegular() {
			f.Size += info.Size()
		}
		return nil
	})
	return f
}

// leastFree is how much room must be left at least: a compaction and the copy
// before a change of format each write all records anew.
const leastFree = 256 << 20

// Findings judges the folder.
func (f Folder) Findings() []Finding {
	const what = "data folder"
	switch {
	case !f.Exists:
		return []Finding{mend(what, f.Path+" is not there yet", `Check that HEARTH_DATA names the right folder; "hearth knowledge add" or "hearth serve" makes it.`)}
	case f.Err != nil:
		return []Finding{mend(what, fmt.Sprintf("%s can't be read: %v", f.Path, cause(f.Err)), "Run hearth as the user to whom the folder belongs, or give that user the folder and all that is in it.")}
	}
	out := []Finding{fine(what, "%s, %s", f.Path, bytes(f.Size))}
	if !f.Owned {
		out = append(out, mend(what, "it belongs to another user", "Run hearth as its owner, or give the folder to the user whom hearth runs as (chown)."))
	}
	if open := f.Mode &^ 0o700; open != 0 {
		out = append(out, mend(what, fmt.Sprintf("others on this machine can open it (permissions %04o)", f.Mode), `Close it with "chmod 700" on the folder.`))
	}
	return append(out, f.Disk.findings(f.Size)...)
}

func (d Disk) findings(size int64) (out []Finding) {
	const what = "disk"
	if !d.Known {
		return []Finding{look(what, "this system doesn't tell how much room is left", "See yourself that there is room for twice the size of the data folder.")}
	}
	need := max(2*size, leastFree)
	switch {
	case d.Free < max(size, leastFree/2):
		out = append(out, mend(what, fmt.Sprintf("only %s are free", bytes(d.Free)), fmt.Sprintf("Make room: hearth needs about %s to write its files anew.", bytes(need))))
	case d.Free < need:
		out = append(out, look(what, fmt.Sprintf("%s are free", bytes(d.Free)), fmt.Sprintf("Make room for %s soon: hearth writes its files anew from time to time.", bytes(need))))
	default:
		out = append(out, fine(what, "%s are free", bytes(d.Free)))
	}
	switch {
	case d.Remote:
		out = append(out, mend(what, "the data folder lies on another machine ("+d.Kind+")", "Move it to a disk of this machine: over the network locks and writes are not safe."))
	case d.Kind != "":
		out = append(out, look(what, "the data folder lies on a file system that a program plays ("+d.Kind+")", "Move it to a disk of this machine unless you know that its locks and writes can be trusted."))
	}
	return out
}

// bytes is a size as people read it.
func bytes(n int64) string {
	switch {
	case n >= 10<<30:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d kB", (n+1023)>>10)
}
