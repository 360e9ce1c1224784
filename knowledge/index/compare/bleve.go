package main

import (
	"context"
	"io/fs"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/mapping"
	api "github.com/blevesearch/bleve_index_api"
)

type bleveEngine struct{ ix bleve.Index }

// bleveMapping stores the text and indexes title and text with the English
// analyser, as bleve's own documentation advises.
func bleveMapping() mapping.IndexMapping {
	field := bleve.NewTextFieldMapping()
	field.Analyzer = en.AnalyzerName
	field.Store = true
	field.IncludeTermVectors = false
	field.IncludeInAll = false
	field.DocValues = false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("title", field)
	doc.AddFieldMappingsAt("text", field)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = en.AnalyzerName
	m.ScoringModel = api.BM25Scoring
	return m
}

// build uses bleve's offline builder, its quickest way to a whole index.
func (e *bleveEngine) build(ctx context.Context, dir string, data []passage, n int) (int64, error) {
	b, err := bleve.NewBuilder(filepath.Join(dir, "bleve"), bleveMapping(), map[string]interface{}{"batchSize": 1000, "buildPathPrefix": dir})
	if err != nil {
		return 0, err
	}
	for p := range perturbed(data, n, 1) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if err := b.Index(p.ID, map[string]any{"title": p.Title, "text": p.Text}); err != nil {
			return 0, err
		}
	}
	if err := b.Close(); err != nil {
		return 0, err
	}
	return folderSize(filepath.Join(dir, "bleve"))
}

func folderSize(dir string) (size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		i, err := d.Info()
		size += i.Size()
		return err
	})
	return size, err
}

func (e *bleveEngine) open(dir string) (err error) {
	e.ix, err = bleve.OpenUsing(filepath.Join(dir, "bleve"), map[string]interface{}{"read_only": true})
	return err
}

func (e *bleveEngine) search(question string) (int, error) {
	title, text := bleve.NewMatchQuery(question), bleve.NewMatchQuery(question)
	title.SetField("title")
	text.SetField("text")
	res, err := e.ix.Search(bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(title, text), 10, 0, false))
	if err != nil {
		return 0, err
	}
	return len(res.Hits), nil
}

func (e *bleveEngine) close() error { return e.ix.Close() }
