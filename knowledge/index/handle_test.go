package index_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"hearth/knowledge/index"
)

func rebuilt(t *testing.T, path string, n int) *index.Index {
	t.Helper()
	if _, err := index.Rebuild(t.Context(), path, seq(generation(n)...), index.Stamp{Seq: uint64(n)}, nil); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(path, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

func TestHandle(t *testing.T) {
	defer goleak.VerifyNone(t)
	path := filepath.Join(t.TempDir(), "index.db")
	h := index.NewHandle(rebuilt(t, path, 0))

	old, release, err := h.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	closed, err := h.Swap(rebuilt(t, path, 1))
	if err != nil {
		t.Fatal(err)
	}
	select {
	case <-closed:
		t.Fatal("the old file was closed under its reader")
	default:
	}
	for want, ix := range map[uint64]interface {
		View(func(*index.Reader) error) error
	}{0: old, 1: h} {
		if err := ix.View(func(r *index.Reader) error {
			if got := r.Info().Stamp.Seq; got != want {
				return fmt.Errorf("generation %d", got)
			}
			return nil
		}); err != nil {
			t.Errorf("generation %d: %v", want, err)
		}
	}
	release()
	release() // twice is harmless
	<-closed

	// Readers and swaps at once: each reader sees one whole generation.
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				if err := h.View(func(r *index.Reader) error {
					q := index.ParseQuery(fmt.Sprint("generation", r.Info().Stamp.Seq))
					hits, err := r.Search(q)
					if err == nil && len(hits) != 10 {
						err = fmt.Errorf("%d hits", len(hits))
					}
					return err
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for n := 2; n < 8; n++ {
		if _, err := h.Swap(rebuilt(t, path, n)); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	if err := h.View(func(*index.Reader) error { return nil }); !errors.Is(err, index.ErrClosed) {
		t.Errorf("a closed handle gives %v", err)
	}
}
