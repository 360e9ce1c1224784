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

// Lapse is LapseIn in an update of its own.
func (d *Directory) Lapse(ctx context.Context) (int, error) {
	return update(ctx, d, func(tx storage.Tx, _ time.Time) (int, error) { return d.LapseIn(tx) })
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
