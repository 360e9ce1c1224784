package audience

import (
	"context"
	"slices"
	"strings"

	"hearth/briefings"
	"hearth/storage"
)

// A Filter chooses members. The zero Filter chooses all who are here.
type Filter struct {
	Left  bool           // those who have left, too
	Role  briefings.Role // "": any
	Query string         // part of a name, an address, a ward or a committee; "": any
}

// List gives the members that a filter chooses, by surname.
func (d *Directory) List(ctx context.Context, f Filter) ([]briefings.Member, error) {
	return view(ctx, d, func(tx storage.Tx) ([]briefings.Member, error) { return d.ListIn(tx, f) })
}

// ListIn is List within the caller's transaction.
func (d *Directory) ListIn(tx storage.Tx, f Filter) ([]briefings.Member, error) {
	all, err := loadAll(tx)
	if err != nil {
		return nil, err
	}
	today := d.Today()
	all = slices.DeleteFunc(all, func(m briefings.Member) bool {
		return !f.Left && !m.Here(today) || f.Role != "" && !m.Is(f.Role) || !speaksOf(m, f.Query)
	})
	slices.SortFunc(all, byName)
	return all, nil
}

// speaksOf tells whether a record has every word that was looked for.
func speaksOf(m briefings.Member, query string) bool {
	text := []string{m.Name, m.Email, m.Ward}
	for _, s := range m.Seats {
		text = append(text, s.Body)
	}
	in := fold(strings.Join(text, " "))
	for _, w := range strings.Fields(fold(query)) {
		if !strings.Contains(in, w) {
			return false
		}
	}
	return true
}

// Get reads a member's record, of those who have left too; ErrNoMember where
// there is none.
func (d *Directory) Get(ctx context.Context, id string) (briefings.Member, error) {
	return view(ctx, d, func(tx storage.Tx) (briefings.Member, error) { return d.GetIn(tx, id) })
}

// GetIn is Get within the caller's transaction.
func (d *Directory) GetIn(tx storage.Tx, id string) (briefings.Member, error) { return load(tx, id) }

// Find gives the member whom somebody means by an id, an e-mail address or a
// whole name, those who are here before those who have left. Where several
// answer to it the error is an *AmbiguousError.
func (d *Directory) Find(ctx context.Context, said string) (briefings.Member, error) {
	return view(ctx, d, func(tx storage.Tx) (briefings.Member, error) {
		all, err := loadAll(tx)
		if err != nil {
			return briefings.Member{}, err
		}
		today := d.Today()
		for _, here := range []bool{true, false} {
			var found []briefings.Member
			for _, m := range all {
				if m.Here(today) == here && answersTo(m, said) {
					found = append(found, m)
				}
			}
			switch len(found) {
			case 0:
				continue
			case 1:
				return found[0], nil
			}
			ids := &AmbiguousError{}
			for _, m := range found {
				ids.IDs = append(ids.IDs, m.ID)
			}
			return briefings.Member{}, ids
		}
		return briefings.Member{}, ErrNoMember
	})
}

func answersTo(m briefings.Member, said string) bool {
	said = strings.TrimSpace(said)
	if said == "" {
		return false
	}
	return said == m.ID || m.Email != "" && strings.EqualFold(said, m.Email) || fold(said) != "" && fold(said) == fold(m.Name)
}
