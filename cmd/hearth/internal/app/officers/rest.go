package officers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hearth/bot/board"
	"hearth/bot/pause"
	"hearth/bot/web"
	"hearth/storage"
	"hearth/storage/audit"
)

// A Switch pauses answers as the officers' pages do.
type Switch struct {
	Store storage.Store
	Now   func() time.Time
}

var _ board.Switch = Switch{}

// Paused tells whether answers are paused.
func (s Switch) Paused(ctx context.Context) (board.Paused, error) {
	var st pause.State
	err := s.Store.View(ctx, func(tx storage.Tx) (err error) {
		st, err = pause.Read(tx)
		return err
	})
	return board.Paused{On: st.On(), Why: st.Why, Since: st.Since}, err
}

// Pause pauses answers.
func (s Switch) Pause(ctx context.Context, who, why string) error {
	return s.Store.Update(ctx, func(tx storage.Tx) error {
		_, err := pause.Pause(tx, why, who, s.Now())
		return err
	})
}

// Resume lets answers go on; where they do already, there is nothing to do.
func (s Switch) Resume(ctx context.Context, who string) error {
	err := s.Store.Update(ctx, func(tx storage.Tx) error {
		_, err := pause.Resume(tx, who, s.Now())
		return err
	})
	if errors.Is(err, pause.ErrRunning) {
		return nil
	}
	return err
}

// A SignIn makes sign-in links for members, each with an entry in the audit log.
type SignIn struct {
	Store storage.Store
	Links *web.Links
	Now   func() time.Time
}

var _ board.SignIn = SignIn{}

// Link makes one. The entry comes first: a link that nobody knows of must not
// be. An entry may thus tell of a link that could not be made.
func (s SignIn) Link(ctx context.Context, who, member string) (string, time.Time, error) {
	now := s.Now()
	err := s.Store.Update(ctx, func(tx storage.Tx) error {
		return audit.Append(tx, audit.Entry{Time: now, Who: who, Action: "member.signin-link", Subject: member})
	})
	if err != nil {
		return "", time.Time{}, fmt.Errorf("noting a sign-in link: %w", err)
	}
	address, err := s.Links.Link(ctx, member)
	return address, now.Add(web.LinkLife), err
}
