package glossary

import (
	"strings"
	"unicode"

	"hearth/knowledge"
)

// nearWords is how far, in words, a context word may stand from a short form.
// Questions have about ten words and sentences about twenty.
const nearWords = 12

// A phrase is one term as it is looked for. One without a set swallows words
// that would otherwise match ("family member").
type phrase struct {
	keys     []string
	term     string
	set      *Set
	rule     *rule
	everyday bool
}

// Find lists the terms that stand in a text, from left to right without
// overlapping, the longest at each place. Short forms that could mean several
// things are left out unless the words near them settle it; see Unclear.
func (g *Glossary) Find(text string) []Match {
	var found []Match
	g.scan(text, func(at knowledge.Span, p phrase, settled *Set) {
		switch {
		case settled != nil:
			found = append(found, Match{at, settled, p.everyday})
		case p.set != nil:
			found = append(found, Match{at, p.set, p.everyday})
		}
	})
	return found
}

// scan calls each for every phrase that stands in the text; settled is what a
// short form that asks turned out to mean.
func (g *Glossary) scan(text string, each func(at knowledge.Span, p phrase, settled *Set)) {
	ws := split(text)
	c := context{text: text, ws: ws, shouting: shouting(text)}
	for i := 0; i < len(ws); {
		n := 1
		for _, p := range g.first[ws[i].key] {
			if !stands(p.keys, ws[i:]) {
				continue
			}
			c.from, c.to = i, i+len(p.keys)
			if !c.allows(p) {
				continue
			}
			n = len(p.keys)
			var settled *Set
			if p.rule != nil {
				settled = c.settle(p.rule)
			}
			each(knowledge.Span{Start: ws[i].start, End: ws[i+n-1].end}, p, settled)
			break
		}
		i += n
	}
}

func stands(keys []string, ws []word) bool {
	if len(keys) > len(ws) {
		return false
	}
	for i, k := range keys {
		if ws[i].key != k {
			return false
		}
	}
	return true
}

// A context is where a phrase stands: words from…to of a text.
type context struct {
	text     string
	ws       []word
	from, to int
	shouting bool
}

func (c *context) allows(p phrase) bool {
	if p.rule == nil {
		return true
	}
	if p.rule.never {
		return false
	}
	if p.rule.capitals && (c.shouting || !c.written(p.term)) {
		return false
	}
	return len(p.rule.near) == 0 || c.near(p.rule.near)
}

// written tells whether the phrase stands letter by letter as in the file, but
// for a plural or possessive s.
func (c *context) written(term string) bool {
	got := c.text[c.ws[c.from].start:c.ws[c.to-1].end]
	rest, ok := strings.CutPrefix(got, term)
	return ok && (rest == "" || rest == "s" || rest == "'s" || rest == "’s")
}

// near tells whether one of the phrases stands within nearWords of the place,
// not in it.
func (c *context) near(phrases [][]string) bool {
	lo := max(0, c.from-nearWords)
	hi := min(len(c.ws), c.to+nearWords)
	for _, keys := range phrases {
		for i := lo; i < hi; i++ {
			if i >= c.from && i < c.to {
				continue
			}
			if stands(keys, c.ws[i:]) {
				return true
			}
		}
	}
	return false
}

// settle is the set of the one choice that the words near by speak for.
func (c *context) settle(r *rule) *Set {
	var one *Set
	for _, ch := range r.choices {
		if c.near(ch.near) {
			if one != nil {
				return nil
			}
			one = ch.set
		}
	}
	return one
}

// shouting tells whether a text is written in capitals throughout, so that
// capitals say nothing about a word.
func shouting(text string) bool {
	upper := 0
	for _, r := range text {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			upper++
		}
	}
	return upper > 12
}
