package officers_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/bot/board"
	"hearth/bot/web/webtest"
	"hearth/knowledge"
	"hearth/knowledge/extract/pdf/pdftest"
	"hearth/knowledge/library"
	"hearth/knowledge/starter"
	"hearth/storage/storagetest"
)

func TestAnOfficerUploadsAReportAndAsksAsAMember(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	to := h.upload(b, report(t))
	p := b.Get(to)
	says(t, p, "h1", "Choose what to add")
	says(t, p, ".card", "Independent visitors for children in care")
	if p.Has("input[name=shelf][checked]") {
		t.Error("a shelf is chosen before anybody has chosen it")
	}
	if docs, err := h.lib.List(t.Context(), library.Filter{}); err != nil || len(docs) != 0 {
		t.Fatalf("looking has added %d papers (%v)", len(docs), err)
	}

	faulty(t, b.Post(to, "keep-0", "yes"), "Choose who may be answered from it.")
	p = b.Post(to, "shelf", "members")
	if says(t, p, ".errors", "Nothing is ticked"); p.Attr("#shelf-1", "checked") != "" || !p.Has("#shelf-1[checked]") {
		t.Error("the shelf that was chosen is lost")
	}

	h.went(b.Post(to, "keep-0", "yes", "shelf", "members"))
	h.board.Wait()
	p = b.Get(to)
	says(t, p, "h1", "Papers added")
	if h.left() != 0 {
		t.Error("the upload still lies in its folder after it was added")
	}
	docs, err := h.lib.List(t.Context(), library.Filter{})
	if err != nil || len(docs) != 1 || docs[0].Shelf != knowledge.ShelfMembers || docs[0].Root != "" || docs[0].Path != "" {
		t.Fatalf("the records have %+v (%v)", docs, err)
	}
	if !h.did("officer", "document.shelf") {
		t.Errorf("the log doesn't say who chose the shelf: %+v", h.logged())
	}

	try := p.Attr("a.button", "href")
	p = b.Get(try)
	if got := len(p.All("textarea")); got != 3 {
		t.Fatalf("%d questions are offered, want 3", got)
	}
	says(t, p, "#question-1", "What does it say about Matches made in the year?")
	p = b.Post(try, "question-1", "How many children were matched with an independent visitor?", "question-2", "", "question-3", "What did the service cost?")
	says(t, p, ".statements", "42 children in care")
	says(t, p, ".statements", "96,000 pounds")
	says(t, p, ".stand", "A report says")
	says(t, p, ".sources", "Independent visitors for children in care")
	says(t, p, ".sources .tag", "this paper")
	says(t, p, "#question-3", "What did the service cost?")
	if strings.Contains(h.site.Log.String()+h.log.String(), "matched") {
		t.Error("the log holds words of a question")
	}
}

func TestOfficersOnlyIsNotWhatMembersRead(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	to := h.upload(b, report(t))
	h.went(b.Post(to, "keep-0", "yes", "shelf", "officers"))
	h.board.Wait()
	p := b.Post(b.Get(to).Attr("a.button", "href"), "question-1", "How many children were matched with an independent visitor?")
	says(t, p, ".notice", "Members get no answers from this paper")
	if strings.Contains(p.Text(".card"), "42 children") {
		t.Error("a member would be answered from the officers' shelf")
	}
}

