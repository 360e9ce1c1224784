package backup

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
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

// A File is where a backup is written. It gets its name by Commit; where it is
// closed without one, nothing of it stays.
type File interface {
	io.Writer
	Commit() error
	Close() error
}

// Make writes a backup to a file that must not be there: an *ExistsError. See the
// package comment for what it promises.
func Make(ctx context.Context, path string, s Source, lock Lock) (Made, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return Made{}, fmt.Errorf("making a backup: %w", err)
	}
	made, err := Write(ctx, func(Manifest) (File, error) { return newFile(path) }, s, lock)
	made.Path = path
	return made, err
}

// Write writes a backup to a file that create makes, whose name may depend on the
// manifest; Path is left empty. Create may be called again, after the file before
// was closed. What Commit promises is the file's matter.
func Write(ctx context.Context, create func(Manifest) (File, error), s Source, lock Lock) (Made, error) {
	if lock.IsZero() {
		return Made{}, ErrNoLock
	}
	for n := 1; ; n++ {
		made, err := try(ctx, create, s, lock)
		if errors.Is(err, errMoved) && n < attempts {
			continue
		}
		if err != nil {
			return Made{}, fmt.Errorf("making a backup: %w", err)
		}
		return made, nil
	}
}

func try(ctx context.Context, create func(Manifest) (File, error), s Source, lock Lock) (made Made, err error) {
	st, err := s.stage(ctx)
	if err != nil {
		return Made{}, disk(filepath.Join(s.Dir, recordsFile), err)
	}
	defer os.RemoveAll(st.dir)
	f, err := create(st.manifest)
	if err != nil {
		return Made{}, err
	}
	defer f.Close() // what was committed stays
	if made.Manifest, made.Size, err = s.into(ctx, f, st, lock); err == nil {
		err = f.Commit()
	}
	if err != nil {
		return Made{}, err
	}
	return made, nil
}

// into seals the backup into a file and counts what it wrote.
func (s Source) into(ctx context.Context, f io.Writer, st *stage, lock Lock) (Manifest, int64, error) {
	out := &counting{w: f}
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
