package web

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

// OIDCOptions say which work accounts can sign in.
//
// An account is known by the issuer's own id of the person, or, the first time,
// by its e-mail address. An address is only believed where the issuer says
// "email_verified". Microsoft Entra says no such thing; there an administrator
// may have typed the address, so in a tenant that others administer, or with the
// issuer for all tenants, anybody could claim to be anybody. TrustEmail is for
// the issuer of the council's own single tenant, where whoever may set an
// address could as well add a member.
type OIDCOptions struct {
	Issuer       *url.URL
	ClientID     string
	ClientSecret string
	TrustEmail   bool         // take "email", or else "preferred_username", though unverified
	Name         string       // on the button: "your work account"
	Client       *http.Client // nil: one with a timeout
}

// oidcTimeout bounds what the issuer can hold up.
const oidcTimeout = 10 * time.Second

type oidcClient struct {
	o    OIDCOptions
	back string
	now  func() time.Time

	mu       sync.Mutex
	provider *oidc.Provider // found out at the first sign-in, since hearth starts without the issuer
}

func newOIDC(o OIDCOptions, base *url.URL, now func() time.Time) *oidcClient {
	if o.Name == "" {
		o.Name = "your work account"
	}
	if o.Client == nil {
		o.Client = &http.Client{Timeout: oidcTimeout}
	}
	return &oidcClient{o: o, back: base.JoinPath("signin", "work", "back").String(), now: now}
}

// reach gives the issuer's addresses and keys, and a context by which it is
// spoken to.
func (c *oidcClient) reach(ctx context.Context) (context.Context, *oidc.Provider, error) {
	ctx = oidc.ClientContext(ctx, c.o.Client)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.provider != nil {
		return ctx, c.provider, nil
	}
	// The keys are fetched again later, beyond this request's end.
	p, err := oidc.NewProvider(context.WithoutCancel(ctx), c.o.Issuer.String())
	if err != nil {
		return ctx, nil, fmt.Errorf("asking the issuer: %w", withoutAddress(err))
	}
	c.provider = p
	return ctx, p, nil
}

// withoutAddress takes out of an error what was asked for: a token request's
// address may carry a code.
func withoutAddress(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	if r, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		return fmt.Errorf("the issuer said %s (%s)", r.Response.Status, r.ErrorCode)
	}
	return err
}

func (c *oidcClient) config(p *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: c.o.ClientID, ClientSecret: c.o.ClientSecret, Endpoint: p.Endpoint(),
		RedirectURL: c.back, Scopes: []string{oidc.ScopeOpenID, "email", "profile"}}
}

var errWork = &Error{http.StatusBadGateway, "Signing in with a work account does not work just now",
	"Nothing is wrong with what you did. Try again in a few minutes, or ask democratic services for a sign-in link."}

var errWorkAgain = &Error{http.StatusBadRequest, "Signing in was not finished", "Please begin again from the sign-in page."}