func TestHostileUploads(t *testing.T) {
	for sentence, c := range map[string]struct {
		file file
		name string // as it is shown; "" where it is the file's own
		says string
	}{
		"a name that climbs":       {text("../../../evil.txt", "Fostering\n\nIt went well."), "evil.txt", "evil"},
		"a name of another system": {text(`..\..\boot.txt`, "Fostering\n\nIt went well."), "boot.txt", "boot"},
		"a hidden file":            {text(".htaccess", "Fostering\n\nIt went well."), "htaccess", "htaccess"},
		"a name of dots":           {text("..", "Fostering\n\nIt went well."), "paper", "paper"},
		"a name with a line":       {text("a\u2028b\u202e.txt", "Fostering\n\nIt went well."), "ab.txt", "ab"},
		"a very long name":         {text(strings.Repeat("long", 100)+".txt", "Fostering\n\nIt went well."), strings.Repeat("long", 29) + ".txt", ""},
		"an empty file":            {file{"empty.pdf", nil}, "", "The file is empty."},
		"a programme":              {file{"report.pdf", []byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8\x00")}, "", "I can't read report.pdf."},
		"half a PDF":               {file{"half.pdf", report(t).data[:700]}, "", "I can't read half.pdf."},
		"a bomb":                   {file{"bomb.docx", bomb(t)}, "", "I can't read bomb.docx."}, // too large when it is unpacked
		"a script":                 {text("<script>alert(1)</script>.txt", "Fostering\n\nIt went well."), "script>.txt", ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			h := build(t, nil)
			b := h.site.As("officer")
			p := b.Get(h.upload(b, c.file))
			name := c.name
			if name == "" {
				name = c.file.name
			}
			if got := p.Text(".card h2"); got != name {
				t.Errorf("it is shown as %q, want %q", got, name)
			}
			says(t, p, ".card", c.says)
			if p.Has(".card script") {
				t.Error("a file's name is part of the page")
			}
			h.must(filepath.WalkDir(filepath.Dir(h.uploads), func(path string, d fs.DirEntry, err error) error {
				if err == nil && !d.IsDir() && !strings.HasPrefix(path, h.uploads) && filepath.Ext(path) != ".db" && !strings.HasPrefix(d.Name(), "hearth.") {
					t.Errorf("a file lies at %s", path)
				}
				return err
			}))
		})
	}
}

// bomb is a Word file of some KB that unpacks to 70 MB.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml"} {
		w, err := z.Create(part)
		if err != nil {
			t.Fatal(err)
		}
		if part != "word/document.xml" {
			continue
		}
		if _, err := w.Write([]byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>`)); err != nil {
			t.Fatal(err)
		}
		spaces := bytes.Repeat([]byte("a"), 1<<20)
		for range 70 {
			if _, err := w.Write(spaces); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTooMuchIsRefusedAndNothingStays(t *testing.T) {
	h := build(t, func(o *board.Options) { o.MaxUpload, o.MaxFiles = 1<<20, 2 })
	b := h.site.As("officer")
	for sentence, send := range map[string]func() *webtest.Page{
		"more bytes than may come": func() *webtest.Page {
			return h.send(b, "/officers/uploads/new", "files", text("a.txt", "first"), file{"b.txt", bytes.Repeat([]byte("x"), 2<<20)})
		},
		"more bytes than were said": func() *webtest.Page {
			return h.raw(b, "/officers/uploads/new", "multipart/form-data; boundary=x", struct{ *strings.Reader }{strings.NewReader(
				"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n" + strings.Repeat("y", 2<<20) + "\r\n--x--\r\n")})
		},
	} {
		if p := send(); p.Status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: status %d: %s", sentence, p.Status, p.Text("main"))
		}
		if n := h.left(); n != 0 {
			t.Errorf("%s: %d files stay", sentence, n)
		}
	}
	faulty(t, h.send(b, "/officers/uploads/new", "files", text("a.txt", "a"), text("b.txt", "b"), text("c.txt", "c")), "at most 2 files")
	faulty(t, h.send(b, "/officers/uploads/new", "files"), "Choose at least one file.")
	if p := h.raw(b, "/officers/uploads/new", "multipart/form-data; boundary=x", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nhalf")); p.Status != http.StatusBadRequest {
		t.Errorf("half an upload: status %d", p.Status)
	}
	if p := b.Post("/officers/uploads/new", "files", "a"); p.Status != http.StatusBadRequest {
		t.Errorf("a form without files: status %d", p.Status)
	}
	if n := h.left(); n != 0 {
		t.Errorf("%d files stay", n)
	}
}

func TestTwoGigabytesAreRefusedBeforeTheyCome(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	req := httptest.NewRequest(http.MethodPost, h.site.URL+"/officers/uploads/new", unread{t})
	req.ContentLength = 2 << 30
	req.RemoteAddr = "127.0.0.1:40000"
	here, err := net.ResolveTCPAddr("tcp", "127.0.0.1:80")
	h.must(err)
	req = req.WithContext(context.WithValue(req.Context(), http.LocalAddrContextKey, here))
	req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	for _, c := range b.Client.Jar.Cookies(req.URL) {
		req.AddCookie(c)
	}
	w := httptest.NewRecorder()
	h.site.Handler().ServeHTTP(w, req)
	if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "at most 600 MB") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}

// unread fails the test when anybody reads it.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the upload was read")
	return 0, errors.New("not to be read")
}

func TestAnUploadIsItsOfficersAloneAndForADay(t *testing.T) {
	h := build(t, nil)
	mine, other := h.site.As("officer"), h.site.As("second")
	to := h.upload(mine, text("paper.txt", "Fostering\n\nIt went well."))
	for what, p := range map[string]*webtest.Page{
		"open it":       other.Get(to),
		"add it":        other.Post(to, "keep-0", "yes", "shelf", "public"),
		"throw it away": other.Post(to + "/drop"),
	} {
		if p.Status != http.StatusNotFound {
			t.Errorf("another officer can %s: status %d", what, p.Status)
		}
	}
	info, err := os.Stat(h.uploads)
	if h.must(err); info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of uploads has the mode %o", info.Mode().Perm())
	}
	says(t, mine.Get("/officers"), ".list a", "An upload waits for you")
	h.now = h.now.Add(25 * time.Hour)
	h.must(h.board.Sweep())
	if p := h.site.As("officer").Get(to); p.Status != http.StatusNotFound || h.left() != 0 {
		t.Errorf("after a day: status %d, and %d files stay", p.Status, h.left())
	}
}

func TestUploadsDoNotOutliveHearth(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	h.upload(b, text("paper.txt", "Fostering\n\nIt went well."))
	if h.left() != 1 {
		t.Fatal("the upload isn't there")
	}
	h.must(h.board.Close())
	if h.left() != 0 {
		t.Error("an upload is left after hearth has stopped")
	}
	h.must(os.WriteFile(filepath.Join(h.uploads, "of-a-crash"), []byte("words"), 0o600))
	again := build(t, func(o *board.Options) { o.Uploads = h.uploads })
	if again.uploads = h.uploads; again.left() != 0 {
		t.Error("an upload of before a crash is left after the start")
	}
}

func TestThrowingAnUploadAway(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	to := h.upload(b, text("paper.txt", "Fostering\n\nIt went well."))
	h.went(b.Post(to + "/drop"))
	if p := b.Get(to); p.Status != http.StatusNotFound || h.left() != 0 {
		t.Errorf("status %d, and %d files stay", p.Status, h.left())
	}
}

func TestAFileOfTheSameNameIsAskedAbout(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	first := h.add(b, text("report.txt", "Fostering report\n\nIt went well in the spring."))
	to := h.upload(b, text("report.txt", "Fostering report, again\n\nIt went well in the autumn."))
	p := b.Get(to)
	says(t, p, "legend", "There is a paper from a file of this name already")
	p = b.Post(to, "keep-0", "yes", "shelf", "members")
	if faulty(t, p, "Say what report.txt is."); !p.Has("#keep-0[checked]") || !p.Has("#shelf-1[checked]") {
		t.Error("what was chosen is lost")
	}
	h.went(b.Post(to, "keep-0", "yes", "shelf", "members", "same-0", first.ID))
	h.board.Wait()
	docs, err := h.lib.List(t.Context(), library.Filter{})
	if err != nil || len(docs) != 1 || docs[0].ID != first.ID || docs[0].Version == first.Version {
		t.Errorf("a newer version made %+v (%v)", docs, err)
	}
	to = h.upload(b, text("report.txt", "Another report\n\nOf another thing."))
	h.went(b.Post(to, "keep-0", "yes", "shelf", "members", "same-0", "other"))
	h.board.Wait()
	if docs, err := h.lib.List(t.Context(), library.Filter{}); err != nil || len(docs) != 2 {
		t.Errorf("another paper made %d (%v)", len(docs), err)
	}
}

const agenda = `
# Executive
Middlesbrough Council
Tuesday 16 March 2021 at 1.00 pm

## Agenda
1. Apologies
2. Corporate Parenting Strategy
3. Highways maintenance
4. Sale of land
`

// meetingPack is a pack of three reports, of which one may be about children in
// care and one is exempt.
func meetingPack() file {
	d := pdftest.Simple(agenda, `
# Corporate Parenting Strategy
Report of the Director of Children's Services

## Our promises to children in care
The council will be a good corporate parent to every child in care and
every care leaver. Children in care and care leavers helped to write the
strategy. The corporate parenting board will meet each quarter.
`, `
# Highways maintenance
Report of the Director of Environment

## Roads
The council will mend forty roads in the year. Potholes are filled within
five days.
`, `
# Sale of land
NOT FOR PUBLICATION
By virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government
Act 1972. The price of the land is secret.
`)
	d.Marks = []pdftest.Mark{{Title: "Agenda", Page: 1}, {Title: "2 Corporate Parenting Strategy", Page: 2}, {Title: "3 Highways maintenance", Page: 3}, {Title: "4 Sale of land", Page: 4}}
	return file{"pack.pdf", d.Bytes()}
}

func TestAPackIsTickedReportByReport(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	to := h.upload(b, meetingPack(), text("beside.txt", "Beside\n\nAnother paper."))
	p := b.Get(to)
	says(t, p, ".card strong", "3 reports: 1 looks relevant, 1 left out because it looks exempt (not for the public).")
	if !p.Has("#report-0-1[checked]") || p.Has("#report-0-2[checked]") {
		t.Errorf("what looks relevant is not what is ticked: %s", p.Text("main"))
	}
	says(t, p, ".card p", "Page 4 looks exempt")
	p = b.Post(to, "report-0", "2")
	if faulty(t, p, "Choose who may be answered from it."); p.Has("#report-0-1[checked]") || !p.Has("#report-0-2[checked]") || p.Has("#keep-1[checked]") {
		t.Error("the ticks are lost")
	}
	h.went(b.Post(to, "report-0", "1", "report-0", "3", "report-0", "99", "shelf", "public"))
	h.board.Wait()
	docs, err := h.lib.List(t.Context(), library.Filter{})
	h.must(err)
	var titles []string
	for _, d := range docs {
		if d.Parent != "" || d.File == "beside.txt" {
			titles = append(titles, d.Title)
		}
		if d.Original {
			t.Errorf("the original of %s is kept, though a part of it is exempt", d.ID)
		}
	}
	if strings.Join(titles, ", ") != "Corporate Parenting Strategy" {
		t.Errorf("added %q", titles)
	}
	if h.left() != 0 {
		t.Error("the pack with its exempt pages still lies in the folder of uploads")
	}
	says(t, b.Get(to), ".card a", "Corporate Parenting Strategy")
	says(t, b.Get(h.upload(b, meetingPack())), ".card .hint", "here already")
}

// add uploads a paper to the members' shelf and gives its record.
func (h *house) add(b *webtest.Browser, f file) knowledge.Document {
	h.t.Helper()
	to := h.upload(b, f)
	h.went(b.Post(to, "keep-0", "yes", "shelf", "members", "same-0", "other"))
	h.board.Wait()
	docs, err := h.lib.List(h.t.Context(), library.Filter{})
	h.must(err)
	for _, d := range docs {
		if d.File == f.name {
			return d
		}
	}
	h.t.Fatalf("%s was not added: %s", f.name, b.Get(to).Text("main"))
	return knowledge.Document{}
}

// details are the form of a paper as it stands, with some fields changed.
func details(p *webtest.Page, id string, change ...string) []string {
	action := "/officers/papers/" + id
	fields := hidden(p, action)
	changed := map[string]string{}
	for i := 0; i+1 < len(change); i += 2 {
		changed[change[i]] = change[i+1]
	}
	for _, n := range p.All(`form[action="` + action + `"] input:not([type=hidden]):not([type=radio]), form[action="` + action + `"] input[type=radio][checked], form[action="` + action + `"] select`) {
		name, value := webtest.Attr(n, "name"), webtest.Attr(n, "value")
		if n.Data == "select" {
			value = p.Attr(`select[name="`+name+`"] option[selected]`, "value")
		}
		if v, ok := changed[name]; ok {
			value = v
		}
		fields = append(fields, name, value)
	}
	return fields
}

func TestMistakesInThePaperForm(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	d := h.add(b, text("paper.txt", "Fostering report\n\nIt went well."))
	at := "/officers/papers/" + d.ID
	for sentence, c := range map[string]struct {
		change []string
		says   string
	}{
		"no title":               {[]string{"title", " "}, "Give the paper a title"},
		"a date nobody can read": {[]string{"date", "yesterday"}, "I can't read this date."},
		"a day there isn't":      {[]string{"review_by", "31 February 2026"}, "I can't read this date."},
		"an end before the beginning": {[]string{"in_force_from", "1 May 2026", "in_force_until", "1 April 2026"},
			"It ends before it begins."},
		"itself as the newer one":    {[]string{"superseded_by", d.ID}, "A paper can't replace itself."},
		"a newer one there isn't":    {[]string{"superseded_by", "nothing"}, "There is no paper with this id."},
		"a source that is no source": {[]string{"source", "javascript:alert(1)"}, "This is no web address"},
		"a shelf there isn't":        {[]string{"shelf", "attic"}, "Choose who may be answered from it."},
	} {
		t.Run(sentence, func(t *testing.T) {
			p := b.Post(at, append(details(b.Get(at), d.ID, c.change...), "owner", "")...)
			faulty(t, p, c.says)
			for i := 0; i+1 < len(c.change); i += 2 {
				if f := p.All(`input[type=text][name="` + c.change[i] + `"]`); len(f) == 1 && webtest.Attr(f[0], "value") != c.change[i+1] {
					t.Errorf("%q came back as %q", c.change[i+1], webtest.Attr(f[0], "value"))
				}
			}
			if now, err := h.lib.Get(t.Context(), d.ID); err != nil || now.Meta != d.Meta {
				t.Errorf("a form with a mistake changed the paper to %+v (%v)", now.Meta, err)
			}
		})
	}
}

func TestSavingAPaper(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	newer := h.add(b, text("newer.txt", "Newer report\n\nIt went better."))
	d := h.add(b, text("paper.txt", "Fostering report\n\nIt went well."))
	at := "/officers/papers/" + d.ID
	h.went(b.Post(at, details(b.Get(at), d.ID, "title", "Fostering in 2026", "shelf", "public", "kind", "strategy", "date", "16/3/2026",
		"review_by", "May 2026", "owner", "Democratic Services", "superseded_by", newer.ID, "source", "https://example.org/a.pdf", "nation", "England")...))
	now, err := h.lib.Get(t.Context(), d.ID)
	h.must(err)
	want := d.Meta
	want.Title, want.Shelf, want.Kind, want.Owner, want.SupersededBy, want.Source, want.Nation = "Fostering in 2026", knowledge.ShelfPublic, knowledge.Strategy, "Democratic Services", newer.ID, "https://example.org/a.pdf", "England"
	want.Date, want.ReviewBy = knowledge.Date{Year: 2026, Month: 3, Day: 16}, knowledge.Date{Year: 2026, Month: 5}
	if now.Meta != want {
		t.Errorf("saved %+v\nwant  %+v", now.Meta, want)
	}
	if !h.did("officer", "document.set") {
		t.Error("the log doesn't say who changed the paper")
	}
	p := b.Get(at)
	says(t, p, ".notice", "Its review was due on May 2026")
	says(t, p, ".notice a", "Newer report")
	says(t, b.Get("/officers"), ".list a", "1 paper is past the review date")
	says(t, b.Get("/officers/papers?need=review"), ".list", "Fostering in 2026")
	if got := len(b.Get("/officers/papers?need=review&kind=minutes").All("main .list li")); got != 0 {
		t.Errorf("%d papers are minutes in need of a review", got)
	}
	if got := len(b.Get("/officers/papers?title=newer+report").All("main .list li")); got != 1 {
		t.Errorf("%d papers are called newer report", got)
	}
}

func TestTwoOfficersChangeOnePaper(t *testing.T) {
	h := build(t, nil)
	one, two := h.site.As("officer"), h.site.As("second")
	d := h.add(one, text("paper.txt", "Fostering report\n\nIt went well."))
	at := "/officers/papers/" + d.ID
	first, second := one.Get(at), two.Get(at)
	h.went(one.Post(at, details(first, d.ID, "title", "The first title")...))
	p := two.Post(at, details(second, d.ID, "owner", "Democratic Services")...)
	says(t, p, ".errors", "Somebody else has changed this")
	if p.Status != http.StatusUnprocessableEntity || p.Attr("#owner", "value") != "Democratic Services" {
		t.Errorf("status %d, and the owner came back as %q", p.Status, p.Attr("#owner", "value"))
	}
	if now, err := h.lib.Get(t.Context(), d.ID); err != nil || now.Title != "The first title" || now.Owner != "" {
		t.Errorf("the second form changed the paper unasked: %+v (%v)", now.Meta, err)
	}
	h.went(two.Post(at, details(p, d.ID)...))
	if now, err := h.lib.Get(t.Context(), d.ID); err != nil || now.Owner != "Democratic Services" {
		t.Errorf("sent again, the form saved %+v (%v)", now.Meta, err)
	}
}

func TestRemovingAPaper(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	d := h.add(b, text("paper.txt", "Fostering report\n\nThe word zanzibar stands here."))
	at := "/officers/papers/" + d.ID
	p := b.Get(at + "/remove")
	says(t, p, "main", "This can't be undone.")
	says(t, p, "main li", "its text, in every version")
	says(t, p, "main li", "the file itself")
	h.went(b.Post(at + "/remove"))
	if p := b.Get(at); p.Status != http.StatusNotFound {
		t.Errorf("the removed paper has a page: status %d", p.Status)
	}
	if bytes.Contains(storagetest.Bytes(t, h.lib.Dir()), []byte("zanzibar")) {
		t.Error("its words still stand in a file")
	}
	if !h.did("officer", "document.remove") {
		t.Error("the log doesn't say who removed it")
	}
	if p := b.Post(at + "/remove"); p.Status != http.StatusNotFound {
		t.Errorf("removing it twice: status %d", p.Status)
	}
}

func TestAdoptingASummary(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	_, err := h.lib.AddStarter(t.Context(), starter.Files(), library.AddOptions{Who: "the terminal"})
	h.must(err)
	docs, err := h.lib.List(t.Context(), library.Filter{})
	h.must(err)
	at := strings.ReplaceAll(docs[0].ID, "/", "%2F")
	p := b.Get("/officers/papers/" + at)
	says(t, p, ".notice", "not yet checked by your council")
	faulty(t, b.Post("/officers/papers/"+at+"/adopt", "office", " "), "Give the name of the office")
	h.went(b.Post("/officers/papers/"+at+"/adopt", "office", "Democratic Services Manager"))
	says(t, b.Get("/officers/papers/"+at), ".notice", "adopted by Democratic Services Manager on 25 November 2026")
	h.went(b.Post("/officers/papers/"+at+"/adopt", "office", "Another office"))
	if d, err := h.lib.Get(t.Context(), docs[0].ID); err != nil || d.Adopted.Office != "Democratic Services Manager" {
		t.Errorf("adopted by %+v (%v)", d.Adopted, err)
	}
}
