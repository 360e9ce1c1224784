package webchat_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearth/bot/web/webtest"
	"hearth/bot/webchat"
	"hearth/bot/webchat/webchattest"
	"hearth/knowledge"
)

func paper(id string, shelf knowledge.Shelf, change func(*knowledge.Document)) knowledge.Document {
	d := knowledge.Document{ID: id, Version: "v2"}
	d.Title, d.Shelf, d.Kind, d.Council, d.Date = "Paper "+id, shelf, knowledge.Report, "Middlesbrough", knowledge.Date{Year: 2025, Month: 3, Day: 16}
	if change != nil {
		change(&d)
	}
	return d
}

func words(kind knowledge.BlockKind, level, page int, printed, text string, head bool) webchattest.Words {
	return webchattest.Words{Block: knowledge.Block{Kind: kind, Level: level, Page: page, Printed: printed, Header: head}, Words: text}
}

var sample = webchattest.Text(
	words(knowledge.Heading, 1, 1, "", "1. Purpose", false),
	words(knowledge.Paragraph, 0, 1, "", "This report <b>tells</b> the Board.", false),
	words(knowledge.Heading, 4, 1, "", "Deep", false),
	words(knowledge.Item, 1, 7, "ii", "• We have 498 children – naïve figures.", false),
	words(knowledge.Item, 2, 7, "ii", "(a) family live there.", false),
	words(knowledge.Row, 0, 7, "ii", "Year\tChildren", true),
	words(knowledge.Row, 0, 7, "ii", "2025\t498", false),
)

func at(t *testing.T, text string) (from, to int) {
	t.Helper()
	i := strings.Index(sample.Text, text)
	if i < 0 {
		t.Fatalf("%q is not in the sample", text)
	}
	return i, i + len(text)
}

func papersDesk(t *testing.T, public bool, all ...knowledge.Document) *desk {
	t.Helper()
	d := open(t, func(o *webchat.Options) { o.PublicPages = func(context.Context) bool { return public } })
	d.papers.All = all
	for _, p := range all {
		d.papers.Texts[p.ID+"/v1"], d.papers.Texts[p.ID+"/v2"] = sample, sample
	}
	return d
}

