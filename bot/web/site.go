package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"hearth/bot"
	"hearth/briefings"
	"hearth/storage"
)

// A Directory knows the members. It is safe for concurrent use.
type Directory interface {
	// Get gives a member by id. The error wraps storage.ErrNotFound where there
	// is none.
	Get(ctx context.Context, id string) (briefings.Member, error)
	// Who knows a member by a platform's name for them or, failing that, by an
	// e-mail address that the platform vouches for. It gives the zero Member
	// where nobody who is here is known.
	Who(ctx context.Context, link briefings.Link, email string) (briefings.Member, error)
	// ByEmail knows a member by an address, in whatever case it is typed. It gives
	// the zero Member where nobody who is here has it.
	ByEmail(ctx context.Context, email string) (briefings.Member, error)
	// List gives every member who is here.
	List(ctx context.Context) ([]briefings.Member, error)
	// Ask files somebody's wish to be added, for an officer to approve. Asking
	// twice is asking once.
	Ask(ctx context.Context, link briefings.Link, name, email string) error
}

// Options are what a Site is made of.
type Options struct {
	Store    storage.Store                               // needed
	Members  Directory                                   // needed
	Contacts func(context.Context) (bot.Contacts, error) // nil: none
	Council  func(context.Context) string                // nil: the one that Contacts name
	Base     *url.URL                                    // needed: the public address; https off loopback
	Listen   string                                      // "127.0.0.1:8080"; only needed for Demo
	Demo     bool                                        // show the picker, on a loopback address alone
	Ways     []Way                                       // on which sign-in links reach members; none: no sign-in by link
	OIDC     *OIDCOptions                                // nil: no sign-in with a work account
	Nav      []NavItem
	Zone     *time.Location   // nil: UTC
	Log      *slog.Logger     // nil: none
	Now      func() time.Time // nil: time.Now
}

// A NavItem is one entry of the navigation; each visitor sees those that they
// may open.
type NavItem struct {
	Label, Href string
	Access      Access
	ID          string // what Page.Nav calls it
}

// A HandlerFunc makes one page or takes one form. An error becomes a page that
// says what it may.
type HandlerFunc = func(http.ResponseWriter, *http.Request, Visitor) error

// A Route is one pattern with who may have it.
type Route struct {
	Pattern string
	Access  Access
}

// A Site is hearth's pages.
type Site struct {
	o        Options
	mux      *http.ServeMux
	routes   []Route
	assets   map[string]asset
	css      string // its address
	icon     string
	pages    *Templates
	sessions *Sessions
	links    *Links
	oidc     *oidcClient
	flows    *flows
	limits   *limits
	sending  sending
}

// New makes a Site with the pages that all share: signing in and out, and the
// stylesheet. It starts nothing; Close ends what requests have begun.
func New(o Options) (*Site, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := check(o); err != nil {
		return nil, err
	}
	s := &Site{
		o: o, mux: http.NewServeMux(), assets: map[string]asset{},
		sessions: NewSessions(o.Store, o.Now), links: NewLinks(o.Store, o.Base, o.Now),
		flows: newFlows(o.Now), limits: newLimits(o.Now),
	}
	if o.OIDC != nil {
		s.oidc = newOIDC(*o.OIDC, o.Base, o.Now)
	}
	s.css = s.Asset("style.css", "text/css; charset=utf-8", style)
	s.icon = s.Asset("icon.svg", "image/svg+xml", icon)
	var err error
	if s.pages, err = s.Templates(ownPages()); err != nil {
		return nil, err
	}
	s.Handle("GET /assets/{file}", Anyone, s.asset)
	s.signInPages()
	return s, nil
}

func check(o Options) error {
	switch {
	case o.Store == nil || o.Members == nil || o.Base == nil:
		return errors.New("pages need a store, members and a public address")
	case o.Base.Host == "" || o.Base.Scheme != "https" && o.Base.Scheme != "http":
		return fmt.Errorf("the public address %q is no web address; write one like https://hearth.example.gov.uk", o.Base)
	case o.Base.Scheme == "http" && !loopback(o.Base.Host):
		return fmt.Errorf("the public address %q must begin with https: over http, others on the way could read and sign in", o.Base)
	case o.Base.Path != "" && o.Base.Path != "/":
		return fmt.Errorf("the public address %q must have no path: hearth's pages stand at the root", o.Base)
	case o.Demo && !loopback(o.Listen):
		return fmt.Errorf("the demo lets anybody be anybody, so it listens on a loopback address alone, not on %q", o.Listen)
	}
	return nil
}

// Handle registers a pattern ("GET /papers/{id}") with who may have it. It
// panics where nobody may, or where the pattern stands already: that is a slip
// in the program.
func (s *Site) Handle(pattern string, may Access, h HandlerFunc) {
	if may.isZero() {
		panic("web: nobody may have " + pattern)
	}
	s.routes = append(s.routes, Route{pattern, may})
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, may, h) })
}

// Routes lists every pattern in the order of registering.
func (s *Site) Routes() []Route { return append([]Route(nil), s.routes...) }

// Sessions are the sign-ins that are in force.
func (s *Site) Sessions() *Sessions { return s.sessions }

// Links makes sign-in links.
func (s *Site) Links() *Links { return s.links }

// Logger is where the pages log.
func (s *Site) Logger() *slog.Logger { return s.o.Log }

// Zone is the council's.
func (s *Site) Zone() *time.Location { return s.o.Zone }

// Now is the present in the council's zone.
func (s *Site) Now() time.Time { return s.o.Now().In(s.o.Zone) }

// Close waits for sign-in links that are being sent, until the context ends; then
// it gives them up. No more are begun.
func (s *Site) Close(ctx context.Context) error { return s.sending.close(ctx) }

// Sweep deletes sessions and sign-in links that have run out. Once an hour is
// often enough: what has run out is of no use before, either.
func (s *Site) Sweep(ctx context.Context) error {
	return errors.Join(s.sessions.Sweep(ctx), s.links.Sweep(ctx))
}

// loopback tells whether a host, with or without its port, is this machine
// alone.
func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if len(host) > 2 && host[0] == '[' && host[len(host)-1] == ']' {
		host = host[1 : len(host)-1]
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
