package web

import (
	"encoding/base64"
	"net/http"
	"strings"
	"time"
)

// The cookies. None but the first outlives the browser for long.
const (
	sessionCookie = "hearth"
	flowCookie    = "hearth-signin" // binds a sign-in elsewhere to the browser that began it
	flashCookie   = "hearth-flash"  // one sentence for the next page
)

// cookieName adds the prefix by which browsers refuse the cookie from a
// sibling host or over http. On loopback there is no https.
func (s *Site) cookieName(name string) string {
	if s.o.Base.Scheme == "https" {
		return "__Host-" + name
	}
	return name
}

func (s *Site) setCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: s.cookieName(name), Value: value, Path: "/", MaxAge: int(life.Seconds()),
		HttpOnly: true, Secure: s.o.Base.Scheme == "https", SameSite: http.SameSiteLaxMode,
	})
}

func (s *Site) clearCookie(w http.ResponseWriter, name string) {
	http.SetCookie(w, &http.Cookie{
		Name: s.cookieName(name), Path: "/", MaxAge: -1,
		HttpOnly: true, Secure: s.o.Base.Scheme == "https", SameSite: http.SameSiteLaxMode,
	})
}

// mostFlash is how long a sentence may be, in bytes.
const mostFlash = 600

// See sends a browser on after a form was taken, with one sentence that the next
// page says; "" for none.
func (s *Site) See(w http.ResponseWriter, r *http.Request, path, sentence string) error {
	if sentence != "" {
		s.setCookie(w, flashCookie, base64.RawURLEncoding.EncodeToString([]byte(sentence[:min(len(sentence), mostFlash)])), time.Minute)
	}
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

// flash takes the sentence that See left.
func (s *Site) flash(w http.ResponseWriter, r *http.Request) string {
	c, err := r.Cookie(s.cookieName(flashCookie))
	if err != nil {
		return ""
	}
	s.clearCookie(w, flashCookie)
	b, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || len(b) > mostFlash {
		return ""
	}
	return strings.ToValidUTF8(string(b), "")
}
