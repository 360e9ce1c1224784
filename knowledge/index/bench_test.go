package index_test

import (
	"path/filepath"
	"testing"

	"hearth/knowledge/index"
)

// BenchmarkSearch asks the questions of a collection in turn.
func BenchmarkSearch(b *testing.B) {
	dir := shared(b, "ir/squad2dev")
	path := filepath.Join(b.TempDir(), "index.db")
	if _, err := index.Build(b.Context(), path, collection(b, dir), index.Stamp{}, nil); err != nil {
		b.Fatal(err)
	}
	ix := open(b, path)
	queries := lines[query](b, filepath.Join(dir, "queries.jsonl"))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		err := ix.View(func(r *index.Reader) error {
			_, err := r.Search(index.ParseQuery(queries[i%len(queries)].Text))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		i += 7
	}
}
