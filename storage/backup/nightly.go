package backup

import (
	"context"
	"log/slog"
	"time"
)

// The night's backup is made when councils sleep; one that failed is tried again
// while they still do.
const (
	nightHour, nightMinute = 2, 30
	again                  = time.Hour
	overdue                = 26 * time.Hour // a night and the longest backup
)

// A Nightly makes a backup every night.
type Nightly struct {
	Zone *time.Location
	Make func(context.Context) error
	Last func(context.Context) (time.Time, error) // when the newest was made; zero: never
	Log  *slog.Logger
	Now  func() time.Time // nil: time.Now
}

// Run makes a backup at half past two each night, in the council's zone, until
// ctx ends; then it returns nil. Where the last night's is missing it makes one at
// once. One that fails is logged and tried again an hour later.
func (n Nightly) Run(ctx context.Context) error {
	if n.Now == nil {
		n.Now = time.Now
	}
	due := n.first(ctx)
	for {
		t := time.NewTimer(due.Sub(n.Now()))
		select {
		case <-ctx.Done():
			t.Stop()
			return nil
		case <-t.C:
		}
		if err := n.Make(ctx); err != nil && ctx.Err() == nil {
			n.Log.Error("the nightly backup failed", "err", err, "again_in", again)
			due = n.Now().Add(again)
			continue
		}
		due = n.night(n.Now())
	}
}

// first is when the first is due after a start.
func (n Nightly) first(ctx context.Context) time.Time {
	now := n.Now()
	last, err := n.Last(ctx)
	if err != nil {
		n.Log.Warn("when the last backup was made can't be read", "err", err)
	}
	if now.Sub(last) > overdue {
		return now
	}
	return n.night(now)
}

// night is the next half past two after a moment.
func (n Nightly) night(now time.Time) time.Time {
	local := now.In(n.Zone)
	at := time.Date(local.Year(), local.Month(), local.Day(), nightHour, nightMinute, 0, 0, n.Zone)
	if !at.After(now) {
		at = time.Date(local.Year(), local.Month(), local.Day()+1, nightHour, nightMinute, 0, 0, n.Zone)
	}
	return at
}
