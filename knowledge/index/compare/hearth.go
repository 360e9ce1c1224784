package main

import (
	"context"
	"iter"
	"path/filepath"

	"hearth/knowledge"
	"hearth/knowledge/index"
)

type hearthEngine struct{ ix *index.Index }

func (e *hearthEngine) build(ctx context.Context, dir string, data []passage, n int) (int64, error) {
	st, err := index.Build(ctx, filepath.Join(dir, "index.db"), hearthSources(data, n), index.Stamp{}, nil)
	return st.IndexBytes, err
}

func hearthSources(data []passage, n int) iter.Seq2[index.Source, error] {
	return func(yield func(index.Source, error) bool) {
		for p := range perturbed(data, n, 1) {
			s := index.Source{
				Document: knowledge.Document{ID: p.ID, Meta: knowledge.Meta{Title: p.Title, Shelf: knowledge.ShelfPublic, Kind: knowledge.Other}},
				Content:  knowledge.Content{Text: p.Text, Blocks: []knowledge.Block{{End: len(p.Text)}}},
			}
			if !yield(s, nil) {
				return
			}
		}
	}
}

func (e *hearthEngine) open(dir string) (err error) {
	e.ix, err = index.Open(filepath.Join(dir, "index.db"), index.Options{})
	return err
}

func (e *hearthEngine) search(question string) (n int, err error) {
	q := index.ParseQuery(question)
	q.K = 10
	err = e.ix.View(func(r *index.Reader) error {
		hits, err := r.Search(q)
		n = len(hits)
		return err
	})
	return n, err
}

func (e *hearthEngine) close() error { return e.ix.Close() }
