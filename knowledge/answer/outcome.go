package answer

import (
	"fmt"
	"slices"

	"hearth/knowledge"
)

// answer puts the outcomes of a question's parts together.
func (s *search) answer(outcomes []outcome) (knowledge.Answer, error) {
	c := composer{s: s, now: s.q.Now, present: asksPresent(s.u)}
	var statements []knowledge.Statement
	var missing []string
	docs := map[string]knowledge.Document{}
	answered := 0
	for i, o := range outcomes {
		if o.verdict != yes {
			missing = append(missing, s.why(o, len(outcomes) > 1))
			continue
		}
		answered++
		keep := 3
		if len(outcomes) > 1 {
			keep = max(1, 3-len(outcomes)+1-i)
		}
		made, err := c.statements(o, keep)
		if err != nil {
			return knowledge.Answer{}, err
		}
		for _, f := range o.found {
			docs[f.paper.ID] = f.paper.Document
		}
		for _, st := range made {
			if !slices.ContainsFunc(statements, func(t knowledge.Statement) bool { return t.Text() == st.Text() }) {
				statements = append(statements, st)
			}
		}
	}
	if answered == 0 {
		return s.nothing(outcomes), nil
	}
	a := knowledge.Answer{Status: knowledge.Answered, Statements: statements[:min(len(statements), 3)]}
	if len(missing) > 0 {
		a.Status = knowledge.Partial
	}
	a.Parts = parts(a.Statements, docs, missing, s.desk.o.Glossary, s.u.took())
	a.Reply = reply(a.Statements, a.Parts)
	return a, nil
}

// took lists which misspelt words were taken for which.
func (u understanding) took() []string {
	var out []string
	for _, p := range u.parts {
		for _, i := range p.ideas {
			if i.took != "" && !i.lent {
				out = append(out, fmt.Sprintf("“%s” for “%s”", i.words, i.took))
			}
		}
	}
	return out
}

// statements says what an outcome found.
func (c composer) statements(o outcome, keep int) ([]knowledge.Statement, error) {
	if o.hasList {
		st, err := wholeList(&o.found[0], o.list, c)
		return []knowledge.Statement{st}, err
	}
	var out []knowledge.Statement
	for i := range o.found[:min(keep, len(o.found))] {
		st, err := statement(&o.found[i], c)
		if err != nil {
			return nil, err
		}
		out = append(out, st)
	}
	return out, nil
}

// asksPresent tells whether a question asks for a figure or a post-holder of
// today.
func asksPresent(u understanding) bool {
	if len(u.limits.years) > 0 {
		return false
	}
	for _, p := range u.parts {
		switch p.expect {
		case Person, Count, Percent, Amount, Trend, Quantity, Email, Phone, Contact:
			for _, w := range plainWords(p.text) {
				if slices.Contains([]string{"is", "are", "has", "have", "does", "do", "now", "currently", "chairs", "leads", "runs", "whos", "can", "going", "still"}, w) {
					return true
				}
			}
		}
	}
	return false
}
