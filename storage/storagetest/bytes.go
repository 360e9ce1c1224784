package storagetest

import (
	"os"
	"path/filepath"
	"testing"
)

// Bytes are the names and contents of all files below a folder, one after
// another: where to look for words that must have gone.
func Bytes(t testing.TB, dir string) (all []byte) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		all = append(append(append(all, path...), '\n'), b...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}
