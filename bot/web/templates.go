package web

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"hearth/bot"
)

//go:embed pages/*.html
var pagesFS embed.FS

//go:embed style.css
var style []byte

//go:embed icon.svg
var icon []byte

func ownPages() fs.FS {
	sub, err := fs.Sub(pagesFS, "pages")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return sub
}

// A Page is what one rendering shows.
type Page struct {
	Title  string
	Status int    // 0: 200; with 422 the title says that something is wrong
	Nav    string // which entry of the navigation is current
	Data   any    // .Data in the template
	Flash  string // said once at the top; "" shows what See left, if anything
	Script string // address of a script, from Site.Asset; the page must work without it
	Reload int    // seconds after which a browser without script asks again; 0: never
}

// Templates are pages with the layout around them.
type Templates struct {
	site  *Site
	pages map[string]*template.Template
}

// Templates makes pages of the files at the root of a file system. "papers.html"
// is the page "papers" and defines "main"; a file that begins with an underscore
// holds parts for all of them. The kit's own parts are at hand: "field",
// "errors", "notice", "table", "pager".
func (s *Site) Templates(files fs.FS) (*Templates, error) {
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		return nil, fmt.Errorf("looking for templates: %w", err)
	}
	base := template.New("layout.html").Funcs(s.funcs())
	base, err = base.ParseFS(pagesFS, "pages/_*.html")
	if err != nil {
		return nil, fmt.Errorf("the layout: %w", err)
	}
	var parts, pages []string
	for _, n := range names {
		if strings.HasPrefix(path.Base(n), "_") {
			parts = append(parts, n)
		} else {
			pages = append(pages, n)
		}
	}
	if len(parts) > 0 {
		if base, err = base.ParseFS(files, parts...); err != nil {
			return nil, fmt.Errorf("parts of pages: %w", err)
		}
	}
	t := &Templates{s, map[string]*template.Template{}}
	for _, n := range pages {
		page, err := template.Must(base.Clone()).ParseFS(files, n)
		if err != nil {
			return nil, fmt.Errorf("page %s: %w", n, err)
		}
		if page.Lookup("main") == nil {
			return nil, fmt.Errorf("page %s defines no \"main\"", n)
		}
		t.pages[strings.TrimSuffix(path.Base(n), ".html")] = page
	}
	return t, nil
}

// view is what the layout sees.
type view struct {
	Page
	Visitor  Visitor
	Items    []NavItem
	Council  string
	Contacts bot.Contacts
	CSS      string
	Icon     string
	Demo     bool
	Path     string
}

// Render writes a page. Nothing is written where it fails.
func (t *Templates) Render(w http.ResponseWriter, r *http.Request, v Visitor, name string, p Page) error {
	page, ok := t.pages[name]
	if !ok {
		return fmt.Errorf("there is no page %q", name)
	}
	s := t.site
	if p.Flash == "" {
		p.Flash = s.flash(w, r)
	}
	view := view{Page: p, Visitor: v, CSS: s.css, Icon: s.icon, Demo: s.demo(r), Path: r.URL.Path}
	view.Contacts, view.Council = s.council(r.Context())
	for _, n := range s.o.Nav {
		if n.Access.Admits(r.Context(), v) {
			view.Items = append(view.Items, n)
		}
	}
	return write(w, p.Status, page, "layout", view)
}

// Part writes one named part of a page, without the layout.
func (t *Templates) Part(w http.ResponseWriter, name, part string, data any) error {
	page, ok := t.pages[name]
	if !ok {
		return fmt.Errorf("there is no page %q", name)
	}
	return write(w, http.StatusOK, page, part, data)
}

func write(w http.ResponseWriter, status int, page *template.Template, part string, data any) error {
	var b bytes.Buffer
	if err := page.ExecuteTemplate(&b, part, data); err != nil {
		return fmt.Errorf("making a page: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if status == 0 {
		status = http.StatusOK
	}
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // who left needs no page
	return nil
}

// council is whose pages these are and whom to ring. A page is of use without
// either, so a fault is logged and the page shown.
func (s *Site) council(ctx context.Context) (c bot.Contacts, name string) {
	if s.o.Contacts != nil {
		var err error
		if c, err = s.o.Contacts(ctx); err != nil {
			s.o.Log.Error("the contacts could not be read", "component", "web", "err", err)
		}
	}
	name = c.Council
	if s.o.Council != nil {
		name = s.o.Council(ctx)
	}
	return c, name
}
