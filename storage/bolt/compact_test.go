package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"hearth/storage"
	"hearth/storage/bolt"
	"hearth/storage/storagetest"
)

func canary(i int) string { return fmt.Sprintf("CANARY-%04d-Featherstonehaugh", i) }

// TestCompactErases plants words, deletes them, and looks for them in the bytes
// of the whole folder.
func TestCompactErases(t *testing.T) {
	dir := t.TempDir()
	db := open(t, file(dir), bolt.Options{})
	const n = 200
	update(t, db, func(tx storage.Tx) error {
		for i := range n {
			value := bytes.Repeat([]byte(canary(i)), 1+i%40*10) // inline, and over several pages
			if err := errors.Join(tx.Put(fmt.Appendf(nil, "doc/%s", canary(i)), value), tx.Put(fmt.Appendf(nil, "keep/%d", i), []byte("stays"))); err != nil {
				return err
			}
		}
		return nil
	})
	update(t, db, func(tx storage.Tx) error {
		for i := range n {
			if err := tx.Delete(fmt.Appendf(nil, "doc/%s", canary(i))); err != nil {
				return err
			}
		}
		return nil
	})
	if found(t, dir, n) == 0 {
		t.Fatal("deleting alone took the words away, so this test proves nothing")
	}
	if err := db.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := found(t, dir, n); left != 0 {
		t.Errorf("%d of %d words are still in the folder", left, n)
	}
	update(t, db, func(tx storage.Tx) error { return storage.Put(tx, "after", 1) })
	if left := found(t, dir, n); left != 0 {
		t.Errorf("%d of %d words came back with the next update", left, n)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	check(t, file(dir))
	db = open(t, file(dir), bolt.Options{})
	if err := db.View(t.Context(), func(tx storage.Tx) error {
		kept := 0
		for _, err := range tx.Scan([]byte("keep/"), nil) {
			if err != nil {
				return err
			}
			kept++
		}
		if kept != n {
			t.Errorf("%d records are left, want %d", kept, n)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// found counts the planted words that stand in any file of the folder.
func found(t *testing.T, dir string, n int) (count int) {
	t.Helper()
	all := storagetest.Bytes(t, dir)
	for i := range n {
		if bytes.Contains(all, []byte(canary(i))) {
			count++
		}
	}
	return count
}

func update(t *testing.T, db *bolt.DB, fn func(storage.Tx) error) {
	t.Helper()
	if err := db.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// TestCompactBesideWork compacts while others read and write; nothing may be
// lost, and no view may see the state change under it.
func TestCompactBesideWork(t *testing.T) {
	path := file(t.TempDir())
	db := open(t, path, bolt.Options{})
	var writers, readers sync.WaitGroup
	const each = 60
	for w := range 4 {
		writers.Go(func() {
			for i := 1; i <= each; i++ {
				if err := db.Update(t.Context(), func(tx storage.Tx) error {
					return errors.Join(storage.Put(tx, fmt.Sprintf("a/%d", w), i), tx.Put(fmt.Appendf(nil, "x/%d", w), make([]byte, 3000)), storage.Put(tx, fmt.Sprintf("b/%d", w), i))
				}); err != nil {
					t.Errorf("Update: %v", err)
					return
				}
			}
		})
		readers.Go(func() {
			for n := 0; n < each; {
				if err := db.View(t.Context(), func(tx storage.Tx) error {
					a, _ := storage.Get[int](tx, fmt.Sprintf("a/%d", w)) // absent at first
					b, _ := storage.Get[int](tx, fmt.Sprintf("b/%d", w))
					if a != b || a < n {
						return fmt.Errorf("saw %d and %d after %d", a, b, n)
					}
					n = a
					return nil
				}); err != nil {
					t.Errorf("View: %v", err)
					return
				}
			}
		})
	}
	for range 10 {
		if err := db.Compact(t.Context()); err != nil {
			t.Errorf("Compact: %v", err)
		}
	}
	writers.Wait()
	readers.Wait()
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestWaiterFollowsTheSwap waits for a file's lock while that file is replaced:
// the waiter must end up with the new file, not with the one that is gone.
func TestWaiterFollowsTheSwap(t *testing.T) {
	path := file(t.TempDir())
	first := open(t, path, bolt.Options{})
	opened := make(chan *bolt.DB)
	for range 3 { // several, so that some are surely waiting on the old file
		go func() {
			db, err := bolt.Open(path, bolt.Options{Wait: 30 * time.Second})
			if err != nil {
				t.Errorf("Open: %v", err)
			}
			opened <- db
		}()
	}
	if err := first.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	update(t, first, func(tx storage.Tx) error { return storage.Put(tx, "n", 1) })
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		db := <-opened
		if db == nil {
			continue
		}
		update(t, db, func(tx storage.Tx) error {
			n, err := storage.Get[int](tx, "n")
			if err != nil {
				return err
			}
			return storage.Put(tx, "n", n+1)
		})
		if err := errors.Join(db.Compact(t.Context()), db.Close()); err != nil {
			t.Error(err)
		}
	}
	db := open(t, path, bolt.Options{})
	if err := db.View(t.Context(), func(tx storage.Tx) error {
		if n, err := storage.Get[int](tx, "n"); n != 4 {
			t.Errorf("%d updates are there (%v), want 4", n, err)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func TestCompactStopsWithItsContext(t *testing.T) {
	dir := t.TempDir()
	db := open(t, file(dir), bolt.Options{})
	update(t, db, func(tx storage.Tx) error { return storage.Put(tx, "a", 1) })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.Compact(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Compact: got %v", err)
	}
	if _, err := os.Stat(file(dir) + ".compacting"); err == nil {
		t.Error("half a file was left behind")
	}
	update(t, db, func(tx storage.Tx) error { _, err := storage.Get[int](tx, "a"); return err })
}

// TestUpdateLeavesTheQueue ends an update's context while another update runs:
// it returns without waiting, and its function never runs.
func TestUpdateLeavesTheQueue(t *testing.T) {
	db := open(t, file(t.TempDir()), bolt.Options{})
	busy, release, done := make(chan struct{}), make(chan struct{}), make(chan error)
	var once sync.Once
	go func() {
		done <- db.Update(t.Context(), func(tx storage.Tx) error {
			once.Do(func() { close(busy) })
			<-release
			return nil
		})
	}()
	<-busy
	ctx, cancel := context.WithCancel(t.Context())
	cancelled := make(chan error)
	go func() {
		cancelled <- db.Update(ctx, func(tx storage.Tx) error { return storage.Put(tx, "late", 1) })
	}()
	cancel()
	if err := <-cancelled; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	update(t, db, func(tx storage.Tx) error {
		if _, err := tx.Get([]byte("late")); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("the abandoned update was made (%v)", err)
		}
		return nil
	})
}
