package bolt_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"testing"
	"time"

	"hearth/storage"
	"hearth/storage/bolt"
	"hearth/storage/childtest"
)

// child is what the test binary does when a test runs it as another process.
func child(job string) int {
	path := os.Getenv("HEARTH_BOLT_PATH")
	var err error
	switch job {
	case "write":
		err = writeForEver(path)
	case "hold":
		err = hold(path)
	case "fill":
		err = fill(path)
	default:
		err = fmt.Errorf("no job %q", job)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// start runs this test binary with a job; stdin may be nil.
func start(t *testing.T, job, path string, stdin io.Reader) childtest.Child {
	t.Helper()
	return childtest.Start(t, stdin, nil, "HEARTH_BOLT_CHILD="+job, "HEARTH_BOLT_PATH="+path)
}

// childWriters each write rows of their own, a few records an update.
const childWriters = 4

// writeForEver updates until it is killed and prints "writer n" once update n
// of a writer is acknowledged. Every update also rewrites a record that all
// share, so that pages are freed and used again; now and then it compacts.
func writeForEver(path string) error {
	ctx := context.Background()
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	var out sync.Mutex
	errs := make(chan error)
	for w := range childWriters {
		n, err := last(ctx, db, w)
		if err != nil {
			return err
		}
		go func() {
			for {
				n++
				if err := db.Update(ctx, childRow(w, n)); err != nil {
					errs <- err
					return
				}
				out.Lock()
				fmt.Println(w, n)
				out.Unlock()
				if w == 0 && n%7 == 0 {
					if err := db.Compact(ctx); err != nil {
						errs <- err
						return
					}
				}
			}
		}()
	}
	return <-errs
}

func childRow(w, n int) func(storage.Tx) error {
	return func(tx storage.Tx) error {
		for part := range 3 {
			if err := storage.Put(tx, fmt.Sprintf("row/%d/%06d/%d", w, n, part), make([]byte, 700)); err != nil {
				return err
			}
		}
		if err := tx.Delete(fmt.Appendf(nil, "junk/%d/%06d", w, n-1)); err != nil {
			return err
		}
		return errors.Join(storage.Put(tx, fmt.Sprintf("junk/%d/%06d", w, n), make([]byte, 9000)),
			storage.Put(tx, fmt.Sprintf("last/%d", w), n))
	}
}

func last(ctx context.Context, db *bolt.DB, w int) (n int, err error) {
	err = db.View(ctx, func(tx storage.Tx) error {
		n, err = storage.Get[int](tx, fmt.Sprintf("last/%d", w))
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		return err
	})
	return n, err
}

func hold(path string) error {
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	fmt.Println("held")
	if _, err := os.Stdin.Read(make([]byte, 1)); err == nil {
		return errors.New("nobody was to say anything")
	}
	return db.Close()
}

// fill writes until the limit on the size of files stops it, then shows that
// what was acknowledged is there, and that the same store writes on once there
// is room. Before that nothing is sure to be written, a deletion neither: bbolt
// copies the pages that it changes, and merges those that a deletion empties.
func fill(path string) error {
	ctx := context.Background()
	signal.Ignore(syscall.SIGXFSZ)
	var roomy syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &roomy); err != nil {
		return err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 24 << 20, Max: roomy.Max}); err != nil {
		return err
	}
	db, err := bolt.Open(path, bolt.Options{Now: func() time.Time { return time.Unix(0, 0) }})
	if err != nil {
		return err
	}
	n := 0
	for err == nil && n < 1000 {
		n++
		err = db.Update(ctx, func(tx storage.Tx) error {
			return errors.Join(storage.Put(tx, fmt.Sprintf("fat/%d", n), make([]byte, 50_000)), storage.Put(tx, "n", n))
		})
	}
	disk, ok := errors.AsType[*bolt.DiskError](err)
	if !ok || !disk.Full() {
		return fmt.Errorf("update %d: got %v, want a full disk", n, err)
	}
	err = db.View(ctx, func(tx storage.Tx) error {
		got, err := storage.Get[int](tx, "n")
		if got != n-1 {
			return fmt.Errorf("%d updates are there (%v), want %d", got, err, n-1)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &roomy); err != nil {
		return err
	}
	if err := db.Update(ctx, func(tx storage.Tx) error { return storage.Put(tx, "n", n) }); err != nil {
		return fmt.Errorf("after room was made: %w", err)
	}
	fmt.Println(disk.Plain())
	return db.Close()
}
