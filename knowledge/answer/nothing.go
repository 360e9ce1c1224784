package answer

import (
	"fmt"
	"slices"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/glossary"
)

// why is the sentence that says why a part is not answered.
func (s *search) why(o outcome, ofSeveral bool) string {
	of := ""
	if ofSeveral {
		of = fmt.Sprintf(" about “%s”", strings.TrimRight(o.part.text, " ?.,"))
	}
	switch o.verdict {
	case noKind:
		if lacks := lacking(o.part.expect); lacks != "" {
			return fmt.Sprintf("The papers I have touch on this%s, but give no %s.", of, lacks)
		}
	case unfit:
		return fmt.Sprintf("The papers I have speak of something near this%s, but not of %s.", of, s.named())
	case noWhole:
		return fmt.Sprintf("The papers I have mention this%s, but don't set it out in full.", of)
	}
	return fmt.Sprintf("I can't find an answer%s in the papers I have.", of)
}

// named lists the years, sections and nations that a question names.
func (s *search) named() string {
	var all []string
	all = append(all, s.u.limits.years...)
	for _, n := range s.u.limits.sections {
		all = append(all, "section "+n)
	}
	all = append(all, s.u.limits.nations...)
	return strings.Join(all, ", ")
}

// lacking is what an expected kind is called when it is not there.
func lacking(e Expect) string {
	switch e {
	case Person:
		return "name"
	case Day:
		return "date"
	case Years:
		return "year"
	case Count, Quantity:
		return "figure"
	case Percent:
		return "percentage"
	case Amount:
		return "sum of money"
	case Duration:
		return "time limit or length of time"
	case Age:
		return "age"
	case Frequency:
		return "word on how often"
	case Place:
		return "place"
	case Email:
		return "e-mail address"
	case Phone:
		return "telephone number"
	case Postcode:
		return "postcode"
	case Label:
		return "number"
	}
	return ""
}

// nothing is the answer where no part of a question is answered.
func (s *search) nothing(outcomes []outcome) knowledge.Answer {
	a := knowledge.Answer{Status: knowledge.NotFound}
	for _, o := range outcomes {
		for _, n := range o.nearest {
			if len(a.Nearest) < 3 && !slices.Contains(a.Nearest, n) {
				a.Nearest = append(a.Nearest, n)
			}
		}
	}
	if len(outcomes) == 0 {
		return asked(a, "I can't find a question in that. Ask me something like “What are the seven corporate parenting principles?”")
	}
	unclear := slices.DeleteFunc(s.desk.o.Glossary.Unclear(s.u.text), func(u glossary.Unclear) bool { return strings.Contains(u.Short, " ") })
	if len(unclear) > 0 {
		a.Status = knowledge.Clarify
		return asked(a, fmt.Sprintf("“%s” can mean several things. Did you mean %s? Please ask again with the full words.",
			unclear[0].Short, orList(unclear[0].Choices)))
	}
	a.Parts.Why = []string{s.why(outcomes[0], false)}
	if unknown := s.unknownCouncil(); unknown != "" {
		a.Parts.Why[0] = fmt.Sprintf("I have no paper of %s's, so I can't say.", unknown)
	}
	if m := s.explains(outcomes); m != "" {
		a.Parts.Notes = append(a.Parts.Notes, m)
	}
	a.Parts.Notes = append(a.Parts.Notes, "Democratic services can tell you which officer to ask.")
	lines := a.Parts.Why
	if len(a.Nearest) > 0 {
		lines = append(lines, "Nearest to it: "+s.titles(a.Nearest)+".")
	}
	a.Reply = strings.Join(append(lines, a.Parts.Notes...), "\n")
	return a
}

// asked is an answer that asks the person something back.
func asked(a knowledge.Answer, back string) knowledge.Answer {
	a.Parts.Why, a.Reply = []string{back}, back
	return a
}

// explains gives the glossary's meaning of what a definition question asks,
// which is help, not evidence.
func (s *search) explains(outcomes []outcome) string {
	for _, o := range outcomes {
		if o.part.expect != Definition {
			continue
		}
		if m, ok := s.desk.o.Glossary.Meaning(termOf(o.part.text, s.desk.o.Glossary).said); ok {
			return fmt.Sprintf("hearth's own word list says: %s is short for %s. %s.", m.Short, m.Full, strings.TrimSuffix(m.Plain, "."))
		}
	}
	return ""
}

// unknownCouncil is a council that the question names and no paper is of.
func (s *search) unknownCouncil() string {
	for _, name := range s.u.limits.councils {
		if !s.haveCouncil(name) {
			return name
		}
	}
	return ""
}

// titles names papers so that two of the same title can be told apart.
func (s *search) titles(nearest []knowledge.Nearest) string {
	var all []string
	for _, n := range nearest {
		said := "“" + knowledge.ShownTitle(n.Title) + "”"
		for _, p := range s.papers {
			if p.ID == n.Document {
				of := slices.DeleteFunc([]string{p.Council, p.Body, p.Date.Long()}, func(s string) bool { return s == "" })
				if len(of) > 0 {
					said += " (" + strings.Join(of, ", ") + ")"
				}
			}
		}
		all = append(all, said)
	}
	return strings.Join(all, "; ")
}

func orList(of []string) string {
	if len(of) < 2 {
		return strings.Join(of, "")
	}
	return strings.Join(of[:len(of)-1], ", ") + " or " + of[len(of)-1]
}
