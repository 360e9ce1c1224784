package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"hearth/bot/board"
	"hearth/bot/keeping"
	"hearth/bot/web"
	"hearth/bot/webchat"
	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/cmd/hearth/internal/app/officers"
	"hearth/knowledge"
	"hearth/knowledge/library"
	"hearth/storage"
)

// Pages say where and how the web pages are served.
type Pages struct {
	Listen string           // host and port
	Base   *url.URL         // the address that people type
	Demo   bool             // whoever opens them on this machine may pick who they are
	Ways   []web.Way        // on which sign-in links reach members
	OIDC   *web.OIDCOptions // nil: no work accounts
}

// uploadsDir is where files that officers bring wait for their choice.
const uploadsDir = "uploads"

// A Site is the web pages of a House.
type Site struct {
	*web.Site
	board *board.Board
	o     Pages
	log   *slog.Logger
}

// Site makes the members' and the officers' pages. Close it before what is
// shared.
func (h *House) Site(ctx context.Context, o Pages) (*Site, error) {
	opts := h.Shared.o
	s, err := web.New(web.Options{
		Store: h.Shared.Store(), Members: visitors{h.Members}, Contacts: h.Contacts, Base: o.Base, Listen: o.Listen,
		Demo: o.Demo, Ways: o.Ways, OIDC: o.OIDC, Zone: opts.Zone, Log: opts.Log, Now: opts.Now,
		Nav: append(webchat.Nav(h.publicPages), board.NavItem()),
	})
	if err != nil {
		return nil, err
	}
	err = webchat.Register(webchat.Options{
		Site: s, Store: h.Shared.Store(), Talk: h.Core, Papers: shelf{h.Shared.lib}, Me: mine{h.Keeper}, Samples: SampleQuestions(),
		PublicPages: h.publicPages, WordDays: h.wordDays, Now: opts.Now,
	})
	if err != nil {
		return nil, err
	}
	b, err := board.New(ctx, board.Options{
		Site: s, Papers: officers.Papers{Library: h.Shared.lib, Changed: h.Shared.App().changed}, Council: h.Council, Members: officers.Members{Directory: h.Members},
		Asker: h.Shared, Switch: officers.Switch{Store: h.Shared.Store(), Now: opts.Now},
		SignIn: officers.SignIn{Store: h.Shared.Store(), Links: s.Links(), Now: opts.Now}, Uploads: h.Shared.App().file(uploadsDir), Log: opts.Log,
	})
	if err != nil {
		return nil, err
	}
	return &Site{s, b, o, opts.Log.With("component", "web")}, nil
}

// Close waits for what the pages have begun, until ctx ends.
func (s *Site) Close(ctx context.Context) error {
	return errors.Join(s.board.Close(), s.Site.Close(ctx))
}

// Sweep takes away what has run out: sign-ins, links, uploads that nobody chose
// from.
func (s *Site) Sweep(ctx context.Context) error {
	return errors.Join(s.board.Sweep(), s.Site.Sweep(ctx))
}

// Limits of the web server. A question's answer takes two seconds at most; an
// upload of hundreds of MB over a slow line takes its time, so bodies are bounded
// by the pages that read them.
const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	bodyTimeout   = 30 * time.Minute
	maxHeader     = 32 << 10
)

// Part serves the pages on an open listener.
func (s *Site) Part(l net.Listener) Part {
	return Part{Name: "the web pages", Run: func(ctx context.Context) (string, error) {
		server := &http.Server{
			Handler: s.Handler(), ReadHeaderTimeout: headerTimeout, ReadTimeout: bodyTimeout, WriteTimeout: bodyTimeout,
			IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
		}
		ended := make(chan error, 1)
		go func() { ended <- server.Serve(l) }()
		select {
		case err := <-ended:
			return "", err
		case <-ctx.Done():
		}
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), StopWithin-time.Second)
		defer cancel()
		if err := server.Shutdown(stopping); err != nil {
			return "some pages were cut off", errors.Join(server.Close(), s.Close(stopping))
		}
		return "", s.Close(stopping)
	}}
}

// visitors are the directory as the pages use it.
type visitors struct{ dir *audience.Directory }

