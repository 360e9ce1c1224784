package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"hearth/bot/web"
	"hearth/cmd/hearth/internal/config"
)

// Serve says what runs while hearth serves, beside the line to other commands.
type Serve struct {
	Web       config.Web
	Slack     config.Slack
	Teams     config.Teams
	Demo      bool   // whoever opens the pages on this machine may pick who they are
	BackupDir string // where a backup goes each night; empty: none is made
	Lock      Lock   // to whom backups are encrypted
	Beside    []Part // what runs and stops with it
}

// An OpenError says why members are not served: nobody could tell them whom to
// ring, or where the pages are.
type OpenError struct {
	Listen   string
	Pages    bool // others can open the pages
	Chat     bool // members can write on a platform
	Contacts bool // the numbers to ring are not set
	Address  bool // HEARTH_URL is not set
}

// Error is the operator's line.
func (e *OpenError) Error() string {
	var can, lacks []string
	if e.Pages {
		can = append(can, "others can open the pages at "+e.Listen)
	}
	if e.Chat {
		can = append(can, "members can write to hearth")
	}
	if e.Contacts {
		lacks = append(lacks, "the council's front door and its out-of-hours number")
	}
	if e.Address {
		lacks = append(lacks, "the address that people type (HEARTH_URL)")
	}
	return fmt.Sprintf("%s, so they are served once these are set: %s", strings.Join(can, " and "), strings.Join(lacks, "; "))
}

// Hint says how to set them.
func (e *OpenError) Hint() string {
	var do []string
	if e.Contacts {
		do = append(do, `hearth council set front-door.phone="…" out-of-hours.phone="…"`)
	}
	if e.Address {
		do = append(do, "HEARTH_URL=https://hearth.example.gov.uk, with the address at which your proxy takes https")
	}
	if e.Pages && !e.Chat {
		do = append(do, "or HEARTH_WEB=127.0.0.1:8080, for this machine alone")
	}
	return strings.Join(do, "; ")
}

// A Served is all that runs while hearth serves. Its parts close what they use
// when they end; where they never ran, Close does.
type Served struct {
	House   *House
	Site    *Site
	Parts   []Part
	Address string     // of the pages, as people type it
	Web     config.Web // as it is served: where any free port was asked for, with that
	listens net.Listener
}

// Close lets go of what was opened, before what is shared is closed.
func (s *Served) Close(ctx context.Context) error {
	return errors.Join(s.listens.Close(), s.Site.Close(ctx))
}

// Serve makes what serves members, and listens for the pages. It outlives ctx.
func (s *Shared) Serve(ctx context.Context, o Serve) (*Served, error) {
	m, last := newMeasures(s), &lasts{}
	platforms, err := s.platforms(o, m)
	if err != nil {
		return nil, err
	}
	h, err := s.build(ctx, last.count(m.watch()), s.signIn(o), adaptersOf(platforms))
	if err != nil {
		return nil, err
	}
	h.platforms = platforms
	if err := h.mayServe(ctx, o); err != nil {
		return nil, err
	}
	pages, err := pagesOf(o)
	if err != nil {
		return nil, err
	}
	for _, p := range platforms {
		pages.Ways = append(pages.Ways, p.way())
	}
	l, err := net.Listen("tcp", o.Web.Listen)
	if err != nil {
		return nil, &ListenError{o.Web.Listen, err}
	}
	if o.Web.Loopback() && pages.Base.Port() == "0" { // any free port: a test's, or a demo's
		pages.Listen = l.Addr().String()
		pages.Base.Host = l.Addr().String()
	}
	site, err := h.Site(context.WithoutCancel(ctx), pages)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	health := &Health{shared: s, house: h, backups: o.BackupDir}
	health.register(site)
	m.register(site)
	o.Web.Listen, o.Web.URL = pages.Listen, pages.Base
	out := &Served{House: h, Site: site, Address: pages.Base.String(), Web: o.Web, listens: l}
	out.Parts = []Part{
		h.conversations(last),
		site.Part(l),
		{Name: "clearing up", Run: func(ctx context.Context) (string, error) { return "", h.clear(ctx, site) }},
	}
	for _, p := range platforms {
		health.also = append(health.also, p.look)
		out.Parts = append(out.Parts, p.join(site, h.Core)...)
	}
	out.Parts = append(out.Parts, o.Beside...)
	if o.BackupDir != "" {
		out.Parts = append(out.Parts, s.Nights(o.BackupDir, o.Lock))
	}
	return out, nil
}

