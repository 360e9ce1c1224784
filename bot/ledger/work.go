package ledger

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearth/bot"
	"hearth/storage"
)

// Open lists the conversations that have turns which are not done.
func (l *Ledger) Open(ctx context.Context) ([]bot.Place, error) {
	var out []bot.Place
	err := l.store.View(ctx, func(tx storage.Tx) error {
		out = out[:0]
		for e, err := range tx.Scan([]byte("turn-open/"), nil) {
			if err != nil {
				return err
			}
			t, err := storage.Get[Turn](tx, turnKey(string(e.Value)))
			if err != nil {
				return err
			}
			if !slices.Contains(out, t.Place) {
				out = append(out, t.Place)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing open turns: %w", err)
	}
	return out, nil
}

// Oldest is when the oldest turn that is not done was taken; the zero time where
// there is none.
func (l *Ledger) Oldest(ctx context.Context) (oldest time.Time, n int, err error) {
	err = l.store.View(ctx, func(tx storage.Tx) error {
		oldest, n = time.Time{}, 0
		for e, err := range tx.Scan([]byte("turn-open/"), nil) {
			if err != nil {
				return err
			}
			t, err := storage.Get[Turn](tx, turnKey(string(e.Value)))
			if err != nil {
				return err
			}
			n++
			if oldest.IsZero() || t.At.Before(oldest) {
				oldest = t.At
			}
		}
		return nil
	})
	return oldest, n, err
}

// Claim hands out the first turn of a conversation that is not done. Where it
// must not be worked on yet, or somebody else does, ok is false and wait says
// how long that holds; with wait 0 there is nothing to do.
func (l *Ledger) Claim(ctx context.Context, p bot.Place) (t Turn, ok bool, wait time.Duration, err error) {
	err = l.store.Update(ctx, func(tx storage.Tx) error {
		t, ok, wait = Turn{}, false, 0
		now := l.o.Now().UTC()
		for e, err := range tx.Scan([]byte("turn-open/"+p.Key()), nil) {
			if err != nil {
				return err
			}
			if t, err = storage.Get[Turn](tx, turnKey(string(e.Value))); err != nil {
				return err
			}
			break
		}
		if t.ID == "" {
			return nil
		}
		free := t.Next
		if t.State == Claimed && t.Holder != l.holder && !l.o.Alone && t.Lease.After(free) {
			free = t.Lease
		}
		if free.After(now) {
			wait = free.Sub(now)
			return nil
		}
		ok = true
		t.State, t.Holder, t.Lease = Claimed, l.holder, now.Add(l.o.Lease)
		t.Attempts++
		return l.put(tx, t)
	})
	if err != nil {
		return Turn{}, false, 0, fmt.Errorf("claiming a turn: %w", err)
	}
	return t, ok, wait, nil
}

// Again gives a claimed turn back, to be claimed after a while. doubt tells that
// nobody has said how long that should be, so that the caller can wait for longer
// each time.
func (l *Ledger) Again(ctx context.Context, id string, after time.Duration, doubt bool) error {
	return l.store.Update(ctx, func(tx storage.Tx) error {
		t, err := optional[Turn](tx, turnKey(id))
		if err != nil || t.State != Claimed || t.Holder != l.holder {
			return err
		}
		t.State, t.Holder, t.Next = Received, "", l.o.Now().UTC().Add(after)
		t.Given++
		if doubt {
			t.Doubts++
		}
		return l.put(tx, t)
	})
}

// Identify notes which member did a turn, once that is known; "" where it was
// nobody whom hearth knows.
func (l *Ledger) Identify(ctx context.Context, id, member string) error {
	return l.store.Update(ctx, func(tx storage.Tx) error {
		t, err := optional[Turn](tx, turnKey(id))
		if err != nil || t.ID == "" || t.Member == member {
			return err
		}
		if t.Member != "" {
			if err := tx.Delete([]byte(ofKey(t.Member, id))); err != nil {
				return err
			}
		}
		t.Member = member
		return errors.Join(l.put(tx, t), l.putOf(tx, t))
	})
}

// A Finish is how a turn ended.
type Finish struct {
	Outcome  string          // why nothing was said; "" where a reply stands there
	In       bot.Place       // where the reply stands; zero: where the turn was done
	Wordless bool            // what the person wrote is not kept any longer
	Posted   string          // the platform's identity of the reply
	Cited    []bot.Reference // what it rests on
	Question bool            // it was a question for the papers, and the next turn may refer to it
	After    string          // id of the turn whose question it follows, where it was a question
	// Also is run in the same update, for what must be recorded once with it. It
	// may run more than once.
	Also func(storage.Tx) error
}

// Finish ends a turn: it is done, its receipt is kept, and the conversation
// remembers it. A turn that is done, or gone, stays as it is, and Also is not
// run.
func (l *Ledger) Finish(ctx context.Context, id string, f Finish) error {
	err := l.store.Update(ctx, func(tx storage.Tx) error {
		t, err := optional[Turn](tx, turnKey(id))
		if err != nil || t.ID == "" || t.State == Done {
			return err
		}
		now := l.o.Now().UTC()
		t.State, t.Done, t.Outcome, t.After, t.Holder, t.Lease = Done, now, f.Outcome, f.After, "", time.Time{}
		if f.Wordless {
			t = t.wordless()
		}
		stands := t.Place
		errs := []error{l.put(tx, t), tx.Delete(openKey(t.Place, t.Seq)), l.remember(tx, t.Place, t, f, now)}
		if f.In != (bot.Place{}) && f.In != t.Place {
			stands = f.In
			errs = append(errs, l.remember(tx, f.In, t, f, now))
		}
		if len(f.Cited) > 0 {
			r := Receipt{Turn: id, Member: t.Member, Place: stands, Posted: f.Posted, At: now, Cited: f.Cited}
			errs = append(errs, storage.Put(tx, receiptKey(t.Member, id), r),
				storage.Put(tx, receiptDay(now, t.Member+"/"+id), true))
		}
		if f.Also != nil {
			errs = append(errs, f.Also(tx))
		}
		return errors.Join(errs...)
	})
	if err != nil {
		return fmt.Errorf("finishing a turn: %w", err)
	}
	return nil
}

func (l *Ledger) remember(tx storage.Tx, in bot.Place, t Turn, f Finish, now time.Time) error {
	talk, err := optional[Talk](tx, talkKey(in))
	if err != nil {
		return err
	}
	talk.Place, talk.Touched, talk.Pressing = in, now, ""
	if bot.Pressing(t.Handled) {
		talk.Pressing = t.Handled
	}
	if f.Question {
		talk.Asked = t.ID
	}
	return storage.Put(tx, talkKey(in), talk)
}

// Greet tells whether a turn is the one with which a member is greeted: the
// first that asks. Asking again for the same turn gives the same.
func (l *Ledger) Greet(ctx context.Context, member, turn string) (first bool, err error) {
	err = l.store.Update(ctx, func(tx storage.Tx) error {
		with, err := optional[string](tx, greetedKey(member))
		if err != nil {
			return err
		}
		if first = with == "" || with == turn; with != "" {
			return nil
		}
		return storage.Put(tx, greetedKey(member), turn)
	})
	return first, err
}

// Last gives the last n turns of a conversation, the oldest first.
func (l *Ledger) Last(ctx context.Context, p bot.Place, n int) ([]Turn, error) {
	var out []Turn
	err := l.store.View(ctx, func(tx storage.Tx) error {
		out = out[:0]
		talk, err := optional[Talk](tx, talkKey(p))
		if err != nil {
			return err
		}
		from := uint64(1)
		if talk.Seq > uint64(n) {
			from = talk.Seq - uint64(n) + 1
		}
		prefix := []byte("turn-in/" + p.Key())
		for e, err := range tx.Scan(prefix, binary.BigEndian.AppendUint64(slices.Clone(prefix), from)) {
			if err != nil {
				return err
			}
			t, err := storage.Get[Turn](tx, turnKey(string(e.Value)))
			if err != nil {
				return err
			}
			out = append(out, t)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading a conversation: %w", err)
	}
	return out, nil
}

// Cited gives what the answer to a turn rests on, by its receipt; the error wraps
// storage.ErrNotFound where there is none.
func (l *Ledger) Cited(ctx context.Context, turn string) (refs []bot.Reference, err error) {
	err = l.store.View(ctx, func(tx storage.Tx) error {
		t, err := storage.Get[Turn](tx, turnKey(turn))
		if err != nil {
			return err
		}
		r, err := storage.Get[Receipt](tx, receiptKey(t.Member, turn))
		refs = r.Cited
		return err
	})
	return refs, err
}
