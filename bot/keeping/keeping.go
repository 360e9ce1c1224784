// Package keeping knows what hearth keeps of a member, for how long, and takes
// it away: bit by bit as its time is over, at once where the member says "forget
// me", and not at all while a hold covers it.
//
// # Promises
//
// Forget takes away a member's words, the answers to them, the list of papers
// they were shown and the days on which they used hearth; their entry in the
// members' list stays, so that they can go on asking. It is noted outside the
// records first, so that an older backup can't bring it back. Where a hold
// covers the member, nothing is taken away; it waits, the member is told so, and
// Sweep does it once the hold has ended.
//
// Deleting frees pages of the file and doesn't erase them, so what took anything
// away also compacts the file.
//
// # Keys
//
//	forget-waits/<member>    the moment at which a member asked
//
// # Costs
//
// Held and Forget grow with what is kept of the member, Sweep with what it takes
// away, both with the whole file where anything was: that is the compaction.
package keeping

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"hearth/bot/ledger"
	"hearth/storage"
)

// A Wall keeps what hearth said on a surface of its own.
type Wall interface {
	Lapse(ctx context.Context, before time.Time, spare func(channel string) bool) (int, error)
	Forget(tx storage.Tx, channel string) error
}

// Facts are the days on which members used hearth.
type Facts interface {
	Erase(tx storage.Tx, member string) error
}

// Holds stop deletion for a while.
type Holds interface {
	// Covers tells whether a hold is on that covers a member; "" asks for those
	// that cover everybody.
	Covers(ctx context.Context, member string) (bool, error)
}

// Erasures are noted outside of the records.
type Erasures interface {
	// Erase runs remove in an update once it is on disk that what hearth keeps of
	// a member is erased.
	Erase(ctx context.Context, member string, remove func(storage.Tx) error) error
}

// Times are for how long the council keeps things.
type Times struct {
	Words    int // days that words are kept
	Receipts int // months that receipts are kept
}

// Options are what a Keeper needs.
type Options struct {
	Store    storage.Store
	Ledger   *ledger.Ledger
	Walls    []Wall
	Facts    Facts
	Holds    Holds
	Erasures Erasures
	Times    func(context.Context) (Times, error)
	Compact  func(context.Context) error
	Now      func() time.Time // nil: time.Now
	Log      *slog.Logger     // nil: nowhere
}

// A Keeper takes away what need not be kept.
type Keeper struct{ o Options }

// New makes a Keeper.
func New(o Options) *Keeper {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Keeper{o}
}

// Times are for how long the council keeps things now.
func (k *Keeper) Times(ctx context.Context) (Times, error) { return k.o.Times(ctx) }

// Held is how much is kept of a member.
type Held struct {
	Questions int       // turns with their words
	Facts     int       // turns without
	Receipts  int       // lists of papers that they were shown
	Since     time.Time // of the oldest turn
	Times     Times
	Waiting   bool // they asked to be forgotten, and a hold keeps it
}

// Held counts what is kept of a member.
func (k *Keeper) Held(ctx context.Context, member string) (h Held, err error) {
	if h.Times, err = k.o.Times(ctx); err != nil {
		return h, err
	}
	kept, err := k.o.Ledger.Of(ctx, member)
	if err != nil {
		return h, fmt.Errorf("what is kept of a member: %w", err)
	}
	for _, t := range kept.Turns {
		if t.Text != "" || t.Value != "" {
			h.Questions++
		} else {
			h.Facts++
		}
		if h.Since.IsZero() || t.At.Before(h.Since) {
			h.Since = t.At
		}
	}
	h.Receipts = len(kept.Receipts)
	err = k.o.Store.View(ctx, func(tx storage.Tx) error {
		_, err := tx.Get([]byte(waitKey(member)))
		h.Waiting = err == nil
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		return err
	})
	return h, err
}

func waitKey(member string) string { return "forget-waits/" + member }

