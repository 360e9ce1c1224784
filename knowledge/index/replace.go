package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
)

// Rebuild makes a new index in the place of the file at path, if there is one:
// it is built beside it, synced, renamed over it, and the folder synced. A crash
// at any point leaves the old file or the new one. Whoever has the old one open
// goes on reading it until they open the new one.
func Rebuild(ctx context.Context, path string, sources iter.Seq2[Source, error], stamp Stamp, progress func(documents int)) (Stats, error) {
	beside := path + ".new"
	// What an earlier crash left is of no use.
	if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Stats{}, fmt.Errorf("rebuild the index: %w", err)
	}
	st, err := Build(ctx, beside, sources, stamp, progress)
	if err != nil {
		return st, err
	}
	if err := os.Rename(beside, path); err != nil {
		return st, fmt.Errorf("rebuild the index: %w", err)
	}
	return st, syncFolder(filepath.Dir(path))
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync the folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}
