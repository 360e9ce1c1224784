package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"hearth/bot/web"
	"hearth/bot/web/webtest"
	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

// home is a page for whoever is signed in, and one that takes a form.
func home(s *web.Site) error {
	say := func(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
		w.Header().Set("Content-Type", "text/html")
		_, err := w.Write([]byte("<h1>hello " + v.Member.ID + "</h1>"))
		return err
	}
	s.Handle("GET /{$}", web.SignedIn, say)
	s.Handle("POST /form", web.SignedIn, func(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
		if err := r.ParseForm(); err != nil {
			return err
		}
		return say(w, r, v)
	})
	return nil
}

// A clock that tests set.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }

func (c *clock) pass(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.at = c.at.Add(d) }

// A postbox is a web.Mailer that tells of each message.
type postbox struct{ got chan [3]string }

func newPostbox() *postbox { return &postbox{make(chan [3]string, 100)} }

// Send keeps a message.
func (p *postbox) Send(_ context.Context, to, subject, text string) error {
	p.got <- [3]string{to, subject, text}
	return nil
}

// link is the address in a message.
func link(t *testing.T, text string) string {
	t.Helper()
	for l := range strings.Lines(text) {
		if strings.HasPrefix(l, "http") {
			return strings.TrimSpace(l)
		}
	}
	t.Fatalf("no link in %q", text)
	return ""
}

func signedIn(b *webtest.Browser) string { return strings.TrimPrefix(b.Get("/").Text("h1"), "hello ") }

func TestThePickerSignsIn(t *testing.T) {
	s := webtest.Open(t, nil, home)
	b := s.Visitor()
	if p := b.Get("/"); p.Status != http.StatusSeeOther || p.Header.Get("Location") != "/signin" {
		t.Fatalf("a stranger got %d %s", p.Status, p.Header.Get("Location"))
	}
	if p := b.Get("/signin"); !p.Has(`.demo-pick button[name=member][value=m1]`) || !p.Has("p.demo") {
		t.Fatalf("no picker: %s", p.Text())
	}
	if got := signedIn(s.As("m1")); got != "m1" {
		t.Errorf("signed in as %q", got)
	}
}

func TestThePickerIsForThisMachineAlone(t *testing.T) {
	s := webtest.Open(t, nil, home)
	off := webtest.Open(t, func(o *web.Options) { o.Demo = false }, home)
	for sentence, b := range map[string]*webtest.Browser{
		"a name that was pointed here": {Site: s, Client: s.Visitor().Client, Header: http.Header{"Host": {"evil.example:80"}}},
		"a proxy speaks for somebody":  {Site: s, Client: s.Visitor().Client, Header: http.Header{"X-Forwarded-For": {"203.0.113.9"}}},
		"a proxy of the newer kind":    {Site: s, Client: s.Visitor().Client, Header: http.Header{"Forwarded": {"for=203.0.113.9"}}},
		"without the demo":             off.Visitor(),
	} {
		t.Run(sentence, func(t *testing.T) {
			if p := b.Get("/signin"); p.Has(".demo-pick") || p.Has("p.demo") {
				t.Errorf("the picker shows")
			}
			if p := b.Post("/signin/demo", "member", "m1"); p.Status != http.StatusNotFound || p.Header.Get("Set-Cookie") != "" {
				t.Errorf("it signs in: %d %v", p.Status, p.Header)
			}
		})
	}
	base, _ := url.Parse("http://127.0.0.1:8080")
	_, err := web.New(web.Options{Store: s.Store, Members: s.Members, Base: base, Listen: "0.0.0.0:8080", Demo: true})
	if err == nil {
		t.Error("the demo listens on every address")
	}
}

// A session that the picker began is of no use once the demo has ended.
func TestADemoSessionEndsWithTheDemo(t *testing.T) {
	s := webtest.Open(t, nil, home)
	b := s.As("m1")
	b.Header.Set("X-Forwarded-For", "203.0.113.9")
	if got := signedIn(b); got == "m1" {
		t.Error("it goes on through a proxy")
	}
}

