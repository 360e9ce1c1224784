package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"hearth/knowledge"
	"hearth/storage"
)

// policy is what a page may load: hearth's own files, and nothing inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// Handler is the whole site. Its server needs timeouts of its own.
func (s *Site) Handler() http.Handler {
	cross := http.NewCrossOriginProtection()
	// Behind a proxy that renames the host, an older browser is known by the
	// public address.
	if err := cross.AddTrustedOrigin(s.o.Base.Scheme + "://" + s.o.Base.Host); err != nil {
		panic("web: " + err.Error()) // check has seen the address
	}
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, Visitor{}, &Error{http.StatusForbidden, "That form came from another site",
			"I take forms from my own pages alone. Go back to hearth and send it from there."})
	}))
	inner := cross.Handler(http.HandlerFunc(s.dispatch))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, rec := time.Now(), &recorder{ResponseWriter: w}
		s.headers(rec)
		defer func() {
			if p := recover(); p != nil {
				s.broken(rec, r, p)
			}
			s.log(r, rec, time.Since(start))
		}()
		inner.ServeHTTP(rec, r)
	})
}

func (s *Site) headers(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	// Not no-referrer: with it, browsers send forms with "Origin: null".
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Cache-Control", "no-store") // a phone may be lent, and "back" shows what was kept
	if s.o.Base.Scheme == "https" {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// dispatch makes a page of what the mux would say in plain text.
func (s *Site) dispatch(w http.ResponseWriter, r *http.Request) {
	if _, pattern := s.mux.Handler(r); pattern != "" {
		s.mux.ServeHTTP(w, r)
		return
	}
	v, err := s.visitor(w, r)
	if err == nil {
		err = storage.ErrNotFound
		if methods := s.allowed(r); len(methods) > 0 {
			w.Header().Set("Allow", strings.Join(methods, ", "))
			err = &Error{http.StatusMethodNotAllowed, "This page can't be used like that", "Go back and try from the page itself."}
		}
	}
	s.fail(w, r, v, err)
}

// allowed are the methods with which an address could have been used.
func (s *Site) allowed(r *http.Request) (methods []string) {
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		if _, pattern := s.mux.Handler(&http.Request{Method: m, Host: r.Host, URL: r.URL}); pattern != "" {
			methods = append(methods, m)
		}
	}
	return methods
}

// serve is what stands before every handler.
func (s *Site) serve(w http.ResponseWriter, r *http.Request, may Access, h HandlerFunc) {
	r.Body = http.MaxBytesReader(w, r.Body, may.formBytes())
	v, err := s.visitor(w, r)
	if err != nil {
		s.fail(w, r, Visitor{}, err)
		return
	}
	if may.Admits(r.Context(), v) {
		err = h(w, r, v)
	} else {
		err = s.turnAway(w, r, v)
	}
	if err != nil {
		s.fail(w, r, v, err)
	}
}

// turnAway sends a stranger who reads a page to sign in first, and refuses
// everybody else.
func (s *Site) turnAway(w http.ResponseWriter, r *http.Request, v Visitor) error {
	switch {
	case v.Signed():
		return &Error{http.StatusForbidden, "You can't open this page", "It is for people with another role. If you need it, ask an administrator of hearth at your council."}
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		to := "/signin"
		if r.URL.Path != "/" {
			to += "?" + url.Values{"next": {r.URL.RequestURI()}}.Encode()
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
	return &Error{http.StatusUnauthorized, "You are signed out", "What you sent was not taken. Sign in and send it again."}
}

// visitor finds out who asks. A session whose member is gone ends here.
func (s *Site) visitor(w http.ResponseWriter, r *http.Request) (Visitor, error) {
	c, err := r.Cookie(s.cookieName(sessionCookie))
	if err != nil {
		return Visitor{}, nil
	}
	ctx := r.Context()
	found, err := s.sessions.find(ctx, c.Value)
	if errors.Is(err, storage.ErrNotFound) {
		s.clearCookie(w, sessionCookie)
		return Visitor{}, nil
	}
	if err != nil {
		return Visitor{}, err
	}
	m, err := s.o.Members.Get(ctx, found.Member)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return Visitor{}, fmt.Errorf("who is signed in: %w", err)
	}
	if err != nil || !m.Here(knowledge.DateOf(s.Now())) || found.Demo && !s.demo(r) {
		s.clearCookie(w, sessionCookie)
		return Visitor{}, s.sessions.end(ctx, found.Member, found.ID)
	}
	if renewed, err := s.sessions.renew(ctx, found); err != nil {
		return Visitor{}, err
	} else if renewed {
		s.setCookie(w, sessionCookie, c.Value, sessionDays*24*time.Hour)
	}
	return Visitor{Member: m, Session: found.ID}, nil
}

// broken turns a panic into an apology. What was thrown may hold anything, so
// only the runtime's own words are logged.
func (s *Site) broken(w *recorder, r *http.Request, p any) {
	if p == http.ErrAbortHandler {
		panic(p)
	}
	what := fmt.Sprintf("%T", p)
	if e, ok := p.(runtime.Error); ok {
		what = e.Error()
	}
	s.o.Log.Error("a page broke", "component", "web", "pattern", r.Pattern, "what", what, "stack", string(debug.Stack()))
	if w.status == 0 {
		s.fail(w, r, Visitor{}, errBroke)
	}
}

func (s *Site) log(r *http.Request, rec *recorder, took time.Duration) {
	level := slog.LevelDebug
	if rec.status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	s.o.Log.Log(context.WithoutCancel(r.Context()), level, "page", "component", "web", "method", method(r),
		"pattern", r.Pattern, "status", rec.status, "took", took.Round(time.Microsecond))
}

// method is the request's, where it is one: it is the client's to choose, and
// the log takes no words of anybody's.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch:
		return r.Method
	}
	return "other"
}

// A recorder remembers the status.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the first.
func (r *recorder) WriteHeader(code int) {
	if r.status == 0 && code >= http.StatusOK {
		r.status = code
	}
	r.ResponseWriter.WriteHeader(code)
}

// Write is 200 where nothing else was said.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController through.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
