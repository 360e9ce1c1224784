package glossary

import (
	"fmt"
	"strings"
)

// cut parts a line at its sign, and says so where that is missing.
func (p *parser) cut(line, sign, missing string) (head, rest string, ok bool) {
	head, rest, ok = strings.Cut(line, sign)
	if !ok {
		p.wrong(missing)
	}
	return strings.TrimSpace(head), rest, ok
}

func (p *parser) synonyms(line string) {
	terms := p.list(line, "|")
	if terms == nil {
		return
	}
	if len(terms) == 1 {
		p.wrong(fmt.Sprintf("%q stands alone", terms[0]))
		return
	}
	s := &Set{Terms: terms, Line: p.line}
	for i, t := range terms {
		if p.own(t, p.keys[i], owned{s, p.line, false}) {
			p.register(t, p.keys[i], s, false)
		}
	}
	p.g.sets = append(p.g.sets, s)
}

func (p *parser) everyday(line string) {
	formal, said, ok := p.cut(line, "<", "the sign < is missing")
	if !ok {
		return
	}
	s := &Set{Terms: p.list(formal, "|"), Everyday: p.list(said, "|"), Line: p.line}
	if s.Terms == nil || s.Everyday == nil {
		return
	}
	for i, t := range s.Everyday {
		if p.own(t, p.keys[i], owned{s, p.line, true}) {
			p.register(t, p.keys[i], s, true)
		}
	}
	p.g.sets = append(p.g.sets, s)
	p.everyLn[s] = true
}

func (p *parser) related(line string) {
	head, rest, ok := p.cut(line, "~", "the sign ~ is missing")
	if !ok {
		return
	}
	terms := p.list(rest, ",")
	if terms == nil || !p.term(head) || !p.once("related", head) {
		return
	}
	p.g.related[foldTerm(head)] = terms
}

func (p *parser) meaning(line string) {
	parts := strings.Split(line, " = ")
	if len(parts) != 3 {
		p.wrong("a meaning has three parts with = between")
		return
	}
	m := Meaning{strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])}
	if !p.term(m.Short) || !p.term(m.Full) || !p.once("meanings", m.Short) {
		return
	}
	if m.Plain == "" {
		p.wrong("the meaning is missing")
		return
	}
	p.g.meanings[foldTerm(m.Short)] = m
	if full := foldTerm(m.Full); full != "" {
		if _, ok := p.g.meanings[full]; !ok {
			p.g.meanings[full] = m
		}
	}
}

func (p *parser) slip(line string) {
	right, rest, ok := p.cut(line, ":", "the colon is missing")
	if !ok || !p.term(right) {
		return
	}
	for _, s := range p.list(rest, ",") {
		key := slipKey(s)
		old, twice := p.g.slips[key]
		switch {
		case key == slipKey(right):
			p.bad(fmt.Sprintf("%q is no slip of itself", s), "leave it out")
		case twice:
			p.bad(fmt.Sprintf("%q stands on line %d already", s, old.line), "leave it on one line")
		default:
			p.g.slips[key] = slip{right, p.line}
			p.g.slipLen = max(p.g.slipLen, len(split(s)))
		}
	}
}

// once tells whether a head stands for the first time in its section.
func (p *parser) once(section, head string) bool {
	key := section + " " + foldTerm(head)
	if line, ok := p.sayLines[key]; ok {
		p.bad(fmt.Sprintf("%q stands on line %d already", head, line), "leave it on one line")
		return false
	}
	p.sayLines[key] = p.line
	return true
}

// register makes a term findable, with its commas and without.
func (p *parser) register(term, key string, s *Set, everyday bool) {
	ph := phrase{keys: strings.Split(key, " "), term: term, set: s, everyday: everyday}
	p.g.first[ph.keys[0]] = append(p.g.first[ph.keys[0]], ph)
	if !strings.Contains(term, ",") {
		return
	}
	var keys []string
	for _, w := range split(term) {
		if w.key != "" {
			keys = append(keys, w.key)
		}
	}
	ph.keys = keys
	p.g.first[keys[0]] = append(p.g.first[keys[0]], ph)
}