func TestALinkSignsInOnceWithinTenMinutes(t *testing.T) {
	c := newClock()
	s := webtest.Open(t, func(o *web.Options) { o.Now = c.now }, home)
	links := web.NewLinks(s.Store, mustURL(t, s.URL), c.now)
	make := func() (string, string) {
		l, err := links.Link(t.Context(), "m1")
		if err != nil {
			t.Fatal(err)
		}
		return l, l[strings.LastIndex(l, "/")+1:]
	}
	l, token := make()
	for range 3 { // the scanners of e-mail
		scanner := s.Visitor()
		p := scanner.Get(l)
		if p.Status != http.StatusOK || p.Text("h1") != "Sign in as Cllr Jane Smith" || p.Attr(`form[action="/signin/link"] input[name=token]`, "value") != token {
			t.Fatalf("opening it: %d %s", p.Status, p.Text("main"))
		}
		if signedIn(scanner) == "m1" {
			t.Fatal("opening it signs in")
		}
	}
	b := s.Visitor()
	if p := b.Post("/signin/link", "token", token); p.Status != http.StatusSeeOther || signedIn(b) != "m1" {
		t.Fatalf("the button: %d %s", p.Status, p.Text("main"))
	}
	again := s.Visitor()
	if p := again.Post("/signin/link", "token", token); p.Status != http.StatusGone || signedIn(again) == "m1" {
		t.Errorf("a second use: %d", p.Status)
	}
	if p := again.Get(l); p.Status != http.StatusGone {
		t.Errorf("opening a used one: %d", p.Status)
	}
	l, token = make()
	c.pass(10 * time.Minute)
	if p := again.Get(l); p.Status != http.StatusGone {
		t.Errorf("opening it after ten minutes: %d", p.Status)
	}
	if p := again.Post("/signin/link", "token", token); p.Status != http.StatusGone || signedIn(again) == "m1" {
		t.Errorf("using it after ten minutes: %d", p.Status)
	}
	for _, guess := range []string{"", "x", strings.Repeat("A", 43)} {
		if p := again.Post("/signin/link", "token", guess); p.Status != http.StatusGone {
			t.Errorf("a guess %q: %d", guess, p.Status)
		}
	}
}

func TestOfTwoWhoUseALinkOneGetsIn(t *testing.T) {
	s := webtest.Open(t, nil, home)
	l, err := web.NewLinks(s.Store, mustURL(t, s.URL), time.Now).Link(t.Context(), "m1")
	if err != nil {
		t.Fatal(err)
	}
	token := l[strings.LastIndex(l, "/")+1:]
	var wg sync.WaitGroup
	statuses := make([]int, 8)
	for i := range statuses {
		b := s.Visitor()
		wg.Go(func() { statuses[i] = b.Post("/signin/link", "token", token).Status })
	}
	wg.Wait()
	in := 0
	for _, st := range statuses {
		if st == http.StatusSeeOther {
			in++
		}
	}
	if in != 1 {
		t.Errorf("%d got in: %v", in, statuses)
	}
}

