package answer

import (
	"math"
	"slices"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
	"hearth/knowledge/glossary"
)

// An idea is one thing that a question speaks of, in all the ways that the
// papers may put it.
type idea struct {
	words    string
	weight   float64
	factor   float64 // of weight that isn't rarity; 0: 1
	ways     []way
	took     string         // the word that a misspelt one was taken for
	lent     bool           // it comes from another question: what stands near is enough
	known    bool           // some way of it stands in the index
	everyday bool           // its words are ones that everybody uses of anything
	at       knowledge.Span // where it stands in the question
}

// A way is one wording: stems that stand together. Trust is 1 for the member's
// own words, less for a synonym.
type way struct {
	stems []string
	trust float64
	rare  []float64 // how rare each stem is; only for several own words
}

// The trust in a wording that is not the member's own.
const (
	trustSynonym  = 0.9
	trustEveryday = 0.8
	trustForm     = 0.9 // another form of the member's own word
	trustSpelling = 0.95
	trustChoice   = 0.75 // one of several things that the words may mean
)

// The weight of an idea that comes from elsewhere than the part itself.
const (
	weightBefore  = 0.45 // from the question before
	weightSubject = 0.9  // from the question before, of one that is nothing but its subject: "When was that?"
	weightBeside  = 0.35 // from the other part of the same question
	weightOwn     = 0.6  // of what the member's own word would weigh, where a likeness is more frequent
	weightNot     = 1.0  // "not": what must not be done is another thing
	weightCommon  = 0.35 // everyday words that the papers don't use
	weightVerb    = 0.6  // a verb that the papers don't use: they may put it otherwise
	weightDoing   = 0.3  // the same, where its place in the question shows it to be a verb
	weightRare    = 1.15 // words that stand nowhere in the papers
)

// A vocabulary is what understanding needs of an index.
type vocabulary interface {
	// DF is the number of passages that hold a stem.
	DF(stem string) int
	// N is the number of passages.
	N() int
	// Correct is the word of the index's own vocabulary that a misspelt word is
	// nearest to.
	Correct(word string) (string, bool)
}

func (w way) key() string { return strings.Join(w.stems, " ") }

// term is the idea of a glossary's term.
func (x lexicon) term(said string, m glossary.Match) idea {
	own := stemsOf(said)
	i := idea{words: said, ways: []way{{stems: own, trust: 1}}}
	i.add(numberWays(said), 1)
	trust := trustSynonym
	if m.Everyday {
		trust = trustEveryday
	}
	for _, term := range m.Set.Terms {
		if s := stemsOf(term); len(s) > 0 && (way{stems: s}).key() != i.ways[0].key() {
			i.ways = append(i.ways, way{stems: s, trust: trust})
		}
	}
	if len(own) == 1 {
		i.add(alike().word(own[0]), trustAlike)
	}
	i.add(alike().phrase(strings.ToLower(said)), trustAlike)
	i.weigh(x.voc)
	return i
}

// word is the idea of one word, its spelling put right where the papers
// have nothing like it.
func (x lexicon) word(said, stem string) idea {
	i := idea{words: said, ways: []way{{stems: []string{stem}, trust: 1}}}
	i.add(numberWays(said), 1)
	if x.voc.DF(stem) == 0 && !ordinaryWord(said, stem) {
		if better, ok := alike().correct(strings.ToLower(said)); ok {
			stem = analysis.Stem(better)
			i.took = better
			i.ways = append(i.ways, way{stems: []string{stem}, trust: trustSpelling})
		}
		if better, ok := x.voc.Correct(strings.ToLower(said)); ok && likely(strings.ToLower(said), better) {
			i.took = better
			if s := stemsOf(better); len(s) > 0 {
				i.ways = append(i.ways, way{stems: s, trust: trustSpelling})
			}
			for _, m := range x.words.Find(better) {
				for _, term := range m.Set.Terms {
					if s := stemsOf(term); len(s) > 0 {
						i.ways = append(i.ways, way{stems: s, trust: trustSpelling * trustSynonym})
					}
				}
			}
		}
	}
	if x.voc.DF(stem) == 0 {
		if plain := analysis.Stem(withoutEnding(strings.ToLower(said))); x.voc.DF(plain) > 0 {
			i.add([][]string{{plain}}, trustForm)
		}
	}
	i.add(alike().word(stem), trustAlike)
	i.weigh(x.voc)
	return i
}

// withoutEnding is an adverb's or a superlative's adjective: "voluntary" for
// "voluntarily". Stemming keeps them apart.
func withoutEnding(word string) string {
	for _, e := range [][2]string{{"ily", "y"}, {"ly", ""}, {"iest", "y"}, {"ier", "y"}, {"est", ""}} {
		if rest, ok := strings.CutSuffix(word, e[0]); ok && len(rest) > 3 {
			return rest + e[1]
		}
	}
	return word
}

