package index

import (
	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

// A Query is what a search looks for: groups of words, each group one idea of
// the question in the order it stands there.
type Query struct {
	Groups []Group
	Viewer knowledge.Viewer
	// Filter, which may be nil, tells whether a document may be answered from,
	// beside the Viewer. It is asked about likely hits only, sometimes twice.
	Filter func(doc uint32, d *knowledge.Document) bool
	K      int // how many hits are wanted; 10 where it is 0
}

// A Group is one idea and the ways it is written. A passage gets for it what
// the best of its alternatives gives there, so a synonym beside the member's
// own word counts once.
type Group struct {
	Weight       float64 // of the idea in the question; 1 where it is 0
	Alternatives []Alternative
}

// An Alternative is a word or a phrase. A word gives its BM25 weight. A phrase
// stands for its words: where all of them stand close together in one sentence
// or item (each in reach of the one before, in any order) it gives the sum of
// what they give, elsewhere nothing.
type Alternative struct {
	Stems  []string
	Weight float64 // below 1 for a synonym; 1 where it is 0
}

func one(w float64) float64 {
	if w == 0 {
		return 1
	}
	return w
}

func (g Group) plain() bool { return len(g.Alternatives) == 1 && len(g.Alternatives[0].Stems) == 1 }

// ParseQuery makes the plain query of a question: a group for each word that
// has a meaning. A word said twice weighs half as much again.
func ParseQuery(text string) Query {
	var q Query
	at := map[string]int{}
	for _, t := range analysis.Words(text) {
		if t.Stop {
			continue
		}
		if i, ok := at[t.Stem]; ok {
			q.Groups[i].Weight += 0.5
			continue
		}
		at[t.Stem] = len(q.Groups)
		q.Groups = append(q.Groups, Group{Weight: 1, Alternatives: []Alternative{{Stems: []string{t.Stem}, Weight: 1}}})
	}
	return q
}

// appendWeights appends what each group of a query weighs: its weight times the
// idf of its first alternative, which is the member's own word. The share of
// their sum that a passage or a unit matches is its coverage of the question. A
// word that no paper holds weighs as much as the rarest there could be: not
// finding it must tell.
func (r *Reader) appendWeights(out []float64, q *Query) []float64 {
	for _, g := range q.Groups {
		w := 0.0
		if len(g.Alternatives) > 0 {
			for _, s := range g.Alternatives[0].Stems {
				w += r.idf(s)
			}
		}
		out = append(out, w*one(g.Weight))
	}
	return out
}