// The records of a stolen copy sign nobody in: they hold hashes.
func TestRecordsHoldNothingThatSignsIn(t *testing.T) {
	s := webtest.Open(t, nil, home)
	l, err := web.NewLinks(s.Store, mustURL(t, s.URL), time.Now).Link(t.Context(), "m1")
	if err != nil {
		t.Fatal(err)
	}
	p := s.Visitor().Post("/signin/demo", "member", "m1")
	cookie, _, _ := strings.Cut(strings.TrimPrefix(p.Header.Get("Set-Cookie"), "hearth="), ";")
	all := ""
	err = s.Store.View(t.Context(), func(tx storage.Tx) error {
		for e, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			all += string(e.Key) + " " + string(e.Value) + "\n"
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(cookie) < 40 || strings.Contains(all, cookie) || strings.Contains(all, l[strings.LastIndex(l, "/")+1:]) {
		t.Errorf("the records hold a token (cookie %d bytes):\n%s", len(cookie), all)
	}
	if strings.Contains(s.Log.String(), cookie) || strings.Contains(s.Log.String(), "/signin/link/"+l[strings.LastIndex(l, "/")+1:]) {
		t.Errorf("the log holds a token:\n%s", s.Log.String())
	}
}

func TestALinkByEmailIsTheSameForEverybody(t *testing.T) {
	box := newPostbox()
	s := webtest.Open(t, func(o *web.Options) { o.Ways = []web.Way{web.ByEmail(box)} }, home)
	jane, _ := s.Members.Get(t.Context(), "m1")
	jane.Email = "Jane.Smith@Example.org" // it goes to the record's address, not to what was typed
	s.Members.Put(jane)
	known := s.Visitor().Post("/signin/email", "email", "jane.SMITH@example.org", "next", "/papers?x=1")
	stranger := s.Visitor().Post("/signin/email", "email", "nobody@example.org", "next", "/papers?x=1")
	if known.Status != http.StatusOK || known.Text() != stranger.Text() || len(known.Header) != len(stranger.Header) {
		t.Errorf("known: %d %s\nstranger: %d %s", known.Status, known.Text(), stranger.Status, stranger.Text())
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(box.got) != 1 {
		t.Fatalf("%d messages were sent, want 1", len(box.got))
	}
	m := <-box.got
	if m[0] != "Jane.Smith@Example.org" {
		t.Errorf("sent to %q", m[0])
	}
	l := link(t, m[2])
	b := s.Visitor()
	p := b.Post("/signin/link", "token", l[strings.LastIndex(l, "/")+1:])
	if p.Header.Get("Location") != "/papers?x=1" || signedIn(b) != "m1" {
		t.Errorf("leads to %q", p.Header.Get("Location"))
	}
	for _, words := range []string{"jane", "Jane", "example.org", "x=1"} {
		if strings.Contains(s.Log.String(), words) {
			t.Errorf("the log says %q:\n%s", words, s.Log.String())
		}
	}
}

// Whoever asks under another name of this host must not get links there.
func TestLinksLeadToThePublicAddress(t *testing.T) {
	box := newPostbox()
	s := webtest.Open(t, func(o *web.Options) { o.Ways, o.Demo = []web.Way{web.ByEmail(box)}, false }, home)
	b := s.Visitor()
	b.Header.Set("Host", "evil.example")
	b.Header.Set("X-Forwarded-Host", "evil.example")
	b.Post("/signin/email", "email", "jane@example.org")
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if l := link(t, (<-box.got)[2]); !strings.HasPrefix(l, s.URL+"/signin/link/") {
		t.Errorf("the link leads to %s", l)
	}
}

func TestAMailboxIsNotFilled(t *testing.T) {
	box, c := newPostbox(), newClock()
	s := webtest.Open(t, func(o *web.Options) { o.Ways, o.Now = []web.Way{web.ByEmail(box)}, c.now }, home)
	for range 12 {
		if p := s.Visitor().Post("/signin/email", "email", "jane@example.org"); p.Status != http.StatusOK || !strings.Contains(p.Text("main"), "If I know that address") {
			t.Fatalf("%d: the limit shows", p.Status)
		}
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(box.got) != 3 {
		t.Errorf("%d messages were sent, want 3", len(box.got))
	}
}

func TestOneAddressTriesOnlySoOften(t *testing.T) {
	c := newClock()
	s := webtest.Open(t, func(o *web.Options) { o.Now = c.now }, home)
	b := s.Visitor()
	tries := 0
	for ; tries < 200; tries++ {
		if p := b.Post("/signin/link", "token", "guess"); p.Status == http.StatusTooManyRequests {
			if p.Header.Get("Retry-After") == "" {
				t.Error("it doesn't say how long to wait")
			}
			break
		}
	}
	if tries != 60 {
		t.Errorf("refused after %d tries, want 60", tries)
	}
	other := s.Visitor()
	other.Header.Set("X-Forwarded-For", "198.51.100.7")
	if p := other.Post("/signin/link", "token", "guess"); p.Status != http.StatusGone {
		t.Errorf("somebody elsewhere: %d", p.Status)
	}
	c.pass(time.Minute)
	if p := b.Post("/signin/link", "token", "guess"); p.Status != http.StatusGone {
		t.Errorf("a minute later: %d", p.Status)
	}
}

func TestWhatIsNoAddressIsSaidByItsField(t *testing.T) {
	s := webtest.Open(t, func(o *web.Options) { o.Ways = []web.Way{web.ByEmail(newPostbox())} }, home)
	p := s.Visitor().Post("/signin/email", "email", "jane")
	if p.Status != http.StatusUnprocessableEntity || p.Attr(".errors a", "href") != "#email" || p.Attr("#email", "value") != "jane" ||
		p.Attr("#email", "aria-describedby") != "email-error" || !strings.HasPrefix(p.Text("title"), "Error: ") {
		t.Errorf("%d %s", p.Status, p.Text("main"))
	}
}

func TestClosingGivesMailsUpInTime(t *testing.T) {
	stuck := &stuckMailer{began: make(chan struct{})}
	s := webtest.Open(t, func(o *web.Options) { o.Ways = []web.Way{web.ByEmail(stuck)} }, home)
	s.Visitor().Post("/signin/email", "email", "jane@example.org")
	<-stuck.began
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Close(ctx); err == nil {
		t.Error("nothing was given up")
	}
	s.Visitor().Post("/signin/email", "email", "ravi@example.org")
	if err := s.Close(t.Context()); err != nil || stuck.times() != 1 {
		t.Errorf("after closing: %v, %d e-mails were begun", err, stuck.times())
	}
}

// A stuckMailer waits for its context.
type stuckMailer struct {
	mu    sync.Mutex
	n     int
	began chan struct{}
}

// Send never ends by itself.
func (m *stuckMailer) Send(ctx context.Context, _, _, _ string) error {
	m.mu.Lock()
	m.n++
	m.mu.Unlock()
	close(m.began)
	<-ctx.Done()
	return ctx.Err()
}

func (m *stuckMailer) times() int { m.mu.Lock(); defer m.mu.Unlock(); return m.n }

func TestSigningInLeadsNowhereElse(t *testing.T) {
	s := webtest.Open(t, nil, home)
	for _, next := range []string{"//evil.example", "https://evil.example/", `/\evil.example`, "/\t/evil.example", "javascript:alert(1)", "evil", "/signin?next=/signin", "///evil.example", "/%2F/evil.example"} {
		p := s.Visitor().Post("/signin/demo", "member", "m1", "next", next)
		if got := p.Header.Get("Location"); got != "/" {
			t.Errorf("%q leads to %q", next, got)
		}
	}
	if p := s.Visitor().Post("/signin/demo", "member", "m1", "next", "/papers/x?v=1&from=2"); p.Header.Get("Location") != "/papers/x?v=1&from=2" {
		t.Errorf("a page of ours leads to %q", p.Header.Get("Location"))
	}
}

func TestAnotherSitesFormIsRefused(t *testing.T) {
	s := webtest.Open(t, nil, home)
	for sentence, h := range map[string][2]string{
		"another site":              {"Sec-Fetch-Site", "cross-site"},
		"a sibling host":            {"Sec-Fetch-Site", "same-site"},
		"an older browser's origin": {"Origin", "https://evil.example"},
		"a hidden origin":           {"Origin", "null"},
	} {
		t.Run(sentence, func(t *testing.T) {
			b := s.As("m1")
			b.Header.Set(h[0], h[1])
			if p := b.Post("/form", "a", "b"); p.Status != http.StatusForbidden || !p.Has("main h1") {
				t.Errorf("%d %s", p.Status, p.Text())
			}
			visitor := s.Visitor()
			visitor.Header.Set(h[0], h[1])
			if p := visitor.Post("/signin/demo", "member", "m1"); p.Status != http.StatusForbidden {
				t.Errorf("signing somebody in from there: %d", p.Status)
			}
		})
	}
	b := s.As("m1")
	b.Header.Set("Sec-Fetch-Site", "same-origin")
	if p := b.Post("/form", "a", "b"); p.Status != http.StatusOK {
		t.Errorf("our own form: %d", p.Status)
	}
}

func TestNoIDOutlivesASignIn(t *testing.T) {
	s := webtest.Open(t, nil, home)
	b := s.Visitor()
	planted := &http.Cookie{Name: "hearth", Value: strings.Repeat("A", 43)}
	u := mustURL(t, s.URL)
	b.Client.Jar.SetCookies(u, []*http.Cookie{planted})
	b.Post("/signin/demo", "member", "m1")
	first := b.Client.Jar.Cookies(u)[0].Value
	if first == planted.Value {
		t.Fatal("a planted id was taken over")
	}
	b.Post("/signin/demo", "member", "m2")
	if signedIn(b) != "m2" {
		t.Fatal("not signed in anew")
	}
	old := s.Visitor()
	old.Client.Jar.SetCookies(u, []*http.Cookie{{Name: "hearth", Value: first}})
	if got := signedIn(old); got != "" {
		t.Errorf("the id of before still is %s", got)
	}
}

func TestASessionEndsWithItsMember(t *testing.T) {
	for sentence, end := range map[string]func(*webtest.Site){
		"erased": func(s *webtest.Site) { s.Members.Erase("m1") },
		"left": func(s *webtest.Site) {
			m, _ := s.Members.Get(context.Background(), "m1")
			m.Left = knowledge.DateOf(time.Now().UTC())
			s.Members.Put(m)
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			s := webtest.Open(t, nil, home)
			b := s.As("m1")
			m, _ := s.Members.Get(t.Context(), "m1")
			end(s)
			if signedIn(b) == "m1" {
				t.Fatal("it goes on")
			}
			s.Members.Put(m) // coming back is signing in again
			if signedIn(b) == "m1" {
				t.Error("the old session came back")
			}
		})
	}
}

func TestSessionsLastThirtyDaysFromTheirLastUse(t *testing.T) {
	c := newClock()
	s := webtest.Open(t, func(o *web.Options) { o.Now = c.now }, home)
	b := s.As("m1")
	writes := 0
	for range 40 {
		c.pass(23 * time.Hour)
		p := b.Get("/")
		if p.Status != http.StatusOK {
			t.Fatal("it ended while it was used")
		}
		if p.Header.Get("Set-Cookie") != "" {
			writes++
		}
	}
	if writes > 21 || writes < 19 {
		t.Errorf("renewed %d times in 40 uses each 23 hours after the last, want every other", writes)
	}
	c.pass(31 * 24 * time.Hour)
	if signedIn(b) == "m1" {
		t.Error("it goes on after 31 days")
	}
	if err := s.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	empty(t, s, "session/")
}

func TestSessionsAreEndedByTheirOwner(t *testing.T) {
	s := webtest.Open(t, nil, home)
	phone, laptop, other := s.As("m1"), s.As("m1"), s.As("m2")
	all, err := s.Sessions().Of(t.Context(), "m1")
	if err != nil || len(all) != 2 {
		t.Fatalf("%d sessions, %v", len(all), err)
	}
	if err := s.Sessions().End(t.Context(), "m2", all[0].ID); err != nil {
		t.Fatal(err)
	}
	if signedIn(phone) != "m1" || signedIn(laptop) != "m1" {
		t.Fatal("another member ended it")
	}
	for _, one := range all {
		if err := s.Sessions().End(t.Context(), "m1", one.ID); err != nil {
			t.Fatal(err)
		}
	}
	if signedIn(phone) == "m1" || signedIn(laptop) == "m1" || signedIn(other) != "m2" {
		t.Error("the wrong ones ended")
	}
	if p := other.Post("/signout"); p.Status != http.StatusSeeOther || signedIn(other) == "m2" {
		t.Errorf("signing out: %d", p.Status)
	}
	empty(t, s, "session/")
}

func TestForgettingLeavesNoWayIn(t *testing.T) {
	s := webtest.Open(t, nil, home)
	s.As("m1")
	if _, err := web.NewLinks(s.Store, mustURL(t, s.URL), time.Now).Link(t.Context(), "m1"); err != nil {
		t.Fatal(err)
	}
	if err := s.Store.Update(t.Context(), func(tx storage.Tx) error { return web.Forget(tx, "m1") }); err != nil {
		t.Fatal(err)
	}
	empty(t, s, "session/")
	empty(t, s, "signin/")
}

func empty(t *testing.T, s *webtest.Site, prefix string) {
	t.Helper()
	err := s.Store.View(t.Context(), func(tx storage.Tx) error {
		for e, err := range tx.Scan([]byte(prefix), nil) {
			if err != nil {
				return err
			}
			t.Errorf("%s is still there", e.Key)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Off loopback the cookie goes over https alone, to this host alone.
func TestTheCookieOffLoopback(t *testing.T) {
	s := webtest.Open(t, nil, nil)
	base := mustURL(t, "https://hearth.example.gov.uk")
	site, err := web.New(web.Options{Store: s.Store, Members: s.Members, Base: base})
	if err != nil {
		t.Fatal(err)
	}
	l, err := web.NewLinks(s.Store, base, time.Now).Link(t.Context(), "m1")
	if err != nil || !strings.HasPrefix(l, "https://hearth.example.gov.uk/signin/link/") {
		t.Fatalf("%s, %v", l, err)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/signin/link", strings.NewReader("token="+l[strings.LastIndex(l, "/")+1:]))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	site.Handler().ServeHTTP(w, r)
	cookie := w.Header().Get("Set-Cookie")
	for _, want := range []string{"__Host-hearth=", "; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax", "; Max-Age=2592000"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie %q lacks %q", cookie, want)
		}
	}
	if strings.Contains(cookie, "Domain") || w.Header().Get("Strict-Transport-Security") == "" {
		t.Errorf("%v", w.Header())
	}
	if _, err := web.New(web.Options{Store: s.Store, Members: s.Members, Base: mustURL(t, "http://hearth.example.gov.uk")}); err == nil {
		t.Error("http off loopback is taken")
	}
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAnybodyKnownHasARole(t *testing.T) {
	v := web.Visitor{Member: briefings.Member{ID: "x", Roles: []briefings.Role{briefings.RoleOfficer}}}
	ctx := t.Context()
	for access, want := range map[*web.Access]bool{
		ptr(web.Anyone): true, ptr(web.SignedIn): true, ptr(web.Needs(briefings.RoleOfficer, briefings.RoleAdmin)): true,
		ptr(web.Needs(briefings.RoleAdmin)): false, ptr(web.OpenWhile(func(context.Context) bool { return false })): true, ptr(web.Access{}): false,
	} {
		if got := access.Admits(ctx, v); got != want {
			t.Errorf("%s admits an officer: %v", access, got)
		}
		if access.String() != web.Anyone.String() && access.Admits(ctx, web.Visitor{}) {
			t.Errorf("%s admits a stranger", access)
		}
	}
}

func ptr[T any](v T) *T { return &v }
