package bolt_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"hearth/storage"
	"hearth/storage/bolt"
	"hearth/storage/storagetest"
)

func TestMain(m *testing.M) {
	if job := os.Getenv("HEARTH_BOLT_CHILD"); job != "" {
		os.Exit(child(job))
	}
	os.Exit(m.Run())
}

func TestStore(t *testing.T) {
	storagetest.Run(t, storagetest.Backend{
		Open: func(t testing.TB, dir string) storage.Store { return open(t, file(dir), bolt.Options{}) },
		ReadOnly: func(t testing.TB, dir string) storage.Store {
			return open(t, file(dir), bolt.Options{ReadOnly: true})
		},
		Check: func(t testing.TB, dir string) { check(t, file(dir)) },
	})
}

func file(dir string) string { return filepath.Join(dir, "hearth.db") }

func open(t testing.TB, path string, o bolt.Options) *bolt.DB {
	t.Helper()
	if o.Wait == 0 {
		o.Wait = 5 * time.Second
	}
	db, err := bolt.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return db
}

func check(t testing.TB, path string) {
	t.Helper()
	db := open(t, path, bolt.Options{})
	if err := db.Check(t.Context()); err != nil {
		t.Errorf("the file is damaged: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}
