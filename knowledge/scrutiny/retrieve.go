package scrutiny

import (
	"math"
	"strings"

	"hearth/knowledge/analysis"
	"hearth/knowledge/glossary"
)

// The settings of BM25. Of 576 combinations tried on the first half of the
// test's questions none did better; pairs of stems and the areas' names need no
// weight of their own.
const (
	k1      = 1.2
	b       = 0.5
	synonym = 0.5 // what a term counts that the glossary adds
)

// An index compares a text with a few short descriptions, in memory.
type index struct {
	docs map[string][]posting // by term
	size []float64            // of each document, in terms
	avg  float64
}

type posting struct {
	doc int
	tf  float64
}

// newIndex takes each document as its terms with how often each counts.
func newIndex(docs []map[string]float64) *index {
	x := &index{docs: map[string][]posting{}, size: make([]float64, len(docs))}
	for i, d := range docs {
		for term, tf := range d {
			x.docs[term] = append(x.docs[term], posting{i, tf})
			x.size[i] += tf
		}
		x.avg += x.size[i] / float64(len(docs))
	}
	return x
}

// scores gives each document's BM25 for a query of weighted terms.
func (x *index) scores(query []weighted) []float64 {
	scores := make([]float64, len(x.size))
	for _, q := range query {
		found := x.docs[q.term]
		n := float64(len(found))
		idf := math.Log(1 + (float64(len(x.size))-n+0.5)/(n+0.5))
		for _, p := range found {
			scores[p.doc] += q.weight * idf * p.tf * (k1 + 1) / (p.tf + k1*(1-b+b*x.size[p.doc]/x.avg))
		}
	}
	return scores
}

// add counts a text's terms into a document.
func add(doc map[string]float64, text string) {
	each(text, func(term string) { doc[term]++ })
}

type weighted struct {
	term   string
	weight float64
}

// query gives the different terms of a text in the order in which they stand,
// after them the right spelling of slips that the glossary knows and what it
// adds to terms, and how many stems the text itself has.
func query(text string) (terms []weighted, stems int) {
	seen := map[string]bool{}
	take := func(weight float64) func(string) {
		return func(term string) {
			if !seen[term] {
				seen[term] = true
				terms = append(terms, weighted{term, weight})
			}
		}
	}
	each(text, take(1))
	for term := range seen {
		if !strings.Contains(term, " ") {
			stems++
		}
	}
	g := glossary.Default()
	for _, fix := range g.Fixes(text) {
		each(fix.Right, take(1))
	}
	for _, m := range g.Find(text) {
		if strings.HasPrefix(m.Set.Terms[0], everybody) {
			continue
		}
		each(m.Set.Terms[0], take(synonym))
	}
	return terms, stems
}

// everybody is what the terms for the children begin with whom every area is
// about. Added to each question on "kids in care" they drew those to the one
// area that counts the children.
const everybody = "looked-after child"

// asking are stems that say what kind of answer is wanted, not what about.
var asking = map[string]bool{"mani": true, "much": true, "often": true}

// each calls f for every stem of a text that carries meaning, and for every
// pair of such stems without punctuation between them.
func each(text string, f func(term string)) {
	before, end := "", 0
	for _, t := range analysis.Words(text) {
		if strings.ContainsAny(text[min(end, t.Start):t.Start], ".,;:?!()\n") {
			before = ""
		}
		end = t.End
		if t.Stop || asking[t.Stem] {
			continue
		}
		f(t.Stem)
		if before != "" {
			f(before + " " + t.Stem)
		}
		before = t.Stem
	}
}
