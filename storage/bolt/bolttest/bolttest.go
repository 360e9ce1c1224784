// Package bolttest gives tests a store of their own on the disk. It is for tests
// alone. Costs: a small file, gone with the test.
package bolttest

import (
	"path/filepath"
	"testing"

	"hearth/storage/bolt"
)

// Open makes an empty store that is closed at the end of the test; closing must
// go well.
func Open(t testing.TB) *bolt.DB {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "hearth.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