func TestAPaperShowsItsTextAndTheQuote(t *testing.T) {
	d := papersDesk(t, false, paper("p", knowledge.ShelfMembers, nil))
	from, to := at(t, "498 children – naïve")
	p := d.As("m1").Get(fmt.Sprintf("/papers/p?v=v2&from=%d&to=%d", from, to))
	for selector, want := range map[string]string{
		"h1":                       "Paper p",
		".paper h2":                "1. Purpose",
		".paper h3":                "Deep", // a heading goes one deeper, whatever the paper does
		".paper p:not(.page-mark)": "This report <b>tells</b> the Board.",
		"mark#q":                   "498 children – naïve",
		"#page-7 span":             "Page 7 (printed ii)",
		"#page-1 span":             "Page 1",
		"li.item-2":                "(a) family live there.",
		"th[scope=col]":            "Year",
		"td":                       "2025",
	} {
		if got := p.Text(selector); got != want {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	if len(p.All("mark")) != 1 || !strings.Contains(p.Text("li.item-1"), "We have 498 children – naïve figures.") {
		t.Errorf("around the mark: %q", p.Text("li.item-1"))
	}
}

func TestATitleIsSaidOnce(t *testing.T) {
	d := papersDesk(t, false, paper("p", knowledge.ShelfMembers, func(d *knowledge.Document) { d.Title = "1. Purpose" }))
	from, to := at(t, "Purpose")
	if p := d.As("m1").Get("/papers/p"); len(p.All("h1")) != 1 || p.Has(".paper h2:contains(Purpose)") || !p.Has("#page-1") {
		t.Errorf("headings: %q", p.Text(".paper"))
	}
	if p := d.As("m1").Get(fmt.Sprintf("/papers/p?v=v2&from=%d&to=%d", from, to)); p.Text(".paper h2 mark") != "Purpose" {
		t.Errorf("a quoted title is left out")
	}
}

func TestAQuoteOverSeveralBlocks(t *testing.T) {
	d := papersDesk(t, false, paper("p", knowledge.ShelfMembers, nil))
	from, _ := at(t, "the Board.")
	_, to := at(t, "(a) family")
	p := d.As("m1").Get(fmt.Sprintf("/papers/p?v=v2&from=%d&to=%d", from, to))
	var got []string
	for _, m := range p.All("mark") {
		got = append(got, webtest.Text(m))
	}
	if strings.Join(got, "|") != "the Board.|Deep|• We have 498 children – naïve figures.|(a) family" || len(p.All("#q")) != 1 {
		t.Errorf("marked %q", got)
	}
}

func TestAnAddressThatMarksNothing(t *testing.T) {
	d := papersDesk(t, false, paper("p", knowledge.ShelfMembers, nil))
	dash, _ := at(t, "–")
	for _, q := range []string{"from=-1&to=5", "from=5&to=99999", "from=9&to=3", "from=a&to=b", fmt.Sprintf("from=%d&to=%d", dash+1, dash+3), "from=99999999999999999999&to=1"} {
		p := d.As("m1").Get("/papers/p?v=v2&" + q)
		if p.Status != http.StatusOK || p.Has("mark") {
			t.Errorf("%s: %d, %d marks", q, p.Status, len(p.All("mark")))
		}
	}
}

func TestWhatMustBeKnownBeforeQuoting(t *testing.T) {
	day := func(y int) knowledge.Date { return knowledge.Date{Year: y, Month: 1, Day: 2} }
	d := papersDesk(t, false,
		paper("new", knowledge.ShelfMembers, nil),
		paper("hidden", knowledge.ShelfOfficers, nil),
		paper("old", knowledge.ShelfMembers, func(d *knowledge.Document) { d.SupersededBy = "new" }),
		paper("older", knowledge.ShelfMembers, func(d *knowledge.Document) { d.SupersededBy = "hidden" }),
		paper("ended", knowledge.ShelfMembers, func(d *knowledge.Document) { d.InForceUntil = day(2020) }),
		paper("coming", knowledge.ShelfMembers, func(d *knowledge.Document) { d.InForceFrom = day(2999) }),
		paper("ours", knowledge.ShelfMembers, func(d *knowledge.Document) { d.Starter = true }),
		paper("cut", knowledge.ShelfMembers, func(d *knowledge.Document) { d.Cut = true }))
	b := d.As("m1")
	for path, want := range map[string]string{
		"old": "A newer paper has taken its place.", "older": "A newer paper has taken its place.", "ended": "No longer in force since 2 January 2020.",
		"coming": "Not in force before 2 January 2999.", "ours": "This is hearth's own summary.", "cut": "The paper breaks off.", "new?v=v1": "This is an earlier version of the paper.",
	} {
		if got := b.Get("/papers/" + path).Text(".notice"); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if p := b.Get("/papers/old"); !p.Has(`main a[href="/papers/new"]`) {
		t.Error("the newer paper is not named")
	}
	if p := b.Get("/papers/older"); strings.Contains(p.Text(), "Paper hidden") || strings.Contains(p.Raw(), "/papers/hidden") {
		t.Error("a paper that the member may not see is named")
	}
	if p := b.Get("/papers/new?v=v1"); !p.Has(`.notice a[href="/papers/new"]`) {
		t.Error("the newest version is a tap away")
	}
	if p := b.Get("/papers/new"); p.Has(".notice") {
		t.Errorf("a current paper is warned of: %s", p.Text(".notice"))
	}
	if p := b.Get("/papers/new?v=nothing"); p.Status != http.StatusNotFound {
		t.Errorf("a version that there isn't: %d", p.Status)
	}
}

// Nobody learns from a page whether a paper exists that they may not see.
func TestShelvesAreKept(t *testing.T) {
	all := []knowledge.Document{paper("public", knowledge.ShelfPublic, nil), paper("members", knowledge.ShelfMembers, nil), paper("officers", knowledge.ShelfOfficers, nil)}
	sees := map[string]map[string]bool{
		"m1": {"public": true, "members": true}, "officer": {"public": true, "members": true, "officers": true},
		"admin": {"public": true, "members": true, "officers": true}, "dpo": {"public": true, "members": true, "officers": true},
	}
	d := papersDesk(t, true, all...)
	for id, may := range sees {
		b := d.As(id)
		nothing := b.Get("/papers/nothing")
		list := b.Get("/papers")
		for _, doc := range all {
			p := b.Get("/papers/" + doc.ID)
			if may[doc.ID] != (p.Status == http.StatusOK) || may[doc.ID] != list.Has(`a[href="/papers/`+doc.ID+`"]`) {
				t.Errorf("%s on %s: %d, listed %v", id, doc.ID, p.Status, list.Has(`a[href="/papers/`+doc.ID+`"]`))
			}
			if !may[doc.ID] && (p.Status != nothing.Status || p.Text() != nothing.Text()) {
				t.Errorf("%s learns of %s: %d %s", id, doc.ID, p.Status, p.Text("main"))
			}
		}
	}
	stranger := d.Visitor()
	if p := stranger.Get("/papers/public"); p.Status != http.StatusOK {
		t.Errorf("a stranger on a public paper, switched on: %d", p.Status)
	}
	if list := stranger.Get("/papers"); len(list.All("ul.list li")) != 1 {
		t.Errorf("a stranger's list: %s", list.Text("ul.list"))
	}
	for _, id := range []string{"members", "officers", "nothing"} {
		if p := stranger.Get("/papers/" + id); p.Status != http.StatusSeeOther || p.Header.Get("Location") != "/signin?next=%2Fpapers%2F"+id {
			t.Errorf("a stranger on %s: %d %s", id, p.Status, p.Header.Get("Location"))
		}
	}
	if p := papersDesk(t, false, all...).Visitor().Get("/papers/public"); p.Status != http.StatusSeeOther {
		t.Errorf("a stranger on a public paper, switched off: %d", p.Status)
	}
}

func TestTheListIsFilteredAndPaged(t *testing.T) {
	var all []knowledge.Document
	for i := range 60 {
		all = append(all, paper(fmt.Sprint(i), knowledge.ShelfMembers, func(d *knowledge.Document) {
			d.Title = fmt.Sprintf("Sufficiency Strategy %d", i)
			d.Council = []string{"Middlesbrough", "Stockton-on-Tees"}[i%2]
			d.Kind = []knowledge.Kind{knowledge.Report, knowledge.Act, knowledge.Minutes}[i%3]
			d.Date = knowledge.Date{Year: 2020 + i%4, Month: 5, Day: 1 + i%28}
		}))
	}
	b := papersDesk(t, false, all...).As("m1")
	for query, want := range map[string][2]int{ // on the page, in all
		"":                                {25, 60},
		"?page=3":                         {10, 60},
		"?page=99":                        {10, 60},
		"?page=x":                         {25, 60},
		"?council=Middlesbrough":          {25, 30},
		"?kind=act&council=Middlesbrough": {10, 10},
		"?year=2021":                      {15, 15},
		"?words=STRATEGY+suff":            {25, 60},
		"?words=strategy+59":              {1, 1},
		"?words=nothing":                  {0, 0},
		"?council=%3Cscript%3E":           {0, 0},
	} {
		p := b.Get("/papers" + query)
		if n := len(p.All("ul.list li")); n != want[0] || !strings.Contains(p.Text("main"), fmt.Sprintf("%d paper", want[1])) {
			t.Errorf("%s: %d on the page, %s; want %v", query, n, p.Text("main > p"), want)
		}
	}
	p := b.Get("/papers?council=Middlesbrough&words=suff")
	if got := p.Attr(`.pager a[rel=next]`, "href"); got != "/papers?council=Middlesbrough&page=2&words=suff" {
		t.Errorf("the next page is %q", got)
	}
	if p.Attr("#words", "value") != "suff" || p.Text("#council option[selected]") != "Middlesbrough" || len(p.All("#kind option")) != 4 || len(p.All("#year option")) != 5 {
		t.Error("the form forgets what was chosen")
	}
	first := b.Get("/papers").Text("ul.list small")
	if !strings.Contains(first, "2023") {
		t.Errorf("the first is of %q", first)
	}
}

// A file is for whoever may see every paper that was read out of it.
func TestOriginals(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	kept := func(file, parent, version string) func(*knowledge.Document) {
		return func(d *knowledge.Document) { d.Original, d.File, d.Parent, d.Version = true, file, parent, version }
	}
	d := papersDesk(t, false,
		paper("pdf", knowledge.ShelfMembers, kept("Näme \"x\"/..\\y\r\n.pdf", "", "a")),
		paper("html", knowledge.ShelfMembers, kept("page.html", "", "b")),
		paper("svg", knowledge.ShelfMembers, kept("pic.svg", "", "c")),
		paper("none", knowledge.ShelfMembers, nil),
		paper("pack", knowledge.ShelfMembers, kept("pack.pdf", "", "d")),
		paper("part", knowledge.ShelfMembers, kept("pack.pdf", "pack", "d")),
		paper("secret", knowledge.ShelfOfficers, kept("pack.pdf", "pack", "d")))
	for id, path := range map[string]string{"pdf/a": file("a.pdf", "%PDF-1.4 x"), "html/b": file("b.html", "<script>alert(1)</script>"), "svg/c": file("c.svg", "<svg/>"), "pack/d": file("d.pdf", "%PDF"), "part/d": file("d.pdf", "%PDF"), "secret/d": file("d.pdf", "%PDF")} {
		d.papers.Originals[id] = path
		name, version, _ := strings.Cut(id, "/")
		d.papers.Texts[name+"/"+version] = sample
	}
	b := d.As("m1")
	p := b.Get("/papers/pdf/original")
	if p.Raw() != "%PDF-1.4 x" || p.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(p.Header.Get("Content-Disposition"), "inline") {
		t.Errorf("a PDF: %d %v", p.Status, p.Header)
	}
	if cd := p.Header.Get("Content-Disposition"); strings.ContainsAny(cd, "\r\n/\\") {
		t.Errorf("its name %q", cd)
	}
	for _, id := range []string{"html", "svg"} {
		p := b.Get("/papers/" + id + "/original")
		csp := p.Header.Get("Content-Security-Policy")
		if p.Status != http.StatusOK || p.Header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(p.Header.Get("Content-Disposition"), "attachment") || !strings.HasPrefix(csp, "sandbox;") || p.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s would open as hearth's own: %d %v", id, p.Status, p.Header)
		}
	}
	for _, id := range []string{"none", "pack", "part", "secret"} {
		if p := b.Get("/papers/" + id + "/original"); p.Status != http.StatusNotFound {
			t.Errorf("%s to a member: %d", id, p.Status)
		}
	}
	if p := b.Get("/papers/part"); strings.Contains(p.Raw(), "/original") {
		t.Error("a link leads to a file that the member may not have")
	}
	if p := d.As("officer").Get("/papers/part/original"); p.Status != http.StatusOK {
		t.Errorf("an officer: %d", p.Status)
	}
	if p := b.Get("/papers/pdf"); p.Attr("#page-7 a", "href") != "/papers/pdf/original#page=7" || !p.Has(`a[href="/papers/pdf/original"]`) {
		t.Errorf("the original at its page: %q", p.Attr("#page-7 a", "href"))
	}
	if p := b.Get("/papers/html"); p.Has("#page-7 a") {
		t.Error("a file without pages opens at one")
	}
}

// The longest Act has 6 MB: a page shows a part of it, and a quote's part first.
func TestALongPaperComesInParts(t *testing.T) {
	var blocks []webchattest.Words
	for i := range 2000 {
		blocks = append(blocks, words(knowledge.Paragraph, 0, 0, "", fmt.Sprintf("Section %04d. %s", i, strings.Repeat("Whereas it is enacted. ", 20)), false))
	}
	d := papersDesk(t, false, paper("act", knowledge.ShelfMembers, nil))
	long := webchattest.Text(blocks...)
	d.papers.Texts["act/v2"] = long
	b := d.As("m1")
	p := b.Get("/papers/act")
	if n := len(p.Raw()); n > 250_000 || p.Text(".pager span") != "Page 1 of 8" {
		t.Fatalf("%d bytes, %q", n, p.Text(".pager span"))
	}
	if next := b.Get(p.Attr(".pager a[rel=next]", "href")); next.Text(".pager span") != "Page 2 of 8" || strings.Contains(next.Text(), "Section 0000") {
		t.Errorf("the next part: %q", next.Text(".pager span"))
	}
	from := strings.Index(long.Text, "Section 1999")
	q := b.Get(webchat.PaperLink("act", "v2", knowledge.Span{Start: from, End: from + 12}))
	if q.Text("mark") != "Section 1999" || q.Text(".pager span") != "Page 8 of 8" {
		t.Errorf("the quote: %q on %q", q.Text("mark"), q.Text(".pager span"))
	}
}

func TestLinksOfCitations(t *testing.T) {
	doc := paper("a b/c", knowledge.ShelfPublic, nil)
	c, err := knowledge.NewCitation(doc, knowledge.WholeText("abc def"), knowledge.Place{Span: knowledge.Span{Start: 4, End: 7}}, "def")
	if err != nil {
		t.Fatal(err)
	}
	if got := webchat.Link(c); got != "/papers/a%20b%2Fc?v=v2&from=4&to=7#q" {
		t.Errorf("got %q", got)
	}
}

func TestMyData(t *testing.T) {
	d := open(t, nil)
	d.me.Holdings = []webchat.Holding{{What: "What you asked", Says: "12 questions", Why: "to look back", Till: "90 days"}}
	d.me.Told = webchat.Told{Gone: []string{"12 questions"}, Waits: []string{"3 wait for an information request"}}
	b, laptop := d.As("m1"), d.As("m1")
	p := b.Get("/me")
	for _, want := range []string{"Cllr Jane Smith", "jane@example.org", "Acklam", "Member", "12 questions", "to look back", "90 days", "(this one)"} {
		if !strings.Contains(p.Text("main"), want) {
			t.Errorf("it doesn't say %q", want)
		}
	}
	if n := len(p.All(`form[action="/me/session"]`)); n != 2 {
		t.Fatalf("%d sign-ins, want 2", n)
	}
	if p := b.Get("/me/forget"); !p.Has(`form[method=post][action="/me/forget"] button.grave`) || len(d.me.Forgotten) != 0 {
		t.Errorf("opening the page forgets: %v", d.me.Forgotten)
	}
	if p := b.Post("/me/forget"); !strings.Contains(p.Text("main"), "3 wait") || len(d.me.Forgotten) != 1 || d.me.Forgotten[0] != "m1" {
		t.Errorf("forgotten %v: %s", d.me.Forgotten, p.Text("main"))
	}
	all, err := d.Sessions().Of(t.Context(), "m1")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		d.As("m2").Post("/me/session", "session", s.ID) // somebody else's tap
	}
	if p := laptop.Get("/me"); p.Status != http.StatusOK {
		t.Fatal("another member ended it")
	}
	for _, s := range all {
		b.Post("/me/session", "session", s.ID)
	}
	if p := laptop.Get("/me"); p.Status != http.StatusSeeOther {
		t.Errorf("the laptop is still signed in: %d", p.Status)
	}
}
