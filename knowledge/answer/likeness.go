package answer

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/agnivade/levenshtein"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

//go:embed likeness.txt
var likenessFile string

// trustAlike is the trust in an ordinary word that says nearly the same.
const trustAlike = 0.65

// likeness leads from ordinary words to others that say nearly the same. A
// word's stem is worked out when a question first needs it: stemming the whole
// file would take longer than answering.
type likeness struct {
	phrases map[string][]place // by the phrase in lower case: "gone up"
	words   map[string][]place // by the first two letters, which a stem keeps
	longest int                // words in a phrase

	mu    sync.Mutex
	known map[string][][]string // what Words has found, by stem
}

// A place is a word on the left of a line of the file, with what it leads to.
type place struct {
	word string
	to   []string
}

// alike reads the file on the first question.
var alike = sync.OnceValue(func() *likeness {
	l := &likeness{phrases: map[string][]place{}, words: map[string][]place{}, known: map[string][][]string{}}
	for line := range strings.Lines(likenessFile) {
		line, _, _ = strings.Cut(line, "#")
		from, right, oneWay := strings.Cut(line, ">")
		left := strings.Fields(from)
		to := strings.Fields(right)
		if !oneWay {
			to = left
		}
		for _, w := range left {
			if n := strings.Count(w, "_"); n > 0 {
				key := strings.ReplaceAll(w, "_", " ")
				l.phrases[key] = append(l.phrases[key], place{w, to})
				l.longest = max(l.longest, n+1)
				continue
			}
			key := w[:min(2, len(w))]
			l.words[key] = append(l.words[key], place{w, to})
		}
	}
	return l
})

// word gives the stems of what a word, itself given by its stem, leads to.
func (l *likeness) word(stem string) [][]string {
	l.mu.Lock()
	defer l.mu.Unlock()
	out, ok := l.known[stem]
	if ok {
		return out
	}
	for _, p := range l.words[stem[:min(2, len(stem))]] {
		if analysis.Stem(p.word) == stem {
			out = p.lead(out, []string{stem})
		}
	}
	l.known[stem] = out
	return out
}

// correct finds the ordinary word that a misspelt one is a slip away from. It
// knows words that the papers hold in another form, which the index can't.
func (l *likeness) correct(typed string) (string, bool) {
	if len(typed) < 5 {
		return "", false
	}
	for _, p := range l.words[typed[:2]] {
		if levenshtein.ComputeDistance(typed, p.word) == 1 {
			return p.word, true
		}
	}
	return "", false
}

// phraseKey is how a phrase is looked up: a hyphen joins words as a space does.
func phraseKey(said string) string { return strings.ReplaceAll(strings.ToLower(said), "-", " ") }

// phrase gives the stems of what a phrase leads to.
func (l *likeness) phrase(said string) (out [][]string) {
	for _, p := range l.phrases[phraseKey(said)] {
		out = p.lead(out, stemsOf(said))
	}
	return out
}

// lead appends what the place leads to, but for what it is itself.
func (p place) lead(out [][]string, own []string) [][]string {
	for _, w := range p.to {
		stems := stemsOf(strings.ReplaceAll(w, "_", " "))
		if strings.Contains(w, "_") && len(stems) < 2 { // "go up" in a paper is too little to go by
			continue
		}
		same := func(have []string) bool { return slices.Equal(have, stems) }
		if !same(own) && !slices.ContainsFunc(out, same) {
			out = append(out, stems)
		}
	}
	return out
}

// add gives an idea the other ways of saying it.
func (i *idea) add(others [][]string, trust float64) {
	for _, o := range others {
		if !slices.ContainsFunc(i.ways, func(w way) bool { return slices.Equal(w.stems, o) }) {
			i.ways = append(i.ways, way{stems: o, trust: trust})
		}
	}
}

// A parted is a phrase of two words with what it is done to between them: "turn
// the plan down".
type parted struct {
	verb, particle knowledge.Span
	phrase         string
}

// mostBetween words may stand between the two of a parted phrase.
const mostBetween = 3

// findParted lists the parted phrases of a text, from left to right.
func (l *likeness) findParted(text string) []parted {
	var out []parted
	words := spansOfWords(text)
	lower := func(i int) string { return strings.ToLower(words[i].Of(text)) }
	for i := 0; i+2 < len(words); i++ {
		if !objects[lower(i+1)] && !strings.HasSuffix(lower(i+1), "'s") && !strings.HasSuffix(lower(i+1), "’s") {
			continue
		}
		for k := i + 2; k < min(len(words), i+2+mostBetween); k++ {
			key := lower(i) + " " + lower(k)
			if _, ok := l.phrases[key]; ok && particles[lower(k)] {
				out = append(out, parted{words[i], words[k], key})
				break
			}
		}
	}
	return out
}

// findPhrases lists the phrases that stand in a text, from left to right.
func (l *likeness) findPhrases(text string) []knowledge.Span {
	var out []knowledge.Span
	words := spansOfWords(text)
	for i := 0; i < len(words); i++ {
		for n := min(l.longest, len(words)-i); n > 1; n-- {
			at := knowledge.Span{Start: words[i].Start, End: words[i+n-1].End}
			if _, ok := l.phrases[phraseKey(at.Of(text))]; ok {
				out = append(out, at)
				i += n - 1
				break
			}
		}
	}
	return out
}
