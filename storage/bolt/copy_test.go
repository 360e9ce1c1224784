package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"hearth/storage"
	"hearth/storage/bolt"
	"hearth/storage/storagetest"
)

// TestACopyIsOneMoment copies while others write: each copy has both records of
// an update or neither, and is a sound file of its own.
func TestACopyIsOneMoment(t *testing.T) {
	dir := t.TempDir()
	db := open(t, file(dir), bolt.Options{})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	started := make(chan struct{})
	var writers sync.WaitGroup
	for w := range 3 {
		writers.Go(func() {
			for n := 1; ctx.Err() == nil; n++ {
				err := db.Update(t.Context(), func(tx storage.Tx) error {
					return errors.Join(storage.Put(tx, fmt.Sprintf("a/%d", w), n), tx.Put(fmt.Appendf(nil, "fat/%d", w), make([]byte, 5000)), storage.Put(tx, fmt.Sprintf("b/%d", w), n))
				})
				if err != nil {
					t.Errorf("Update: %v", err)
					return
				}
				if w == 0 && n == 5 {
					close(started)
				}
			}
		})
	}
	<-started
	last := 0
	for i := range 12 {
		to := filepath.Join(dir, fmt.Sprintf("copy-%d.db", i))
		if err := db.CopyTo(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		copied := open(t, to, bolt.Options{ReadOnly: true})
		if err := copied.Check(t.Context()); err != nil {
			t.Error(err)
		}
		if err := copied.View(t.Context(), func(tx storage.Tx) error {
			for w := range 3 {
				a, _ := storage.Get[int](tx, fmt.Sprintf("a/%d", w)) // absent at first
				b, _ := storage.Get[int](tx, fmt.Sprintf("b/%d", w))
				if a != b {
					return fmt.Errorf("copy %d has %d and %d", i, a, b)
				}
				if w == 0 && a < last {
					return fmt.Errorf("copy %d goes back from %d to %d", i, last, a)
				} else if w == 0 {
					last = a
				}
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	}
	stop()
	writers.Wait()
	if last < 5 {
		t.Errorf("the copies saw %d updates: the test proves nothing", last)
	}
}

func TestACopyHasNothingThatWasDeleted(t *testing.T) {
	dir, aside := t.TempDir(), t.TempDir()
	db := open(t, file(dir), bolt.Options{})
	update(t, db, func(tx storage.Tx) error {
		return errors.Join(tx.Put([]byte("a"), bytes.Repeat([]byte(canary(7)), 100)), storage.Put(tx, "b", 1))
	})
	update(t, db, func(tx storage.Tx) error { return tx.Delete([]byte("a")) })
	if !bytes.Contains(storagetest.Bytes(t, dir), []byte(canary(7))) {
		t.Fatal("deleting alone took the words away, so this test proves nothing")
	}
	if err := db.CopyTo(t.Context(), filepath.Join(aside, "copy.db")); err != nil {
		t.Fatal(err)
	}
	copied := storagetest.Bytes(t, aside)
	if bytes.Contains(copied, []byte(canary(7))) {
		t.Error("the copy has words that were deleted")
	}
	if len(copied) > 200_000 {
		t.Errorf("a copy of one record has %d bytes", len(copied))
	}
	const large = 17 << 20
	update(t, db, func(tx storage.Tx) error { return tx.Put([]byte("large"), make([]byte, large)) })
	if err := db.CopyTo(t.Context(), filepath.Join(aside, "large.db")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(aside, "large.db")); err != nil || info.Size() > large+(1<<20) {
		t.Errorf("a copy of %d bytes has %d (%v)", large, info.Size(), err)
	}
}

func TestACopyThatFailsLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	db := open(t, file(dir), bolt.Options{})
	update(t, db, func(tx storage.Tx) error { return storage.Put(tx, "a", 1) })
	ctx, stop := context.WithCancel(t.Context())
	stop()
	to := filepath.Join(dir, "copy.db")
	if err := db.CopyTo(ctx, to); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's end", err)
	}
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half a copy stands there (%v)", err)
	}
	if err := os.WriteFile(to, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := db.CopyTo(t.Context(), to); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want fs.ErrExist", err)
	}
	if b, err := os.ReadFile(to); err != nil || string(b) != "mine" {
		t.Errorf("the file that stood there has %q (%v)", b, err)
	}
}
