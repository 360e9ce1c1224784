package answer

import (
	"math/bits"

	"hearth/knowledge/analysis"
)

// A matcher finds a part's ideas in texts. It is made once a part and used for
// every unit that might answer it.
type matcher struct {
	ideas  []idea
	where  map[string][]slot // which ways of which ideas need a stem
	found  [][]uint16        // by idea and way: the stems found, as bits
	value  []float64         // by idea, reused
	tokens []analysis.Token
	words  *analysis.Analyser
}

type slot struct{ idea, way, bit int }

// maxStems is the longest wording that is matched whole; what comes after is
// left out.
const maxStems = 16

func newMatcher(ideas []idea, words *analysis.Analyser) *matcher {
	m := &matcher{ideas: ideas, where: map[string][]slot{}, words: words, value: make([]float64, len(ideas))}
	for i, idea := range ideas {
		m.found = append(m.found, make([]uint16, len(idea.ways)))
		for w, way := range idea.ways {
			for b, s := range way.stems[:min(len(way.stems), maxStems)] {
				m.where[s] = append(m.where[s], slot{i, w, b})
			}
		}
	}
	return m
}

// in gives, for each idea, how far a text speaks of it: the trust of the best
// wording that stands in it whole; a half share where only some of the member's
// own words do. The slice is the caller's.
func (m *matcher) in(text string) []float64 {
	out := make([]float64, len(m.ideas))
	if text == "" {
		return out
	}
	for i := range m.found {
		clear(m.found[i])
	}
	m.tokens = m.words.Words(m.tokens[:0], text)
	for _, t := range m.tokens {
		for _, s := range m.where[t.Stem] {
			m.found[s.idea][s.way] |= 1 << s.bit
		}
	}
	for i, ways := range m.found {
		for w, got := range ways {
			out[i] = max(out[i], m.ideas[i].ways[w].match(got))
		}
	}
	return out
}

// match is how far the stems found make up the wording.
func (w way) match(got uint16) float64 {
	n, all := bits.OnesCount16(got), min(len(w.stems), maxStems)
	switch {
	case n == 0:
		return 0
	case n == all:
		return w.trust
	case w.trust == 1:
		return 0.5 * float64(n) / float64(all)
	}
	return 0
}
