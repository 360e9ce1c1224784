package audience

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"hearth/briefings"
	"hearth/storage"
	"hearth/storage/audit"
)

const (
	// requestDays is after how long a request that nobody decided lapses.
	requestDays = 30
	// maxRequests bounds what strangers can make hearth keep.
	maxRequests = 200
)

// A Request is somebody's wish to be added. Name and Email are what they or
// their platform say; nobody has checked them.
type Request struct {
	ID    string         `json:"id"`
	Link  briefings.Link `json:"link"`
	Name  string         `json:"name,omitempty"`
	Email string         `json:"email,omitempty"`
	Asked time.Time      `json:"asked"`          // when they last asked
	Same  []string       `json:"same,omitempty"` // ids of members here with that name or address; set by Requests, not kept
}

func (r Request) lapsed(now time.Time) bool { return now.Sub(r.Asked) > requestDays*24*time.Hour }

// Ask keeps the wish of somebody whom nobody knows to be added; name and email
// are what they or their platform say, or "". Asking again joins the request
// that waits. It lapses after 30 days. The error is ErrKnown where a member is
// linked already.
func (d *Directory) Ask(ctx context.Context, l briefings.Link, name, email string) error {
	id, r := newID(), Request{Link: l, Name: cut(name, maxName)}
	r.Email, _ = Address(email) // what is no address helps nobody
	if hint := wrongLink(l); hint != "" {
		return Mistakes{{"link", hint}}
	}
	_, err := update(ctx, d, func(tx storage.Tx, now time.Time) (Request, error) { return d.ask(tx, now, id, r) })
	return err
}

func (d *Directory) ask(tx storage.Tx, now time.Time, id string, r Request) (Request, error) {
	if _, err := d.linked(tx, r.Link); !errors.Is(err, ErrUnknown) {
		if err == nil {
			err = ErrKnown
		}
		return Request{}, err
	}
	if _, err := d.LapseIn(tx); err != nil {
		return Request{}, err
	}
	waiting, err := records[Request](tx, requestPrefix)
	if err != nil {
		return Request{}, err
	}
	r.ID, r.Asked, r.Same = id, now.UTC(), nil
	if at := slices.IndexFunc(waiting, func(w Request) bool { return w.Link == r.Link }); at >= 0 {
		w := waiting[at]
		r.ID = w.ID
		if r.Name == "" {
			r.Name = w.Name
		}
		if r.Email == "" {
			r.Email = w.Email
		}
		return r, storage.Put(tx, requestPrefix+r.ID, r)
	}
	if len(waiting) >= maxRequests {
		return Request{}, ErrFull
	}
	if err := storage.Put(tx, requestPrefix+r.ID, r); err != nil {
		return Request{}, err
	}
	return r, audit.Append(tx, audit.Entry{Time: now, Who: "a person not linked yet", Action: "member.request",
		Subject: r.ID, Details: map[string]string{"platform": r.Link.Platform}})
}

// cut is one line of words of a stranger, no longer than a name can be.
func cut(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
	runes := []rune(strings.Join(strings.Fields(s), " "))
	return strings.TrimSpace(string(runes[:min(len(runes), most)]))
}

// Requests lists the requests that wait, the oldest first.
func (d *Directory) Requests(ctx context.Context) ([]Request, error) {
	now := d.now()
	return view(ctx, d, func(tx storage.Tx) ([]Request, error) {
		all, err := records[Request](tx, requestPrefix)
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(r Request) bool { return r.lapsed(now) })
		slices.SortFunc(all, func(a, b Request) int { return a.Asked.Compare(b.Asked) })
		here, err := d.ListIn(tx, Filter{})
		if err != nil {
			return nil, err
		}
		for i, r := range all {
			for _, m := range here {
				if r.Email != "" && r.Email == m.Email || r.Name != "" && fold(CleanName(r.Name)) == fold(m.Name) {
					all[i].Same = append(all[i].Same, m.ID)
				}
			}
		}
		return all, nil
	})
}

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

// LapseIn takes away the requests that are over 30 days old and tells how many
// they were. Asking does so by itself; call it with each nightly sweep.
func (d *Directory) LapseIn(tx storage.Tx) (int, error) {
	now, n := d.now(), 0
	err := dropRequests(tx, func(r Request) bool {
		if r.lapsed(now) {
			n++
			return true
		}
		return false
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

func dropRequests(tx storage.Tx, goes func(Request) bool) error {
	all, err := records[Request](tx, requestPrefix)
	if err != nil {
		return err
	}
	for _, r := range all {
		if goes(r) {
			if err := tx.Delete([]byte(requestPrefix + r.ID)); err != nil {
				return fmt.Errorf("taking a request away: %w", err)
			}
		}
	}
	return nil
}
