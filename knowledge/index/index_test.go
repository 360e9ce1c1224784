package index_test

import (
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/index"
)

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
