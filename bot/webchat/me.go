package webchat

import (
	"fmt"
	"net/http"

	"hearth/bot/web"
)

// meData is "my data".
type meData struct {
	Roles    []string
	Held     []Holding
	Sessions []web.Session
	Told     *Told // after forgetting
}

func (p *pages) me(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	d := meData{}
	for _, role := range v.Member.Roles {
		d.Roles = append(d.Roles, role.Label())
	}
	var err error
	if d.Held, err = p.o.Me.Held(r.Context(), v.Member.ID); err != nil {
		return fmt.Errorf("what is held: %w", err)
	}
	if d.Sessions, err = p.o.Site.Sessions().Of(r.Context(), v.Member.ID); err != nil {
		return err
	}
	return p.t.Render(w, r, v, "me", web.Page{Title: "My data", Nav: "me", Data: d})
}

func (p *pages) endSession(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	id := r.PostFormValue("session")
	if err := p.o.Site.Sessions().End(r.Context(), v.Member.ID, id); err != nil {
		return err
	}
	if id == v.Session {
		return p.o.Site.See(w, r, "/signin", "You are signed out.")
	}
	return p.o.Site.See(w, r, "/me", "That phone or computer is signed out.")
}

func (p *pages) askForget(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	return p.t.Render(w, r, v, "forget", web.Page{Title: "Forget me?", Nav: "me"})
}

func (p *pages) forget(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	told, err := p.o.Me.Forget(r.Context(), v.Member.ID)
	if err != nil {
		return fmt.Errorf("forgetting: %w", err)
	}
	return p.t.Render(w, r, v, "forgotten", web.Page{Title: "You asked to be forgotten", Nav: "me", Data: told})
}

// aboutData is who sees what.
type aboutData struct{ WordDays int }

func (p *pages) about(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	return p.t.Render(w, r, v, "about", web.Page{Title: "Who sees what", Data: aboutData{p.o.WordDays(r.Context())}})
}
