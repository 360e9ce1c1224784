package audience

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/audit"
)

// Done says what a list has changed.
type Done struct {
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Left    int `json:"left"`
}

// Apply does what a plan says, all or nothing. Those who are missing are marked
// as having left on leftOn, and left alone where it is nil; no record goes. The
// error is ErrStale where the members changed since the plan was made.
func (d *Directory) Apply(ctx context.Context, who string, p Plan, leftOn *knowledge.Date) (Done, error) {
	if leftOn != nil && leftOn.Day == 0 {
		return Done{}, Mistakes{{"left", `Give a whole day, like "2026-05-07".`}}
	}
	ids := make([]string, len(p.New))
	for i := range ids {
		ids[i] = newID()
	}
	by := map[string]string{"by": "list"}
	return update(ctx, d, func(tx storage.Tx, now time.Time) (Done, error) {
		var done Done
		members, err := loadAll(tx)
		if err != nil {
			return done, err
		}
		if fingerprint(members, d.day(now)) != p.Fingerprint {
			return done, ErrStale
		}
		edit := func(id, action string, fn func(*briefings.Member)) error {
			before, err := load(tx, id)
			if err != nil {
				return err
			}
			after := before
			fn(&after)
			_, err = d.change(tx, now, who, action, before, after, by)
			return err
		}
		// Who leaves makes room for the address of who comes.
		for _, m := range p.Missing {
			if leftOn == nil {
				break
			}
			if err := edit(m.ID, "member.leave", func(to *briefings.Member) { to.Left = *leftOn }); err != nil {
				return done, err
			}
			done.Left++
		}
		for _, s := range p.Changed {
			if err := edit(s.Member.ID, "member.set", func(to *briefings.Member) {
				to.Name, to.Email, to.Ward, to.Seats, to.Left = s.Member.Name, s.Member.Email, s.Member.Ward, s.Member.Seats, s.Member.Left
			}); err != nil {
				return done, fmt.Errorf("row %d: %w", s.Row, err)
			}
			done.Changed++
		}
		for i, s := range p.New {
			m := s.Member
			m.Roles = []briefings.Role{briefings.RoleMember} // whatever came with the plan
			if _, err := d.add(tx, now, who, ids[i], m, by); err != nil {
				return done, fmt.Errorf("row %d: %w", s.Row, err)
			}
			done.Added++
		}
		return done, audit.Append(tx, audit.Entry{Time: now, Who: who, Action: "member.import", Details: map[string]string{
			"added": strconv.Itoa(done.Added), "changed": strconv.Itoa(done.Changed), "left": strconv.Itoa(done.Left)}})
	})
}

func rowOf(n int) string { return "row " + strconv.Itoa(n) }
