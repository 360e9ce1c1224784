// Package format keeps records and programs together: the records carry the
// number of their format under "meta/format", and no hearth changes records that
// it doesn't know.
//
// # Promises
//
// Records with a newer number are refused by a *NewerError, which names the
// hearth that wrote them. Records with an older one are brought up to date before
// anybody else sees them: first a copy is written beside them
// (hearth.db.before-format-2) and synced, then every migration runs, in order, in
// one update together with the new number. So a crash leaves the old format or
// the new, and the way back is a file. Records without a number were written
// before there was one; they have format 1.
//
// The copy holds what the records held. So whoever erases calls Drop, which takes
// it away: it is the way back until then, and no longer.
//
// A hearth older than this package knows no number: it reads the "format" of the
// record "meta/store". The first migration that such a hearth couldn't bear must
// raise that one, too.
//
// # Costs
//
// Check reads one record. A migration costs a compacted copy of the records and
// one update that holds all of its changes in memory.
package format

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hearth/storage"
)

// first is the format of records that have no number.
const first = 1

const key = "meta/format"

// record says which format the records have, and since when.
type record struct {
	Format int       `json:"format"`
	Hearth string    `json:"hearth"` // the version that gave it to them
	At     time.Time `json:"at"`
}

// A Migration changes records of the format before To so that they have the
// format To. Run may run more than once, each time over the old records.
type Migration struct {
	To  int
	Run func(tx storage.Tx) error
}

// A Store is what a Guard looks after: a store that can write a copy of itself
// into a new file.
type Store interface {
	storage.Store
	CopyTo(ctx context.Context, path string) error
}

// A Guard knows one format and the way to it. The zero Guard knows the first.
type Guard struct {
	// Migrations lead from format 1 to the newest, one number after the other;
	// none: the newest is 1.
	Migrations []Migration
	Hearth     string           // this hearth's version
	Now        func() time.Time // nil: time.Now
}

// Newest is the format that the guard brings records to.
func (g Guard) Newest() int { return first + len(g.Migrations) }

// A NewerError says that the records were written by a newer hearth.
type NewerError struct {
	Got, Newest int
	Hearth      string // the version that wrote them; empty: not known
}

// Error is the operator's line.
func (e *NewerError) Error() string {
	return fmt.Sprintf("the records have format %d (of hearth %s), this hearth reads up to %d", e.Got, e.Hearth, e.Newest)
}

// Plain says what to do.
func (e *NewerError) Plain() string {
	by := "a newer hearth"
	if e.Hearth != "" {
		by += ", " + e.Hearth + " or later"
	}
	return fmt.Sprintf("These records were written by %s (format %d; this one knows up to %d). Nothing was changed. Use that hearth, or bring back a backup from before.", by, e.Got, e.Newest)
}

// ErrOlder says that records must be brought up to date by whoever may change
// them before they are read.
var ErrOlder = errors.New("the records have an older format")

// Check tells within a transaction whether the records can be used as they are:
// a *NewerError where they are too new, ErrOlder where Upgrade must come first.
func (g Guard) Check(tx storage.Tx) error {
	r, err := read(tx)
	switch {
	case err != nil:
		return err
	case r.Format > g.Newest():
		return &NewerError{Got: r.Format, Newest: g.Newest(), Hearth: r.Hearth}
	case r.Format < g.Newest():
		return ErrOlder
	}
	return nil
}

// read gives the number of the records; without one it is the first.
func read(tx storage.Tx) (record, error) {
	r, err := storage.Get[record](tx, key)
	if errors.Is(err, storage.ErrNotFound) {
		return record{Format: first}, nil
	}
	if err != nil {
		return record{}, fmt.Errorf("reading the format of the records: %w", err)
	}
	return r, nil
}

// Upgrade brings records up to date; path is where they stand, so that the copy
// is written beside them. Records that are new are given their number, and
// records that are too new are refused, unchanged.
func (g Guard) Upgrade(ctx context.Context, s Store, path string) error {
	var empty, numbered bool
	err := s.View(ctx, func(tx storage.Tx) error {
		_, err := tx.Get([]byte(key))
		if numbered = err == nil; err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		if empty, err = isEmpty(tx); err != nil || empty {
			return err
		}
		return g.Check(tx)
	})
	switch {
	case errors.Is(err, ErrOlder):
		return g.migrate(ctx, s, path)
	case err != nil || numbered:
		return err
	}
	return s.Update(ctx, g.number)
}

func isEmpty(tx storage.Tx) (bool, error) {
	for _, err := range tx.Scan(nil, nil) {
		return false, err
	}
	return true, nil
}

// number writes the number of this hearth's format.
func (g Guard) number(tx storage.Tx) error {
	now := time.Now
	if g.Now != nil {
		now = g.Now
	}
	return storage.Put(tx, key, record{Format: g.Newest(), Hearth: g.Hearth, At: now().UTC()})
}

// migrate makes the copy, then all changes in one update.
func (g Guard) migrate(ctx context.Context, s Store, path string) error {
	if err := keep(ctx, s, fmt.Sprintf("%s.before-format-%d", path, g.Newest())); err != nil {
		return fmt.Errorf("keeping the records as they were: %w", err)
	}
	return s.Update(ctx, func(tx storage.Tx) error {
		r, err := read(tx)
		if err != nil {
			return err
		}
		for i, m := range g.Migrations {
			to := first + 1 + i
			if m.To != to {
				return fmt.Errorf("migration %d stands where that to format %d must", m.To, to)
			}
			if to <= r.Format {
				continue
			}
			if err := m.Run(tx); err != nil {
				return fmt.Errorf("bringing the records to format %d: %w", to, err)
			}
		}
		return g.number(tx)
	})
}

// keep writes a copy of the records under a name that only a whole one has. One
// that stands there was left by a crash before the change, so it is replaced.
func keep(ctx context.Context, s Store, to string) error {
	tmp := to + ".new"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := s.CopyTo(ctx, tmp); err != nil {
		return err
	}
	if err := os.Rename(tmp, to); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	f, err := os.Open(filepath.Dir(to))
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Drop takes away the copies that were kept beside the records at path, as they
// still hold what is being erased.
func Drop(path string) error {
	copies, err := filepath.Glob(path + ".before-format-*")
	if err != nil {
		return err
	}
	var errs []error
	for _, c := range copies {
		errs = append(errs, os.Remove(c))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("taking away the records as they were in an older format: %w", err)
	}
	return nil
}
