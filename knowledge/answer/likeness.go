package answer

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"hearth/knowledge"
)

//go:embed likeness.txt
var likenessFile string

// trustAlike is the trust in an ordinary word that says nearly the same.
const trustAlike = 0.65

// likeness leads from ordinary words to others that say nearly the same.
type likeness struct {
	words   map[string][][]string // by stem
	phrases map[string][][]string // by the phrase in lower case: "gone up"
	longest int                   // words in a phrase
}

// alike reads the file on the first question.
var alike = sync.OnceValue(func() likeness {
	l := likeness{words: map[string][][]string{}, phrases: map[string][][]string{}}
	stemmed := map[string][]string{}
	stem := func(w string) []string {
		s, ok := stemmed[w]
		if !ok {
			s = stemsOf(strings.ReplaceAll(w, "_", " "))
			stemmed[w] = s
		}
		return s
	}
	link := func(from, to string) {
		target := stem(to)
		phrase := strings.Contains(from, "_")
		if strings.Contains(to, "_") && len(target) < 2 { // "go up" in a paper is too little to go by
			return
		}
		m, key := l.words, strings.Join(stem(from), " ")
		if phrase {
			m, key = l.phrases, strings.ReplaceAll(from, "_", " ")
			l.longest = max(l.longest, strings.Count(from, "_")+1)
		}
		same := func(have []string) bool { return slices.Equal(have, target) }
		if !slices.Equal(stem(from), target) && !slices.ContainsFunc(m[key], same) {
			m[key] = append(m[key], target)
		}
	}
	for line := range strings.Lines(likenessFile) {
		line, _, _ = strings.Cut(line, "#")
		from, to, oneWay := strings.Cut(line, ">")
		left := strings.Fields(from)
		for _, a := range left {
			for _, b := range strings.Fields(to) {
				link(a, b)
			}
			if oneWay {
				continue
			}
			for _, b := range left {
				if a != b {
					link(a, b)
				}
			}
		}
	}
	return l
})

// add gives an idea the other ways of saying it.
func (i *idea) add(others [][]string, trust float64) {
	for _, o := range others {
		if !slices.ContainsFunc(i.ways, func(w way) bool { return slices.Equal(w.stems, o) }) {
			i.ways = append(i.ways, way{stems: o, trust: trust})
		}
	}
}

// findPhrases lists the phrases that stand in a text, from left to right.
func (l likeness) findPhrases(text string) []knowledge.Span {
	var out []knowledge.Span
	words := spansOfWords(text)
	for i := 0; i < len(words); i++ {
		for n := min(l.longest, len(words)-i); n > 1; n-- {
			at := knowledge.Span{Start: words[i].Start, End: words[i+n-1].End}
			if _, ok := l.phrases[strings.ToLower(at.Of(text))]; ok {
				out = append(out, at)
				i += n - 1
				break
			}
		}
	}
	return out
}
