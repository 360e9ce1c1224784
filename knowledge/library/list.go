package library

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hearth/knowledge"
	"hearth/storage"
)

// A Filter says which documents List gives; an empty field asks for nothing.
type Filter struct {
	Viewer  knowledge.Viewer // what this viewer may see
	Shelf   knowledge.Shelf
	Kind    knowledge.Kind
	Council string
	Parent  string // the reports of this pack
}

func (f Filter) takes(d knowledge.Document) bool {
	return (f.Viewer == "" || f.Viewer.MaySee(d.Shelf)) &&
		(f.Shelf == "" || f.Shelf == d.Shelf) &&
		(f.Kind == "" || f.Kind == d.Kind) &&
		(f.Council == "" || strings.EqualFold(f.Council, d.Council)) &&
		(f.Parent == "" || f.Parent == d.Parent)
}

// listPage is how many records are read in one transaction.
const listPage = 1000

// List gives the documents that the filter takes, ordered by id.
func (l *Library) List(ctx context.Context, f Filter) ([]knowledge.Document, error) {
	var out []knowledge.Document
	err := l.each(ctx, func(d knowledge.Document) error {
		if f.takes(d) {
			out = append(out, d)
		}
		return nil
	})
	return out, err
}

// each runs fn over every document, ordered by id, in short transactions; fn is
// run once a document and outside of them.
func (l *Library) each(ctx context.Context, fn func(knowledge.Document) error) error {
	from := []byte(documentsPrefix)
	for {
		var page []knowledge.Document
		var last []byte
		err := l.view(ctx, func(tx storage.Tx) error {
			page = page[:0]
			for e, err := range tx.Scan([]byte(documentsPrefix), from) {
				if err != nil {
					return err
				}
				d, err := decodeDocument(e)
				if err != nil {
					return err
				}
				page, last = append(page, d), e.Key
				if len(page) == listPage {
					break
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("listing documents: %w", err)
		}
		for _, d := range page {
			if err := fn(d); err != nil {
				return err
			}
		}
		if len(page) < listPage {
			return nil
		}
		from = append(last, 0)
	}
}

// Get gives one document; the error is an *UnknownError where there is none.
func (l *Library) Get(ctx context.Context, id string) (d knowledge.Document, err error) {
	err = l.view(ctx, func(tx storage.Tx) error {
		got, err := needDocument(tx, id)
		if err == nil {
			d = *got
		}
		return err
	})
	return d, err
}

// Versions lists the versions of a document whose text is kept.
func (l *Library) Versions(ctx context.Context, id string) (out []string, err error) {
	err = l.view(ctx, func(tx storage.Tx) error {
		out, err = versions(tx, id)
		return err
	})
	return out, err
}

// Content gives the text of a version; an empty version is the current one. The
// text of every version is kept until its document is removed, so that what was
// once cited can be shown.
func (l *Library) Content(ctx context.Context, id, version string) (knowledge.Content, error) {
	var packed []byte
	err := l.view(ctx, func(tx storage.Tx) (err error) {
		if version == "" {
			d, err := needDocument(tx, id)
			if err != nil {
				return err
			}
			version = d.Version
		}
		packed, err = tx.Get(versionKey(id, version))
		if errors.Is(err, storage.ErrNotFound) {
			return &UnknownError{ID: id}
		}
		return err
	})
	if err != nil {
		return knowledge.Content{}, err
	}
	c, err := l.codec.unpack(packed)
	if err != nil {
		return c, fmt.Errorf("document %s: %w", id, err)
	}
	return c, nil
}

// Unshelved lists the ids of documents that stand on the officers' shelf only
// because nobody has chosen another, ordered.
func (l *Library) Unshelved(ctx context.Context) ([]string, error) {
	docs, err := l.List(ctx, Filter{Shelf: knowledge.ShelfOfficers})
	if err != nil {
		return nil, err
	}
	var out []string
	err = l.view(ctx, func(tx storage.Tx) error {
		out = nil
		for _, d := range docs {
			given, err := getGiven(tx, d.ID)
			if err != nil {
				return err
			}
			if given["shelf"] == "" {
				out = append(out, d.ID)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing documents without a shelf: %w", err)
	}
	return out, nil
}
