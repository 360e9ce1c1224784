package app

import (
	"context"
	"time"

	"hearth/bot/pause"
	"hearth/knowledge"
	"hearth/knowledge/library"
	"hearth/storage"
)

// A Pause is whether answers are paused, since when, and why.
type Pause = pause.State

// A PausedError says that answers are paused; its Plain sentence is what members
// read.
type PausedError struct{ sentence string }

// Error is the operator's line.
func (e *PausedError) Error() string { return "answers are paused" }

// Plain says so, with the reason and whom to ring.
func (e *PausedError) Plain() string { return e.sentence }

// Paused tells whether answers are paused.
func (a *App) Paused(ctx context.Context) (p Pause, err error) {
	lib, err := a.reading(ctx)
	if is[*library.NothingHereError](err) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	err = lib.Store().View(ctx, func(tx storage.Tx) error {
		p, err = pause.Read(tx)
		return err
	})
	return p, err
}

// PauseAnswers stops answers until ResumeAnswers, for a reason that members read.
func (a *App) PauseAnswers(ctx context.Context, why string) (p Pause, err error) {
	lib, err := a.writing(ctx)
	if err != nil {
		return p, err
	}
	err = lib.Store().Update(ctx, func(tx storage.Tx) error {
		p, err = pause.Pause(tx, why, a.o.Who, a.o.Now())
		return err
	})
	return p, err
}

// ResumeAnswers lets answers go on, and gives the pause that ended.
func (a *App) ResumeAnswers(ctx context.Context) (p Pause, err error) {
	lib, err := a.changing(ctx)
	if err != nil {
		return p, err
	}
	err = lib.Store().Update(ctx, func(tx storage.Tx) error {
		p, err = pause.Resume(tx, a.o.Who, a.o.Now())
		return err
	})
	return p, err
}

// IsPaused tells whether an error says that answers are paused.
func IsPaused(err error) bool { return is[*PausedError](err) }

// running is a *PausedError while answers are paused.
func (a *App) running(ctx context.Context, now time.Time) error {
	p, err := a.Paused(ctx)
	if err != nil || !p.On() {
		return err
	}
	if now.IsZero() {
		now = a.o.Now()
	}
	c, err := a.contacts(ctx)()
	return &PausedError{p.Sentence(now.In(a.o.Zone), c, err)}
}

// paused is what a question gets while answers are paused. What is no question
// for the papers is replied to all the same.
func (a *App) paused(ctx context.Context, q knowledge.Question, p *PausedError) knowledge.Answer {
	if answer, ok := a.guarded(ctx, q); ok {
		return answer
	}
	return knowledge.Answer{ID: q.ID, Question: q.Text, Status: knowledge.Handled, Kind: knowledge.Paused, Reply: p.Plain()}
}
