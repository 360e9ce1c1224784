package guard

import "strings"

// A pattern is a row of elements that must stand in a row of words:
//
//	hit|hits       one of these words
//	abus*          a word that begins so
//	$child         a word of a class, see classes
//	?the|a         the element may be missing
//	..             up to five words of any kind; ..2 up to two
//	<  >           the beginning, the end of the turn
//
// Elements mix: "$child|family|abus*".
type pattern struct {
	elements []element
	needs    []present // what each element that must match may match, see may
}

type element struct {
	words    map[string]bool
	prefixes []string
	classes  []func(word) bool
	names    []string // of the classes
	optional bool
	gap      int // this many words of any kind
	edge     byte
}

// parse reads a pattern. A mistake in one is a programmer's, found by the first
// test that makes a Guard.
func parse(s string) pattern {
	var p pattern
	for f := range strings.FieldsSeq(s) {
		p.elements = append(p.elements, parseElement(f))
	}
	p.needs = p.musts()
	return p
}

func parseElement(f string) element {
	switch {
	case f == "<" || f == ">":
		return element{edge: f[0]}
	case f == "..":
		return element{gap: 5}
	case strings.HasPrefix(f, ".."):
		n := 0
		for _, d := range f[2:] {
			n = n*10 + int(d-'0')
		}
		return element{gap: n}
	}
	e := element{words: map[string]bool{}}
	f, e.optional = strings.CutPrefix(f, "?")
	for w := range strings.SplitSeq(f, "|") {
		switch {
		case strings.HasPrefix(w, "$"):
			class, ok := classes[w[1:]]
			if !ok {
				panic("chat: no class " + w)
			}
			e.classes, e.names = append(e.classes, class), append(e.names, w[1:])
		case strings.HasSuffix(w, "*"):
			e.prefixes = append(e.prefixes, w[:len(w)-1])
		default:
			e.words[w] = true
		}
	}
	return e
}

func (e *element) matches(w word) bool {
	if e.words[w.s] {
		return true
	}
	for _, p := range e.prefixes {
		if strings.HasPrefix(w.s, p) {
			return true
		}
	}
	for _, in := range e.classes {
		if in(w) {
			return true
		}
	}
	return false
}

// in tells whether the pattern stands anywhere in the words.
func (p pattern) in(ws []word) bool {
	es := p.elements
	if len(es) > 0 && es[0].edge == '<' {
		return at(es[1:], ws, 0)
	}
	for i := range len(ws) + 1 {
		if at(es, ws, i) {
			return true
		}
	}
	return false
}

// at tells whether the pattern stands at word i. It goes back at gaps and
// optional elements alone, of which a pattern has a few of a few words each.
func at(p []element, ws []word, i int) bool {
	if len(p) == 0 {
		return true
	}
	e := &p[0]
	switch {
	case e.edge == '>':
		return i == len(ws)
	case e.gap > 0:
		for skip := 0; skip <= e.gap && i+skip <= len(ws); skip++ {
			if at(p[1:], ws, i+skip) {
				return true
			}
		}
		return false
	case i < len(ws) && e.edge == 0 && e.matches(ws[i]) && at(p[1:], ws, i+1):
		return true
	}
	return e.optional && at(p[1:], ws, i)
}
