package answer

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
	"hearth/knowledge/glossary"
)

// A part is one thing that a question asks. "Which programme is it aligned
// with, and who funds it?" has two.
type part struct {
	text    string // the member's words, slips put right
	expect  Expect
	ideas   []idea          // what an answer should speak of
	term    term            // whose meaning is asked, where a definition is expected
	heads   heads           // the things that are counted or listed
	whole   bool            // nothing but the whole list answers
	number  int             // how many things the question says there are; 0: it doesn't
	future  bool            // it asks for what is to come
	inside  bool            // it asks what findings, results … say
	soft    bool            // the expected kind helps, but isn't needed
	said    map[string]bool // the stems of all ways of all ideas
	total   float64         // sum of the ideas' weights
	unknown float64         // of it, what stands nowhere in the papers
	back    bool            // leans on the question before it or beside it
}

// An idea is one thing that a question speaks of, in all the ways that the
// papers may put it.
type idea struct {
	words  string
	weight float64
	factor float64 // of weight that isn't rarity; 0: 1
	ways   []way
	took   string // the word that a misspelt one was taken for
	lent   bool   // it comes from another question: what stands near is enough
	known  bool   // some way of it stands in the index
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
	trustSpelling = 0.95
	trustChoice   = 0.75 // one of several things that the words may mean
)

