package index_test

import (
	"fmt"
	"iter"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearth/knowledge/index"
	"hearth/knowledge/knowledgetest"
)

type doc struct{ ID, Title, Text string }
type query struct{ ID, Text string }

// collection is the papers of one of the development data's collections.
func collection(t testing.TB, name string) iter.Seq2[index.Source, error] {
	docs := knowledgetest.Lines[doc](t, "ir", name, "corpus.jsonl")
	return func(yield func(index.Source, error) bool) {
		for _, d := range docs {
			if !yield(source(d.ID, d.Title, d.Text), nil) {
				return
			}
		}
	}
}

func questions(t testing.TB, name string) []query {
	return knowledgetest.Lines[query](t, "ir", name, "queries.jsonl")
}

// relevant gives the grades of the documents that are relevant to each question.
func relevant(t testing.TB, name string) map[string]map[string]int {
	out := map[string]map[string]int{}
	for line := range strings.Lines(string(knowledgetest.Read(t, "ir", name, "qrels.tsv"))) {
		var q, d string
		var g int
		if _, err := fmt.Sscanf(line, "%s\t%s\t%d", &q, &d, &g); err != nil {
			t.Fatalf("%s: %q: %v", name, line, err)
		}
		if g > 0 {
			if out[q] == nil {
				out[q] = map[string]int{}
			}
			out[q][d] = g
		}
	}
	return out
}

// score gives nDCG@10 and the share of questions with a relevant first document.
func score(t testing.TB, ix *index.Index, queries []query, rel map[string]map[string]int) (ndcg, first float64) {
	n := 0
	for _, q := range queries {
		if rel[q.ID] == nil {
			continue
		}
		n++
		view(t, ix, func(r *index.Reader) {
			ids := found(t, r, q.Text)
			var gain float64
			seen := map[string]bool{}
			rank := 0
			for _, id := range ids {
				if seen[id] {
					continue
				}
				seen[id] = true
				gain += float64(rel[q.ID][id]) / math.Log2(float64(rank)+2)
				if rank == 0 && rel[q.ID][id] > 0 {
					first++
				}
				rank++
			}
			var grades []int
			for _, g := range rel[q.ID] {
				grades = append(grades, g)
			}
			slices.Sort(grades)
			slices.Reverse(grades)
			var ideal float64
			for i, g := range grades[:min(len(grades), 10)] {
				ideal += float64(g) / math.Log2(float64(i)+2)
			}
			ndcg += gain / ideal
		})
	}
	return ndcg / float64(n), first / float64(n)
}

// TestQuality holds the floors of the issue, in the one configuration.
func TestQuality(t *testing.T) {
	for name, floor := range map[string]struct{ ndcg, first float64 }{
		"squad2dev": {.905, .83},
		"cranfield": {.375, 0},
		"cisi":      {.405, 0},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "index.db")
			st, err := index.Build(t.Context(), path, collection(t, name), index.Stamp{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			ix := open(t, path)
			ndcg, first := score(t, ix, questions(t, name), relevant(t, name))
			t.Logf("%s: nDCG@10 %.4f, first %.4f (%d passages, %d bytes of text, index %d bytes, %v)", name, ndcg, first, st.Passages, st.Bytes, st.IndexBytes, st.Took)
			if ndcg < floor.ndcg || first < floor.first {
				t.Errorf("below the floor %v", floor)
			}
			if name != "squad2dev" {
				return
			}
			h1, h3 := sentences(t, ix, questions(t, name), knowledgetest.Lines[gold](t, "ir", name, "answers.jsonl"))
			t.Logf("the gold text stands in the best sentence %.4f, in the best three %.4f", h1, h3)
			if h1 < .72 || h3 < .87 {
				t.Error("below the floors .72 and .87")
			}
		})
	}
}
