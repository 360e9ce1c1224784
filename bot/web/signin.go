package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

// sendingLife leaves whoever gets the last try a minute to use the link.
const sendingLife = LinkLife - time.Minute

func (s *Site) signInPages() {
	s.Handle("GET /signin", Anyone, s.signInPage)
	s.Handle("POST /signin/email", Anyone, s.askForLink)
	s.Handle("GET /signin/link/{token}", Anyone, s.linkPage)
	s.Handle("POST /signin/link", Anyone, s.useLink)
	s.Handle("POST /signin/demo", Anyone, s.pickDemo)
	s.Handle("GET /signin/work", Anyone, s.oidcBegin)
	s.Handle("GET /signin/work/back", Anyone, s.oidcBack)
	s.Handle("POST /signin/ask", Anyone, s.askToBeAdded)
	s.Handle("POST /signout", Anyone, s.signOut)
}

// signInData is what the sign-in page shows.
type signInData struct {
	Next   string
	Demo   []briefings.Member // nil: no demo
	Ways   waysData
	Work   string // the name of the work account; "": none
	Email  Field
	Sent   bool
	Fields []Field
}

func (s *Site) signInData(r *http.Request, next string) (signInData, error) {
	d := signInData{
		Next: localPath(next), Ways: s.waysData(),
		Email: Field{Name: "email", Label: "Your council e-mail address", Type: "email", Autocomplete: "email"},
	}
	if s.oidc != nil {
		d.Work = s.oidc.o.Name
	}
	if s.demo(r) {
		var err error
		if d.Demo, err = s.o.Members.List(r.Context()); err != nil {
			return d, fmt.Errorf("listing who can be picked: %w", err)
		}
	}
	return d, nil
}

func (s *Site) signInPage(w http.ResponseWriter, r *http.Request, v Visitor) error {
	next := r.URL.Query().Get("next")
	if v.Signed() && next != "" {
		return s.See(w, r, localPath(next), "")
	}
	d, err := s.signInData(r, next)
	if err != nil {
		return err
	}
	return s.pages.Render(w, r, v, "signin", Page{Title: "Sign in", Data: d})
}

// demo tells whether this request may pick whom to be: only in demo mode, only
// over a connection within this machine, and only under a name of this machine,
// so that a page elsewhere whose name was pointed here gets nothing. A proxy is
// not this machine's own browser.
func (s *Site) demo(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(interface{ String() string })
	return s.o.Demo && ok && loopback(s.o.Listen) && loopback(local.String()) && loopback(r.RemoteAddr) && loopback(r.Host) &&
		r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}

func (s *Site) pickDemo(w http.ResponseWriter, r *http.Request, _ Visitor) error {
	if !s.demo(r) {
		return storage.ErrNotFound
	}
	m, err := s.o.Members.Get(r.Context(), r.PostFormValue("member"))
	if err != nil {
		return err
	}
	return s.signIn(w, r, m, true, r.PostFormValue("next"))
}

// limit refuses whoever tries too often from one address.
func (s *Site) limit(w http.ResponseWriter, r *http.Request) error {
	ok, after := s.limits.take("address "+address(r), perAddress)
	if ok {
		return nil
	}
	w.Header().Set("Retry-After", strconv.Itoa(int(after.Seconds())+1))
	return &Error{http.StatusTooManyRequests, "Too many tries", "Please wait a minute and try again."}
}

// askForLink answers the same, and as soon, whether or not it knows the
// address: looking, and sending, come after the reply.
func (s *Site) askForLink(w http.ResponseWriter, r *http.Request, v Visitor) error {
	if len(s.o.Ways) == 0 {
		return storage.ErrNotFound
	}
	if err := s.limit(w, r); err != nil {
		return err
	}
	next := r.PostFormValue("next")
	d, err := s.signInData(r, next)
	if err != nil {
		return err
	}
	typed := strings.TrimSpace(r.PostFormValue("email"))
	d.Email.Value = typed
	at, err := mail.ParseAddress(typed)
	if err != nil || len(typed) > 254 {
		d.Email.Error = "Write your e-mail address like name@council.gov.uk"
		d.Fields = []Field{d.Email}
		return s.pages.Render(w, r, v, "signin", Page{Title: "Sign in", Status: http.StatusUnprocessableEntity, Data: d})
	}
	to := strings.ToLower(at.Address)
	if ok, _ := s.limits.take("email "+hashOf(to), perEmail); ok {
		if !s.sending.begin(r.Context(), sendingLife, func(ctx context.Context) { s.sendLink(ctx, to, localPath(next)) }) {
			s.o.Log.Warn("a sign-in link was not sent, since too many are being sent", "component", "web")
		}
	}
	d.Sent = true
	return s.pages.Render(w, r, v, "signin", Page{Title: "Look in your " + d.Ways.All, Data: d})
}

