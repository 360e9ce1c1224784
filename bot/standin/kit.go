package standin

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"html/template"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

//go:embed pages/*.html
var files embed.FS

//go:embed page.css
var style []byte

//go:embed page.js
var script []byte

// policy lets a page have its own style and script and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// Options say what a stand-in's pages are.
type Options struct {
	Platform string        // for which it stands in: "Slack"
	What     string        // what it is one of: "a Slack workspace"
	Hold     time.Duration // how long a browser's request for news may wait; 0: 20 s
	Pages    fs.FS         // templates of its own, beside those of the frame: head, foot, people, trouble
	Glob     string        // which of them
	Funcs    template.FuncMap
}

// A Kit makes pages. Make one with New; its methods may be called at once from
// anywhere.
type Kit struct {
	hold time.Duration
	t    *template.Template
}

// New makes a Kit. It panics where a template is broken, as that is the program's own
// mistake.
func New(o Options) *Kit {
	if o.Hold == 0 {
		o.Hold = 20 * time.Second
	}
	funcs := template.FuncMap{"platform": func() string { return o.Platform }, "what": func() string { return o.What }}
	maps.Copy(funcs, o.Funcs)
	t := template.Must(template.New("").Funcs(funcs).ParseFS(files, "pages/*.html"))
	return &Kit{o.Hold, template.Must(t.ParseFS(o.Pages, o.Glob))}
}

// Serve gives all pages: those of a mux, the style and the script, and a page for
// what isn't there.
func (k *Kit) Serve(mux *http.ServeMux) http.Handler {
	mux.Handle("GET /page.css", asset("text/css; charset=utf-8", style))
	mux.Handle("GET /page.js", asset("text/javascript; charset=utf-8", script))
	mux.Handle("/", k.Page(func(*http.Request) (Answer, error) { return Answer{}, ErrNowhere }))
	return guarded(http.NewCrossOriginProtection().Handler(mux))
}

// guarded lets in this machine alone, by its own name: not another site that gives
// its name this machine's address.
func guarded(inner http.Handler) http.Handler {
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

// An Answer is a page, or the address of one. The zero value says that nothing has
// changed.
type Answer struct {
	Name string // of its template
	Data any
	To   string // go there instead
}

// A Trouble is something that the person at the browser may read.
type Trouble struct {
	Status int
	Text   string
}

// Error is the text.
func (t *Trouble) Error() string { return t.Text }

// ErrNowhere says that there is no such page.
var ErrNowhere = &Trouble{http.StatusNotFound, "There is no such page here."}

// Page makes a page of what f answers. An error that is no Trouble is shown as it is:
// it is the stand-in's own.
func (k *Kit) Page(f func(*http.Request) (Answer, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
		a, err := f(r)
		status := http.StatusOK
		if err != nil {
			t, ok := errors.AsType[*Trouble](err)
			if !ok {
				t = &Trouble{http.StatusUnprocessableEntity, err.Error()}
			}
			status, a = t.Status, Answer{Name: "trouble", Data: map[string]any{"Title": "That did not work", "Text": t.Text}}
		}
		switch {
		case a.To != "":
			http.Redirect(w, r, a.To, http.StatusSeeOther)
			return
		case a.Name == "":
			w.WriteHeader(http.StatusNoContent)
			return
		}
		var b bytes.Buffer
		if err := k.t.ExecuteTemplate(&b, a.Name, a.Data); err != nil {
			http.Error(w, "This page could not be made.", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_, _ = b.WriteTo(w) // who asked may be gone
	})
}

// News calls look until it says that there is something to show, each time that wait
// sees a change, and gives the answer; nothing where none comes in time.
func (k *Kit) News(r *http.Request, wait func(ctx context.Context, done func() bool) error, look func() bool, a func() Answer) (Answer, error) {
	ctx, done := context.WithTimeout(r.Context(), k.hold)
	defer done()
	if err := wait(ctx, look); err != nil {
		return Answer{}, nil
	}
	return a(), nil
}

// Version is a mark of all that a template shows of some data; "" where it shows
// nothing, as the page itself will tell why.
func (k *Kit) Version(name string, data any) string {
	h := sha256.New()
	if err := k.t.ExecuteTemplate(h, name, data); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
