package ledger

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"hearth/bot"
	"hearth/storage"
)

// Options say how a Ledger works.
type Options struct {
	// Alone says that no other process works on the same store, so that a claim
	// of somebody else's is a dead one's and need not run out first.
	Alone bool
	// Lease is how long a claim holds; 0: a minute.
	Lease time.Duration
	// Now is the clock; nil: time.Now.
	Now func() time.Time
}

// A Ledger keeps turns in a store. It is safe for concurrent use.
type Ledger struct {
	store  storage.Store
	o      Options
	holder string
}

// New makes a Ledger over a store.
func New(s storage.Store, o Options) *Ledger {
	if o.Lease == 0 {
		o.Lease = time.Minute
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	b := make([]byte, 8)
	_, _ = rand.Read(b) // it never fails
	return &Ledger{store: s, o: o, holder: hex.EncodeToString(b)}
}

func turnKey(id string) string                 { return "turn/" + id }
func openKey(p bot.Place, seq uint64) []byte   { return numbered("turn-open/", p, seq) }
func inKey(p bot.Place, seq uint64) []byte     { return numbered("turn-in/", p, seq) }
func ofKey(member, id string) string           { return "turn-of/" + member + "/" + id }
func dayKey(at time.Time, id string) string    { return "turn-day/" + day(at) + "/" + id }
func talkKey(p bot.Place) string               { return "talk/" + p.Key() }
func greetedKey(member string) string          { return "greeted/" + member }
func receiptKey(member, id string) string      { return "receipt/" + member + "/" + id }
func receiptDay(at time.Time, r string) string { return "receipt-day/" + day(at) + "/" + r }
func day(at time.Time) string                  { return at.UTC().Format("20060102") }
func numbered(prefix string, p bot.Place, seq uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte(prefix+p.Key()), seq)
}

// optional reads a record that may not be there; then it is the zero T.
func optional[T any](tx storage.Tx, key string) (T, error) {
	v, err := storage.Get[T](tx, key)
	if errors.Is(err, storage.ErrNotFound) {
		err = nil
	}
	return v, err
}

// Receive takes a turn. A turn of the same ID that was taken before is given
// back as it is kept, with again true; nothing changes then. The turn's Seq, At
// (where it has none) and State are set.
func (l *Ledger) Receive(ctx context.Context, t Turn) (kept Turn, again bool, err error) {
	if t.At.IsZero() {
		t.At = l.o.Now()
	}
	t.At, t.State = t.At.UTC(), Received
	err = l.store.Update(ctx, func(tx storage.Tx) error {
		old, err := optional[Turn](tx, turnKey(t.ID))
		if err != nil || old.ID != "" {
			kept, again = old, err == nil
			return err
		}
		talk, err := optional[Talk](tx, talkKey(t.Place))
		if err != nil {
			return err
		}
		kept, again = t, false
		talk.Seq++
		kept.Seq, talk.Place, talk.Touched = talk.Seq, t.Place, t.At
		if t.Place.Kind == bot.Channel {
			talk.Owned, talk.Quiet, talk.With = true, false, t.From.ID
		}
		return errors.Join(l.put(tx, kept), storage.Put(tx, talkKey(t.Place), talk),
			tx.Put(openKey(t.Place, kept.Seq), []byte(t.ID)), tx.Put(inKey(t.Place, kept.Seq), []byte(t.ID)),
			storage.Put(tx, dayKey(t.At, t.ID), true), l.putOf(tx, kept))
	})
	if err != nil {
		return Turn{}, false, fmt.Errorf("taking a turn: %w", err)
	}
	return kept, again, nil
}

func (l *Ledger) put(tx storage.Tx, t Turn) error { return storage.Put(tx, turnKey(t.ID), t) }

func (l *Ledger) putOf(tx storage.Tx, t Turn) error {
	if t.Member == "" {
		return nil
	}
	return storage.Put(tx, ofKey(t.Member, t.ID), true)
}

// Get gives a turn as it is kept; the error wraps storage.ErrNotFound where
// there is none.
func (l *Ledger) Get(ctx context.Context, id string) (t Turn, err error) {
	err = l.store.View(ctx, func(tx storage.Tx) error {
		t, err = storage.Get[Turn](tx, turnKey(id))
		return err
	})
	return t, err
}

// Talk gives what a conversation remembers; what it asked last is forgotten
// after some hours.
func (l *Ledger) Talk(ctx context.Context, p bot.Place) (t Talk, err error) {
	err = l.store.View(ctx, func(tx storage.Tx) error {
		t, err = optional[Talk](tx, talkKey(p))
		return err
	})
	if l.o.Now().Sub(t.Touched) > memoryLasts {
		t.Asked, t.Pressing = "", ""
	}
	return t, err
}

// KeepOut notes that people talk to each other in a conversation.
func (l *Ledger) KeepOut(ctx context.Context, p bot.Place) error {
	return l.store.Update(ctx, func(tx storage.Tx) error {
		t, err := optional[Talk](tx, talkKey(p))
		if err != nil || t.Quiet {
			return err
		}
		t.Quiet = true
		return storage.Put(tx, talkKey(p), t)
	})
}

// Change puts other words into a turn that nobody works on yet; of any other it
// changes nothing. Handled and Rule are what the safeguards say of the new words.
func (l *Ledger) Change(ctx context.Context, id string, change func(*Turn)) error {
	return l.store.Update(ctx, func(tx storage.Tx) error {
		t, err := optional[Turn](tx, turnKey(id))
		if err != nil || t.State != Received {
			return err
		}
		change(&t)
		return l.put(tx, t)
	})
}

// TakeBack takes the words out of a turn. One that nobody works on yet is done
// with that.
func (l *Ledger) TakeBack(ctx context.Context, id string) error {
	return l.store.Update(ctx, func(tx storage.Tx) error {
		t, err := optional[Turn](tx, turnKey(id))
		if err != nil || t.ID == "" {
			return err
		}
		t = t.wordless()
		if t.State == Received {
			t.State, t.Done, t.Outcome = Done, l.o.Now().UTC(), "taken back"
			if err := tx.Delete(openKey(t.Place, t.Seq)); err != nil {
				return err
			}
		}
		return l.put(tx, t)
	})
}
