// Package webtest opens hearth's pages as a browser would, for the tests of the
// packages that have pages: a site over a real store, members in memory, a
// browser with cookies, and selectors to look at what it shows. It is for tests
// alone. Costs: a store on the disk and a listener on loopback for each Site.
package webtest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"hearth/bot/web"
	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/bolt/bolttest"
)

// Members are a web.Directory in memory.
type Members struct {
	mu    sync.Mutex
	all   map[string]briefings.Member
	Asked []Asked
}

// An Asked is one wish to be added.
type Asked struct {
	Link        briefings.Link
	Name, Email string
}

// People are one member of each role and one who has none of note.
func People() *Members {
	m := &Members{all: map[string]briefings.Member{}}
	m.Put(briefings.Member{ID: "m1", Name: "Cllr Jane Smith", Email: "jane@example.org", Roles: []briefings.Role{briefings.RoleMember}, Ward: "Acklam"})
	m.Put(briefings.Member{ID: "m2", Name: "Cllr Ravi Patel", Email: "ravi@example.org", Roles: []briefings.Role{briefings.RoleMember}})
	m.Put(briefings.Member{ID: "officer", Name: "Olive Officer", Email: "olive@example.org", Roles: []briefings.Role{briefings.RoleOfficer}})
	m.Put(briefings.Member{ID: "admin", Name: "Ada Admin", Email: "ada@example.org", Roles: []briefings.Role{briefings.RoleAdmin}})
	m.Put(briefings.Member{ID: "dpo", Name: "Dee Peo", Email: "dee@example.org", Roles: []briefings.Role{briefings.RoleDPO}})
	return m
}

// Put adds or changes a member.
func (m *Members) Put(one briefings.Member) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all[one.ID] = one
}

// Erase takes a member out.
func (m *Members) Erase(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.all, id)
}

// Get gives a member by id.
func (m *Members) Get(_ context.Context, id string) (briefings.Member, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	one, ok := m.all[id]
	if !ok {
		return one, fmt.Errorf("member: %w", storage.ErrNotFound)
	}
	return one, nil
}

// Who knows a member by a link or an address.
func (m *Members) Who(_ context.Context, link briefings.Link, email string) (briefings.Member, error) {
	return m.find(func(one briefings.Member) bool {
		return slices.Contains(one.Links, link) || email != "" && strings.EqualFold(one.Email, email)
	}), nil
}

// ByEmail knows a member by an address.
func (m *Members) ByEmail(_ context.Context, email string) (briefings.Member, error) {
	return m.find(func(one briefings.Member) bool { return strings.EqualFold(one.Email, email) }), nil
}

func (m *Members) find(is func(briefings.Member) bool) briefings.Member {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range m.all {
		if one.Here(knowledge.DateOf(time.Now())) && is(one) {
			return one
		}
	}
	return briefings.Member{}
}

// List gives every member, by id.
func (m *Members) List(context.Context) ([]briefings.Member, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []briefings.Member
	for _, one := range m.all {
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b briefings.Member) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// Ask keeps a wish in Asked.
func (m *Members) Ask(_ context.Context, link briefings.Link, name, email string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Asked = append(m.Asked, Asked{link, name, email})
	return nil
}

// A Site is a site that listens on loopback.
type Site struct {
	*web.Site
	Members *Members
	Store   storage.Store
	URL     string // where it listens; its public address, too, unless the options name another
	Log     *Log
	t       testing.TB
}

// Open makes a site in demo mode over an empty store and serves it. Change, where
// it isn't nil, may change the options; pages registers pages on it.
func Open(t testing.TB, change func(*web.Options), pages func(*web.Site) error) *Site {
	t.Helper()
	srv := httptest.NewUnstartedServer(nil)
	here := &url.URL{Scheme: "http", Host: srv.Listener.Addr().String()}
	s := &Site{Members: People(), Store: bolttest.Open(t), URL: here.String(), Log: new(Log), t: t}
	o := web.Options{Store: s.Store, Members: s.Members, Base: here, Listen: here.Host, Demo: true,
		Log: slog.New(slog.NewTextHandler(s.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&o)
	}
	var err error
	if s.Site, err = web.New(o); err != nil {
		t.Fatal(err)
	}
	if pages != nil {
		if err := pages(s.Site); err != nil {
			t.Fatal(err)
		}
	}
	srv.Config.Handler = s.Handler()
	srv.Start()
	t.Cleanup(srv.Close)
	return s
}

// A Log is what was logged.
type Log struct {
	mu sync.Mutex
	b  strings.Builder
}

// Write adds to the log.
func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

// String is all of it.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A Browser keeps cookies and follows no redirect by itself.
type Browser struct {
	Site   *Site
	Client *http.Client
	Header http.Header // sent with every request
}

// Visitor is a browser of somebody who is not signed in.
func (s *Site) Visitor() *Browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &Browser{Site: s, Header: http.Header{}, Client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// As is a browser in which a member has signed in by the demo's picker.
func (s *Site) As(member string) *Browser {
	s.t.Helper()
	b := s.Visitor()
	if p := b.Post("/signin/demo", "member", member); p.Status != http.StatusSeeOther {
		s.t.Fatalf("signing in as %s: %d\n%s", member, p.Status, p.Text())
	}
	return b
}

// Get opens a page; a path may be a whole address.
func (b *Browser) Get(path string) *Page { return b.do(http.MethodGet, path, nil) }

// Post sends a form of names and values.
func (b *Browser) Post(path string, fields ...string) *Page {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.do(http.MethodPost, path, form)
}

func (b *Browser) do(method, path string, form url.Values) *Page {
	t := b.Site.t
	t.Helper()
	if strings.HasPrefix(path, "/") {
		path = b.Site.URL + path
	}
	req, err := http.NewRequestWithContext(t.Context(), method, path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range b.Header {
		req.Header[k] = v
	}
	if host := b.Header.Get("Host"); host != "" {
		req.Host = host
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return b.Do(req)
}

// Do sends a request of one's own making.
func (b *Browser) Do(req *http.Request) *Page {
	t := b.Site.t
	t.Helper()
	resp, err := b.Client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return &Page{resp.StatusCode, resp.Header, doc, raw, t}
}

// A Page is what came back.
type Page struct {
	Status int
	Header http.Header
	Doc    *html.Node
	raw    []byte
	t      testing.TB
}

// Raw is the page as it was sent.
func (p *Page) Raw() string { return string(p.raw) }

// All gives the elements that a CSS selector chooses.
func (p *Page) All(selector string) []*html.Node {
	p.t.Helper()
	sel, err := cascadia.ParseGroup(selector)
	if err != nil {
		p.t.Fatal(err)
	}
	return cascadia.QueryAll(p.Doc, sel)
}

// Has tells whether a selector chooses anything.
func (p *Page) Has(selector string) bool { p.t.Helper(); return len(p.All(selector)) > 0 }

// Text is the text of the first element that a selector chooses, its spaces
// made one each; without a selector, of the whole page.
func (p *Page) Text(selector ...string) string {
	p.t.Helper()
	n := p.Doc
	if len(selector) > 0 {
		all := p.All(selector[0])
		if len(all) == 0 {
			return ""
		}
		n = all[0]
	}
	return Text(n)
}

// Attr is an attribute of the first element that a selector chooses.
func (p *Page) Attr(selector, name string) string {
	p.t.Helper()
	for _, n := range p.All(selector) {
		return Attr(n, name)
	}
	return ""
}

// Attr is an attribute of an element; "" where it has none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Text is the text of an element, its spaces made one each.
func Text(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == html.ElementNode {
			b.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
