package answer

import (
	"strings"

	"hearth/knowledge"
)

// passage reads a passage that was found: the words of its units and of the
// lines that introduce them.
func (s *search) passage(h hit, best float64) (*passage, error) {
	kp, err := s.r.Passage(h.Passage)
	if err != nil {
		return nil, err
	}
	ps := &passage{Passage: kp, score: h.Score, texts: make([]string, len(kp.Units)), leads: make([]string, len(kp.Units))}
	if best > 0 {
		ps.rank = h.Score / best
	}
	if kp.Len() == 0 {
		return ps, nil
	}
	whole, err := s.r.Text(h.Document, kp.Span)
	if err != nil {
		return nil, err
	}
	cut := func(at knowledge.Span) (string, error) {
		if at.Start >= kp.Start && at.End <= kp.End {
			return whole[at.Start-kp.Start : at.End-kp.Start], nil
		}
		return s.r.Text(h.Document, at)
	}
	ps.joins = make([]join, len(kp.Units))
	for i, u := range kp.Units {
		if i > 0 {
			gap := whole[max(0, kp.Units[i-1].End-kp.Start):max(0, u.Start-kp.Start)]
			switch {
			case strings.TrimSpace(gap) != "":
			case strings.Contains(gap, "\n"):
				ps.joins[i-1] = nextLine
			default:
				ps.joins[i-1] = goesOn
			}
		}
		if ps.texts[i], err = cut(u.Span); err != nil {
			return nil, err
		}
		if u.Lead.Len() == 0 {
			continue
		}
		if i > 0 && kp.Units[i-1].Lead == u.Lead {
			ps.leads[i] = ps.leads[i-1]
		} else if ps.leads[i], err = cut(u.Lead); err != nil {
			return nil, err
		}
	}
	return ps, nil
}

// paper reads what a part's matcher makes of a document's own title, council,
// body and date.
func (s *search) paper(number uint32, m *matcher) (*paper, error) {
	if p := s.papers[number]; p != nil && p.matcher == m {
		return p, nil
	}
	d, err := s.r.Document(number)
	if err != nil {
		return nil, err
	}
	p := &paper{Document: *d, number: number, matcher: m, of: m.in(d.Body + " . " + d.Date.Long()),
		about: m.in(strings.Join([]string{d.Title, d.Council, d.Body, kindInWords(d.Kind), d.Date.Long(), d.Nation}, " . "))}
	s.papers[number] = p
	return p, nil
}

// list reads the list that a finding's unit belongs to, or introduces, where
// the whole of it is the answer: the question asks for the items by what
// introduces them, and the unit by itself says little of what is asked.
func (s *search) list(p *part, f *finding) (knowledge.List, bool, error) {
	u, introduces := f.passage.Units[f.unit], false
	if u.List == 0 && f.unit+1 < len(f.passage.Units) {
		if next, ok := f.passage.introduced(f.unit); ok {
			u, introduces = next, true
		}
	}
	counted := p.expect == Count && countsHead(f.passage.leads[f.unit], p.text, p.heads, p.said) && !countsHead(f.text(), p.text, p.heads, p.said)
	if u.List == 0 || p.expect == Definition || p.expect == YesNo || p.expect == Trend || p.strict() && p.expect != Decided && !counted {
		return knowledge.List{}, false, nil
	}
	l, err := s.r.List(f.paper.number, u.List)
	if err != nil || len(l.Items) < 2 {
		return knowledge.List{}, false, err
	}
	if p.expect == Agent && f.underHeading() && !introduces { // bullets beneath a heading are no list of those who do something
		return knowledge.List{}, false, nil
	}
	decided := p.expect == Decided && reDecidedLead().MatchString(f.passage.leads[f.unit])
	return l, f.crowd || f.headed && f.underHeading() || introduces || decided || counted || f.own < ownShare*f.share || p.whole && f.led >= ownShare*f.share, nil
}

// introduced finds the first item of the list that a unit introduces: its lead,
// or the heading that it stands under.
func (ps *passage) introduced(unit int) (knowledge.Unit, bool) {
	for _, next := range ps.Units[unit+1:] {
		switch {
		case next.Kind == knowledge.Title:
			return next, false
		case next.List != 0:
			return next, next.Lead == ps.Units[unit].Span || ps.Units[unit].Kind == knowledge.Title
		}
	}
	return knowledge.Unit{}, false
}

// ownShare is how much of what a list item and its lead speak of the item must
// speak of by itself to be the answer without the rest of its list.
const ownShare = 0.5
