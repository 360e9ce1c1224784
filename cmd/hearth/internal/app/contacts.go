package app

import (
	"context"
	"errors"
	"time"

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
	lib, err := a.reading(ctx)
	if _, none := errors.AsType[*library.NothingHereError](err); none {
		return bot.Contacts{}, nil, nil
	}
	if err != nil {
		return bot.Contacts{}, nil, err
	}
	k, err := council.New(lib.Store()).Known(ctx)
	return k.Contacts, council.Settings(k), err
}

// SetContacts changes the council's settings, all or none.
func (a *App) SetContacts(ctx context.Context, changes []Setting) error {
	lib, err := a.writing(ctx)
	if err != nil {
		return err
	}
	var cs []council.Change
	for _, c := range changes {
		cs = append(cs, council.Change(c))
	}
	return council.New(lib.Store()).Set(ctx, a.o.Who, cs...)
}

// patience is how long a reply waits for whoever holds the records: somebody
// who is worried about a child must not wait for a number.
const patience = 150 * time.Millisecond

// contacts gives a function that reads the contacts as they are when a reply
// needs them. A reply about a child must not fail for want of them: where they
// can't be read it says so.
func (a *App) contacts(ctx context.Context) func() (bot.Contacts, error) {
	return func() (bot.Contacts, error) {
		c, err := a.contactsNow(ctx)
		if err != nil {
			a.o.Log.Info("the council's contacts can't be read", "err", err) // the reply says so
		}
		if c.Council == "" {
			c.Council = a.o.Council
		}
		return c, err
	}
}

// contactsNow reads the contacts from the library where it is open, else from
// one that is opened for this alone, so that nothing else has to be as hasty.
func (a *App) contactsNow(ctx context.Context) (bot.Contacts, error) {
	if lib := a.open(); lib != nil {
		return council.New(lib.Store()).Contacts(ctx)
	}
	lib, err := library.Open(ctx, a.o.Dir, library.Options{ReadOnly: true, KeepFormat: true, Wait: patience, Format: a.format(), Log: a.o.Log, Now: a.o.Now})
	if _, none := errors.AsType[*library.NothingHereError](err); none {
		return bot.Contacts{}, nil
	}
	if err != nil {
		return bot.Contacts{}, err
	}
	c, err := council.New(lib.Store()).Contacts(ctx)
	return c, errors.Join(err, lib.Close())
}
