package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"hearth/bot"
	"hearth/bot/chat"
	"hearth/bot/console"
	"hearth/bot/ledger"
	"hearth/knowledge"
	"hearth/storage"
)

// A Terminal is one person's conversation at a terminal. What is said there
// passes the same core as on every platform: kept before it is answered, answered
// once. Where no hearth serves, each line opens the data folder and lets go of it
// again, so that a conversation that stands open all day keeps nobody from adding
// papers.
type Terminal struct {
	app *App
	as  knowledge.Viewer
	at  bot.Place
}

// Terminal gives the conversation of whoever runs this process, as a viewer.
func (a *App) Terminal(as knowledge.Viewer) *Terminal {
	return &Terminal{a, as, console.Place(fmt.Sprintf("uid-%d", os.Getuid()), as)}
}

// Say takes a line and gives what hearth says to it. Where there are no papers
// yet, nothing is kept: there is no folder to keep it in.
func (t *Terminal) Say(ctx context.Context, text string) ([]bot.Message, error) {
	if _, err := os.Stat(t.app.o.Dir); errors.Is(err, os.ErrNotExist) {
		a := t.app.Ask(ctx, knowledge.Question{Text: text, Viewer: t.as, Now: t.app.o.Now().In(t.app.o.Zone)})
		return []bot.Message{{Blocks: bot.Text(a.Reply)}}, nil
	}
	turn := console.Turn(t.at, t.as, text, t.app.o.Now())
	var said []bot.Message
	err := t.with(ctx, func(core *chat.Core) error {
		if err := core.Receive(ctx, turn); err != nil {
			return err
		}
		if err := core.Wait(ctx, t.at, turn.ID); err != nil {
			return err
		}
		all, err := core.Exchanges(ctx, t.at, 1)
		for _, e := range all {
			said = e.Messages
		}
		return err
	})
	return said, err
}

// Missed gives what hearth says to turns of this user that were taken and not
// answered when an earlier conversation, on the same shelf, broke off.
func (t *Terminal) Missed(ctx context.Context) (missed []bot.Exchange, err error) {
	open, err := t.open(ctx)
	if err != nil || len(open) == 0 {
		return nil, err
	}
	err = t.with(ctx, func(core *chat.Core) error {
		missed = nil
		for _, turn := range open {
			if err := core.Wait(ctx, turn.Place, turn.ID); err != nil {
				return err
			}
			all, err := core.Exchanges(ctx, turn.Place, 1)
			if err != nil {
				return err
			}
			missed = append(missed, all...)
		}
		return nil
	})
	return missed, err
}

// open lists the turns of this user that are not done: at most one for each
// conversation, as a terminal asks one thing at a time.
func (t *Terminal) open(ctx context.Context) (open []ledger.Turn, err error) {
	store, err := t.app.records(ctx)
	if err != nil || store == nil {
		return nil, err
	}
	if t.app.o.Shared == nil {
		defer t.app.Close()
	}
	l := ledger.New(store, ledger.Options{})
	places, err := l.Open(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if p.Platform != bot.Terminal || p.Channel != t.at.Channel || !strings.HasPrefix(p.Thread, string(t.as)+"-") {
			continue
		}
		last, err := l.Last(ctx, p, 1)
		if err != nil {
			return nil, err
		}
		open = append(open, last...)
	}
	return open, nil
}

// records gives the store, opened for reading where it is not open; nil where
// there is none yet.
func (a *App) records(ctx context.Context) (storage.Store, error) {
	lib, err := a.reading(ctx)
	if nothingHere(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return lib.Store(), nil
}

// with runs fn beside a core at work: the serving hearth's, or one of its own.
func (t *Terminal) with(ctx context.Context, fn func(*chat.Core) error) error {
	if s := t.app.o.Shared; s != nil {
		return fn(s.house.Core)
	}
	shared, err := Share(ctx, t.app.o)
	if err != nil {
		return err
	}
	err = shared.converse(ctx, fn)
	return errors.Join(err, shared.Close())
}

// converse runs fn while a core works, and then lets it finish.
func (s *Shared) converse(ctx context.Context, fn func(*chat.Core) error) error {
	h, err := s.House(ctx, chat.Watch{})
	if err != nil {
		return err
	}
	work, stop := context.WithCancel(ctx)
	ran := make(chan error, 1)
	go func() { ran <- h.Core.Run(work) }()
	err = fn(h.Core)
	stop()
	return errors.Join(err, <-ran)
}

// Open finds the surroundings of what one source quotes: the text of the version
// that was cited, which is kept, and where the original can be opened.
func (t *Terminal) Open(ctx context.Context, refs []bot.Reference) (console.Excerpt, error) {
	if t.app.o.Shared == nil {
		defer t.app.Close()
	}
	return t.app.Open(ctx, refs)
}
