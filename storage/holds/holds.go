// Package holds keeps the orders not to delete. A hold stops every deletion, the
// retention sweep's and a member's own, for as long as an information request
// needs the records: for the whole council, or for what belongs to one member.
//
// A hold stands under "holds/<id>" with the reason that was given. The reason may
// name people, so it stands nowhere else: the audit log has the hold's id alone,
// and the reason goes when the hold ends. That there was a hold, for whom and how
// long, stays.
//
// Whoever deletes reads Active in the same transaction and asks Covers; a member
// whose deletion waits is told by a *HeldError.
//
// Costs: reading Active reads every hold there ever was, which are few; adding
// and ending write two small records.
package holds

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"hearth/storage"
	"hearth/storage/audit"
)

const prefix = "holds/"

// A Hold is one order not to delete.
type Hold struct {
	ID     string    `json:"id"`
	Why    string    `json:"why,omitempty"`    // "" once it has ended
	Member string    `json:"member,omitempty"` // random id; "" holds everything
	Who    string    `json:"who"`              // the office or random id that asked for it
	Since  time.Time `json:"since"`
	Ended  time.Time `json:"ended,omitzero"`
}

// Covers tells whether the hold keeps what belongs to a member from being
// deleted; "" is what belongs to nobody in particular.
func (h Hold) Covers(member string) bool { return h.Member == "" || h.Member == member }

// A Set is the holds that are in force.
type Set []Hold

// Refuse is a *HeldError where any of them covers what belongs to a member; nil
// where it may be deleted.
func (s Set) Refuse(member string) error {
	for _, h := range s {
		if h.Covers(member) {
			return &HeldError{Hold: h.ID, Since: h.Since}
		}
	}
	return nil
}

// A HeldError says that something can't be deleted yet.
type HeldError struct {
	Hold  string // its id
	Since time.Time
}

// Error is the operator's line.
func (e *HeldError) Error() string { return "kept by the hold " + e.Hold }

// Plain says so to the member whose it is, without the reason.
func (e *HeldError) Plain() string {
	return "I can't delete this yet: the council must keep its records while it answers a request for information. It will be deleted when that is over; you needn't ask again."
}

// ErrWhy says that a hold was asked for without a reason.
var ErrWhy = errors.New("a hold needs a reason of up to 500 characters")

// ErrMember says that a hold was asked for by something that is no id.
var ErrMember = errors.New("a member is named by their random id, never by their name or address")

// longest bounds a reason.
const longest = 500

// ids are what random ids look like.
var ids = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$`)

// An UnknownError says that there is no such hold in force.
type UnknownError struct{ ID string }

// Error is the operator's line.
func (e *UnknownError) Error() string { return fmt.Sprintf("no hold %q is in force", e.ID) }

// Hint says where the ids are.
func (e *UnknownError) Hint() string { return `"hearth hold list" shows those that are` }

// A Request asks for a hold.
type Request struct {
	Why    string
	Member string // random id; "": everything
	Who    string // the office or random id that asks
	Now    time.Time
}

// Add puts a hold in force, within the caller's update.
func Add(tx storage.Tx, r Request) (Hold, error) {
	why := strings.Join(strings.Fields(r.Why), " ")
	if why == "" || len(why) > longest {
		return Hold{}, ErrWhy
	}
	if r.Member != "" && !ids.MatchString(r.Member) {
		return Hold{}, ErrMember
	}
	b := make([]byte, 4)
	_, _ = rand.Read(b) // never fails
	h := Hold{ID: "h" + hex.EncodeToString(b), Why: why, Member: r.Member, Who: r.Who, Since: r.Now.UTC()}
	if err := storage.Put(tx, prefix+h.ID, h); err != nil {
		return Hold{}, fmt.Errorf("adding a hold: %w", err)
	}
	return h, note(tx, r.Now, r.Who, "hold.add", h.ID)
}

// End takes a hold out of force, within the caller's update, and forgets its
// reason. The error is an *UnknownError where none with that id is in force.
func End(tx storage.Tx, id, who string, now time.Time) (Hold, error) {
	h, err := storage.Get[Hold](tx, prefix+id)
	if errors.Is(err, storage.ErrNotFound) || err == nil && !h.Ended.IsZero() {
		return Hold{}, &UnknownError{ID: id}
	}
	if err != nil {
		return Hold{}, fmt.Errorf("ending a hold: %w", err)
	}
	h.Ended, h.Why = now.UTC(), ""
	if err := storage.Put(tx, prefix+id, h); err != nil {
		return Hold{}, fmt.Errorf("ending a hold: %w", err)
	}
	return h, note(tx, now, who, "hold.end", id)
}

func note(tx storage.Tx, now time.Time, who, action, id string) error {
	return audit.Append(tx, audit.Entry{Time: now, Who: who, Action: action, Subject: id})
}

// All lists every hold there ever was, by id.
func All(tx storage.Tx) ([]Hold, error) {
	var all []Hold
	for e, err := range tx.Scan([]byte(prefix), nil) {
		var h Hold
		if err == nil {
			err = json.Unmarshal(e.Value, &h)
		}
		if err != nil {
			return nil, fmt.Errorf("reading the holds: %w", err)
		}
		all = append(all, h)
	}
	return all, nil
}

// Active lists the holds that are in force.
func Active(tx storage.Tx) (Set, error) {
	all, err := All(tx)
	var active Set
	for _, h := range all {
		if h.Ended.IsZero() {
			active = append(active, h)
		}
	}
	return active, err
}
