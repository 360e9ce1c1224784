package library

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// AddStarter adds hearth's own summaries, given as files in memory, to the
// public shelf. Each must have an id in its front matter. One that an office
// has adopted is left as it is, with a sentence in the report.
func (l *Library) AddStarter(ctx context.Context, files iter.Seq2[string, []byte], o AddOptions) (Report, error) {
	if o.ID != "" || len(o.Only) > 0 {
		return Report{}, errors.New("adding the starter: its papers have ids of their own")
	}
	if err := l.mayAdd(&o); err != nil {
		return Report{}, err
	}
	return l.adding(ctx, o, func(a *adding) error {
		for name, b := range files {
			if err := a.starter(ctx, name, b); err != nil {
				return fmt.Errorf("adding %s: %w", name, err)
			}
			a.now.Files++
		}
		return nil
	})
}

func (a *adding) starter(ctx context.Context, name string, b []byte) error {
	a.now.File = name
	at := len(a.report.Files)
	a.report.Files = append(a.report.Files, FileReport{Path: name})
	h := sha256.Sum256(b)
	it := item{at: at, src: Source{Abs: name, Path: name}, given: a.o.Meta, version: hex.EncodeToString(h[:]), starter: true}
	var papers []extract.Paper
	for p, err := range a.l.o.Reader.Read(ctx, name, bytes.NewReader(b), int64(len(b))) {
		if err != nil {
			return err
		}
		papers = append(papers, p)
	}
	if len(papers) != 1 || papers[0].ID == "" {
		return errors.New("it is not one paper with an id")
	}
	papers[0].Shelf = knowledge.ShelfPublic // what an officer chose or chooses goes before
	one, err := a.pack(papers[0], 0)
	if err != nil {
		return err
	}
	it.papers = []packed{one}
	return a.add(ctx, it)
}
