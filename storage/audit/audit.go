// Package audit keeps the log of who did what to hearth's records: append-only
// and chained by hashes, so that no entry can be changed, taken out or moved
// without Verify finding it.
//
// An entry is written in the same update as what it tells of, so there is
// neither a change without its entry nor an entry without its change. It names
// people by the id or the office that the caller gives and holds no words of
// members; erasing a person cuts the mapping from id to name, which is kept
// elsewhere, and leaves the chain whole.
//
// Whoever can write the whole file can also write a whole new chain. Against
// that stands the head: reports and backups print it, and VerifyFrom compares
// the log with a head that was printed before.
//
// Append costs two small writes, Verify one read of every entry.
package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"hearth/storage"
)

// log is the chain that the entries stand in.
var log = Chain{Prefix: "audit/"}

// An Entry says that somebody did something.
type Entry struct {
	Time    time.Time         `json:"time"`
	Who     string            `json:"who"`               // a member's random id, or an office; never a person's name
	Action  string            `json:"action"`            // "document.shelf"
	Subject string            `json:"subject,omitempty"` // id of what it was done to
	Details map[string]string `json:"details,omitempty"` // few and short: "from": "officers"; no words of members
}

// maxDetails bounds what an entry may tell beside its subject.
const maxDetails = 8

// ErrEntry says that an entry lacks what every entry must have.
var ErrEntry = errors.New("an audit entry needs a time, who, an action and at most 8 details")

// Append adds an entry to the log within the caller's update.
func Append(tx storage.Tx, e Entry) error {
	if e.Time.IsZero() || e.Who == "" || e.Action == "" || len(e.Details) > maxDetails {
		return fmt.Errorf("%s %s: %w", e.Action, e.Subject, ErrEntry)
	}
	e.Time = e.Time.UTC()
	if _, err := log.Append(tx, e); err != nil {
		return fmt.Errorf("writing the audit log: %w", err)
	}
	return nil
}

// Last is the log's head: how many entries it has, and the hash of the last.
func Last(ctx context.Context, s storage.Store) (h Head, err error) {
	err = s.View(ctx, func(tx storage.Tx) error {
		h, err = log.Head(tx)
		return err
	})
	return h, err
}

// Verify reads the whole log and returns its head, or a *BrokenError that names
// the first entry at which the chain does not hold.
func Verify(ctx context.Context, s storage.Store) (Head, error) { return log.Verify(ctx, s, Head{}) }

// VerifyFrom does as Verify and also sees to it that the log still holds the
// entry with which it ended when the known head was printed.
func VerifyFrom(ctx context.Context, s storage.Store, known Head) (Head, error) {
	return log.Verify(ctx, s, known)
}

// Entries yields the log from the entry numbered from (the first is 1), in
// order. It reads in short transactions, so that a slow reader holds up nobody.
func Entries(ctx context.Context, s storage.Store, from uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for link, err := range log.Links(ctx, s, from) {
			var e Entry
			if err == nil {
				err = json.Unmarshal(link.Value, &e)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}
