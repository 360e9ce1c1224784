package answer

import (
	"math/bits"
	"strconv"
	"sync"
	"time"

	"hearth/knowledge"
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
// wording that stands in it whole; a smaller share where only some of the member's
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
		m.see(t.Stem)
		if t.Joined {
			m.seeMonth(t.Stem)
		}
	}
	for i, ways := range m.found {
		for w, got := range ways {
			out[i] = max(out[i], m.ideas[i].ways[w].match(got))
		}
	}
	return out
}

func (m *matcher) see(stem string) {
	for _, s := range m.where[stem] {
		m.found[s.idea][s.way] |= 1 << s.bit
	}
}

// seeMonth lets "July" of a question meet the "20/07/2017" of a paper, which
// stands in it as 2017-07-20.
func (m *matcher) seeMonth(joined string) {
	d, err := knowledge.ParseDate(joined)
	if err == nil && d.Month > 0 {
		m.see(monthStems()[d.Month-1])
		m.see(strconv.Itoa(d.Year))
	}
}

var monthStems = sync.OnceValue(func() (stems [12]string) {
	for i := range stems {
		stems[i] = analysis.Stem(time.Month(i + 1).String())
	}
	return stems
})

// match is how far the stems found make up the wording: its trust where all
// do; of the member's own words a part counts by how rare its stems are.
func (w way) match(got uint16) float64 {
	n, all := bits.OnesCount16(got), min(len(w.stems), maxStems)
	switch {
	case n == 0:
		return 0
	case n == all:
		return w.trust
	case w.trust < 1:
		return 0
	case len(w.rare) < all:
		return partTrust * float64(n) / float64(all)
	}
	have, whole := 0.0, 0.0
	for i, r := range w.rare[:all] {
		whole += r
		if got&(1<<i) != 0 {
			have += r
		}
	}
	return partTrust * have / whole
}

// partTrust is the trust in some of the words of a term without the others.
const partTrust = 0.7
