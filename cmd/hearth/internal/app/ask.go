package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"hearth/bot"
	"hearth/bot/cited"
	"hearth/bot/console"
	"hearth/bot/guard"
	"hearth/bot/webchat"
	"hearth/knowledge"
	"hearth/knowledge/answer"
	"hearth/knowledge/extract/guess"
	"hearth/knowledge/library"
	"hearth/knowledge/starter"
)

// Ask answers a question. What breaks is an answer with the status failed; the
// cause goes to the log and, through Why, to whoever runs the command.
//
// What is no question for the papers is answered before they are opened: a
// worry about a child must not wait for whoever holds the records, nor fail
// because they can't be read. While answers are paused, that alone is replied to.
func (a *App) Ask(ctx context.Context, q knowledge.Question) knowledge.Answer {
	if a.desk == nil {
		if answer, ok := a.guarded(ctx, q); ok {
			return answer
		}
	}
	err := a.running(ctx, q.Now)
	if p, on := errors.AsType[*PausedError](err); on {
		return a.paused(ctx, q, p)
	}
	if err == nil {
		var desk *answer.Desk
		if desk, err = a.openDesk(ctx); err == nil {
			return desk.Ask(ctx, a.withCouncil(q))
		}
	}
	if none, ok := errors.AsType[*library.NothingHereError](err); ok {
		return knowledge.Answer{ID: q.ID, Question: q.Text, Status: knowledge.NotFound, Reply: none.Plain()}
	}
	a.o.Log.Info("question not answered", "err", err) // the answer tells the person
	a.why = err
	return knowledge.Answer{ID: q.ID, Question: q.Text, Status: knowledge.Failed, Reply: bot.Plain(err)}
}

// guarded answers what is no question for the papers.
func (a *App) guarded(ctx context.Context, q knowledge.Question) (knowledge.Answer, bool) {
	if q.Now.IsZero() {
		q.Now = a.o.Now().In(a.o.Zone)
	}
	began := time.Now()
	kind, reply, ok := a.guard(ctx).Handle(q)
	return knowledge.Answer{ID: q.ID, Status: knowledge.Handled, Kind: kind, Reply: reply, TookMicros: time.Since(began).Microseconds()}, ok
}

// Why is what broke behind the last answer with the status failed.
func (a *App) Why(answer knowledge.Answer) error {
	if a.why != nil {
		return a.why
	}
	return errors.New(answer.Reply)
}

// Pressing is the reply to words of somebody in danger or distress, for where
// hearth can't answer for want of right settings. It knows no council's numbers.
func Pressing(text string) (reply string, ok bool) {
	none := func() (bot.Contacts, error) {
		return bot.Contacts{}, errors.New("there are no settings to find them by")
	}
	kind, reply, ok := guard.New(guard.Options{Contacts: none}).Handle(knowledge.Question{Text: text, Viewer: knowledge.ViewPublic, Now: time.Now().UTC()})
	return reply, ok && bot.Pressing(kind)
}

func (a *App) guard(ctx context.Context) *guard.Guard {
	places, shorter := guess.Places()
	return guard.New(guard.Options{
		Contacts: a.contacts(ctx),
		Places:   slices.AppendSeq(places, maps.Keys(shorter)),
		Samples:  SampleQuestions(),
	})
}

// openDesk opens the papers for asking, once.
func (a *App) openDesk(ctx context.Context) (*answer.Desk, error) {
	if a.desk != nil {
		return a.desk, nil
	}
	if s := a.o.Shared; s != nil {
		desk, err := s.Desk(ctx)
		if err == nil {
			a.council = a.ownCouncil(ctx)
		}
		return desk, err // another for the next question, where the glossary was changed
	}
	words, err := a.Glossary()
	if err != nil {
		return nil, err
	}
	lib, err := a.ready(ctx)
	if err != nil {
		return nil, err
	}
	a.council = a.ownCouncil(ctx)
	a.desk = answer.New(answer.Options{Index: lib, Glossary: words, Guard: a.guard(ctx), Log: a.o.Log.With("component", "answer")})
	return a.desk, nil
}

// Open finds the surroundings of what one source quotes, at least one reference:
// the text of the version that was cited, which is kept, and where the original
// can be opened.
func (a *App) Open(ctx context.Context, refs []bot.Reference) (console.Excerpt, error) {
	lib, err := a.reading(ctx)
	if err != nil {
		return console.Excerpt{}, err
	}
	opener := cited.Opener{Papers: known{lib}, Recite: answer.Recite, Line: answer.SourceLine, Link: webchat.Link}
	groups, _, err := opener.Citations(ctx, refs)
	if err != nil {
		return console.Excerpt{}, err
	}
	if len(groups) == 0 {
		return console.Excerpt{}, errGone
	}
	c := groups[0][0]
	content, err := lib.Content(ctx, c.Document(), c.Version())
	if err != nil {
		return console.Excerpt{}, fmt.Errorf("source %s: %w", c.Document(), err)
	}
	d, err := lib.Get(ctx, c.Document())
	if err != nil {
		return console.Excerpt{}, fmt.Errorf("source %s: %w", c.Document(), err)
	}
	e := console.ExcerptOf(slices.Concat(groups...), content)
	e.Current = d.Version == c.Version()
	if !d.Starter { // hearth's own words stand nowhere else
		e.Open = d.Source
	}
	if path, err := lib.Original(ctx, c.Document(), c.Version()); err == nil && path != "" {
		e.Open = path
	}
	return e, nil
}

// SampleQuestions are good first questions over the starter knowledge.
func SampleQuestions() []string {
	var qs []string
	for _, s := range starter.Samples() {
		qs = append(qs, s.Question)
	}
	return qs[:3]
}