// A ListenError says that the pages can't be served at their address.
type ListenError struct {
	Listen string
	Err    error
}

// Error is the operator's line.
func (e *ListenError) Error() string {
	return fmt.Sprintf("can't serve pages at %s: %v", e.Listen, e.Err)
}

// Unwrap gives the system's error.
func (e *ListenError) Unwrap() error { return e.Err }

// Hint says what to do.
func (e *ListenError) Hint() string {
	return "another program may be using that address; HEARTH_WEB=127.0.0.1:8081 takes another (for what is tried: --listen 127.0.0.1:8081)"
}

// mayServe refuses to serve others than those at this machine where nobody can be
// told whom to ring, or where the pages are: links to this machine lead nobody else
// here. A demo is for who sits at this machine, and gives itself numbers.
func (h *House) mayServe(ctx context.Context, o Serve) error {
	e := &OpenError{Listen: o.Web.Listen, Pages: !o.Web.Loopback(), Chat: (o.Slack.On() || o.Teams.On()) && !o.Demo}
	if !e.Pages && !e.Chat {
		return nil
	}
	c, err := h.Council.Contacts(ctx)
	if err != nil {
		return err
	}
	e.Contacts = c.FrontDoor.Phone == "" || c.OutOfHours.Phone == ""
	e.Address = e.Pages && o.Web.URL.Scheme != "https"
	if e.Contacts || e.Address {
		return e
	}
	return nil
}

// pagesOf turns the settings into what the pages need.
func pagesOf(o Serve) (Pages, error) {
	p := Pages{Listen: o.Web.Listen, Base: o.Web.URL, Demo: o.Demo}
	if o.Web.Mail != nil {
		mailer, err := mailerOf(o.Web)
		if err != nil {
			return p, err
		}
		p.Ways = append(p.Ways, web.ByEmail(mailer))
	}
	if i := o.Web.OIDC; i != nil {
		p.OIDC = &web.OIDCOptions{Issuer: i.URL, ClientID: i.ClientID, ClientSecret: i.Secret.Reveal(), TrustEmail: i.TrustEmail}
	}
	return p, nil
}

// How often what has run out is taken away, and when in the night what members
// wrote is: before the backup, which then doesn't have it.
const (
	clearEvery  = time.Hour
	lapseHour   = 1
	lapseMinute = 30
)

// clear takes away what has run out, until ctx ends: each hour what the pages
// need no more, each night what has been kept for its time.
func (h *House) clear(ctx context.Context, site *Site) error {
	o := h.Shared.o
	log := o.Log.With("component", "keeping")
	night := nextAt(o.Now().In(o.Zone), lapseHour, lapseMinute)
	for {
		wait := min(clearEvery, night.Sub(o.Now()))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(max(wait, time.Second)):
		}
		_, lapsed := h.Members.Lapse(ctx)
		if err := errors.Join(site.Sweep(ctx), lapsed); err != nil && ctx.Err() == nil {
			log.Error("what has run out can't be taken away", "err", err)
		}
		if o.Now().Before(night) {
			continue
		}
		swept, err := h.Keeper.Sweep(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			log.Error("what has been kept for its time can't be taken away", "err", err)
		default:
			log.Info("what has been kept for its time is taken away", "words", swept.Words, "turns", swept.Turns,
				"receipts", swept.Receipts, "answers", swept.Answers, "members", swept.Members)
		}
		night = nextAt(o.Now().In(o.Zone), lapseHour, lapseMinute)
	}
}

// nextAt is the next time at which a clock shows an hour and a minute.
func nextAt(now time.Time, hour, minute int) time.Time {
	at := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, now.Location())
	if !at.After(now) {
		at = time.Date(now.Year(), now.Month(), now.Day()+1, hour, minute, 0, 0, now.Location())
	}
	return at
}
