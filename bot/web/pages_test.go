package web_test

import (
	"context"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"hearth/bot"
	"hearth/bot/web"
	"hearth/bot/web/webtest"
	"hearth/storage"
)

func TestTheStylesheetStaysSmall(t *testing.T) {
	css, err := os.ReadFile("style.css")
	if err != nil {
		t.Fatal(err)
	}
	if len(css) > 15<<10 {
		t.Errorf("the stylesheet has %d bytes, at most %d are allowed", len(css), 15<<10)
	}
	if m := regexp.MustCompile(`@import|url\(`).Find(css); m != nil {
		t.Errorf("the stylesheet fetches: %s", m)
	}
}

// Every page of every package: what the policy forbids would fail silently.
func TestTemplatesHoldNothingInline(t *testing.T) {
	bad := regexp.MustCompile(`(?i)\son[a-z]+\s*=|\sstyle\s*=|<style|<script[^>]*>[^<]|javascript:|(src|href)="(https?:)?//`)
	n := 0
	for _, dir := range []string{"pages", "../webchat/pages", "../board/pages"} {
		if _, err := os.Stat(dir); os.IsNotExist(err) {
			continue
		}
		err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(os.DirFS(dir), p)
			if err != nil {
				return err
			}
			n++
			if m := bad.FindString(string(b)); m != "" {
				t.Errorf("%s/%s has %q", dir, p, m)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 10 {
		t.Errorf("only %d templates were read", n)
	}
	for _, s := range []string{`<p onclick="x">`, `<p style="x">`, `<script>a`, `<a href="//x">`, `<script src="https://x">`} {
		if !bad.MatchString(s) {
			t.Errorf("%s would pass", s)
		}
	}
}

// broken has pages that fail in every way.
func broken(s *web.Site) error {
	for path, err := range map[string]error{
		"/gone":  storage.ErrNotFound,
		"/told":  &web.Error{Status: http.StatusConflict, Title: "Somebody else changed it", Text: "Look again."},
		"/plain": plainError{},
		"/inner": errInner,
	} {
		s.Handle("GET "+path, web.Anyone, func(http.ResponseWriter, *http.Request, web.Visitor) error { return err })
	}
	s.Handle("GET /panic", web.Anyone, func(http.ResponseWriter, *http.Request, web.Visitor) error { panic("Jane's words") })
	s.Handle("POST /big", web.Anyone, func(_ http.ResponseWriter, r *http.Request, _ web.Visitor) error { return r.ParseForm() })
	s.Handle("POST /bigger", web.Anyone.Uploading(1<<20), func(_ http.ResponseWriter, r *http.Request, _ web.Visitor) error { return r.ParseForm() })
	return nil
}

type plainError struct{}

// Error and Plain are two readers' lines.
func (plainError) Error() string { return "operator's line" }
func (plainError) Plain() string { return "What you can do." }

var errInner = &url.Error{Op: "Get", URL: "https://secret.example", Err: os.ErrPermission}

func TestAnErrorIsAPage(t *testing.T) {
	s := webtest.Open(t, nil, broken)
	big := "a=" + strings.Repeat("x", 100<<10)
	for path, c := range map[string]struct {
		status int
		title  string
	}{
		"/gone":    {404, "There is no such page"},
		"/nowhere": {404, "There is no such page"},
		"/told":    {409, "Somebody else changed it"},
		"/plain":   {422, "That did not work"},
		"/inner":   {500, "Something went wrong"},
		"/panic":   {500, "Something went wrong"},
		"/big":     {405, "This page can't be used like that"},
	} {
		p := s.Visitor().Get(path)
		if p.Status != c.status || p.Text("main h1") != c.title || !p.Has("footer") {
			t.Errorf("%s: %d %q, want %d %q", path, p.Status, p.Text("main h1"), c.status, c.title)
		}
		if strings.Contains(p.Text(), "secret") || strings.Contains(p.Text(), "operator") || strings.Contains(p.Text(), "Jane") {
			t.Errorf("%s gives away: %s", path, p.Text("main"))
		}
	}
	if p := s.Visitor().Get("/plain"); !strings.Contains(p.Text("main"), "What you can do.") {
		t.Errorf("the sentence is lost: %s", p.Text("main"))
	}
	if p := s.Visitor().Get("/inner"); !strings.Contains(s.Log.String(), p.Text("main code")) || p.Text("main code") == "" {
		t.Errorf("the number %q is not in the log", p.Text("main code"))
	}
	if strings.Contains(s.Log.String(), "Jane's words") {
		t.Error("what was thrown is in the log")
	}
	if p := s.Visitor().Post("/big", "a", big); p.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("a form that is too large: %d", p.Status)
	}
	if p := s.Visitor().Post("/bigger", "a", big); p.Status != http.StatusOK {
		t.Errorf("an upload within its limit: %d", p.Status)
	}
}

func TestEveryResponseHasItsHeaders(t *testing.T) {
	s := webtest.Open(t, nil, broken)
	css := s.Visitor().Get("/signin").Attr(`link[rel=stylesheet]`, "href")
	for _, path := range []string{"/signin", "/gone", "/panic", "/nowhere", "/big", css} {
		h := s.Visitor().Get(path).Header
		csp := h.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" || h.Get("Cache-Control") == "" {
			t.Errorf("%s: %v", path, h)
		}
	}
	if h := s.Visitor().Get(css).Header; !strings.Contains(h.Get("Cache-Control"), "immutable") || !strings.HasPrefix(h.Get("Content-Type"), "text/css") {
		t.Errorf("the stylesheet: %v", h)
	}
	if h := s.Visitor().Get("/signin").Header; h.Get("Cache-Control") != "no-store" {
		t.Errorf("a page is kept: %v", h)
	}
}