// The weight of an idea that comes from elsewhere than the part itself.
const (
	weightBefore = 0.45 // from the question before
	weightBeside = 0.35 // from the other part of the same question
	weightOwn    = 0.8  // of what the member's own word would weigh, where a likeness is more frequent
	weightCommon = 0.35 // everyday words that the papers don't use
	weightVerb   = 0.6  // a verb that the papers don't use: they may put it otherwise
	weightRare   = 1.15 // words that stand nowhere in the papers
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

// constraints are what the question names and an answer's paper must fit.
type constraints struct {
	councils []string // places of councils, as the glossary of places names them
	years    []string // "2017", "2020-2023", "2026-27"
	sections []string // stems of "section 22g"
	nations  []string
}

// understanding is a question taken apart.
type understanding struct {
	text   string // slips put right
	parts  []part
	before *part // the question before, where this one follows it
	limits constraints
}

// understand takes a question apart. Its cost grows with the question's words
// alone.
func understand(q knowledge.Question, voc vocabulary, words *glossary.Glossary, places *places) understanding {
	var u understanding
	u.text = mend(q.Text, words)
	u.limits = limitsOf(u.text, places)
	previous := mend(q.Previous, words)
	texts := split(u.text)
	for _, text := range texts {
		p := partOf(text, voc, words, places)
		u.parts = append(u.parts, p)
	}
	switch {
	case len(u.parts) > 1:
		for i := len(u.parts) - 1; i > 0; i-- { // a part's subject is in one before it
			u.parts[i].lean(u.parts[i-1].ideas, weightBeside)
		}
	case previous != "" && len(u.parts) == 1:
		before := partOf(previous, voc, words, places)
		p := &u.parts[0]
		weight := weightBefore
		if len(p.ideas) < 2 {
			weight = 0.9 // "When was that?" is nothing but its subject
		}
		p.lean(before.ideas, weight)
		before.sum()
		u.before = &before
		if len(u.limits.councils) == 0 {
			u.limits.councils = limitsOf(previous, places).councils
		}
		if len(u.limits.years) == 0 && p.expect != Day && p.expect != Years {
			u.limits.years = limitsOf(previous, places).years
		}
	}
	for i := range u.parts {
		u.parts[i].sum()
	}
	return u
}

// lean adds the ideas of another question that the part doesn't have.
func (p *part) lean(others []idea, weight float64) {
	have := map[string]bool{}
	for _, i := range p.ideas {
		have[i.ways[0].key()] = true
	}
	for _, o := range others {
		if !have[o.ways[0].key()] {
			o.weight *= weight
			o.factor = o.retrieval() * weight
			o.lent = true
			p.ideas = append(p.ideas, o)
			p.back = true
		}
	}
}

func (w way) key() string { return strings.Join(w.stems, " ") }

func (p *part) sum() {
	p.said = map[string]bool{}
	for _, i := range p.ideas {
		for _, w := range i.ways {
			for _, s := range w.stems {
				p.said[s] = true
			}
		}
	}
	p.total, p.unknown = 0, 0
	for _, i := range p.ideas {
		p.total += i.weight
		if !i.known && !isMonth(i.words) {
			p.unknown += i.weight
		}
	}
}

// mend puts right the slips that the glossary knows.
func mend(text string, words *glossary.Glossary) string {
	fixes := words.Fixes(text)
	if len(fixes) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, f := range fixes {
		b.WriteString(text[at:f.Start])
		b.WriteString(f.Right)
		at = f.End
	}
	return b.String() + text[at:]
}

var reSplit = lazily(`(?i)(?:[,;]? and|[;?]|, but)\s+(?:also\s+)?(who|what|when|where|which|why|how|whose)\b`)

// split parts a question that asks several things.
func split(text string) []string {
	var out []string
	at := 0
	for _, m := range reSplit().FindAllStringSubmatchIndex(text, -1) {
		head := strings.TrimSpace(text[at:m[0]])
		if !asks(head) { // "and what about school, what still needs work?"
			continue
		}
		out = append(out, head)
		at = m[2]
	}
	if rest := strings.TrimSpace(text[at:]); rest != "" {
		out = append(out, rest)
	}
	if len(out) > 3 {
		return []string{text}
	}
	return out
}

// asks tells whether a stretch of a question is a question by itself.
func asks(s string) bool {
	return len(strings.Fields(s)) >= 3 && reAsk().MatchString(s)
}

var reAsk = lazily(`(?i)\b(?:who|what|when|where|which|why|how|whose|is|are|was|were|does|do|did|has|have|can|should|must)\b`)

// partOf reads one thing that is asked.
func partOf(text string, voc vocabulary, words *glossary.Glossary, places *places) part {
	lower := plainWords(text)
	p := part{text: text, expect: expectation(lower), heads: nil}
	p.whole = p.expect == List && wantsWhole(lower)
	for _, w := range lower {
		p.number = max(p.number, numberWords[w])
	}
	covered := places.find(text)
	for _, m := range words.Find(text) {
		if overlaps(covered, m.Span) {
			continue
		}
		covered = append(covered, m.Span)
		if p.expect.consumes(text[m.Start:m.End]) {
			continue
		}
		p.ideas = append(p.ideas, ideaOf(text[m.Start:m.End], m, voc))
	}
	for _, c := range words.Unclear(text) {
		if overlaps(covered, c.Span) || p.expect == Definition {
			continue
		}
		covered = append(covered, c.Span)
		i := idea{words: c.Of(text), ways: []way{{stems: stemsOf(c.Of(text)), trust: 1}}}
		for _, choice := range c.Choices {
			i.add([][]string{stemsOf(choice)}, trustChoice)
			for _, m := range words.Find(choice) {
				for _, term := range m.Set.Terms {
					i.add([][]string{stemsOf(term)}, trustChoice)
				}
			}
		}
		i.weigh(voc)
		p.ideas = append(p.ideas, i)
	}
	for _, at := range alike().findPhrases(text) {
		if overlaps(covered, at) || slices.ContainsFunc(strings.Fields(at.Of(text)), p.expect.consumes) {
			continue
		}
		covered = append(covered, at)
		i := idea{words: at.Of(text), ways: []way{{stems: stemsOf(at.Of(text)), trust: 1}}}
		i.add(alike().phrase(strings.ToLower(at.Of(text))), trustAlike)
		i.weigh(voc)
		p.ideas = append(p.ideas, i)
	}
	for _, t := range analysis.Words(text) {
		if t.Stop || t.Joined || overlaps(covered, knowledge.Span{Start: t.Start, End: t.End}) {
			continue
		}
		if p.expect.consumes(text[t.Start:t.End]) || filler[strings.ToLower(text[t.Start:t.End])] {
			continue
		}
		p.ideas = append(p.ideas, wordIdea(text[t.Start:t.End], t.Stem, voc, words))
	}
	q := phrase(" " + strings.Join(lower, " ") + " ")
	if reContents().MatchString(string(q)) {
		p.expect, p.whole = List, true
	}
	p.inside = q.has("find", "found", "findings", "conclude", "concluded", "conclusions", "result", "results", "outcome", "outcomes", "recommendations", "reveal", "revealed", "showed")
	switch p.expect {
	case Trend:
		p.eitherWay()
	case Place:
		p.soft = !q.has("where is", "where are", "where was", "where were", "which address", "what address", "what is the address")
	case Day:
		p.future = q.has("next", "due", "will", "upcoming", "going to be")
	}
	p.heads = headsOf(text, p.expect, words)
	if p.expect == Definition {
		p.term = termOf(text, words)
		p.soft = !asksMeaning(lower) || p.term.short == "" && p.term.full == ""
	}
	return p
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

// filler are words that add nothing to a question.
var filler = map[string]bool{"still": true, "actually": true, "really": true, "just": true, "now": true, "currently": true, "ever": true,
	"yet": true, "already": true, "please": true, "exactly": true, "one": true, "ones": true, "someone": true, "anyone": true, "many": true, "moment": true, "ok": true, "hi": true}

// ideaOf is the idea of a glossary's term.
func ideaOf(said string, m glossary.Match, voc vocabulary) idea {
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
	i.weigh(voc)
	return i
}

// likely tells whether a word was meant for another: fingers slip within a
// word, seldom at its first letter, and another letter in a short word makes
// another word ("match", "march").
func likely(said, better string) bool {
	return said[0] == better[0] && (len(said) > 5 || len(said) != len(better) || sameLetters(said, better))
}

func sameLetters(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// ordinaryWord tells whether a word is spelt right although the papers lack it.
func ordinaryWord(said, stem string) bool {
	said = strings.ToLower(said)
	_, isNumber := numberWords[said]
	isAlike := len(alike().word(stem)) > 0
	return isNumber || isAlike || common()[said]
}

// wordIdea is the idea of one word, its spelling put right where the papers
// have nothing like it.
func wordIdea(said, stem string, voc vocabulary, words *glossary.Glossary) idea {
	i := idea{words: said, ways: []way{{stems: []string{stem}, trust: 1}}}
	i.add(numberWays(said), 1)
	if voc.DF(stem) == 0 && !ordinaryWord(said, stem) {
		if better, ok := alike().correct(strings.ToLower(said)); ok {
			stem = analysis.Stem(better)
			i.took = better
			i.ways = append(i.ways, way{stems: []string{stem}, trust: trustSpelling})
		}
		if better, ok := voc.Correct(strings.ToLower(said)); ok && likely(strings.ToLower(said), better) {
			i.took = better
			if s := stemsOf(better); len(s) > 0 {
				i.ways = append(i.ways, way{stems: s, trust: trustSpelling})
			}
			for _, m := range words.Find(better) {
				for _, term := range m.Set.Terms {
					if s := stemsOf(term); len(s) > 0 {
						i.ways = append(i.ways, way{stems: s, trust: trustSpelling * trustSynonym})
					}
				}
			}
		}
	}
	i.add(alike().word(stem), trustAlike)
	i.weigh(voc)
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
	everyday := everyWord(i.words, func(w string) bool { return common()[w] })
	switch {
	case reYearSpan().MatchString(i.words), isNation(i.words), isMonth(i.words): // what the limits, or dates, are held against
		i.factor = weightCommon
	case !i.known && isNumber(i.words):
		i.factor = weightCommon
	case i.known && everyday:
		i.factor = weightCommon
	case everyday:
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

// stemsOf lists the stems of a text's words that count.
func stemsOf(text string) []string {
	var out, all []string
	for _, t := range analysis.Words(text) {
		if t.Joined {
			continue
		}
		all = append(all, t.Stem)
		if !t.Stop {
			out = append(out, t.Stem)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// plainWords lists a text's words in lower case, apostrophes gone.
func plainWords(text string) []string {
	text = strings.NewReplacer("’", "", "'", "", "-", " ").Replace(strings.ToLower(text))
	return strings.FieldsFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127)
	})
}

func overlaps(spans []knowledge.Span, s knowledge.Span) bool {
	for _, o := range spans {
		if s.Start < o.End && o.Start < s.End {
			return true
		}
	}
	return false
}

var (
	reYearSpan = lazily(`\b(?:19|20)\d\d ?[-–/] ?(?:(?:19|20)\d\d|\d\d)\b|\b(?:19|20)\d\d\b`)
	reSections = lazily(`(?i)\b(?:section|regulation|reg|s|part|schedule|article)\.? ?(\d+[a-z]*)\b`)
	reNations  = map[string]func() *regexp.Regexp{
		"Wales":            lazily(`(?i)\b(?:wales|welsh)\b`),
		"Scotland":         lazily(`(?i)\b(?:scotland|scottish|scots)\b`),
		"Northern Ireland": lazily(`(?i)\bnorthern (?:ireland|irish)\b`),
	}
)

func isMonth(word string) bool {
	_, err := time.Parse("January", strings.ToUpper(word[:min(1, len(word))])+strings.ToLower(word[min(1, len(word)):]))
	return err == nil
}

func isNation(word string) bool {
	for _, re := range reNations {
		if re().MatchString(word) {
			return true
		}
	}
	return false
}

func limitsOf(text string, places *places) constraints {
	var c constraints
	for _, s := range places.find(text) {
		c.councils = append(c.councils, places.name(text[s.Start:s.End]))
	}
	c.years = reYearSpan().FindAllString(text, -1)
	for _, m := range reSections().FindAllStringSubmatch(text, -1) {
		c.sections = append(c.sections, strings.ToLower(m[1]))
	}
	for nation, re := range reNations {
		if re().MatchString(text) {
			c.nations = append(c.nations, nation)
		}
	}
	return c
}

// reContents is a question for what a paper or a list holds: "what promises are
// in the pledge?".
var reContents = lazily(`^ what \w+s (?:are|were) (?:in|set out|listed|included|contained|named) `)

// wantsWhole tells whether a question asks for every item by number or by
// name: "list the seven", "what are the".
func wantsWhole(lower []string) bool {
	q := phrase(" " + strings.Join(lower, " ") + " ")
	return q.starts("list", "name the", "name all", "what are the", "what were the", "give me a list", "give me the list", "which are the", "set out the") || q.has("list the", "list all", "list what")
}

var reHead = lazily(`(?i)\b(?:how many|number of|list(?: of)?(?: the| all)?|what (?:are|were) the|name (?:the|all))\s+((?:[\w'’-]+\s*){1,6})`)

// headsOf are the stems of the things that are counted or listed: the first
// content words after "how many", up to the verb.
func headsOf(text string, e Expect, words *glossary.Glossary) heads {
	if e != Count && e != Duration {
		return nil
	}
	m := reHead().FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	run := m[1]
	if cut := reVerb().FindStringIndex(run); cut != nil {
		run = run[:cut[0]]
	}
	verb := strings.Fields(strings.TrimSpace(m[1][len(run):]))
	own := slices.DeleteFunc(stemsOf(run), func(s string) bool { return numberWords[s] > 0 })
	out := heads{own}
	if first := strings.Fields(run); len(first) > 1 && plural(first[0]) {
		out = append(out, stemsOf(first[0])) // what follows may be a verb
	}
	for _, v := range verb {
		if !analysis.Stopword(strings.ToLower(v)) {
			out = append(out, stemsOf(v)) // "34,450 stopped being looked after"
			break
		}
	}
	for _, g := range words.Find(run) {
		if g.Start > 0 {
			continue // "Middlesbrough children in care" are no children in care of elsewhere
		}
		out = append(out, stemsOf(g.Of(run)))
		for _, term := range g.Set.Terms {
			out = append(out, stemsOf(term))
		}
	}
	if len(own) == 1 {
		out = append(out, alike().word(own[0])...)
	}
	return out
}

// plural tells whether a word is a plural noun by its form.
func plural(w string) bool {
	w = strings.ToLower(w)
	return w == "people" || w == "women" || w == "men" || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "'s") && !strings.HasSuffix(w, "’s") && !strings.HasSuffix(w, "ss")
}

var reVerb = lazily(`(?i)\b(?:is|are|was|were|do|does|did|has|have|had|can|will|must|should|in|of|for|on|at|to|that|which|who|came|come|went|go|took|take|got|get|made|gave|give|left|leave|live|need|attend|sign|use|receive)\b|\s\w+(?:ed|ing)\b`)
