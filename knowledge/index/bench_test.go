package index_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/index"
)

// squad builds an index of a collection of encyclopaedia passages.
func squad(b *testing.B) (path string) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "index.db")
	if _, err := index.Build(b.Context(), path, collection(b, "squad2dev"), index.Stamp{}, nil); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkSearch asks the questions of a collection in turn.
func BenchmarkSearch(b *testing.B) {
	ix := open(b, squad(b))
	queries := questions(b, "squad2dev")
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

// BenchmarkSynonyms asks with four phrases and words beside each of the
// question's own.
func BenchmarkSynonyms(b *testing.B) {
	ix := open(b, squad(b))
	queries := questions(b, "squad2dev")
	other := []index.Alternative{
		{Stems: []string{"unit", "state"}, Weight: 0.6}, {Stems: []string{"first", "world", "war"}, Weight: 0.6},
		{Stems: []string{"govern"}, Weight: 0.6}, {Stems: []string{"18th", "centuri"}, Weight: 0.6},
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		q := index.ParseQuery(queries[i%len(queries)].Text)
		for j := range q.Groups {
			q.Groups[j].Alternatives = append(q.Groups[j].Alternatives, other...)
		}
		view(b, ix, func(r *index.Reader) {
			if _, err := r.Search(q); err != nil {
				b.Fatal(err)
			}
		})
		i += 7
	}
}

// BenchmarkCold opens the file, asks one question and closes it: what hearth
// ask pays for the index.
func BenchmarkCold(b *testing.B) {
	path := squad(b)
	for b.Loop() {
		ix, err := index.Open(path, index.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := ix.View(func(r *index.Reader) error {
			_, err := r.Search(index.ParseQuery("Who was the leader of the Normans?"))
			return err
		}); err != nil {
			b.Fatal(err)
		}
		if err := ix.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCorrect asks for a word that no paper holds.
func BenchmarkCorrect(b *testing.B) {
	ix := open(b, squad(b))
	for b.Loop() {
		view(b, ix, func(r *index.Reader) {
			if got, _ := r.Correct("govermnent", knowledge.ViewOfficers); got != "government" {
				b.Fatal(got)
			}
		})
	}
}

// BenchmarkBuild builds an index of a collection.
func BenchmarkBuild(b *testing.B) {
	papers := collection(b, "squad2dev")
	i := 0
	for b.Loop() {
		st, err := index.Build(b.Context(), filepath.Join(b.TempDir(), fmt.Sprint(i)), papers, index.Stamp{}, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(st.Bytes)
		i++
	}
}

// BenchmarkUpdate replaces one paper in an index of a collection.
func BenchmarkUpdate(b *testing.B) {
	ix := open(b, squad(b))
	for b.Loop() {
		if err := ix.Update(index.Change{Add: generation(1)[:1]}); err != nil {
			b.Fatal(err)
		}
	}
}
