package index_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearth/knowledge/index"
	"hearth/storage/childtest"
)

// generation makes the papers of a generation; each says in its text which.
func generation(n int) []index.Source {
	var out []index.Source
	for i := range 40 {
		out = append(out, source(fmt.Sprint("d", i), "Paper", fmt.Sprintf("generation%d words of paper number%d about pledges. %s", n, i, strings.Repeat("More of it. ", i))))
	}
	return out
}

// TestMain is the child of TestCrash where one is asked for. It keeps the default
// run short; HEARTH_TEST_LONG=1 runs the usual number of random checks.
func TestMain(m *testing.M) {
	if path := os.Getenv("HEARTH_INDEX_CHILD"); path != "" {
		if err := child(context.Background(), path, os.Getenv("HEARTH_INDEX_CHILD_FROM")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if os.Getenv("HEARTH_TEST_LONG") == "" {
		_ = flag.Set("rapid.checks", "30")
	}
	os.Exit(m.Run())
}

// child changes an index without end, in a process that TestCrash kills.
func child(ctx context.Context, path, from string) error {
	n, err := strconv.Atoi(from)
	if err != nil {
		return err
	}
	for ; ; n++ {
		if err := next(ctx, path, n); err != nil {
			return err
		}
		fmt.Println("done", n)
	}
}

// next puts a generation in the place of the one before: each third by a
// rebuild, the others by an update.
func next(ctx context.Context, path string, n int) error {
	stamp := index.Stamp{Seq: uint64(n)}
	if n%3 == 0 {
		_, err := index.Rebuild(ctx, path, seq(generation(n)...), stamp, nil)
		return err
	}
	ix, err := index.Open(path, index.Options{Write: true})
	if err != nil {
		return err
	}
	return errors.Join(ix.Update(index.Change{Add: generation(n), Stamp: stamp}), ix.Close())
}

// TestCrash kills a process that rebuilds and updates an index, over and over:
// the file must hold one whole generation each time, the last that was said to
// be done or the one after it.
func TestCrash(t *testing.T) {
	kills := 12
	if os.Getenv("HEARTH_TEST_LONG") != "" {
		kills = 60
	}
	path := filepath.Join(t.TempDir(), "index.db")
	if _, err := index.Rebuild(t.Context(), path, seq(generation(0)...), index.Stamp{}, nil); err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	last := 0
	for range kills {
		last = killed(t, path, last, time.Duration(1+rnd.IntN(60))*time.Millisecond)
		ix, err := index.Open(path, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := ix.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		view(t, ix, func(r *index.Reader) {
			got := int(r.Info().Stamp.Seq)
			if got != last && got != last+1 {
				t.Fatalf("it holds generation %d, want %d or the next", got, last)
			}
			last = got
			if n := r.Info().Live; n != 40 {
				t.Fatalf("generation %d has %d papers, want 40", got, n)
			}
			q := index.ParseQuery(fmt.Sprint("generation", got))
			q.K = 100
			hits, err := r.Search(q)
			if err != nil {
				t.Fatal(err)
			}
			papers := map[uint32]bool{}
			for _, h := range hits {
				papers[h.Document] = true
			}
			if len(papers) != 40 {
				t.Fatalf("%d papers are of generation %d, want 40", len(papers), got)
			}
		})
		if err := ix.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killed runs the child from a generation on, kills it a while after its first
// word, and gives the last generation that it finished.
func killed(t *testing.T, path string, last int, after time.Duration) int {
	t.Helper()
	child := childtest.Start(t, nil, nil, "HEARTH_INDEX_CHILD="+path, fmt.Sprint("HEARTH_INDEX_CHILD_FROM=", last+1))
	begun := false
	for child.Said.Scan() {
		n, ok := strings.CutPrefix(child.Said.Text(), "done ")
		if !ok {
			t.Fatalf("the child says %q", child.Said.Text())
		}
		var err error
		if last, err = strconv.Atoi(n); err != nil {
			t.Fatal(err)
		}
		if !begun {
			begun = true
			timer := time.AfterFunc(after, func() { _ = child.Process.Kill() })
			defer timer.Stop()
		}
	}
	_ = child.Wait() // it was killed
	return last
}
