package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A localFile is a backup on a disk of this machine, or on a share or a stick
// that it has.
type localFile struct {
	f    *os.File // under another name until Commit
	sum  hash.Hash
	path string
}

func newFile(path string) (File, error) {
	if err := vacant(path); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".hearth-*.part")
	if err != nil {
		return nil, disk(path, err)
	}
	return &localFile{f, sha256.New(), path}, nil
}

// Write writes on and sums.
func (l *localFile) Write(p []byte) (int, error) {
	n, err := l.f.Write(p)
	l.sum.Write(p[:n])
	return n, disk(l.path, err)
}

// Commit syncs the file, reads it back and gives it its name.
func (l *localFile) Commit() error {
	err := l.f.Sync()
	if err == nil {
		err = l.same()
	}
	if err == nil {
		err = vacant(l.path)
	}
	if err == nil {
		err = os.Rename(l.f.Name(), l.path)
	}
	if err == nil {
		err = syncDir(filepath.Dir(l.path))
	}
	return disk(l.path, err)
}

// same reads the file back and compares its sum: a share or a stick may have lost
// what it took.
func (l *localFile) same() error {
	f, err := os.Open(l.f.Name())
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if got, want := hex.EncodeToString(h.Sum(nil)), hex.EncodeToString(l.sum.Sum(nil)); got != want {
		return errors.New("what was written can't be read back; check the disk")
	}
	return nil
}

// Close takes away what has no name yet.
func (l *localFile) Close() error {
	err := os.Remove(l.f.Name())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil // it was committed
	}
	return errors.Join(l.f.Close(), err)
}

func vacant(path string) error {
	_, err := os.Lstat(path)
	if err == nil {
		return &ExistsError{Path: path}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return disk(path, err)
}

// syncDir makes the names in a folder survive a power cut.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
