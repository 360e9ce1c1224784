package engagement

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"hearth/knowledge"
	"hearth/storage"
)

// A Subject is how many questions of an area came to a status in a week.
type Subject struct {
	Week    string           `json:"week"` // "2026-W48"
	Surface string           `json:"surface"`
	Area    string           `json:"area"` // NoArea: none
	Status  knowledge.Status `json:"status"`
	Count   int              `json:"count"`
}

// A Kind is how many turns of a handled kind came up in a week.
type Kind struct {
	Week  string                `json:"week"`
	Kind  knowledge.HandledKind `json:"kind"`
	Count int                   `json:"count"`
}

// Uses lists the days on which a member used hearth, from the first to the last
// asked for, both counted, in order; a zero Date leaves that end open. It is for
// that member's own eyes.
func (l *Ledger) Uses(ctx context.Context, member string, from, to knowledge.Date) ([]knowledge.Date, error) {
	var out []knowledge.Date
	err := l.store.View(ctx, func(tx storage.Tx) error {
		out = out[:0]
		prefix := key(usePrefix, member) + "/"
		for e, err := range tx.Scan([]byte(prefix), []byte(prefix+from.String())) {
			if err != nil {
				return fmt.Errorf("engagement: reading uses: %w", err)
			}
			day, err := knowledge.ParseDate(strings.TrimPrefix(string(e.Key), prefix))
			if err != nil {
				return fmt.Errorf("engagement: reading uses: %w", err)
			}
			if !to.IsZero() && to.Before(day) {
				return nil
			}
			out = append(out, day)
		}
		return nil
	})
	return out, err
}

// Questions gives the counts of questions in the weeks that a period touches, in
// the order of weeks. They are exact: whoever shows them hides small ones.
func (l *Ledger) Questions(ctx context.Context, from, to knowledge.Date) ([]Subject, error) {
	var out []Subject
	err := l.counts(ctx, subjectPrefix, 4, from, to, func() { out = out[:0] }, func(parts []string, n int) {
		out = append(out, Subject{parts[0], parts[1], parts[2], knowledge.Status(parts[3]), n})
	})
	return out, err
}

// Handled gives the counts of what was no question for the papers, in the weeks
// that a period touches. They are exact: whoever shows them hides small ones.
func (l *Ledger) Handled(ctx context.Context, from, to knowledge.Date) ([]Kind, error) {
	var out []Kind
	err := l.counts(ctx, handledPrefix, 2, from, to, func() { out = out[:0] }, func(parts []string, n int) {
		out = append(out, Kind{parts[0], knowledge.HandledKind(parts[1]), n})
	})
	return out, err
}

// counts yields the counts below a prefix whose first part is a week; begin is
// called before each try.
func (l *Ledger) counts(ctx context.Context, prefix string, parts int, from, to knowledge.Date, begin func(), yield func([]string, int)) error {
	first, last := "", "~" // beyond every week
	if !from.IsZero() {
		first = week(from.Time())
	}
	if !to.IsZero() {
		last = week(to.Time())
	}
	return l.store.View(ctx, func(tx storage.Tx) error {
		begin()
		for e, err := range tx.Scan([]byte(prefix), []byte(prefix+first)) {
			if err != nil {
				return fmt.Errorf("engagement: reading counts: %w", err)
			}
			ps, err := unkey(strings.TrimPrefix(string(e.Key), prefix), parts)
			if err != nil {
				return err
			}
			if ps[0] > last {
				return nil
			}
			n, err := strconv.Atoi(string(e.Value))
			if err != nil {
				return fmt.Errorf("engagement: %s: %w", e.Key, err)
			}
			yield(ps, n)
		}
		return nil
	})
}

// unkey takes a key apart.
func unkey(s string, n int) ([]string, error) {
	parts := strings.Split(s, "/")
	if len(parts) != n {
		return nil, fmt.Errorf("engagement: %q is no key of %d parts", s, n)
	}
	for i, p := range parts {
		out, err := url.PathUnescape(p)
		if err != nil {
			return nil, fmt.Errorf("engagement: %q: %w", s, err)
		}
		if parts[i] = out; p == "-" {
			parts[i] = ""
		}
	}
	return parts, nil
}

// Erase removes a member's uses within the caller's update. The counts stay:
// they are nobody's.
func (l *Ledger) Erase(tx storage.Tx, member string) error {
	var keys [][]byte
	for e, err := range tx.Scan([]byte(key(usePrefix, member)+"/"), nil) {
		if err != nil {
			return fmt.Errorf("engagement: reading uses: %w", err)
		}
		keys = append(keys, e.Key)
	}
	for _, k := range keys {
		if err := tx.Delete(k); err != nil {
			return fmt.Errorf("engagement: erasing a use: %w", err)
		}
	}
	return nil
}
