package answer

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
	"hearth/knowledge/extract/guess"
	"hearth/knowledge/glossary"
	"hearth/knowledge/index"
)

// A Guard knows what is no question for the papers. It is a pure rule: no
// input, no output, no memory.
type Guard interface {
	// Handle tells whether a question is of a handled kind, which, and what to
	// reply. The reply never repeats what might identify a child.
	Handle(q knowledge.Question) (kind knowledge.HandledKind, reply string, ok bool)
}

// An Index is where the papers' passages are found.
type Index interface {
	// View runs fn over one state of the index.
	View(fn func(*index.Reader) error) error
}

// Options are what a Desk needs. Index and Glossary must be set.
type Options struct {
	Index    Index
	Glossary *glossary.Glossary
	Guard    Guard             // nil: every question goes to the papers
	Places   []string          // names of councils' areas that a question may name; nil: England's
	Short    map[string]string // shorter names, by the area's
	Cutoffs  Cutoffs           // zero: Fitted
	Log      *slog.Logger
}

// A Desk answers questions. It is safe for concurrent use.
type Desk struct {
	o         Options
	places    *places
	analysers sync.Pool
	now       func() time.Time
}

// New makes a Desk.
func New(o Options) *Desk {
	if o.Cutoffs == (Cutoffs{}) {
		o.Cutoffs = Fitted
	}
	if o.Places == nil {
		o.Places, o.Short = guess.Places()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Desk{o: o, places: newPlaces(o.Places, o.Short), now: time.Now,
		analysers: sync.Pool{New: func() any { return analysis.New() }}}
}

// With is the same desk with other cut-offs, for whoever fits them.
func (d *Desk) With(c Cutoffs) *Desk {
	o := d.o
	o.Cutoffs = c
	return New(o)
}

// How many passages are read for an answer: enough that what an answer needs is
// among them, few enough that reading them takes under a millisecond.
const passagesRead = 24

// Ask answers a question. It never fails: what breaks is an answer with status
// failed.
func (d *Desk) Ask(ctx context.Context, q knowledge.Question) knowledge.Answer {
	began := d.now()
	if q.Now.IsZero() {
		q.Now = began
	}
	a := d.ask(ctx, q)
	a.ID, a.TookMicros = q.ID, time.Since(began).Microseconds()
	if a.Status != knowledge.Handled {
		a.Question = q.Text
	}
	return a
}

func (d *Desk) ask(ctx context.Context, q knowledge.Question) knowledge.Answer {
	if d.o.Guard != nil {
		if kind, says, ok := d.o.Guard.Handle(q); ok {
			return knowledge.Answer{Status: knowledge.Handled, Kind: kind, Reply: says}
		}
	}
	var a knowledge.Answer
	err := ctx.Err()
	if err == nil {
		err = d.o.Index.View(func(r *index.Reader) error {
			var err error
			a, err = d.answer(r, q)
			return err
		})
	}
	if err != nil {
		d.o.Log.Error("question not answered", "err", err)
		return knowledge.Answer{Status: knowledge.Failed,
			Reply: "Something went wrong on my side, so I could not look in the papers. Please try again in a minute."}
	}
	return a
}

// answer looks a question up in one state of the index.
func (d *Desk) answer(r *index.Reader, q knowledge.Question) (knowledge.Answer, error) {
	words := d.analysers.Get().(*analysis.Analyser)
	defer d.analysers.Put(words)
	u := understand(q, lookup{r, q.Viewer}, d.o.Glossary, d.places)
	if q.Council != "" && len(u.limits.councils) == 0 && saysWe(u.text) {
		u.limits.councils = []string{q.Council}
	}
	s := search{desk: d, r: r, q: q, u: u, words: words, papers: map[uint32]*paper{}}
	var outcomes []outcome
	for i := range u.parts {
		o, err := s.part(&u.parts[i])
		if err != nil {
			return knowledge.Answer{}, err
		}
		outcomes = append(outcomes, o)
	}
	return s.answer(outcomes)
}

// lookup is an index's vocabulary as one viewer may know it.
type lookup struct {
	r  *index.Reader
	as knowledge.Viewer
}

func (l lookup) DF(stem string) int                 { return l.r.DF(stem) }
func (l lookup) N() int                             { return l.r.N() }
func (l lookup) Correct(word string) (string, bool) { return l.r.Correct(word, l.as) }

// saysWe tells whether a question speaks of its asker's own council.
func saysWe(text string) bool {
	for _, w := range plainWords(text) {
		if slices.Contains([]string{"we", "our", "us", "ours"}, w) {
			return true
		}
	}
	return false
}

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
	for _, h := range hits {
		ps, err := s.passage(h, hits[0].Score)
		if err != nil {
			return nil, nil, err
		}
		pa, err := s.paper(h.Document, m)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, p.findings(m, s.u.limits, pa, ps)...)
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

func sortFindings(all []finding) {
	slices.SortStableFunc(all, func(a, b finding) int { return cmp.Compare(b.score, a.score) })
}

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
		case same && (p.expect.strict() || p.expect != Trend && f.asked > allAsked):
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

// choose takes the best findings that stand up to the cut-offs. The first
// verdict is the part's, so that the reply can say why nothing answers.
func (s *search) choose(out outcome, all []finding) (outcome, error) {
	p, c := out.part, s.desk.o.Cutoffs
	crowd(all)
	for i := range all {
		f := &all[i]
		if i > 40 || len(out.found) == 0 && i > 8 {
			break
		}
		list, listed, err := s.list(p, f)
		if err != nil {
			return out, err
		}
		f.listed = listed
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
			if listed {
				return out, nil
			}
			continue
		}
		best := out.found[0]
		if len(out.found) == 3 || f.score < c.More*best.score {
			break
		}
		if f.paper.Council == best.paper.Council && f.share >= 0.8*best.share && !repeats(out.found, f) {
			out.found = append(out.found, *f)
		}
	}
	return out, nil
}

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