func (v visitors) Get(ctx context.Context, id string) (briefings.Member, error) {
	m, err := v.dir.Get(ctx, id)
	if errors.Is(err, audience.ErrNoMember) {
		err = fmt.Errorf("%w: %w", storage.ErrNotFound, err)
	}
	return m, err
}

func (v visitors) Who(ctx context.Context, l briefings.Link, email string) (briefings.Member, error) {
	return nobody(v.dir.Who(ctx, l, email))
}

func (v visitors) ByEmail(ctx context.Context, email string) (briefings.Member, error) {
	return nobody(v.dir.ByEmail(ctx, email))
}

func (v visitors) List(ctx context.Context) ([]briefings.Member, error) {
	return v.dir.List(ctx, audience.Filter{})
}

func (v visitors) Ask(ctx context.Context, l briefings.Link, name, email string) error {
	return v.dir.Ask(ctx, l, name, email)
}

// nobody is the zero Member where somebody is unknown.
func nobody(m briefings.Member, err error) (briefings.Member, error) {
	if errors.Is(stranger(err), briefings.ErrUnknown) {
		return briefings.Member{}, nil
	}
	return m, err
}

// shelf is the library as the members' pages use it.
type shelf struct{ lib *library.Library }

func (s shelf) List(ctx context.Context, v knowledge.Viewer) ([]knowledge.Document, error) {
	all, err := s.lib.List(ctx, library.Filter{})
	var seen []knowledge.Document
	for _, d := range all {
		if v.MaySee(d.Shelf) {
			seen = append(seen, d)
		}
	}
	return seen, err
}

func (s shelf) Get(ctx context.Context, id string) (knowledge.Document, error) {
	return known(s).Get(ctx, id)
}

func (s shelf) Content(ctx context.Context, id, version string) (knowledge.Content, error) {
	return known(s).Content(ctx, id, version)
}

func (s shelf) Original(ctx context.Context, id, version string) (string, error) {
	path, err := s.lib.Original(ctx, id, version)
	return path, unknown(err)
}

// publicPages tells whether the public shelf's papers need no sign-in. What
// can't be read is not public.
func (h *House) publicPages(ctx context.Context) bool {
	r, err := h.Council.Rules(ctx)
	return err == nil && r.PublicPapers
}

func (h *House) wordDays(ctx context.Context) int { return private{h.Keeper}.Days(ctx) }

// mine is the keeper as the pages use it.
type mine struct{ *keeping.Keeper }

func (m mine) Held(ctx context.Context, member string) ([]webchat.Holding, error) {
	h, err := m.Keeper.Held(ctx, member)
	if err != nil {
		return nil, err
	}
	out := []webchat.Holding{
		{What: "What you asked", Says: counted(h.Questions, "question") + ", with my answers",
			Why: "so that you can look back and ask on", Till: fmt.Sprintf("%d days after each", h.Times.Words)},
		{What: "Messages whose words are not kept", Says: counted(h.Facts, "message") + ", as no more than that it came",
			Why: "so that nothing is answered twice", Till: counted(h.Times.Receipts, "month") + " after each"},
		{What: "Which papers I showed you", Says: counted(h.Receipts, "list"),
			Why: "so that a correction reaches you", Till: counted(h.Times.Receipts, "month") + " after each"},
		{What: "The days on which you used me", Says: "without what you asked",
			Why: "so that the council knows whether I am of use", Till: "until you ask me to forget you"},
	}
	if h.Waiting {
		out = append(out, webchat.Holding{What: "Your wish to be forgotten", Says: "it waits for a hold to end",
			Why: "somebody has made an information request that your questions may fall under", Till: "the hold ends; then I delete it all"})
	}
	return out, nil
}

func (m mine) Forget(ctx context.Context, member string) (webchat.Told, error) {
	told, err := private(m).Forget(ctx, member)
	if err != nil {
		return webchat.Told{}, err
	}
	h, err := m.Keeper.Held(ctx, member)
	if h.Waiting {
		return webchat.Told{Waits: []string{told}}, err
	}
	return webchat.Told{Gone: []string{told}}, err
}
