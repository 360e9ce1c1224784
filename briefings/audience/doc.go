// Package audience keeps the directory of the people whom hearth serves: who
// they are, what they may do, the platforms' names for them, the requests of
// those who aren't in it yet, and lists of members that officers bring from
// elsewhere.
//
// Its promises:
//   - A platform's name for somebody belongs to one member, and so does an
//     e-mail address among those who are here. Someone who has left is unknown
//     from that day on; their record stays until it is erased.
//   - Every change stands in the audit log within the same update, by random
//     ids and the names of fields: never a name, an address or a value.
//   - The last administrator can't lose that role, leave or be erased.
//   - A member's party is nowhere: not in the record, and not in a Plan.
//   - What a request says of a person goes when it is decided, or after 30 days.
//
// It doesn't ask whether the one who changes something may: whoever calls it
// knows their roles. who is always a member's random id or an office.
//
// Records, as keys: member/ID holds the record, member-email/ADDRESS and
// member-link/PLATFORM/WORKSPACE/NAME lead to an id, member-request/ID holds a
// request. Erase removes all that belong to a member; List, Get and Requests
// show them.
//
// Costs: Who reads two small records. What needs the whole directory (lists,
// names, plans, a change of roles) reads every record: a council has some
// hundreds at most, read in about a millisecond. A list of members is read into
// memory whole, within limits of 8 MB and 5,000 rows.
package audience

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"time"

	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

// Options say by which clock and calendar the directory goes.
type Options struct {
	Now  func() time.Time // nil: time.Now
	Zone *time.Location   // whose calendar says that a day has come; nil: UTC
}

// A Directory is the members in a store. It is safe for concurrent use.
type Directory struct {
	store storage.Store
	now   func() time.Time
	zone  *time.Location
}

// New makes a Directory over a store. It reads nothing yet.
func New(s storage.Store, o Options) *Directory {
	d := &Directory{store: s, now: o.Now, zone: o.Zone}
	if d.now == nil {
		d.now = time.Now
	}
	if d.zone == nil {
		d.zone = time.UTC
	}
	return d
}

// Today is the day on the directory's calendar, by which members are here or
// have left.
func (d *Directory) Today() knowledge.Date { return knowledge.DateOf(d.now().In(d.zone)) }

// newID draws what names a person in every other record: 16 hex characters that
// say nothing about them.
func newID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // it never fails: crypto/rand ends the process first
	return hex.EncodeToString(b[:])
}

// update runs fn over the records at one moment and returns what it gives.
func update[T any](ctx context.Context, d *Directory, fn func(tx storage.Tx, now time.Time) (T, error)) (T, error) {
	now := d.now()
	var out T
	err := d.store.Update(ctx, func(tx storage.Tx) (err error) {
		out, err = fn(tx, now)
		return err
	})
	if err != nil {
		var none T
		return none, err
	}
	return out, nil
}

// view is update for reading.
func view[T any](ctx context.Context, d *Directory, fn func(tx storage.Tx) (T, error)) (T, error) {
	var out T
	err := d.store.View(ctx, func(tx storage.Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	if err != nil {
		var none T
		return none, err
	}
	return out, nil
}

// day is the directory's calendar day at a moment.
func (d *Directory) day(now time.Time) knowledge.Date { return knowledge.DateOf(now.In(d.zone)) }

// stays tells whether a member is here with no day of leaving set.
func stays(m briefings.Member) bool { return m.ID != "" && m.Left.IsZero() }
