package index

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge"
)

func paper(id, title, text string, shelf knowledge.Shelf) Source {
	return Source{
		Document: knowledge.Document{ID: id, Meta: knowledge.Meta{Title: title, Shelf: shelf}},
		Content:  knowledge.Content{Text: text, Blocks: []knowledge.Block{{End: len(text)}}},
	}
}

func all(sources []Source) iter.Seq2[Source, error] {
	return func(yield func(Source, error) bool) {
		for _, s := range sources {
			if !yield(s, nil) {
				return
			}
		}
	}
}

func opened(t interface{ Fatal(...any) }, dir string, sources []Source) *Index {
	path := filepath.Join(dir, "index.db")
	if _, err := Rebuild(ctx(t), path, all(sources), Stamp{}, nil); err != nil {
		t.Fatal(err)
	}
	ix, err := Open(path, Options{Write: true})
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// drawText makes text of few words, some of them frequent, so that postings
// fill several blocks and windows.
func drawText(r interface{ IntN(int) int }, most int) string {
	var b strings.Builder
	for range 1 + r.IntN(most) {
		w := r.IntN(8)
		if r.IntN(3) == 0 {
			w = r.IntN(60)
		}
		fmt.Fprintf(&b, "w%c%c ", 'a'+w%26, 'a'+w/26)
		if r.IntN(9) == 0 {
			b.WriteString("end. Begin ")
		}
	}
	return b.String()
}

func drawQuery(t *rapid.T) Query {
	word := rapid.Custom(func(t *rapid.T) string {
		w := rapid.IntRange(0, 61).Draw(t, "w")
		return fmt.Sprintf("w%c%c", 'a'+w%26, 'a'+w/26)
	})
	weight := rapid.SampledFrom([]float64{0, 0.3, 0.7, 1, 2})
	alternative := rapid.Custom(func(t *rapid.T) Alternative {
		return Alternative{rapid.SliceOfN(word, 1, 3).Draw(t, "stems"), weight.Draw(t, "weight")}
	})
	group := rapid.Custom(func(t *rapid.T) Group {
		if rapid.Bool().Draw(t, "plain") {
			return Group{weight.Draw(t, "weight"), []Alternative{{rapid.SliceOfN(word, 1, 1).Draw(t, "stem"), 1}}}
		}
		return Group{weight.Draw(t, "weight"), rapid.SliceOfN(alternative, 1, 3).Draw(t, "alternatives")}
	})
	q := Query{
		Groups: rapid.SliceOfN(group, 1, 6).Draw(t, "groups"),
		Viewer: rapid.SampledFrom([]knowledge.Viewer{knowledge.ViewPublic, knowledge.ViewMembers, knowledge.ViewOfficers}).Draw(t, "viewer"),
	}
	if rapid.Bool().Draw(t, "filter") {
		q.Filter = func(_ uint32, d *knowledge.Document) bool { return !strings.HasSuffix(d.ID, "3") }
	}
	return q
}

// exhaustive scores every passage by Explain, which knows nothing of blocks,
// windows or bounds.
func exhaustive(t *rapid.T, r *Reader, q Query, k int) []Hit {
	var hits []Hit
	for _, s := range r.segs {
		for p := range s.Passages {
			h := Hit{Passage: s.FirstPassage + p, Document: s.FirstDoc + s.owner(p)}
			d, err := r.Document(h.Document)
			if err != nil {
				t.Fatal(err)
			}
			if !q.Viewer.MaySee(d.Shelf) || r.isDead(h.Document) || q.Filter != nil && !q.Filter(h.Document, d) {
				continue
			}
			e, err := r.Explain(q, h.Passage)
			if err != nil {
				t.Fatal(err)
			}
			if h.BM25, h.Score = e.BM25, e.BM25; e.BM25 > 0 {
				hits = append(hits, h)
			}
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.BM25, a.BM25), cmp.Compare(a.Passage, b.Passage))
	})
	return hits[:min(len(hits), k)]
}

