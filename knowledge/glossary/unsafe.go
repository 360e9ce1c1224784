package glossary

import (
	"hearth/knowledge"
)

// A rule says when a short form may be expanded.
type rule struct {
	short    string
	line     int
	capitals bool
	never    bool
	near     [][]string // one of these phrases must be near
	notIn    []string
	choices  []choice
	note     string
}

type choice struct {
	term string
	near [][]string
	set  *Set
}

// An Unclear is a short form in a text that may mean several things.
type Unclear struct {
	knowledge.Span
	Short   string
	Choices []string
}

// Unclear lists what stands in a text, may mean several things, and isn't
// settled by the words near it.
func (g *Glossary) Unclear(text string) []Unclear {
	var found []Unclear
	g.scan(text, func(at knowledge.Span, p phrase, settled *Set) {
		if p.rule != nil && len(p.rule.choices) > 0 && settled == nil {
			found = append(found, Unclear{at, p.rule.short, p.rule.terms()})
		}
	})
	return found
}

// Ambiguous tells whether a short form by itself may mean several things, which,
// and what to say about it.
func (g *Glossary) Ambiguous(short string) (choices []string, note string, ok bool) {
	r, ok := g.asks[foldTerm(short)]
	if !ok {
		return nil, "", false
	}
	return r.terms(), r.note, true
}

func (r *rule) terms() []string {
	terms := make([]string, len(r.choices))
	for i, c := range r.choices {
		terms[i] = c.term
	}
	return terms
}