// Forget takes away what is kept of a member, or notes that they asked where a
// hold covers them; waits tells which.
func (k *Keeper) Forget(ctx context.Context, member string) (waits bool, err error) {
	if waits, err = k.o.Holds.Covers(ctx, member); err != nil {
		return false, fmt.Errorf("looking for a hold: %w", err)
	}
	if waits {
		return true, k.o.Store.Update(ctx, func(tx storage.Tx) error {
			return storage.Put(tx, waitKey(member), k.o.Now().UTC())
		})
	}
	if err := k.forget(ctx, member); err != nil {
		return false, err
	}
	return false, k.o.Compact(context.WithoutCancel(ctx))
}

func (k *Keeper) forget(ctx context.Context, member string) error {
	remove := func(tx storage.Tx) error { return k.Erase(tx, member) }
	if err := k.o.Erasures.Erase(ctx, member, remove); err != nil {
		return fmt.Errorf("forgetting a member: %w", err)
	}
	return nil
}

// Erase takes away, within the caller's update, what is kept of a member,
// whatever holds there are: for whoever brings back a backup.
func (k *Keeper) Erase(tx storage.Tx, member string) error {
	if _, err := k.o.Ledger.Forget(tx, member); err != nil {
		return err
	}
	for _, w := range k.o.Walls {
		if err := w.Forget(tx, member); err != nil {
			return err
		}
	}
	return errors.Join(k.o.Facts.Erase(tx, member), tx.Delete([]byte(waitKey(member))))
}

// Swept says what a sweep took away.
type Swept struct {
	ledger.Swept
	Answers int // messages of hearth's own surfaces
	Members int // members who had waited to be forgotten
}

// Sweep takes away what has been kept for its time, and forgets those who waited
// for a hold to end. Where it took anything away it compacts the file.
func (k *Keeper) Sweep(ctx context.Context) (s Swept, err error) {
	times, err := k.o.Times(ctx)
	if err != nil {
		return s, err
	}
	spare, all, err := k.covered(ctx)
	if err != nil || all {
		return s, err
	}
	now := k.o.Now()
	words := now.AddDate(0, 0, -times.Words)
	if s.Swept, err = k.o.Ledger.Lapse(ctx, words, now.AddDate(0, -times.Receipts, 0), spare); err != nil {
		return s, err
	}
	for _, w := range k.o.Walls {
		n, err := w.Lapse(ctx, words, spare)
		if err != nil {
			return s, err
		}
		s.Answers += n
	}
	waiting, err := k.waiting(ctx)
	if err != nil {
		return s, err
	}
	for _, m := range waiting {
		if spare(m) {
			continue
		}
		if err := k.forget(ctx, m); err != nil {
			return s, err
		}
		s.Members++
	}
	if s == (Swept{}) {
		return s, nil
	}
	return s, k.o.Compact(ctx)
}

// covered gives what a hold covers: everything, or whom a function names. A hold
// that can't be looked up covers.
func (k *Keeper) covered(ctx context.Context) (spare func(member string) bool, all bool, err error) {
	if all, err = k.o.Holds.Covers(ctx, ""); err != nil || all {
		return nil, all, err
	}
	known := map[string]bool{}
	return func(member string) bool {
		covered, seen := known[member]
		if !seen {
			var err error
			if covered, err = k.o.Holds.Covers(ctx, member); err != nil {
				k.o.Log.Error("a hold can't be looked up, so nothing of the member is deleted", "member", member, "err", err)
				covered = true
			}
			known[member] = covered
		}
		return covered
	}, false, nil
}

func (k *Keeper) waiting(ctx context.Context) (members []string, err error) {
	const prefix = "forget-waits/"
	err = k.o.Store.View(ctx, func(tx storage.Tx) error {
		members = members[:0]
		for e, err := range tx.Scan([]byte(prefix), nil) {
			if err != nil {
				return err
			}
			members = append(members, string(e.Key[len(prefix):]))
		}
		return nil
	})
	return members, err
}
