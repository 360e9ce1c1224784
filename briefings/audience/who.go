package audience

import (
	"context"
	"errors"
	"slices"
	"time"

	"hearth/briefings"
	"hearth/storage"
)

// Who is the member behind a platform's identity. Where nobody is linked to it
// and email is a present member's, that member is linked and returned: so give
// an address only where the platform vouches for it, else "". Anybody else is
// ErrUnknown, and so is whoever has left.
func (d *Directory) Who(ctx context.Context, l briefings.Link, email string) (briefings.Member, error) {
	m, err := view(ctx, d, func(tx storage.Tx) (briefings.Member, error) { return d.linked(tx, l) })
	if address, ok := Address(email); !errors.Is(err, ErrUnknown) || !ok || address == "" {
		return m, err
	}
	if m, err = d.ByEmail(ctx, email); err != nil {
		return m, err // a stranger costs no write
	}
	return update(ctx, d, func(tx storage.Tx, _ time.Time) (briefings.Member, error) { return d.WhoIn(tx, l, email) })
}

// WhoIn is Who within the caller's update.
func (d *Directory) WhoIn(tx storage.Tx, l briefings.Link, email string) (briefings.Member, error) {
	m, err := d.linked(tx, l)
	if !errors.Is(err, ErrUnknown) {
		return m, err
	}
	if m, err = d.addressed(tx, email); err != nil {
		return m, err
	}
	if hint := wrongLink(l); hint != "" {
		return briefings.Member{}, Mistakes{{"link", hint}}
	}
	after := m
	after.Links = append(slices.Clone(m.Links), l)
	return d.change(tx, d.now(), m.ID, "member.link", m, after, map[string]string{"platform": l.Platform, "by": "email"})
}

// ByEmail is the member here who has an e-mail address, in whatever case it is
// typed; else ErrUnknown. It says nothing about whose the address is that was
// typed: send what only its owner may have to the address itself.
func (d *Directory) ByEmail(ctx context.Context, email string) (briefings.Member, error) {
	return view(ctx, d, func(tx storage.Tx) (briefings.Member, error) { return d.addressed(tx, email) })
}

// linked is the present member behind a link.
func (d *Directory) linked(tx storage.Tx, l briefings.Link) (briefings.Member, error) {
	return d.present(leads(tx, linkKey(l)))
}

// addressed is the present member with an address.
func (d *Directory) addressed(tx storage.Tx, email string) (briefings.Member, error) {
	address, ok := Address(email)
	if !ok || address == "" {
		return briefings.Member{}, ErrUnknown
	}
	return d.present(leads(tx, emailPrefix+address))
}

func (d *Directory) present(m briefings.Member, err error) (briefings.Member, error) {
	if err != nil {
		return briefings.Member{}, err
	}
	if !m.Here(d.Today()) {
		return briefings.Member{}, ErrUnknown
	}
	return m, nil
}