// TestTopIsExact compares the search that skips with one that scores all.
func TestTopIsExact(t *testing.T) {
	shelves := []knowledge.Shelf{knowledge.ShelfPublic, knowledge.ShelfPublic, knowledge.ShelfMembers, knowledge.ShelfOfficers}
	rapid.Check(t, func(t *rapid.T) {
		rnd := seeded(rapid.Uint64().Draw(t, "seed"))
		n := rapid.SampledFrom([]int{1, 40, 300, 1500, 6000}).Draw(t, "documents")
		var sources []Source
		for i := range n {
			sources = append(sources, paper(fmt.Sprint(i), drawText(rnd, 3), drawText(rnd, 14), shelves[rnd.IntN(4)]))
		}
		ix := opened(t, tempDir(t), sources)
		defer ix.Close()
		for range rapid.IntRange(0, 3).Draw(t, "updates") {
			c := Change{Remove: []string{fmt.Sprint(rnd.IntN(n))}}
			for range 1 + rnd.IntN(20) {
				c.Add = append(c.Add, paper(fmt.Sprint(rnd.IntN(n+20)), "", drawText(rnd, 14), shelves[rnd.IntN(4)]))
			}
			if err := ix.Update(c); err != nil {
				t.Fatal(err)
			}
		}
		for range 3 {
			q, k := drawQuery(t), rapid.SampledFrom([]int{1, 3, 10, 50}).Draw(t, "k")
			err := ix.View(func(r *Reader) error {
				got, err := r.top(&q, k)
				if want := exhaustive(t, r, q, k); !slices.Equal(got, want) {
					t.Fatalf("%d documents, k %d, %+v:\ngot  %v\nwant %v", n, k, q.Groups, got, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestScoresExplainThemselves checks that Search's scores are those of Explain,
// that they fall, and that the hits behind those ranked again stay behind.
func TestScoresExplainThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rnd := seeded(rapid.Uint64().Draw(t, "seed"))
		var sources []Source
		for i := range 200 {
			sources = append(sources, paper(fmt.Sprint(i), drawText(rnd, 3), drawText(rnd, 30), knowledge.ShelfPublic))
		}
		ix := opened(t, tempDir(t), sources)
		defer ix.Close()
		q := drawQuery(t)
		q.K = 120
		err := ix.View(func(r *Reader) error {
			hits, err := r.Search(q)
			if err != nil {
				return err
			}
			for i, h := range hits {
				e, err := r.Explain(q, h.Passage)
				if err != nil {
					return err
				}
				want := e.Score
				if i >= depth {
					want = e.BM25
				}
				if math.Abs(h.Score-want) > 1e-9 || h.BM25 != e.BM25 {
					t.Errorf("hit %d scores %v and %v, explained as %v", i, h.Score, h.BM25, e)
				}
				if i > 0 && h.Score > hits[i-1].Score {
					t.Errorf("hit %d scores more than the one before it", i)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// TestBM25ByHand works one sum by hand.
//
// Three papers of one passage each; no titles, so each word counts once:
//
//	a: "pledge pledge budget school"   4 words
//	b: "budget school"                 2 words
//	c: "pledge foster carer budget visit visit"  6 words
//
// N = 3, average length (4+2+6)/3 = 4. "pledge" is in 2 of 3:
//
//	idf = ln(1 + (3 - 2 + 0.5)/(2 + 0.5)) = ln 1.6 = 0.470004
//
// With k1 = 1.2 and b = 0.8, in a, where it stands twice and the length is the
// average:
//
//	0.470004 × 2.2 × 2/(2 + 1.2 × (1 - 0.8 + 0.8 × 4/4)) = 1.034008 × 2/3.2 = 0.646255
//
// and in c, once in 6 words:
//
//	1.034008 × 1/(1 + 1.2 × (0.2 + 0.8 × 6/4)) = 1.034008 × 1/2.68 = 0.385824
func TestBM25ByHand(t *testing.T) {
	ix := opened(t, t.TempDir(), []Source{
		paper("a", "", "pledge pledge budget school", knowledge.ShelfPublic),
		paper("b", "", "budget school", knowledge.ShelfPublic),
		paper("c", "", "pledge foster carer budget visit visit", knowledge.ShelfPublic),
	})
	defer ix.Close()
	err := ix.View(func(r *Reader) error {
		q := ParseQuery("What is the pledge?")
		hits, err := r.top(&q, 10)
		if err != nil {
			return err
		}
		want := []float64{0.646255, 0.385824}
		if len(hits) != 2 {
			t.Fatalf("%d hits, want 2", len(hits))
		}
		for i, h := range hits {
			if math.Abs(h.BM25-want[i]) > 2.0/scale {
				t.Errorf("hit %d scores %.6f, want %.6f", i, h.BM25, want[i])
			}
		}
		e, err := r.Explain(q, hits[0].Passage)
		if err == nil && (len(e.Terms) != 1 || e.Terms[0].TF != 2 || e.Length != 4 || math.Abs(e.Average-4) > 1e-9) {
			t.Errorf("explained as %v", e)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
