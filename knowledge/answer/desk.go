package answer

import (
	"context"
	"log/slog"
	"slices"
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
	u := lexicon{lookup{r, q.Viewer}, d.o.Glossary, d.places}.understand(q)
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
