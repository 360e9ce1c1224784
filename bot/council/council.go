// Package council keeps what officers know of their own council: its name, the
// offices that hearth's replies send people to, and what it has decided about
// its own hearth (who may read public papers, how long words and receipts are
// kept). Every setting has a dotted name, as in "hearth council set front-door.phone 01642 000000", and every
// change stands in the audit log within the same update.
//
// A changed phone number or address is not checked any more: its checked-on
// date goes unless the same change gives a new one.
//
// There are six offices of four settings each, and three rules; reading or
// writing them costs a handful of small records under the keys council/….
package council

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearth/bot"
	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/audit"
)

// nameKey is where the council's name stands; each office has a key of its own.
const nameKey = "council/name"

// A Change sets one setting. An empty Value removes it.
type Change struct{ Name, Value string }

// Records are the council's settings in a store. They are safe for concurrent
// use.
type Records struct {
	store storage.Store
	now   func() time.Time
}

// New makes Records over a store.
func New(s storage.Store) *Records { return &Records{store: s, now: time.Now} }

// offices are the offices in the order officers are shown them, each with its
// place in the contacts.
func offices(c *bot.Contacts) []office {
	return []office{
		{"front-door", &c.FrontDoor}, {"out-of-hours", &c.OutOfHours}, {"lado", &c.LADO},
		{"police", &c.Police}, {"complaints", &c.Complaints}, {"data-protection", &c.DataProtection},
	}
}

type office struct {
	name    string
	contact *bot.Contact
}

func (o office) key() string { return "council/" + o.name }

// Contacts reads the name and the offices.
func (r *Records) Contacts(ctx context.Context) (c bot.Contacts, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		c, err = Read(tx)
		return err
	})
	return c, err
}

// Known reads everything that is set.
func (r *Records) Known(ctx context.Context) (k Known, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		k, err = known(tx)
		return err
	})
	return k, err
}

func known(tx storage.Tx) (k Known, err error) {
	if k.Contacts, err = Read(tx); err != nil {
		return Known{}, err
	}
	k.Rules, err = readRules(tx)
	return k, err
}

// Read reads the name and the offices within the caller's transaction.
func Read(tx storage.Tx) (bot.Contacts, error) {
	var c bot.Contacts
	name, err := storage.Get[string](tx, nameKey)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return bot.Contacts{}, fmt.Errorf("reading the council's name: %w", err)
	}
	c.Council = name
	for _, o := range offices(&c) {
		contact, err := storage.Get[bot.Contact](tx, o.key())
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return bot.Contacts{}, fmt.Errorf("reading the contact: %w", err)
		}
		*o.contact = contact
	}
	return c, nil
}

// Set makes all changes, or none where any of them is a mistake; the error is
// then Mistakes and lists every one. Who is the office or the random id that
// the audit log names. A change to what stands there already is none.
func (r *Records) Set(ctx context.Context, who string, changes ...Change) error {
	now := r.now()
	if err := check(changes, now); err != nil {
		return err
	}
	return r.store.Update(ctx, func(tx storage.Tx) error {
		k, err := known(tx)
		if err != nil {
			return err
		}
		made := apply(&k, changes)
		for _, m := range made {
			if err := audit.Append(tx, audit.Entry{Time: now, Who: who, Action: "council.set", Subject: m.name, Details: m.details()}); err != nil {
				return err
			}
		}
		if len(made) == 0 {
			return nil
		}
		return write(tx, k)
	})
}

// write keeps what is set and removes what is not.
func write(tx storage.Tx, k Known) error {
	if err := errors.Join(keep(tx, nameKey, k.Council, k.Council == ""), keep(tx, rulesKey, k.Rules, k.Rules == Rules{})); err != nil {
		return err
	}
	for _, o := range offices(&k.Contacts) {
		empty := o.contact.IsZero() && o.contact.Hours.IsZero() && o.contact.CheckedOn.IsZero()
		if err := keep(tx, o.key(), *o.contact, empty); err != nil {
			return err
		}
	}
	return nil
}

func keep[T any](tx storage.Tx, key string, v T, empty bool) error {
	if empty {
		if err := tx.Delete([]byte(key)); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		return nil
	}
	return storage.Put(tx, key, v)
}

// made is one setting that was changed.
type made struct{ name, from, to string }

// details tell the audit log what changed, but for addresses: one may be a
// person's, and the log can't forget.
func (m made) details() map[string]string {
	if field(m.name) == "email" {
		return nil
	}
	return map[string]string{"from": m.from, "to": m.to}
}

// apply makes checked changes and lists those that changed something.
func apply(k *Known, changes []Change) []made {
	before := *k
	named := func(name string) bool {
		return slices.ContainsFunc(changes, func(ch Change) bool { return ch.Name == name })
	}
	for _, ch := range changes {
		set(k, ch.Name, ch.Value)
	}
	was, is := offices(&before.Contacts), offices(&k.Contacts)
	for i, o := range is {
		moved := o.contact.Phone != was[i].contact.Phone || o.contact.Email != was[i].contact.Email
		if moved && !named(o.name+".checked-on") {
			o.contact.CheckedOn = knowledge.Date{}
		}
	}
	var all []made
	for _, name := range Names() {
		if from, to := value(&before, name), value(k, name); from != to {
			all = append(all, made{name, from, to})
		}
	}
	return all
}
