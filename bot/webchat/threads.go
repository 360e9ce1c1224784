package webchat

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearth/storage"
)

const threadsPrefix = "webchat/threads/"

// mostThreads is how many conversations the first page lists.
const mostThreads = 20

// A Thread is one conversation of a member. It holds no words.
type Thread struct {
	ID    string    `json:"-"`
	Began time.Time `json:"began"`
	Used  time.Time `json:"used"`
}

// Threads keeps which conversations a member has had here.
type Threads struct {
	store storage.Store
	now   func() time.Time
}

// NewThreads are the conversations in a store.
func NewThreads(s storage.Store, now func() time.Time) *Threads { return &Threads{s, now} }

// newID draws the identity of a conversation or of something done on a page.
func newID() string { return rand.Text() }

// isID tells whether a form's field can be what newID drew.
func isID(s string) bool {
	return len(s) == 26 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}

// touch notes that a conversation goes on.
func (t *Threads) touch(ctx context.Context, member, id string) error {
	key, now := threadsPrefix+member+"/"+id, t.now().UTC()
	err := t.store.Update(ctx, func(tx storage.Tx) error {
		rec, err := storage.Get[Thread](tx, key)
		if err != nil {
			rec.Began = now
		}
		rec.Used = now
		return storage.Put(tx, key, rec)
	})
	if err != nil {
		return fmt.Errorf("noting a conversation: %w", err)
	}
	return nil
}

// of lists a member's conversations, the last used first.
func (t *Threads) of(ctx context.Context, member string) (all []Thread, err error) {
	prefix := threadsPrefix + member + "/"
	err = t.store.View(ctx, func(tx storage.Tx) error {
		all = all[:0]
		for e, err := range tx.Scan([]byte(prefix), nil) {
			if err != nil {
				return err
			}
			one, err := storage.Get[Thread](tx, string(e.Key))
			if err != nil {
				return err
			}
			one.ID = strings.TrimPrefix(string(e.Key), prefix)
			all = append(all, one)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing conversations: %w", err)
	}
	slices.SortFunc(all, func(a, b Thread) int { return b.Used.Compare(a.Used) })
	return all[:min(len(all), mostThreads)], nil
}

// Forget deletes the list of a member's conversations within the caller's
// update, for whoever deletes their words.
func (t *Threads) Forget(tx storage.Tx, member string) error {
	_, err := drop(tx, threadsPrefix+member+"/", func(string, Thread) bool { return true })
	return err
}

// Lapse deletes the conversations that were last used before a time, when
// nothing of them is kept any more, but those of the members that are spared. It
// tells how many.
func (t *Threads) Lapse(ctx context.Context, before time.Time, spare func(member string) bool) (n int, err error) {
	err = t.store.Update(ctx, func(tx storage.Tx) error {
		n, err = drop(tx, threadsPrefix, func(member string, one Thread) bool { return one.Used.Before(before) && !spare(member) })
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("sweeping conversations: %w", err)
	}
	return n, nil
}

func drop(tx storage.Tx, prefix string, which func(member string, one Thread) bool) (int, error) {
	var keys [][]byte
	for e, err := range tx.Scan([]byte(prefix), nil) {
		if err != nil {
			return 0, fmt.Errorf("conversations: %w", err)
		}
		one, err := storage.Get[Thread](tx, string(e.Key))
		if err != nil {
			return 0, err
		}
		member, _, _ := strings.Cut(strings.TrimPrefix(string(e.Key), threadsPrefix), "/")
		if which(member, one) {
			keys = append(keys, e.Key)
		}
	}
	for _, k := range keys {
		if err := tx.Delete(k); err != nil {
			return 0, fmt.Errorf("conversations: %w", err)
		}
	}
	return len(keys), nil
}
