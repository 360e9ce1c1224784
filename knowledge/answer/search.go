package answer

import (
	"slices"
	"strings"
	"time"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
	"hearth/knowledge/index"
)

// A search is the work on one question.
type search struct {
	desk   *Desk
	r      *index.Reader
	q      knowledge.Question
	u      understanding
	words  *analysis.Analyser
	papers map[uint32]*paper
}

// An outcome is what was found for one part of a question.
type outcome struct {
	part    *part
	verdict verdict
	found   []finding // what answers it, best first; where nothing does, the nearest
	list    knowledge.List
	hasList bool
	nearest []knowledge.Nearest
}

// part finds what answers one part of the question.
func (s *search) part(p *part) (outcome, error) {
	all, nearest, err := s.findings(p)
	if err != nil {
		return outcome{}, err
	}
	return s.choose(outcome{part: p, verdict: offTopic, nearest: nearest}, all)
}

// findings scores the units of the passages that speak of a part, best first,
// and names the papers nearest to it.
func (s *search) findings(p *part) (all []finding, nearest []knowledge.Nearest, err error) {
	hits, err := s.hits(p)
	if err != nil {
		return nil, nil, err
	}
	m := newMatcher(p.ideas, s.words)
	limits := s.u.limits
	if len(p.sections) > 0 { // another part's sections are not this one's
		limits.sections = p.sections
	}
	for _, h := range hits {
		ps, err := s.passage(h, hits[0].Score)
		if err != nil {
			return nil, nil, err
		}
		pa, err := s.paper(h.Document, m)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, p.findings(m, limits, pa, ps)...)
		if n := (knowledge.Nearest{Document: pa.ID, Title: pa.Title}); len(nearest) < 3 && !slices.Contains(nearest, n) {
			nearest = append(nearest, n)
		}
	}
	p.rank(all)
	if s.u.before != nil && p.back {
		if err := s.moveOn(p, all); err != nil {
			return nil, nil, err
		}
	}
	return all, nearest, nil
}

// choose takes the best findings that stand up to the cut-offs. The first
// verdict is the part's, so that the reply can say why nothing answers.
func (s *search) choose(out outcome, all []finding) (outcome, error) {
	p, c := out.part, s.desk.o.Cutoffs
	crowd(all)
	if err := s.listFirst(p, all); err != nil {
		return out, err
	}
	for i := range all {
		f := &all[i]
		if i > 40 || len(out.found) == 0 && i > 8 {
			break
		}
		list, listed, err := s.list(p, f)
		if err != nil {
			return out, err
		}
		f.listed = listed && len(out.found) == 0 // the first statement alone gives a list whole
		v := c.verdict(p, f)
		if i == 0 {
			out.verdict = v
		}
		if v != yes {
			continue
		}
		if len(out.found) == 0 {
			out.verdict, out.found = yes, []finding{*f}
			out.list, out.hasList = list, listed
			if listed || p.whole {
				return out, nil
			}
			continue
		}
		best := out.found[0]
		if len(out.found) == 3 || f.score < c.more(p)*best.score {
			break
		}
		if f.until > f.unit { // beside a better one, a sentence alone will do
			if f = alone(all, f); f == nil || c.verdict(p, f) != yes {
				continue
			}
		}
		if f.paper.Council == best.paper.Council && f.share >= 0.6*best.share && f.meaning >= 0.8*best.meaning && !repeats(out.found, f) {
			out.found = append(out.found, *f)
		}
	}
	return out, nil
}

// listFirst puts a whole list before a sentence, where a list is asked for and
// the list fits nearly as well.
func (s *search) listFirst(p *part, all []finding) error {
	if p.expect != List {
		return nil
	}
	for i := 1; i < min(len(all), crowdLooked); i++ {
		_, listed, err := s.list(p, &all[i])
		if err != nil {
			return err
		}
		f := all[i]
		f.listed = listed
		if listed && f.score >= listScore*all[0].score && f.share >= listShare*all[0].share && s.desk.o.Cutoffs.verdict(p, &f) == yes {
			copy(all[1:i+1], all[:i])
			all[0] = f
			return nil
		}
	}
	return nil
}

// The shares of the best finding's score, and of what it speaks of, from which a
// list comes first.
const (
	listScore = 0.7
	listShare = 0.98
)

// crowd marks the list that most of the best findings are items of: no item of
// it answers better than its neighbours, so all of them do.
func crowd(all []finding) {
	type list struct {
		paper  uint32
		number int
	}
	best, count := map[list]int{}, map[list]int{}
	for i := range all[:min(len(all), crowdLooked)] {
		f := &all[i]
		l := list{f.paper.number, f.passage.Units[f.unit].List}
		if l.number == 0 || f.score < crowdScore*all[0].score || f.own > crowdOwn*f.share {
			continue
		}
		if _, ok := best[l]; !ok {
			best[l] = i
		}
		if count[l]++; count[l] == crowdItems {
			f := all[best[l]]
			f.crowd = true
			copy(all[1:best[l]+1], all[:best[l]])
			all[0] = f
			return
		}
	}
}

// A list is a crowd where this many of its items are among this many of the
// best findings, each with such a share of the best score, and none speaks of
// much more than what introduces them.
const (
	crowdLooked = 6
	crowdItems  = 3
	crowdScore  = 0.85
	crowdOwn    = 0.75
)

// alone finds the first of the two sentences that a finding joins.
func alone(all []finding, f *finding) *finding {
	for i := range all {
		if o := &all[i]; o.passage == f.passage && o.unit == f.unit && o.until == o.unit {
			return o
		}
	}
	return nil
}

// repeats tells whether a finding says what another one says already.
func repeats(found []finding, f *finding) bool {
	text := squash(f.text())
	for _, o := range found {
		if o.passage == f.passage && o.unit <= f.until && f.unit <= o.until {
			return true
		}
		other := squash(o.text())
		if strings.Contains(other, text) || strings.Contains(text, other) {
			return true
		}
	}
	return false
}

// composer is what statements are made with.
type composer struct {
	s       *search
	present bool
	now     time.Time
}

func (c composer) quote(document uint32, at knowledge.Span) (string, error) {
	return c.s.r.Text(document, at)
}

func (c composer) cite(p *paper, at knowledge.Place) (knowledge.Citation, error) {
	return p.cite(at, func(span knowledge.Span) (string, error) { return c.s.r.Text(p.number, span) })
}
