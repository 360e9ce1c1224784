package answer

import "slices"

// moveOn scores what follows a question: what stands beside the answer to the
// question before is likelier than what stands elsewhere, and that answer
// itself has been given, unless another kind of thing is asked of it now.
func (s *search) moveOn(p *part, all []finding) error {
	hits, err := s.hits(s.u.before)
	if err != nil || len(hits) == 0 {
		return err
	}
	m := newMatcher(s.u.before.ideas, s.words)
	var before []finding
	for _, h := range hits[:min(len(hits), 8)] {
		ps, err := s.passage(h, hits[0].Score)
		if err != nil {
			return err
		}
		pa, err := s.paper(h.Document, m)
		if err != nil {
			return err
		}
		before = append(before, s.u.before.findings(m, s.u.limits, pa, ps)...)
	}
	before = slices.DeleteFunc(before, func(f finding) bool { return f.until > f.unit })
	s.u.before.rank(before)
	crowd(before)
	var told *finding
	if len(before) > 0 {
		told = &before[0]
	}
	if told == nil {
		return nil
	}
	list := 0
	if _, listed, err := s.list(s.u.before, told); err != nil {
		return err
	} else if listed {
		list = told.passage.Units[told.until].List
	}
	for i := range all {
		f := &all[i]
		if f.paper.number != told.paper.number {
			continue
		}
		switch same := f.passage.Start == told.passage.Start; {
		case same && (p.strict() || p.expect != Trend && f.asked > allAsked):
			f.score += scoreBeside
		case same && f.unit <= told.unit && told.unit <= f.until,
			list != 0 && f.passage.Units[f.unit].List == list:
			f.score += scoreTold
		case same:
			f.score += scoreBeside
		}
	}
	sortFindings(all)
	return nil
}

// allAsked is so much of what a follow-up itself asks that a unit answers it,
// though it answered the question before as well.
const allAsked = 0.9

// What a unit's score gains or loses in a question that follows another.
const (
	scoreTold   = -0.6
	scoreBeside = 0.25
)
