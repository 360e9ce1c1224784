package officers_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/bot/board"
	"hearth/bot/council"
	"hearth/bot/web"
	"hearth/bot/web/webtest"
	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/cmd/hearth/internal/app/officers"
	"hearth/knowledge/answer"
	"hearth/knowledge/extract/pdf/pdftest"
	"hearth/knowledge/extract/read"
	"hearth/knowledge/glossary"
	"hearth/knowledge/library"
	"hearth/storage/audit"
)

// noon is when the tests play.
var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

// A house is the officers' pages over real parts.
type house struct {
	t       *testing.T
	site    *webtest.Site
	board   *board.Board
	lib     *library.Library
	dir     *audience.Directory
	council *council.Records
	uploads string
	log     *webtest.Log
	now     time.Time
}

// build opens the pages; change, where it isn't nil, may change the options.
func build(t *testing.T, change func(*board.Options)) *house {
	t.Helper()
	h := &house{t: t, now: noon, log: new(webtest.Log)}
	clock := func() time.Time { return h.now }
	words := glossary.Default()
	reader := read.New(read.Options{CacheDir: pdftest.CacheDir()})
	t.Cleanup(func() { h.must(reader.Close()) })
	data := t.TempDir()
	var err error
	h.lib, err = library.Open(t.Context(), data, library.Options{Reader: reader, Glossary: words.Version(), Now: clock})
	h.must(err)
	t.Cleanup(func() { h.must(h.lib.Close()) })
	h.must(h.lib.Ready(t.Context(), nil))
	h.dir = audience.New(h.lib.Store(), audience.Options{Now: clock})
	h.council = council.New(h.lib.Store())
	h.uploads = filepath.Join(data, "uploads")
	h.site = webtest.Open(t, func(o *web.Options) { o.Now = clock }, func(s *web.Site) error {
		o := board.Options{
			Site: s, Papers: officers.Papers{Library: h.lib}, Council: h.council, Members: officers.Members{Directory: h.dir},
			Asker:   answer.New(answer.Options{Index: h.lib, Glossary: words}),
			SignIn:  officers.SignIn{Store: h.lib.Store(), Links: web.NewLinks(h.lib.Store(), &url.URL{Scheme: "http", Host: "127.0.0.1"}, clock), Now: clock},
			Switch:  officers.Switch{Store: h.lib.Store(), Now: clock},
			Uploads: h.uploads, Log: slog.New(slog.NewTextHandler(h.log, nil)),
		}
		if change != nil {
			change(&o)
		}
		h.board, err = board.New(t.Context(), o)
		return err
	})
	h.site.Members.Put(briefings.Member{ID: "second", Name: "Second Officer", Roles: []briefings.Role{briefings.RoleOfficer}})
	t.Cleanup(func() { h.must(h.board.Close()) })
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// A file is one of an upload.
type file struct {
	name string
	data []byte
}

// send uploads files to an address as a browser does.
func (h *house) send(b *webtest.Browser, to, field string, files ...file) *webtest.Page {
	h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range files {
		w, err := form.CreateFormFile(field, f.name)
		h.must(err)
		_, err = w.Write(f.data)
		h.must(err)
	}
	h.must(form.Close())
	return h.raw(b, to, form.FormDataContentType(), &body)
}

func (h *house) raw(b *webtest.Browser, to, kind string, body io.Reader) *webtest.Page {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.site.URL+to, body)
	h.must(err)
	req.Header.Set("Content-Type", kind)
	return b.Do(req)
}

// upload uploads files, waits until they are read and gives the address of the
// page that lists them.
func (h *house) upload(b *webtest.Browser, files ...file) string {
	h.t.Helper()
	p := h.send(b, "/officers/uploads/new", "files", files...)
	to := h.went(p)
	h.board.Wait()
	return to
}

// went is where a form sent the browser on to.
func (h *house) went(p *webtest.Page) string {
	h.t.Helper()
	if p.Status != http.StatusSeeOther {
		h.t.Fatalf("status %d, want 303: %s", p.Status, p.Text("main"))
	}
	return p.Header.Get("Location")
}

// says fails where an element doesn't have the words.
func says(t *testing.T, p *webtest.Page, selector, want string) {
	t.Helper()
	for _, n := range p.All(selector) {
		if strings.Contains(webtest.Text(n), want) {
			return
		}
	}
	t.Errorf("no %s says %q; the page is:\n%s", selector, want, p.Text("main"))
}

// faulty fails unless a form came back with its mistakes said twice: in the
// summary, which takes the focus, and beside the field.
func faulty(t *testing.T, p *webtest.Page, mistakes ...string) {
	t.Helper()
	if p.Status != http.StatusUnprocessableEntity || !p.Has(".errors[autofocus][role=alert]") || !strings.HasPrefix(p.Text("title"), "Error: ") {
		t.Fatalf("status %d, and no summary of what is wrong: %s", p.Status, p.Text("main"))
	}
	for _, m := range mistakes {
		says(t, p, ".errors li", m)
		says(t, p, ".field .error", m)
	}
	for _, a := range p.All(".errors a") {
		if id := webtest.Attr(a, "href"); !p.Has(id) {
			t.Errorf("the summary leads to %s, which isn't on the page", id)
		}
	}
}

// report is the paper that the tests upload.
func report(t *testing.T) file {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "..", "bot", "board", "testdata", "visiting-report.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return file{"visiting-report.pdf", b}
}

func text(name, words string) file { return file{name, []byte(words)} }

// hidden are the fields that a form of the page carries unseen.
func hidden(p *webtest.Page, action string) (fields []string) {
	for _, n := range p.All(`form[action="` + action + `"] input[type=hidden]`) {
		fields = append(fields, webtest.Attr(n, "name"), webtest.Attr(n, "value"))
	}
	return fields
}

// logged lists what stands in the audit log.
func (h *house) logged() (all []audit.Entry) {
	h.t.Helper()
	for e, err := range audit.Entries(context.WithoutCancel(h.t.Context()), h.lib.Store(), 1) {
		h.must(err)
		all = append(all, e)
	}
	return all
}

// did tells whether the log says that somebody did something.
func (h *house) did(who, action string) bool {
	for _, e := range h.logged() {
		if e.Who == who && e.Action == action {
			return true
		}
	}
	return false
}

// left counts the files in the folder of uploads.
func (h *house) left() (n int) {
	h.t.Helper()
	h.must(filepath.WalkDir(h.uploads, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	}))
	return n
}
