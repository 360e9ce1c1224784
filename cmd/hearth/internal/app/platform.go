package app

import (
	"context"
	"net/url"
	"time"

	"hearth/bot"
	"hearth/bot/web"
)

// A platform is one on which hearth speaks beside its own pages and the terminal.
type platform interface {
	// adapter speaks there.
	adapter() bot.Adapter
	// way is that of sign-in links to members there.
	way() direct
	// look tells how it stands with the platform.
	look() Look
	// down is for how long the platform can't reach hearth, as far as hearth knows.
	down() time.Duration
	// join takes what people do there to the conversation: it registers at the site
	// what the platform asks for, or gives what must run.
	join(site *Site, host bot.Host) []Part
}

// platforms are those that are set. None is asked anything yet.
func (s *Shared) platforms(o Serve, m *measures) (all []platform, err error) {
	if o.Slack.On() {
		w, err := s.workspace(o.Slack, o.reach(), m)
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	if o.Teams.On() {
		t, err := s.organisation(o.Teams, o.reach(), m)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// downFor is how long a platform has not reached hearth; 0 where it does.
func (h *House) downFor(name string) time.Duration {
	for _, p := range h.platforms {
		if p.adapter().Platform() == name {
			return p.down()
		}
	}
	return 0
}

func adaptersOf(all []platform) (out []bot.Adapter) {
	for _, p := range all {
		out = append(out, p.adapter())
	}
	return out
}

// reach is where members can open the pages from wherever they are, or, in a demo,
// on this machine; nil: nowhere. It is read when something is said, so that a free
// port which is found meanwhile is in it.
func (o Serve) reach() *url.URL {
	if o.Demo || o.Web.URL.Scheme == "https" {
		return o.Web.URL
	}
	return nil
}

// signIn makes links for members who ask for one where they are alone with hearth;
// nil where the links would lead nobody to the pages.
func (s *Shared) signIn(o Serve) func(ctx context.Context, member string) (string, error) {
	base := o.reach()
	if base == nil {
		return nil
	}
	return web.NewLinks(s.Store(), base, s.o.Now).Link
}