// sendLink sends a link to a member; to anybody else, nothing.
func (s *Site) sendLink(ctx context.Context, to, next string) {
	m, err := s.o.Members.ByEmail(ctx, to)
	if err != nil {
		s.o.Log.Error("looking up who asked to sign in", "component", "web", "err", err)
		return
	}
	if !m.Here(knowledge.DateOf(s.Now())) {
		return
	}
	link, err := s.links.link(ctx, m.ID, next)
	if err != nil {
		s.o.Log.Error("a sign-in link was not made", "component", "web", "member", m.ID, "err", err)
		return
	}
	s.bring(ctx, m, link)
}

var errLink = &Error{http.StatusGone, "This link has run out", "A sign-in link works once, for ten minutes. Ask for a new one."}

// linkData is what the page of a link shows.
type linkData struct{ Name, Token string }

// linkPage shows whom a link is for. It spends nothing: the scanners of e-mail
// open every link.
func (s *Site) linkPage(w http.ResponseWriter, r *http.Request, v Visitor) error {
	if err := s.limit(w, r); err != nil {
		return err
	}
	token := r.PathValue("token")
	rec, err := s.links.peek(r.Context(), token)
	if err != nil {
		return linkError(err)
	}
	m, err := s.o.Members.Get(r.Context(), rec.Member)
	if err != nil {
		return linkError(err)
	}
	return s.pages.Render(w, r, v, "link", Page{Title: "Sign in as " + m.Name, Data: linkData{m.Name, token}})
}

func linkError(err error) error {
	if errors.Is(err, storage.ErrNotFound) {
		return errLink
	}
	return err
}

func (s *Site) useLink(w http.ResponseWriter, r *http.Request, _ Visitor) error {
	if err := s.limit(w, r); err != nil {
		return err
	}
	rec, err := s.links.spend(r.Context(), r.PostFormValue("token"))
	if err != nil {
		return linkError(err)
	}
	m, err := s.o.Members.Get(r.Context(), rec.Member)
	if err != nil {
		return linkError(err)
	}
	return s.signIn(w, r, m, false, rec.Next)
}

// signIn begins a session with a new id, ends the browser's old one and leads
// to where the member was going.
func (s *Site) signIn(w http.ResponseWriter, r *http.Request, m briefings.Member, demo bool, next string) error {
	if !m.Here(knowledge.DateOf(s.Now())) {
		return &Error{http.StatusForbidden, "You can't sign in", "hearth has it that you have left. If that is wrong, ask democratic services."}
	}
	before := ""
	if c, err := r.Cookie(s.cookieName(sessionCookie)); err == nil {
		before = c.Value
	}
	token, err := s.sessions.begin(r.Context(), m.ID, device(r.UserAgent()), demo, before)
	if err != nil {
		return err
	}
	s.setCookie(w, sessionCookie, token, sessionDays*24*time.Hour)
	s.o.Log.Info("signed in", "component", "web", "member", m.ID)
	return s.See(w, r, localPath(next), "")
}

func (s *Site) signOut(w http.ResponseWriter, r *http.Request, v Visitor) error {
	if v.Signed() {
		if err := s.sessions.end(r.Context(), v.Member.ID, v.Session); err != nil {
			return err
		}
	}
	s.clearCookie(w, sessionCookie)
	return s.See(w, r, "/signin", "You are signed out.")
}

// device names a browser so that its owner knows it again among their sign-ins,
// and no closer.
func device(agent string) string {
	browser, on := "A browser", ""
	for _, b := range [][2]string{{"Edg", "Edge"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"}, {"SamsungBrowser/", "Samsung Internet"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}} {
		if strings.Contains(agent, b[0]) {
			browser = b[1]
			break
		}
	}
	for _, d := range [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "Mac"}, {"CrOS", "Chromebook"}, {"Linux", "Linux"}} {
		if strings.Contains(agent, d[0]) {
			on = " on " + d[1]
			break
		}
	}
	return browser + on
}
