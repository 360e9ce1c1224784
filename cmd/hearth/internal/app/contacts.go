package app

import (
	"context"
	"errors"

	"hearth/bot"
	"hearth/bot/council"
	"hearth/knowledge/library"
)

// A Setting is one of the council's settings by its name.
type Setting = council.Setting

// CouncilNames lists the names of what can be set.
func CouncilNames() []string { return council.Names() }

// Contacts are the council's contacts, and the same by name.
func (a *App) Contacts(ctx context.Context) (bot.Contacts, []Setting, error) {
	lib, err := a.reading()
	if _, none := errors.AsType[*library.NothingHereError](err); none {
		return bot.Contacts{}, nil, nil
	}
	if err != nil {
		return bot.Contacts{}, nil, err
	}
	c, err := council.New(lib.Store()).Contacts(ctx)
	return c, council.Settings(c), err
}

// SetContacts changes the council's settings, all or none.
func (a *App) SetContacts(ctx context.Context, changes []Setting) error {
	lib, err := a.writing()
	if err != nil {
		return err
	}
	var cs []council.Change
	for _, c := range changes {
		cs = append(cs, council.Change(c))
	}
	return council.New(lib.Store()).Set(ctx, who, cs...)
}

// contacts gives a function that reads the contacts as they are when a reply
// needs them. A reply about a child must not fail for want of them: where they
// can't be read it says what it says with none set.
func (a *App) contacts(ctx context.Context) func() bot.Contacts {
	return func() bot.Contacts {
		c, _, err := a.Contacts(ctx)
		if err != nil {
			a.o.Log.Warn("the council's contacts can't be read", "err", err)
		}
		if c.Council == "" {
			c.Council = a.o.Council
		}
		return c
	}
}
