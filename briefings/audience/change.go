package audience

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/audit"
)

// A Change says what a record shall have instead; nil leaves a field alone.
type Change struct {
	Name  *string             `json:"name,omitempty"`
	Email *string             `json:"email,omitempty"` // "": none
	Roles *[]briefings.Role   `json:"roles,omitempty"`
	Ward  *string             `json:"ward,omitempty"`
	Seats *[]briefings.Seat   `json:"seats,omitempty"`
	Leave *[]briefings.Period `json:"leave,omitempty"`
}

// to gives the record as the change would have it.
func (c Change) to(m briefings.Member) briefings.Member {
	set(&m.Name, c.Name)
	set(&m.Email, c.Email)
	set(&m.Roles, c.Roles)
	set(&m.Ward, c.Ward)
	set(&m.Seats, c.Seats)
	set(&m.Leave, c.Leave)
	return m
}

func set[T any](to *T, v *T) {
	if v != nil {
		*to = *v
	}
}

// Add makes a record for a person. The id and the day are drawn and set here,
// whatever m has; without a role they are a member.
func (d *Directory) Add(ctx context.Context, who string, m briefings.Member) (briefings.Member, error) {
	id := newID()
	return update(ctx, d, func(tx storage.Tx, now time.Time) (briefings.Member, error) {
		return d.add(tx, now, who, id, m, nil)
	})
}

func (d *Directory) add(tx storage.Tx, now time.Time, who, id string, m briefings.Member, details map[string]string) (briefings.Member, error) {
	m.ID, m.Added, m.Left = id, d.day(now), knowledge.Date{}
	if len(m.Roles) == 0 {
		m.Roles = []briefings.Role{briefings.RoleMember}
	}
	return d.change(tx, now, who, "member.add", briefings.Member{}, m, details)
}

// Set changes a record. What stands there already is no change, and is not
// logged as one.
func (d *Directory) Set(ctx context.Context, who, id string, c Change) (briefings.Member, error) {
	return d.edit(ctx, who, id, "member.set", nil, func(m *briefings.Member) error {
		*m = c.to(*m)
		return nil
	})
}

// Leave sets the day from which a member is unknown; the zero Date says that
// they are here after all.
func (d *Directory) Leave(ctx context.Context, who, id string, on knowledge.Date) (briefings.Member, error) {
	action := "member.leave"
	if on.IsZero() {
		action = "member.return"
	}
	return d.edit(ctx, who, id, action, nil, func(m *briefings.Member) error {
		m.Left = on
		return nil
	})
}

// Link gives a member a platform's name; ErrLinked where it is another's who is
// here.
func (d *Directory) Link(ctx context.Context, who, id string, l briefings.Link) (briefings.Member, error) {
	return d.edit(ctx, who, id, "member.link", map[string]string{"platform": l.Platform}, func(m *briefings.Member) error {
		if !slices.Contains(m.Links, l) {
			m.Links = append(slices.Clone(m.Links), l)
		}
		return nil
	})
}

// Unlink takes a platform's name from a member.
func (d *Directory) Unlink(ctx context.Context, who, id string, l briefings.Link) (briefings.Member, error) {
	return d.edit(ctx, who, id, "member.unlink", map[string]string{"platform": l.Platform}, func(m *briefings.Member) error {
		if !slices.Contains(m.Links, l) {
			return ErrNotLinked
		}
		m.Links = slices.DeleteFunc(slices.Clone(m.Links), func(x briefings.Link) bool { return x == l })
		return nil
	})
}

// edit changes one record by a function, which may run more than once.
func (d *Directory) edit(ctx context.Context, who, id, action string, details map[string]string, fn func(*briefings.Member) error) (briefings.Member, error) {
	return update(ctx, d, func(tx storage.Tx, now time.Time) (briefings.Member, error) {
		before, err := load(tx, id)
		if err != nil {
			return briefings.Member{}, err
		}
		after := before
		if err := fn(&after); err != nil {
			return briefings.Member{}, err
		}
		return d.change(tx, now, who, action, before, after, details)
	})
}

// change puts a record in the place of the one before, sees to the rules, and
// logs which fields differ. It is the only way to write a record.
func (d *Directory) change(tx storage.Tx, now time.Time, who, action string, before, after briefings.Member, details map[string]string) (briefings.Member, error) {
	after, err := tidied(after)
	if err != nil {
		return briefings.Member{}, err
	}
	fields := differ(before, after)
	if len(fields) == 0 {
		return after, nil
	}
	if isAdmin(before) && !isAdmin(after) {
		if err := anotherAdmin(tx, before.ID); err != nil {
			return briefings.Member{}, err
		}
	}
	if err := save(tx, before, after, d.day(now)); err != nil {
		return briefings.Member{}, err
	}
	told := map[string]string{"fields": strings.Join(fields, " ")}
	maps.Copy(told, details)
	return after, audit.Append(tx, audit.Entry{Time: now, Who: who, Action: action, Subject: after.ID, Details: told})
}

// isAdmin tells whether somebody is an administrator and stays one.
func isAdmin(m briefings.Member) bool { return stays(m) && m.Is(briefings.RoleAdmin) }

// anotherAdmin fails where nobody else is an administrator.
func anotherAdmin(tx storage.Tx, but string) error {
	all, err := loadAll(tx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(m briefings.Member) bool { return m.ID != but && isAdmin(m) }) {
		return ErrLastAdmin
	}
	return nil
}

// differ names the fields in which two records differ.
func differ(a, b briefings.Member) []string {
	var out []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"name", a.Name == b.Name},
		{"email", a.Email == b.Email},
		{"roles", slices.Equal(a.Roles, b.Roles)},
		{"ward", a.Ward == b.Ward},
		{"seats", slices.Equal(a.Seats, b.Seats)},
		{"leave", slices.Equal(a.Leave, b.Leave)},
		{"links", slices.Equal(a.Links, b.Links)},
		{"left", a.Left == b.Left},
	} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return out
}

// Erase removes a member's record, what leads to it, and requests from the same
// identities, within the caller's update. What else names the member has only
// the random id from now on. Who ordered it, the caller logs. The bytes are
// gone from the file when it has been compacted.
func (d *Directory) Erase(tx storage.Tx, id string) error {
	m, err := load(tx, id)
	if err != nil {
		return err
	}
	if isAdmin(m) {
		if err := anotherAdmin(tx, id); err != nil {
			return err
		}
	}
	if err := letGo(tx, emailPrefix+m.Email, id); err != nil {
		return err
	}
	for _, l := range m.Links {
		if err := letGo(tx, linkKey(l), id); err != nil {
			return err
		}
	}
	if err := dropRequests(tx, func(r Request) bool {
		return slices.Contains(m.Links, r.Link) || m.Email != "" && r.Email == m.Email
	}); err != nil {
		return err
	}
	if err := tx.Delete([]byte(memberPrefix + id)); err != nil {
		return fmt.Errorf("erasing a member: %w", err)
	}
	return audit.Append(tx, audit.Entry{Time: d.now(), Who: "erasure", Action: "member.erase", Subject: id})
}
