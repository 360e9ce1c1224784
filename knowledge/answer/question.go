package answer

import (
	"slices"
	"strings"
	"unicode"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
	"hearth/knowledge/glossary"
)

// A part is one thing that a question asks. "Which programme is it aligned
// with, and who funds it?" has two.
type part struct {
	text     string // the member's words, slips put right
	expect   Expect
	ideas    []idea          // what an answer should speak of
	term     term            // whose meaning is asked, where a definition is expected
	heads    heads           // the things that are counted or listed
	whole    bool            // nothing but the whole list answers
	number   int             // how many things the question says there are; 0: it doesn't
	future   bool            // it asks for what is to come
	deciding bool            // it speaks of a decision
	inside   bool            // it asks what findings, results … say
	soft     bool            // the expected kind helps, but isn't needed
	said     map[string]bool // the stems of all ways of all ideas
	total    float64         // sum of the ideas' weights
	back     bool            // leans on the question before it or beside it
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
		if len(p.ideas) < 2 || pointsBack(u.text) {
			weight = 0.9 // "When was that?" is nothing but its subject
		}
		if len(p.ideas) == 0 && p.expect == Anything { // "And in Stockton?"
			p.expect, p.heads, p.term, p.whole, p.soft, p.number = before.expect, before.heads, before.term, before.whole, before.soft, before.number
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
		p := &u.parts[i]
		p.sum()
		p.deciding = p.said[analysis.Stem("decide")] || p.said[analysis.Stem("ratify")]
	}
	return u
}

// pointsBack tells whether a question has a word for what was spoken of before.
func pointsBack(text string) bool {
	return slices.ContainsFunc(plainWords(text), func(w string) bool {
		return slices.Contains([]string{"it", "they", "them", "that", "those", "this", "he", "she", "her", "him", "their", "its", "there", "one"}, w)
	})
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

func (p *part) sum() {
	p.said = map[string]bool{}
	for _, i := range p.ideas {
		for _, w := range i.ways {
			for _, s := range w.stems {
				p.said[s] = true
			}
		}
	}
	p.total = 0
	for _, i := range p.ideas {
		p.total += i.weight
	}
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
		if t.End-t.Start == 1 && unicode.IsLetter(rune(text[t.Start])) && !slices.Contains(lower, "letter") || p.expect.consumes(text[t.Start:t.End]) || filler[strings.ToLower(text[t.Start:t.End])] {
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
		p.soft = q.starts("when does a", "when do", "when is a", "when are", "when does an", "when is someone")
		p.future = q.has("next", "due", "will", "upcoming", "going to be")
	}
	p.heads = headsOf(text, p.expect, words)
	if slices.ContainsFunc(lower, func(w string) bool {
		return w == "not" || w == "never" || strings.HasSuffix(w, "nt") && analysis.Stopword(w[:len(w)-2]+"n't")
	}) {
		p.ideas = append(p.ideas, idea{words: "not", weight: weightNot, known: true,
			ways: []way{{stems: []string{"not"}, trust: 1}, {stems: []string{"never"}, trust: 1}, {stems: []string{"cannot"}, trust: 1}, {stems: []string{"don't"}, trust: 1}}})
	}
	if p.expect == Definition {
		p.term = termOf(text, words)
		p.soft = !asksMeaning(lower) || p.term.short == "" && p.term.full == ""
	}
	return p
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
