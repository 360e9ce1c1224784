package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// attempts is how often a backup begins again because papers are being removed.
const attempts = 3

// A Made is a backup that stands.
type Made struct {
	Path     string
	Size     int64 // of the file
	Manifest Manifest
}

// Make writes a backup to a file that must not be there: an *ExistsError. See the
// package comment for what it promises.
func Make(ctx context.Context, path string, s Source, lock Lock) (Made, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return Made{}, fmt.Errorf("making a backup: %w", err)
	}
	return create(ctx, filepath.Dir(path), func(Manifest) (string, error) { return filepath.Base(path), nil }, s, lock)
}

// create writes a backup into a folder; its manifest gives it its name.
func create(ctx context.Context, dir string, name func(Manifest) (string, error), s Source, lock Lock) (Made, error) {
	if lock.IsZero() {
		return Made{}, ErrNoLock
	}
	for n := 1; ; n++ {
		made, err := try(ctx, dir, name, s, lock)
		if errors.Is(err, errMoved) && n < attempts {
			continue
		}
		if err != nil {
			return Made{}, fmt.Errorf("making a backup: %w", err)
		}
		return made, nil
	}
}

func try(ctx context.Context, dir string, name func(Manifest) (string, error), s Source, lock Lock) (Made, error) {
	st, err := s.stage(ctx)
	if err != nil {
		return Made{}, disk(filepath.Join(s.Dir, recordsFile), err)
	}
	defer os.RemoveAll(st.dir)
	file, err := name(st.manifest)
	if err != nil {
		return Made{}, err
	}
	path := filepath.Join(dir, file)
	if err := vacant(path); err != nil {
		return Made{}, err
	}
	f, err := os.CreateTemp(dir, ".hearth-*.part")
	if err != nil {
		return Made{}, disk(path, err)
	}
	defer os.Remove(f.Name()) // gone already where all went well
	made := Made{Path: path}
	sum := sha256.New()
	if made.Manifest, made.Size, err = s.into(ctx, f, sum, st, lock); err != nil {
		return Made{}, disk(path, errors.Join(err, f.Close()))
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return Made{}, disk(path, err)
	}
	if err := same(ctx, f.Name(), hex.EncodeToString(sum.Sum(nil))); err != nil {
		return Made{}, disk(path, err)
	}
	if err := vacant(path); err != nil {
		return Made{}, err
	}
	if err := errors.Join(os.Rename(f.Name(), path), syncDir(dir)); err != nil {
		return Made{}, disk(path, err)
	}
	return made, nil
}

// into seals the backup into a file and sums what it wrote.
func (s Source) into(ctx context.Context, f io.Writer, sum io.Writer, st *stage, lock Lock) (Manifest, int64, error) {
	out := &counting{w: io.MultiWriter(f, sum)}
	b := bufio.NewWriterSize(out, 1<<20)
	m, err := s.seal(ctx, b, st, lock)
	if err == nil {
		err = b.Flush()
	}
	return m, out.n, err
}

type counting struct {
	w io.Writer
	n int64
}

// Write counts what was written.
func (c *counting) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// same reads a file back and compares its sum: a share or a stick may have lost
// what it took.
func same(ctx context.Context, path, want string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, &stopping{ctx, f}); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		return errors.New("what was written can't be read back; check the disk")
	}
	return nil
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