// The log tells of pages by pattern: no query, no value of a path.
func TestTheLogHasNoWords(t *testing.T) {
	s := webtest.Open(t, nil, func(s *web.Site) error {
		s.Handle("GET /papers/{id}", web.Anyone, func(http.ResponseWriter, *http.Request, web.Visitor) error { return storage.ErrNotFound })
		return nil
	})
	b := s.Visitor()
	b.Header.Set("User-Agent", "Janes-Browser")
	b.Header.Set("Referer", s.URL+"/janes-page")
	b.Get("/papers/janes-paper?words=janes-words")
	b.Get("/janes-slip")
	req, err := http.NewRequestWithContext(t.Context(), "JANE", s.URL+"/papers/x", nil)
	if err != nil {
		t.Fatal(err)
	}
	b.Do(req)
	log := s.Log.String()
	if !strings.Contains(log, `pattern="GET /papers/{id}"`) || !strings.Contains(log, "status=404") || !strings.Contains(log, "method=other") {
		t.Errorf("the log lacks the request:\n%s", log)
	}
	if strings.Contains(strings.ToLower(log), "jane") {
		t.Errorf("the log has words:\n%s", log)
	}
}

// See says its sentence once, on the next page, as text.
func TestASentenceIsSaidOnce(t *testing.T) {
	s := webtest.Open(t, nil, func(s *web.Site) error {
		s.Handle("POST /do", web.Anyone, func(w http.ResponseWriter, r *http.Request, _ web.Visitor) error {
			return s.See(w, r, "/signin", "Done: <b>Café</b>")
		})
		return nil
	})
	b := s.Visitor()
	if p := b.Post("/do"); p.Status != http.StatusSeeOther {
		t.Fatal(p.Status)
	}
	if p := b.Get("/signin"); p.Text(".flash") != "Done: <b>Café</b>" {
		t.Errorf("said %q", p.Text(".flash"))
	}
	if p := b.Get("/signin"); p.Has(".flash") {
		t.Errorf("said again: %q", p.Text(".flash"))
	}
}

func TestPartsOfForms(t *testing.T) {
	var pages *web.Templates
	fields := []web.Field{
		{Name: "when", Label: "When?", Hint: "Like 3 May", Value: `"x"`, Error: "Write a day"},
		{Name: "who", Label: "Who?", Type: "radios", Value: "b", Options: []web.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}, Error: "Choose"},
		{Name: "why", Label: "Why?", Type: "textarea", Optional: true},
		{Name: "kind", Label: "Kind", Type: "select", Value: "2", Options: []web.Option{{Value: "1", Label: "One"}, {Value: "2", Label: "Two"}}},
		{Name: "sure", Label: "I am sure", Type: "checkbox", Value: "yes"},
	}
	s := webtest.Open(t, nil, func(s *web.Site) (err error) {
		pages, err = s.Templates(fstest.MapFS{"form.html": {Data: []byte(`{{define "main"}}{{template "errors" .Data}}<h1>F</h1><form>{{range .Data}}{{template "field" .}}{{end}}</form>{{end}}`)}})
		s.Handle("GET /form", web.Anyone, func(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
			return pages.Render(w, r, v, "form", web.Page{Title: "F", Status: 422, Data: fields})
		})
		return err
	})
	p := s.Visitor().Get("/form")
	for selector, want := range map[string]string{
		`.errors a[href="#when"]`: "Write a day",
		`label[for=when]`:         "When?",
		`#when-hint`:              "Like 3 May",
		`#when-error`:             "Error: Write a day",
		`fieldset legend`:         "Who?",
		`label[for=why]`:          "Why? (optional)",
		`#kind option[selected]`:  "Two",
		`label[for=sure]`:         "I am sure",
	} {
		if got := p.Text(selector); got != want {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	if p.Attr("#when", "aria-describedby") != "when-hint when-error" || p.Attr("#when", "value") != `"x"` || p.Attr("input[name=who][checked]", "value") != "b" || !p.Has("#sure[checked]") || !p.Has(".errors[autofocus][tabindex]") {
		t.Errorf("attributes are lost")
	}
	if !p.Has("html[lang]") || len(p.All("h1")) != 1 || len(p.All("main")) != 1 || p.Attr(".skip", "href") != "#main" {
		t.Error("the layout lacks a landmark")
	}
	for _, f := range p.All("input, select, textarea") {
		if webtest.Attr(f, "type") != "hidden" && webtest.Attr(f, "id") == "" {
			t.Error("a field without an id")
		}
	}
}

func TestTemplatesThatCantBeMade(t *testing.T) {
	s := webtest.Open(t, nil, nil)
	for sentence, src := range map[string]string{"a slip": "{{define \"main\"}}{{.Oops", "no main": "<p>x</p>"} {
		if _, err := s.Templates(fstest.MapFS{"x.html": {Data: []byte(src)}}); err == nil {
			t.Errorf("%s is taken", sentence)
		}
	}
}

func TestAContactIsOneTapAway(t *testing.T) {
	s := webtest.Open(t, func(o *web.Options) {
		o.Contacts = contactsOf(bot.Contacts{Council: "Middlesbrough", FrontDoor: bot.Contact{Phone: "(01642) 000 000"}})
	}, nil)
	p := s.Visitor().Get("/signin")
	if p.Attr(`footer a[href^="tel:0"]`, "href") != "tel:01642000000" || !strings.Contains(p.Text("title"), "Middlesbrough") {
		t.Errorf("%s", p.Text("footer"))
	}
}

func contactsOf(c bot.Contacts) func(context.Context) (bot.Contacts, error) {
	return func(context.Context) (bot.Contacts, error) { return c, nil }
}