// eitherWay lets "is it going up?" be answered by what goes down.
func (p *part) eitherWay() {
	up, down := analysis.Stem("increase"), analysis.Stem("reduce")
	for k := range p.ideas {
		i := &p.ideas[k]
		if slices.ContainsFunc(i.ways, func(w way) bool { return w.key() == up || w.key() == down }) {
			for _, stem := range []string{up, down} {
				i.add([][]string{{stem}}, trustAlike)
				i.add(alike().word(stem), trustAlike)
			}
		}
	}
}

// unclear is the idea of words that may mean several things.
func (x lexicon) unclear(said string, choices []string) idea {
	i := idea{words: said, ways: []way{{stems: stemsOf(said), trust: 1}}}
	for _, choice := range choices {
		i.add([][]string{stemsOf(choice)}, trustChoice)
		for _, m := range x.words.Find(choice) {
			for _, term := range m.Set.Terms {
				i.add([][]string{stemsOf(term)}, trustChoice)
			}
		}
	}
	i.weigh(x.voc)
	return i
}

// phrase is the idea of an ordinary phrase.
func (x lexicon) phrase(said string) idea {
	i := idea{words: said, ways: []way{{stems: stemsOf(said), trust: 1}}}
	i.add(alike().phrase(strings.ToLower(said)), trustAlike)
	i.weigh(x.voc)
	return i
}

// denies tells whether a word, its apostrophe gone, makes a question one about
// what is not so.
func denies(w string) bool {
	return w == "not" || w == "never" || strings.HasSuffix(w, "nt") && analysis.Stopword(w[:len(w)-2]+"n't")
}

// notIdea is the idea of what is not so.
func notIdea() idea {
	i := idea{words: "not", weight: weightNot, known: true}
	i.add([][]string{{"not"}, {"never"}, {"cannot"}, {"don't"}}, 1)
	return i
}

// weigh gives an idea the weight of its most frequent wording: the rarer the
// things it speaks of, the more they decide. An everyday word that the papers
// don't use weighs little, any other unknown word most.
func (i *idea) weigh(voc vocabulary) {
	n, best, own := voc.N(), 0, 0
	for k, w := range i.ways {
		least := math.MaxInt
		for _, s := range w.stems {
			least = min(least, voc.DF(s))
		}
		if least != math.MaxInt {
			best = max(best, least)
			if k == 0 || w.trust >= trustSynonym {
				own = max(own, least)
			}
		}
	}
	if own := i.ways[0].stems; len(own) > 1 {
		i.ways[0].rare = make([]float64, len(own))
		for k, s := range own {
			i.ways[0].rare[k] = idf(n, voc.DF(s))
		}
	}
	i.known = best > 0
	i.weight = max(idf(n, best), weightOwn*idf(n, own))
	i.everyday = everyWord(i.words, func(w string) bool { return common()[w] || !i.known && isGeneral(w) })
	switch {
	case reYearSpan().MatchString(i.words), isNation(i.words), isMonth(i.words): // what the limits, or dates, are held against
		i.factor = weightCommon
	case !i.known && isNumber(i.words):
		i.factor = weightCommon
	case i.known && i.everyday:
		i.factor = weightCommon
	case i.everyday:
		i.factor = weightCommon / 2
	case !i.known && reVerbForm().MatchString(i.words):
		i.factor = weightVerb
	case !i.known:
		i.factor = weightRare
	default:
		return
	}
	i.weight *= i.factor
}

var reVerbForm = lazily(`(?i)^[a-z]{2,}(?:ed|ing)$`)

// strange tells whether an idea of a text is a name, by its capital within a
// sentence, that stands nowhere in the papers in any way.
func (i *idea) strange(text string) bool {
	if i.known || i.everyday || len(i.ways) > 1 && !i.proper() || i.at.Start == 0 || len(i.words) < 4 || !capital(i.words) || isMonth(i.words) || isNation(i.words) {
		return false
	}
	before := strings.TrimRight(text[:i.at.Start], " \"'“‘(")
	return !strings.ContainsAny(before[max(0, len(before)-1):], ".?!:") && strings.ToUpper(text) != text
}

// proper tells whether an idea is a name of several words, by their capitals.
func (i *idea) proper() bool {
	words := strings.Fields(i.words)
	return len(words) > 1 && capital(words[0]) && capital(words[len(words)-1])
}

// everyWord tells whether all of a text's words are so.
func everyWord(text string, so func(string) bool) bool {
	words := plainWords(text)
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool {
		return !so(w) && !so(strings.TrimSuffix(w, "s")) && !analysis.Stopword(w)
	})
}

// retrieval is the idea's weight in the question, beside what the index makes
// of how rare it is.
func (i *idea) retrieval() float64 {
	if i.factor == 0 {
		return 1
	}
	return i.factor
}

// idf is the inverse document frequency of BM25 in its form that is never
// negative: ln(1 + (N-df+0.5)/(df+0.5)) (Robertson and Zaragoza, "The
// Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3).
func idf(n, df int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}
