package app

import (
	"context"
	"net/url"
	"time"

	"hearth/bot/web"
	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/cmd/hearth/internal/app/officers"
	"hearth/knowledge"
)

// SignInLink makes a link below a public address by which the member who is
// meant signs in once. It is good until the time that is returned. Whoever has
// left gets none.
func (a *App) SignInLink(ctx context.Context, said string, base *url.URL) (m briefings.Member, link string, until time.Time, err error) {
	lib, err := a.writing(ctx)
	if err != nil {
		return m, "", until, err
	}
	if m, err = a.members(lib.Store()).Find(ctx, said); err != nil {
		return m, "", until, err
	}
	if !m.Here(knowledge.DateOf(a.o.Now().In(a.o.Zone))) {
		return m, "", until, audience.ErrNoMember
	}
	in := officers.SignIn{Store: lib.Store(), Links: web.NewLinks(lib.Store(), base, a.o.Now), Now: a.o.Now}
	link, until, err = in.Link(ctx, a.o.Who, m.ID)
	return m, link, until, err
}
