package app

import (
	"context"
	"errors"
	"fmt"

	"hearth/bot"
	"hearth/bot/chat"
	"hearth/bot/console"
	"hearth/knowledge"
	"hearth/knowledge/answer"
	"hearth/knowledge/library"
	"hearth/knowledge/starter"
)

// Ask answers a question. What breaks is an answer with the status failed; the
// cause goes to the log and, through Why, to whoever runs the command.
func (a *App) Ask(ctx context.Context, q knowledge.Question) knowledge.Answer {
	desk, err := a.openDesk(ctx)
	if err == nil {
		return desk.Ask(ctx, q)
	}
	if none, ok := errors.AsType[*library.NothingHereError](err); ok {
		return a.withoutPapers(ctx, q, none)
	}
	a.o.Log.Error("question not answered", "err", err)
	a.why = err
	// A worry about a child gets its reply even where the papers are out of
	// reach.
	if answer, ok := a.guarded(ctx, q); ok {
		return answer
	}
	return knowledge.Answer{ID: q.ID, Question: q.Text, Status: knowledge.Failed, Reply: bot.Plain(err)}
}

// withoutPapers answers where there are none: what is no question for papers
// has its reply all the same.
func (a *App) withoutPapers(ctx context.Context, q knowledge.Question, none *library.NothingHereError) knowledge.Answer {
	if answer, ok := a.guarded(ctx, q); ok {
		return answer
	}
	return knowledge.Answer{ID: q.ID, Question: q.Text, Status: knowledge.NotFound, Reply: none.Plain()}
}

func (a *App) guarded(ctx context.Context, q knowledge.Question) (knowledge.Answer, bool) {
	if q.Now.IsZero() {
		q.Now = a.o.Now().In(a.o.Zone)
	}
	kind, reply, ok := a.guard(ctx).Handle(q)
	return knowledge.Answer{ID: q.ID, Status: knowledge.Handled, Kind: kind, Reply: reply}, ok
}

// Why is what broke behind the last answer with the status failed.
func (a *App) Why(answer knowledge.Answer) error {
	if a.why != nil {
		return a.why
	}
	return errors.New(answer.Reply)
}

func (a *App) guard(ctx context.Context) *chat.Guard {
	return chat.New(chat.Options{Contacts: a.contacts(ctx)})
}

// openDesk opens the papers for asking, once.
func (a *App) openDesk(ctx context.Context) (*answer.Desk, error) {
	if a.desk != nil {
		return a.desk, nil
	}
	words, err := a.Glossary()
	if err != nil {
		return nil, err
	}
	lib, err := a.ready(ctx)
	if err != nil {
		return nil, err
	}
	a.desk = answer.New(answer.Options{Index: lib, Glossary: words, Guard: a.guard(ctx), Log: a.o.Log.With("component", "answer")})
	return a.desk, nil
}

// Open finds the surroundings of a citation: the text of the version that was
// cited, which is kept, and where the original can be opened.
func (a *App) Open(ctx context.Context, c knowledge.Citation) (console.Excerpt, error) {
	lib, err := a.reading()
	if err != nil {
		return console.Excerpt{}, err
	}
	content, err := lib.Content(ctx, c.Document(), c.Version())
	if err != nil {
		return console.Excerpt{}, fmt.Errorf("source %s: %w", c.Document(), err)
	}
	d, err := lib.Get(ctx, c.Document())
	if err != nil {
		return console.Excerpt{}, fmt.Errorf("source %s: %w", c.Document(), err)
	}
	e := console.ExcerptOf(c, content)
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
