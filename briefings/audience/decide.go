package audience

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearth/briefings"
	"hearth/storage"
	"hearth/storage/audit"
)

// Approve makes a member of whoever asked, with the roles given (none: member),
// and links them. Where the address is another's, the error is ErrTaken:
// ApproveAs is for somebody who is in the directory already.
func (d *Directory) Approve(ctx context.Context, who, request string, roles ...briefings.Role) (briefings.Member, error) {
	id := newID()
	return d.decide(ctx, who, request, "approved", func(tx storage.Tx, now time.Time, r Request) (briefings.Member, error) {
		name := CleanName(r.Name)
		if name == "" {
			name = "Somebody on " + r.Link.Platform // one tap must do; the officer can give a name later
		}
		m := briefings.Member{Name: name, Email: r.Email, Roles: roles, Links: []briefings.Link{r.Link}}
		return d.add(tx, now, who, id, m, map[string]string{"by": "request"})
	})
}

// ApproveAs links whoever asked to a member who is in the directory already.
func (d *Directory) ApproveAs(ctx context.Context, who, request, id string) (briefings.Member, error) {
	return d.decide(ctx, who, request, "linked", func(tx storage.Tx, now time.Time, r Request) (briefings.Member, error) {
		m, err := load(tx, id)
		if err == nil && !m.Here(d.day(now)) {
			err = ErrNoMember
		}
		if err != nil {
			return m, err
		}
		after := m
		if !slices.Contains(m.Links, r.Link) {
			after.Links = append(slices.Clone(m.Links), r.Link)
		}
		return d.change(tx, now, who, "member.link", m, after, map[string]string{"platform": r.Link.Platform, "by": "request"})
	})
}

// Decline says no; what the request held goes.
func (d *Directory) Decline(ctx context.Context, who, request string) error {
	_, err := d.decide(ctx, who, request, "declined", func(storage.Tx, time.Time, Request) (briefings.Member, error) {
		return briefings.Member{}, nil
	})
	return err
}

// decide takes a request away and does what was decided, all or nothing.
func (d *Directory) decide(ctx context.Context, who, request, how string, do func(storage.Tx, time.Time, Request) (briefings.Member, error)) (briefings.Member, error) {
	return update(ctx, d, func(tx storage.Tx, now time.Time) (briefings.Member, error) {
		r, err := storage.Get[Request](tx, requestPrefix+request)
		if errors.Is(err, storage.ErrNotFound) || err == nil && r.lapsed(now) {
			return briefings.Member{}, ErrNoRequest
		}
		if err != nil {
			return briefings.Member{}, fmt.Errorf("reading a request: %w", err)
		}
		m, err := do(tx, now, r)
		if err != nil {
			return briefings.Member{}, err
		}
		if err := tx.Delete([]byte(requestPrefix + request)); err != nil {
			return briefings.Member{}, fmt.Errorf("taking a request away: %w", err)
		}
		return m, audit.Append(tx, audit.Entry{Time: now, Who: who, Action: "member.decide", Subject: request, Details: map[string]string{"how": how}})
	})
}
