// Package page shows a workspace of slackstub in a browser: somebody picks who they
// are, writes to hearth, presses its buttons and fills in its windows, without a
// workspace of their own.
//
// It is a stand-in and says so on every page. It answers this machine alone, keeps
// nothing, and works without script; the script only brings what is new without
// loading the page again. Who somebody is stands in the address, so two of them can
// be open side by side.
//
// Costs: each open page holds a request, and is made anew at every change in the
// workspace, with all that was said in its channel.
package page

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"hearth/bot/slack/slackstub"
)

// Options say what the page shows. The zero value is one that works.
type Options struct {
	// People are the ids of those whom one may be, the likeliest first; nil: all
	// who can act.
	People []string
	// Notes say in a few words who somebody is, by id: "a councillor".
	Notes map[string]string
	// Hold is how long a browser's request for news may wait; 0: 20 s.
	Hold time.Duration
}

//go:embed pages/*.html
var files embed.FS

//go:embed page.css
var style []byte

//go:embed page.js
var script []byte

// policy lets a page have its own style and script and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

type pages struct {
	s *slackstub.Stub
	o Options
	t *template.Template
}

// New gives the page of a workspace. It wants to stand at the root of an address of
// its own.
func New(s *slackstub.Stub, o Options) http.Handler {
	if o.Hold == 0 {
		o.Hold = 20 * time.Second
	}
	p := &pages{s: s, o: o, t: template.Must(template.New("").Funcs(template.FuncMap{"args": func(w *window, here string) any {
		return struct {
			Window *window
			Here   string
		}{w, here}
	}}).ParseFS(files, "pages/*.html"))}
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", p.page(p.people))
	mux.Handle("GET /page.css", asset("text/css; charset=utf-8", style))
	mux.Handle("GET /page.js", asset("text/javascript; charset=utf-8", script))
	mux.Handle("GET /as/{user}/in/{channel}", p.page(p.room))
	mux.Handle("GET /as/{user}/home", p.page(p.home))
	mux.Handle("POST /as/{user}/in/{channel}/say", p.page(p.say))
	mux.Handle("POST /as/{user}/in/{channel}/press", p.page(p.press))
	mux.Handle("POST /as/{user}/new", p.page(p.newThread))
	mux.Handle("POST /as/{user}/view/{view}/press", p.page(p.pressInView))
	mux.Handle("POST /as/{user}/view/{view}/send", p.page(p.submit))
	mux.Handle("POST /as/{user}/view/{view}/close", p.page(p.closeView))
	mux.Handle("/", p.page(func(*http.Request) (answer, error) { return answer{}, errNowhere }))
	return p.guarded(http.NewCrossOriginProtection().Handler(mux))
}

// guarded lets in this machine alone, by its own name: not another site that gives
// its name this machine's address.
func (p *pages) guarded(inner http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		from, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil || !from.Addr().Unmap().IsLoopback() || !local(r.Host) {
			http.Error(w, "This page is for the machine on which it runs.", http.StatusForbidden)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

func local(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func asset(kind string, b []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(b) // who asked may be gone
	})
}

// An answer is a page, or the address of one.
type answer struct {
	name string
	data any
	to   string // go there instead
	slim bool   // nothing has changed
}

// A trouble is something that the person at the browser may read.
type trouble struct {
	status int
	text   string
}

func (t *trouble) Error() string { return t.text }

var errNowhere = &trouble{http.StatusNotFound, "There is no such page here."}

func (p *pages) page(f func(*http.Request) (answer, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
		a, err := f(r)
		status := http.StatusOK
		if err != nil {
			var t *trouble
			if !errors.As(err, &t) {
				t = &trouble{http.StatusUnprocessableEntity, err.Error()}
			}
			status, a = t.status, answer{name: "trouble", data: map[string]any{"Title": "That did not work", "Text": t.text}}
		}
		switch {
		case a.slim:
			w.WriteHeader(http.StatusNoContent)
			return
		case a.to != "":
			http.Redirect(w, r, a.to, http.StatusSeeOther)
			return
		}
		var b bytes.Buffer
		if err := p.t.ExecuteTemplate(&b, a.name, a.data); err != nil {
			http.Error(w, "This page could not be made.", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_, _ = b.WriteTo(w) // who asked may be gone
	})
}

func roomURL(user, channel, thread string) string {
	to := "/as/" + url.PathEscape(user) + "/in/" + url.PathEscape(channel)
	if thread != "" {
		to += "?thread=" + url.QueryEscape(thread)
	}
	return to
}
