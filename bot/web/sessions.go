package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearth/storage"
)

const (
	// sessionDays is how long a phone stays signed in after it was last used.
	sessionDays = 30
	// renewEvery spares the records a write on every page.
	renewEvery = 24 * time.Hour
	// mostSessions is how many sign-ins one person can have; the one used the
	// longest ago goes first.
	mostSessions = 20
)

// The keys: session/by-token/HASH is the record, session/by-member/ID/HASH
// finds it for the member.
const (
	byToken  = "session/by-token/"
	byMember = "session/by-member/"
)

// A Session is one sign-in on one browser. It holds nothing that signs in.
type Session struct {
	ID     string    `json:"-"` // the hash of the cookie's value
	Member string    `json:"member"`
	Began  time.Time `json:"began"`
	Used   time.Time `json:"used"`           // to the day
	Ends   time.Time `json:"ends"`           // unless it is used before
	Device string    `json:"device"`         // "Safari on iPhone", so that one knows it again
	Demo   bool      `json:"demo,omitempty"` // by the picker: only good while the demo runs
}

// Sessions keeps the sign-ins. It is safe for concurrent use.
type Sessions struct {
	store storage.Store
	now   func() time.Time
}

// NewSessions are the sessions in a store.
func NewSessions(s storage.Store, now func() time.Time) *Sessions { return &Sessions{s, now} }

// begin signs a member in and gives the cookie's value. A session that the
// browser had before ends in the same update: no id outlives a sign-in.
func (ss *Sessions) begin(ctx context.Context, member, device string, demo bool, before string) (string, error) {
	token, now := draw(), ss.now().UTC()
	rec := Session{Member: member, Began: now, Used: now, Ends: now.AddDate(0, 0, sessionDays), Device: device, Demo: demo}
	err := ss.store.Update(ctx, func(tx storage.Tx) error {
		if before != "" {
			old, err := storage.Get[Session](tx, byToken+hashOf(before))
			if err == nil {
				err = drop(tx, old.Member, hashOf(before))
			}
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return err
			}
		}
		if err := crowd(tx, member); err != nil {
			return err
		}
		if err := tx.Put([]byte(byMember+member+"/"+hashOf(token)), []byte{'1'}); err != nil {
			return err
		}
		return storage.Put(tx, byToken+hashOf(token), rec)
	})
	if err != nil {
		return "", fmt.Errorf("signing in: %w", err)
	}
	return token, nil
}

// crowd makes room for one more.
func crowd(tx storage.Tx, member string) error {
	all, err := of(tx, member)
	if err != nil || len(all) < mostSessions {
		return err
	}
	for _, s := range all[mostSessions-1:] {
		if err := drop(tx, member, s.ID); err != nil {
			return err
		}
	}
	return nil
}

// of lists a member's sessions, the last used first.
func of(tx storage.Tx, member string) (all []Session, err error) {
	prefix := byMember + member + "/"
	for e, err := range tx.Scan([]byte(prefix), nil) {
		if err != nil {
			return nil, err
		}
		id := strings.TrimPrefix(string(e.Key), prefix)
		s, err := storage.Get[Session](tx, byToken+id)
		if err != nil {
			return nil, err
		}
		s.ID = id
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b Session) int { return b.Used.Compare(a.Used) })
	return all, nil
}

func drop(tx storage.Tx, member, id string) error {
	return errors.Join(tx.Delete([]byte(byToken+id)), tx.Delete([]byte(byMember+member+"/"+id)))
}

// find gives the session of a cookie's value; the error wraps
// storage.ErrNotFound where there is none in force.
func (ss *Sessions) find(ctx context.Context, token string) (s Session, err error) {
	id := hashOf(token)
	err = ss.store.View(ctx, func(tx storage.Tx) error {
		s, err = storage.Get[Session](tx, byToken+id)
		return err
	})
	if err != nil {
		return s, fmt.Errorf("session: %w", err)
	}
	s.ID = id
	if !ss.now().Before(s.Ends) {
		return Session{}, fmt.Errorf("session has run out: %w", storage.ErrNotFound)
	}
	return s, nil
}

// renew makes a session that is used last longer, at most once a day.
func (ss *Sessions) renew(ctx context.Context, s Session) (bool, error) {
	now := ss.now().UTC()
	if now.Sub(s.Used) < renewEvery {
		return false, nil
	}
	err := ss.store.Update(ctx, func(tx storage.Tx) error {
		rec, err := storage.Get[Session](tx, byToken+s.ID)
		if err != nil {
			return err // ended meanwhile: it must not come back
		}
		rec.Used, rec.Ends = now, now.AddDate(0, 0, sessionDays)
		return storage.Put(tx, byToken+s.ID, rec)
	})
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("renewing a session: %w", err)
	}
	return true, nil
}

// Of lists the sessions of a member that are in force, the last used first.
func (ss *Sessions) Of(ctx context.Context, member string) (all []Session, err error) {
	err = ss.store.View(ctx, func(tx storage.Tx) error {
		all, err = of(tx, member)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing sessions: %w", err)
	}
	return slices.DeleteFunc(all, func(s Session) bool { return !ss.now().Before(s.Ends) }), nil
}

// End ends one of a member's own sessions. Another's can't be ended; that, as
// ending what has ended, is no error.
func (ss *Sessions) End(ctx context.Context, member, id string) error { return ss.end(ctx, member, id) }

func (ss *Sessions) end(ctx context.Context, member, id string) error {
	err := ss.store.Update(ctx, func(tx storage.Tx) error {
		s, err := storage.Get[Session](tx, byToken+id)
		if errors.Is(err, storage.ErrNotFound) || err == nil && s.Member != member {
			return nil
		}
		if err != nil {
			return err
		}
		return drop(tx, member, id)
	})
	if err != nil {
		return fmt.Errorf("ending a session: %w", err)
	}
	return nil
}

// Forget ends every session of a member within the caller's update, for
// whoever erases the member.
func Forget(tx storage.Tx, member string) error {
	var ids []string
	prefix := byMember + member + "/"
	for e, err := range tx.Scan([]byte(prefix), nil) {
		if err != nil {
			return fmt.Errorf("ending sessions: %w", err)
		}
		ids = append(ids, strings.TrimPrefix(string(e.Key), prefix))
	}
	for _, id := range ids {
		if err := drop(tx, member, id); err != nil {
			return fmt.Errorf("ending sessions: %w", err)
		}
	}
	return forgetLinks(tx, member)
}

// Sweep deletes the sessions that have run out.
func (ss *Sessions) Sweep(ctx context.Context) error {
	now := ss.now()
	err := ss.store.Update(ctx, func(tx storage.Tx) error {
		old := map[string]string{}
		for e, err := range tx.Scan([]byte(byToken), nil) {
			if err != nil {
				return err
			}
			id := strings.TrimPrefix(string(e.Key), byToken)
			if s, err := storage.Get[Session](tx, byToken+id); err != nil {
				return err
			} else if !now.Before(s.Ends) {
				old[id] = s.Member
			}
		}
		for id, member := range old {
			if err := drop(tx, member, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("sweeping sessions: %w", err)
	}
	return nil
}
