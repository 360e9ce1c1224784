package glossary

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"hearth/knowledge"
)

//go:embed glossary.txt
var embedded string

// A Glossary is one parsed file. It never changes.
type Glossary struct {
	version  string
	sets     []*Set
	first    map[string][]phrase // by a term's first word; longest first
	related  map[string][]string // by folded term
	meanings map[string]Meaning  // by folded short form and folded full form
	asks     map[string]*rule    // by folded short form
	slips    map[string]slip     // by the slip in lower case, one space between words
	slipLen  int                 // the most words a slip has
}

// A Set is terms that mean the same.
type Set struct {
	Terms    []string // the first is the one to show
	Everyday []string // what members say for them; lower trust, one way only
	Line     int      // where the file has it
}

// A Meaning tells what a short form stands for, and what that is.
type Meaning struct {
	Short, Full, Plain string
}

// A Match is a term of the glossary that stands in a text.
type Match struct {
	knowledge.Span
	Set *Set
	// Everyday says that the term is a member's word for the set's, not a
	// synonym: give what it leads to less weight.
	Everyday bool
}

// Default is the glossary that is embedded in hearth.
var Default = sync.OnceValue(func() *Glossary {
	g, err := Parse(strings.NewReader(embedded))
	if err != nil {
		panic("the embedded glossary is broken: " + err.Error())
	}
	return g
})

// Embedded is the text of the default glossary, for officers who want a copy to
// edit.
func Embedded() string { return embedded }

// Version names the content: the SHA-256 of the file's bytes, in hex.
func (g *Glossary) Version() string { return g.version }

// Sets lists every set in the order of the file. They must not be changed.
func (g *Glossary) Sets() []*Set { return slices.Clone(g.sets) }

// Meaning finds what a short form stands for; it may also be given the full
// form. Case and plural don't matter.
func (g *Glossary) Meaning(term string) (Meaning, bool) {
	m, ok := g.meanings[foldTerm(term)]
	return m, ok
}

// Meanings lists every meaning once, by its short form.
func (g *Glossary) Meanings() []Meaning {
	var all []Meaning
	for key, m := range g.meanings {
		if key == foldTerm(m.Short) {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b Meaning) int {
		return strings.Compare(strings.ToLower(a.Short), strings.ToLower(b.Short))
	})
	return all
}

// Related lists words worth suggesting beside a term or any of its synonyms, in
// the order of the file; empty where there are none.
func (g *Glossary) Related(term string) []string {
	if found, ok := g.related[foldTerm(term)]; ok {
		return slices.Clone(found)
	}
	for _, m := range g.Find(term) {
		for _, t := range m.Set.Terms {
			if found, ok := g.related[foldTerm(t)]; ok {
				return slices.Clone(found)
			}
		}
	}
	return nil
}
