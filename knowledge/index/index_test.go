package index_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/index"
)

// shared finds the folder of development data, or skips.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir := os.Getenv("HEARTH_SHARED")
	if dir == "" {
		root, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			if filepath.Dir(root) == root {
				t.Fatal("there is no go.mod above this test")
			}
			root = filepath.Dir(root)
		}
		dir = filepath.Join(root, "..", "shared")
	}
	full := filepath.Join(dir, path)
	if _, err := os.Stat(full); err != nil {
		if strings.Contains(os.Getenv("HEARTH_TEST_REQUIRE"), "shared") {
			t.Fatalf("the development data is required: %v", err)
		}
		t.Skipf("not run: there is no development data (%s)", path)
	}
	return full
}

func source(id, title, text string) index.Source {
	c := knowledge.Content{Text: text, Blocks: []knowledge.Block{{Start: 0, End: len(text)}}}
	return index.Source{Document: knowledge.Document{ID: id, Version: "v", Meta: knowledge.Meta{Title: title, Shelf: knowledge.ShelfPublic, Kind: knowledge.Other}}, Content: c}
}

func seq(sources ...index.Source) iter.Seq2[index.Source, error] {
	return func(yield func(index.Source, error) bool) {
		for _, s := range sources {
			if !yield(s, nil) {
				return
			}
		}
	}
}

func lines[T any](t testing.TB, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	in := bufio.NewScanner(f)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var x T
		if err := json.Unmarshal(in.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

func build(t testing.TB, sources ...index.Source) *index.Index {
	t.Helper()
	path := filepath.Join(t.TempDir(), "index.db")
	if _, err := index.Build(t.Context(), path, seq(sources...), index.Stamp{StoreID: "s"}, nil); err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

func open(t testing.TB, path string) *index.Index {
	t.Helper()
	ix, err := index.Open(path, index.Options{Write: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ix.Close() })
	return ix
}

func view(t testing.TB, ix *index.Index, fn func(*index.Reader)) {
	t.Helper()
	if err := ix.View(func(r *index.Reader) error { fn(r); return nil }); err != nil {
		t.Fatal(err)
	}
}

func found(t testing.TB, r *index.Reader, question string) []string {
	t.Helper()
	q := index.ParseQuery(question)
	q.Viewer = knowledge.ViewPublic
	hits, err := r.Search(q)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range hits {
		d, err := r.Document(h.Document)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, d.ID)
	}
	return ids
}

func TestUpdate(t *testing.T) {
	ix := build(t, source("a", "Pledge", "The council made a pledge to care leavers."), source("b", "Budget", "The budget for foster carers rose."))
	must := func(c index.Change) {
		t.Helper()
		if err := ix.Update(c); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(q string, want ...string) {
		t.Helper()
		view(t, ix, func(r *index.Reader) {
			if got := found(t, r, q); !slices.Equal(got, want) {
				t.Errorf("%q finds %v, want %v", q, got, want)
			}
		})
	}
	expect("pledge", "a")
	must(index.Change{Add: []index.Source{source("c", "Homes", "A home for every child: our pledge on housing and pledge again.")}, Stamp: index.Stamp{Seq: 2}})
	expect("pledge housing", "c", "a")
	must(index.Change{Remove: []string{"a"}, Stamp: index.Stamp{Seq: 3}})
	expect("pledge", "c")
	for i := range 30 {
		must(index.Change{Add: []index.Source{source(string(rune('d'+i%4)), "Replaced", "A replaced paper on trampolines "+strings.Repeat("x", i+1))}, Stamp: index.Stamp{Seq: uint64(4 + i)}})
	}
	view(t, ix, func(r *index.Reader) {
		ids := found(t, r, "trampolines")
		slices.Sort(ids)
		if want := []string{"d", "e", "f", "g"}; !slices.Equal(ids, want) {
			t.Errorf("after replacing, trampolines finds %v, want %v", ids, want)
		}
		if r.Info().Stamp.Seq != 33 || len(r.Info().Segments) > 8 || r.Info().Live != 6 {
			t.Errorf("info %+v", r.Info())
		}
	})
}

// TestViewsDuringUpdates: every view sees one whole state while another
// goroutine writes.
func TestViewsDuringUpdates(t *testing.T) {
	ix := build(t, generation(0)...)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := ix.View(func(r *index.Reader) error {
					seq := r.Info().Stamp.Seq
					q := index.ParseQuery(fmt.Sprint("generation", seq))
					q.K = 100
					hits, err := r.Search(q)
					if err == nil && len(hits) != 40 {
						err = fmt.Errorf("generation %d has %d passages", seq, len(hits))
					}
					r.Correct("pledegs", knowledge.ViewPublic)
					return err
				}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for n := 1; n <= 12; n++ {
		if err := ix.Update(index.Change{Add: generation(n), Stamp: index.Stamp{Seq: uint64(n)}}); err != nil {
			t.Error(err)
		}
	}
	close(done)
	wg.Wait()
	if err := ix.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
