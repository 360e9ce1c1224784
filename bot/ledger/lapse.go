package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearth/storage"
)

// sweepPage bounds what one update of a sweep changes, so that turns that come
// in meanwhile don't wait for long.
const sweepPage = 500

// Swept says what a sweep took away.
type Swept struct{ Words, Turns, Receipts int }

// Any tells whether anything was taken away.
func (s Swept) Any() bool { return s != Swept{} }

// Lapse takes the words out of the turns that were taken before a day began
// (UTC), and takes away turns and receipts older than a second, earlier day. It
// spares what spare names by its member; nil spares nothing. Turns that are not
// done are left alone.
func (l *Ledger) Lapse(ctx context.Context, words, facts time.Time, spare func(member string) bool) (Swept, error) {
	var all Swept
	if spare == nil {
		spare = func(string) bool { return false }
	}
	lapse := func(tx storage.Tx, key string, s *Swept) error {
		t, err := optional[Turn](tx, turnKey(afterDay(key)))
		if err != nil {
			return err
		}
		switch {
		case t.ID == "":
			return tx.Delete([]byte(key))
		case t.State != Done || spare(t.Member):
			return nil
		case t.At.Before(midnight(facts)):
			s.Turns++
			return l.drop(tx, t)
		case t.Text == "" && t.Value == "" && len(t.Fields) == 0:
			return nil
		}
		s.Words++
		return l.put(tx, t.wordless())
	}
	if err := l.sweep(ctx, "turn-day/", words, &all, lapse); err != nil {
		return all, fmt.Errorf("letting words lapse: %w", err)
	}
	old := func(tx storage.Tx, key string, s *Swept) error {
		member, id, _ := strings.Cut(afterDay(key), "/")
		if spare(member) {
			return nil
		}
		s.Receipts++
		return errors.Join(tx.Delete([]byte(key)), tx.Delete([]byte(receiptKey(member, id))))
	}
	if err := l.sweep(ctx, "receipt-day/", facts, &all, old); err != nil {
		return all, fmt.Errorf("taking away receipts: %w", err)
	}
	return all, nil
}

// sweep calls each for every key of a list by days before the day of a moment.
func (l *Ledger) sweep(ctx context.Context, prefix string, before time.Time, all *Swept, each func(storage.Tx, string, *Swept) error) error {
	end := prefix + day(before)
	var from []byte
	for {
		var page Swept
		n := 0
		var next []byte
		err := l.store.Update(ctx, func(tx storage.Tx) error {
			page, n, next = Swept{}, 0, nil
			var keys []string
			for e, err := range tx.Scan([]byte(prefix), from) {
				if err != nil {
					return err
				}
				if string(e.Key) >= end {
					break
				}
				keys = append(keys, string(e.Key))
				if len(keys) == sweepPage {
					break
				}
			}
			for _, k := range keys {
				if err := each(tx, k, &page); err != nil {
					return err
				}
			}
			if n = len(keys); n > 0 {
				next = append([]byte(keys[n-1]), 0)
			}
			return nil
		})
		if err != nil {
			return err
		}
		all.Words += page.Words
		all.Turns += page.Turns
		all.Receipts += page.Receipts
		if n < sweepPage {
			return nil
		}
		from = next
	}
}

// afterDay is what follows "turn-day/20261125/" in a key.
func afterDay(key string) string {
	_, rest, _ := strings.Cut(key, "/")
	_, id, _ := strings.Cut(rest, "/")
	return id
}

func midnight(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// drop takes away a turn and every way to it.
func (l *Ledger) drop(tx storage.Tx, t Turn) error {
	return errors.Join(tx.Delete([]byte(turnKey(t.ID))), tx.Delete(inKey(t.Place, t.Seq)), tx.Delete(openKey(t.Place, t.Seq)),
		tx.Delete([]byte(dayKey(t.At, t.ID))), tx.Delete([]byte(ofKey(t.Member, t.ID))))
}

// Held is what is kept of a member: turns with words, turns without, receipts.
type Held struct {
	Turns    []Turn
	Receipts []Receipt
}

// Of lists what is kept of a member.
func (l *Ledger) Of(ctx context.Context, member string) (h Held, err error) {
	err = l.store.View(ctx, func(tx storage.Tx) error {
		h, err = of(tx, member)
		return err
	})
	return h, err
}

func of(tx storage.Tx, member string) (h Held, err error) {
	if member == "" {
		return h, nil
	}
	prefix := ofKey(member, "")
	for e, err := range tx.Scan([]byte(prefix), nil) {
		if err != nil {
			return h, err
		}
		t, err := storage.Get[Turn](tx, turnKey(string(e.Key[len(prefix):])))
		if err != nil {
			return h, err
		}
		h.Turns = append(h.Turns, t)
	}
	prefix = receiptKey(member, "")
	for e, err := range tx.Scan([]byte(prefix), nil) {
		if err != nil {
			return h, err
		}
		r, err := storage.Get[Receipt](tx, string(e.Key))
		if err != nil {
			return h, err
		}
		h.Receipts = append(h.Receipts, r)
	}
	return h, nil
}

// Forget takes away, within the caller's update, every turn and receipt of a
// member and what their conversations remember. Of a turn that is not done its
// words go; the rest follows when it lapses.
func (l *Ledger) Forget(tx storage.Tx, member string) (Held, error) {
	h, err := of(tx, member)
	if err != nil {
		return h, err
	}
	for _, t := range h.Turns {
		talk, err := optional[Talk](tx, talkKey(t.Place))
		if err != nil {
			return h, err
		}
		if t.Place.Private() || talk.Asked == t.ID {
			talk.Asked, talk.Pressing = "", ""
			if err := storage.Put(tx, talkKey(t.Place), talk); err != nil {
				return h, err
			}
		}
		if t.State != Done {
			err = l.put(tx, t.wordless())
		} else {
			err = l.drop(tx, t)
		}
		if err != nil {
			return h, err
		}
	}
	for _, r := range h.Receipts {
		err := errors.Join(tx.Delete([]byte(receiptKey(member, r.Turn))), tx.Delete([]byte(receiptDay(r.At, member+"/"+r.Turn))))
		if err != nil {
			return h, err
		}
	}
	return h, tx.Delete([]byte(greetedKey(member)))
}
