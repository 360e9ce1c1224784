package glossary

import (
	"fmt"
	"slices"
	"strings"
)

func (p *parser) unsafe(line string) {
	short, rest, ok := p.cut(line, ":", "the colon is missing")
	if !ok || !p.term(short) || !p.once("unsafe", short) {
		return
	}
	r := &rule{short: short, line: p.line}
	for clause := range strings.SplitSeq(rest, ";") {
		if !p.clause(r, strings.TrimSpace(clause)) {
			return
		}
	}
	p.rules = append(p.rules, r)
	p.ruleOf[foldTerm(short)] = r
}

func (p *parser) clause(r *rule, clause string) bool {
	has := func(key string) (string, bool) {
		rest, ok := strings.CutPrefix(clause, key)
		return strings.TrimSpace(rest), ok
	}
	if clause == "capitals" {
		r.capitals = true
		return true
	}
	if clause == "never" {
		r.never = true
		return true
	}
	if rest, ok := has("near "); ok {
		r.near = p.phrases(rest)
		return r.near != nil
	}
	if rest, ok := has("not in "); ok {
		r.notIn = p.list(rest, ",")
		return r.notIn != nil
	}
	if rest, ok := has("ask "); ok {
		return p.ask(r, rest)
	}
	if rest, ok := has("say "); ok && rest != "" {
		r.note = rest
		return true
	}
	p.wrong(fmt.Sprintf("there is no rule %q (the rules are capitals, near, not in, never, ask and say)", clause))
	return false
}

func (p *parser) phrases(list string) [][]string {
	if p.list(list, ",") == nil {
		return nil
	}
	var found [][]string
	for _, key := range p.keys {
		found = append(found, strings.Split(key, " "))
	}
	return found
}

func (p *parser) ask(r *rule, rest string) bool {
	for one := range strings.SplitSeq(rest, "|") {
		term, near, ok := strings.Cut(strings.TrimSpace(one), "(")
		c := choice{term: strings.TrimSpace(term)}
		if !p.term(c.term) {
			return false
		}
		if ok {
			inner, closed := strings.CutSuffix(near, ")")
			if !closed {
				p.wrong(fmt.Sprintf("the bracket after %q isn't closed", c.term))
				return false
			}
			if c.near = p.phrases(inner); c.near == nil {
				return false
			}
		}
		r.choices = append(r.choices, c)
	}
	if len(r.choices) < 2 {
		p.wrong(fmt.Sprintf("%q has nothing to choose from", r.short))
		return false
	}
	return true
}

// finish joins what the sections say of one another.
func (p *parser) finish() {
	for s := range p.everyLn {
		p.widen(s)
	}
	for _, r := range p.rules {
		p.line = r.line
		p.applyRule(r)
	}
	for first, list := range p.g.first {
		for i, ph := range list {
			if r := p.ruleOf[strings.Join(ph.keys, " ")]; r != nil {
				list[i].rule = r
			}
		}
		slices.SortStableFunc(list, func(a, b phrase) int { return len(b.keys) - len(a.keys) })
		p.g.first[first] = list
	}
}

// widen gives an everyday line the synonyms of what it leads to.
func (p *parser) widen(s *Set) {
	for _, t := range slices.Clone(s.Terms) {
		o, ok := p.owner[foldTerm(t)]
		if !ok || o.everyday {
			continue
		}
		for _, more := range o.set.Terms {
			if !slices.Contains(s.Terms, more) {
				s.Terms = append(s.Terms, more)
			}
		}
	}
}

func (p *parser) applyRule(r *rule) {
	key := foldTerm(r.short)
	o, owned := p.owner[key]
	for _, t := range r.notIn {
		if _, ok := p.owner[foldTerm(t)]; !ok {
			p.register(t, foldTerm(t), nil, false)
		}
	}
	if len(r.choices) > 0 {
		if owned {
			p.bad(fmt.Sprintf("%q stands in the set of line %d, yet is to be asked about", r.short, o.line), "take it out of one of the two")
			return
		}
		p.g.asks[key] = r
		for i, c := range r.choices {
			r.choices[i].set = &Set{Terms: []string{c.term}, Line: r.line}
			if o, ok := p.owner[foldTerm(c.term)]; ok {
				r.choices[i].set = o.set
			}
		}
	}
	if !owned {
		p.register(r.short, key, nil, false)
	}
}