// oidcBegin is a GET, as the Content-Security-Policy lets no form lead to
// another site; it changes nothing but the browser's own cookie.
func (s *Site) oidcBegin(w http.ResponseWriter, r *http.Request, _ Visitor) error {
	if s.oidc == nil {
		return storage.ErrNotFound
	}
	if err := s.limit(w, r); err != nil {
		return err
	}
	_, p, err := s.oidc.reach(r.Context())
	if err != nil {
		s.o.Log.Error("the issuer of work accounts can't be reached", "component", "web", "err", err)
		return errWork
	}
	fl := flow{state: draw(), nonce: draw(), verifier: oauth2.GenerateVerifier(), next: localPath(r.URL.Query().Get("next"))}
	s.setCookie(w, flowCookie, s.flows.add(fl), flowLife)
	to := s.oidc.config(p).AuthCodeURL(fl.state, oidc.Nonce(fl.nonce), oauth2.S256ChallengeOption(fl.verifier))
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// takeFlow takes the sign-in that this browser has begun, which can't be taken
// again.
func (s *Site) takeFlow(w http.ResponseWriter, r *http.Request) (flow, error) {
	if s.oidc == nil {
		return flow{}, storage.ErrNotFound
	}
	if err := s.limit(w, r); err != nil {
		return flow{}, err
	}
	c, err := r.Cookie(s.cookieName(flowCookie))
	if err != nil {
		return flow{}, errWorkAgain
	}
	s.clearCookie(w, flowCookie)
	fl, ok := s.flows.take(c.Value)
	if !ok {
		return flow{}, errWorkAgain
	}
	return fl, nil
}

// oidcBack is where the issuer sends the browser. The flow is taken whatever
// comes of it, so that neither state nor code is of use twice.
func (s *Site) oidcBack(w http.ResponseWriter, r *http.Request, v Visitor) error {
	q := r.URL.Query()
	fl, err := s.takeFlow(w, r)
	if err != nil {
		return err
	}
	if fl.state == "" || subtle.ConstantTimeCompare([]byte(fl.state), []byte(q.Get("state"))) != 1 {
		return errWorkAgain
	}
	if q.Get("code") == "" {
		return errWorkAgain // the person said no, or the issuer did
	}
	who, err := s.oidc.redeem(r.Context(), fl, q.Get("code"))
	if err != nil {
		s.o.Log.Warn("a work account was refused", "component", "web", "err", err)
		return errWorkAgain
	}
	link := s.oidc.link(who.Subject)
	m, err := s.o.Members.Who(r.Context(), link, who.Email)
	if err != nil {
		return fmt.Errorf("who has the work account: %w", err)
	}
	if m.Here(knowledge.DateOf(s.Now())) {
		return s.signIn(w, r, m, false, fl.next)
	}
	s.setCookie(w, flowCookie, s.flows.add(flow{subject: who.Subject, name: who.Name, email: who.Email}), flowLife)
	return s.pages.Render(w, r, v, "unknown", Page{Title: "I don't know you yet", Status: http.StatusForbidden, Data: who})
}

func (c *oidcClient) link(subject string) briefings.Link {
	return briefings.Link{Platform: "oidc", Workspace: c.o.Issuer.String(), ID: subject}
}

// A person is what the issuer vouches for.
type person struct {
	Subject, Name string
	Email         string // "" where it isn't vouched for
}

// redeem turns a code into a person. It checks signature, issuer, audience,
// expiry and nonce.
func (c *oidcClient) redeem(ctx context.Context, fl flow, code string) (person, error) {
	ctx, p, err := c.reach(ctx)
	if err != nil {
		return person{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, oidcTimeout)
	defer cancel()
	tokens, err := c.config(p).Exchange(ctx, code, oauth2.VerifierOption(fl.verifier))
	if err != nil {
		return person{}, fmt.Errorf("redeeming the code: %w", withoutAddress(err))
	}
	raw, _ := tokens.Extra("id_token").(string)
	id, err := p.Verifier(&oidc.Config{ClientID: c.o.ClientID, Now: c.now}).Verify(ctx, raw)
	if err != nil {
		return person{}, errors.New("the token does not hold: " + tokenFault(err))
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(fl.nonce)) != 1 {
		return person{}, errors.New("the token is for another sign-in")
	}
	var claims struct {
		Name     string `json:"name"`
		Email    string `json:"email"`
		Verified any    `json:"email_verified"` // some issuers write "true"
		Username string `json:"preferred_username"`
	}
	if err := id.Claims(&claims); err != nil {
		return person{}, errors.New("the token's claims can't be read")
	}
	who := person{Subject: id.Subject, Name: clip(claims.Name, 100)}
	switch {
	case claims.Verified == true || claims.Verified == "true":
		who.Email = claims.Email
	case claims.Verified != nil:
		// The issuer says that it isn't verified: that is believed, whatever is set.
	case c.o.TrustEmail && claims.Email != "":
		who.Email = claims.Email
	case c.o.TrustEmail:
		who.Email = claims.Username
	}
	who.Email = strings.ToLower(clip(who.Email, 254))
	return who, nil
}

// tokenFault is why a token was refused, without what it holds.
func tokenFault(err error) string {
	var expired *oidc.TokenExpiredError
	switch {
	case errors.As(err, &expired):
		return "it has run out"
	case strings.Contains(err.Error(), "audience"):
		return "it is for another audience"
	case strings.Contains(err.Error(), "issuer"), strings.Contains(err.Error(), "issued by"):
		return "it is of another issuer"
	case strings.Contains(err.Error(), "signature"):
		return "its signature is wrong"
	}
	return "it can't be verified"
}

func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

// askToBeAdded files the wish of somebody whose account was vouched for.
func (s *Site) askToBeAdded(w http.ResponseWriter, r *http.Request, v Visitor) error {
	fl, err := s.takeFlow(w, r)
	if err != nil {
		return err
	}
	if fl.subject == "" {
		return errWorkAgain
	}
	if err := s.o.Members.Ask(r.Context(), s.oidc.link(fl.subject), fl.name, fl.email); err != nil {
		return err
	}
	return s.pages.Render(w, r, v, "asked", Page{Title: "Democratic services will look at it"})
}
