package read_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/read"
	"hearth/knowledge/knowledgetest"
)

// reader is one for all tests here, since starting the PDF parser takes seconds.
var reader = sync.OnceValue(func() *read.Reader { return read.New(read.Options{}) })

func TestMain(m *testing.M) {
	code := m.Run()
	if err := reader().Close(); err != nil && code == 0 {
		code = 1
	}
	os.Exit(code)
}

// papers reads all papers of a file that must be readable.
func papers(t *testing.T, r *read.Reader, name string, data []byte) (all []extract.Paper) {
	t.Helper()
	for p, err := range r.Read(t.Context(), name, bytes.NewReader(data), int64(len(data))) {
		if err != nil {
			t.Fatalf("reading %s: %v", name, err)
		}
		check(t, name, p)
		all = append(all, p)
	}
	return all
}

// check holds what every paper promises.
func check(t *testing.T, name string, p extract.Paper) {
	t.Helper()
	at := 0
	for i, b := range p.Blocks {
		if b.Start < at || b.End < b.Start || b.End > len(p.Text) || (b.Body != 0 && (b.Body < b.Start || b.Body > b.End)) {
			t.Fatalf("%s: block %d is %+v in a text of %d bytes after %d", name, i, b, len(p.Text), at)
		}
		if strings.ContainsAny(p.Text[b.Start:b.End], "\n\x00") {
			t.Fatalf("%s: block %d holds a line end or NUL: %q", name, i, p.Text[b.Start:b.End])
		}
		at = b.End
	}
	if p.Text != strings.ToValidUTF8(p.Text, "") {
		t.Fatalf("%s: the text is not UTF-8", name)
	}
	if p.Kind == "" {
		t.Fatalf("%s: no kind", name)
	}
}

// seeds are the five real papers: what must be known of each.
var seeds = map[string]struct {
	files []string
	want  knowledge.Meta
	cut   bool
}{
	"Middlesbrough's minute of 2021": {
		[]string{"000_bf42a8f0b6a8bfa4.txt", "formats/seed000.docx", "formats/seed000.odt", "formats/seed000.pdf", "formats/mg000.html"},
		knowledge.Meta{Title: "Corporate Parenting Strategy", Council: "Middlesbrough", Body: "Executive", Kind: knowledge.Minutes,
			Nation: "England", Date: knowledge.Date{Year: 2021, Month: 3, Day: 16}, Item: "123"}, false},
	"Middlesbrough's report of 2021": {
		[]string{"001_3cfd93654c5aa304.txt", "formats/seed001.docx", "formats/seed001.odt", "formats/seed001.pdf"},
		knowledge.Meta{Title: "The Corporate Parenting Strategy", Council: "Middlesbrough", Body: "Executive", Kind: knowledge.Report,
			Nation: "England", Date: knowledge.Date{Year: 2021, Month: 3, Day: 16}}, false},
	"Stockton's decision of 2011": {
		[]string{"002_53d08a72e969c456.txt", "formats/seed002.docx", "formats/seed002.odt", "formats/seed002.pdf"},
		knowledge.Meta{Title: "Corporate Parenting Strategy", Council: "Stockton-on-Tees", Body: "Cabinet", Kind: knowledge.Decision,
			Nation: "England", Date: knowledge.Date{Year: 2011, Month: 6, Day: 16}}, false},
	"Middlesbrough's slides of 2021": {
		[]string{"003_0f66c8e372617698.txt", "formats/seed003.docx", "formats/seed003.odt", "formats/seed003.pdf"},
		knowledge.Meta{Title: "OUR CORPORATE PARENTING STRATEGY FOR CHILDREN AND YOUNG PEOPLE IN MIDDLESBROUGH", Council: "Middlesbrough",
			Body: "Scrutiny Panel", Kind: knowledge.Presentation, Nation: "England", Date: knowledge.Date{Year: 2021, Month: 1}}, false},
	"the minute of a council that isn't named": {
		[]string{"004_fb20e102fdb35745.txt", "formats/seed004.docx", "formats/seed004.odt", "formats/seed004.pdf", "formats/mg004.html"},
		knowledge.Meta{Title: "CORPORATE PARENTING STRATEGY 2017-2020", Body: "Cabinet", Kind: knowledge.Minutes,
			Date: knowledge.Date{Year: 2017, Month: 7, Day: 20}, Item: "16"}, true},
}

func TestWhatSeedsSayOfThemselves(t *testing.T) {
	knowledgetest.Shared(t, "seeds")
	r := reader()
	for name, seed := range seeds {
		for _, file := range seed.files {
			t.Run(name+" as "+filepath.Base(file), func(t *testing.T) {
				got := papers(t, r, file, knowledgetest.Read(t, "seeds", file))
				if len(got) != 1 {
					t.Fatalf("got %d papers, want 1", len(got))
				}
				if got[0].Meta != seed.want {
					t.Errorf("got  %+v\nwant %+v", got[0].Meta, seed.want)
				}
				if got[0].Cut != seed.cut || len(got[0].Refused) > 0 {
					t.Errorf("cut is %v, want %v; refused %v", got[0].Cut, seed.cut, got[0].Refused)
				}
			})
		}
	}
}

// fold leaves letters and digits, as the judge of answers compares.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '%' || r == '£' {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Every block of every format must stand in the seed's own text, or a quote
// from it would count as invented; and hardly a word may be lost.
func TestSeedsKeepTheirWords(t *testing.T) {
	knowledgetest.Shared(t, "seeds")
	r := reader()
	for name, seed := range seeds {
		whole := fold(string(knowledgetest.Read(t, "seeds", seed.files[0])))
		for _, file := range seed.files {
			t.Run(name+" as "+filepath.Base(file), func(t *testing.T) {
				p := papers(t, r, file, knowledgetest.Read(t, "seeds", file))[0]
				kept := 0
				for _, b := range p.Blocks {
					for cell := range strings.SplitSeq(p.Text[b.Words():b.End], "\t") {
						kept += len(fold(cell))
						if !strings.Contains(whole, fold(cell)) && !strings.HasPrefix(cell, "Report 00") && !htmlParagraphs(cell) {
							t.Errorf("this stands in no seed: %q", cell)
						}
					}
				}
				if kept*100 < len(whole)*94 {
					t.Errorf("%d of %d letters are left", kept, len(whole))
				}
			})
		}
	}
}

// htmlParagraphs is the one cell whose two paragraphs the seed's text parts with
// tags, and which the office formats run together.
func htmlParagraphs(cell string) bool {
	return strings.HasPrefix(cell, "We will contribute to promote the welfare")
}

// A gold answer that isn't within one block, or a heading with its text, can't be
// quoted.
func TestGoldAnswersStandInBlocks(t *testing.T) {
	gold := knowledgetest.Lines[struct {
		ID     string   `json:"id"`
		Seed   string   `json:"seed"`
		Answer []string `json:"answer_contains"`
	}](t, "gold", "seeds.jsonl")
	r := reader()
	blocks := map[string][]string{}
	for _, seed := range seeds {
		for _, file := range seed.files {
			p := papers(t, r, file, knowledgetest.Read(t, "seeds", file))[0]
			for i, b := range p.Blocks {
				words := p.Text[b.Start:b.End]
				if b.Kind == knowledge.Heading && i+1 < len(p.Blocks) {
					words += p.Text[p.Blocks[i+1].Start:p.Blocks[i+1].End] // "Options rejected: None"
				}
				blocks[file] = append(blocks[file], fold(words))
			}
		}
	}
	asked := 0
	for _, q := range gold {
		for _, want := range q.Answer {
			for _, seed := range seeds {
				if seed.files[0] != q.Seed {
					continue
				}
				for _, file := range seed.files {
					asked++
					found := false
					for _, b := range blocks[file] {
						found = found || strings.Contains(b, fold(want))
					}
					if !found {
						t.Errorf("%s: %q is in no block of %s", q.ID, want, file)
					}
				}
			}
		}
	}
	if asked == 0 {
		t.Error("no gold answer was looked for")
	}
}

func TestModernGovPages(t *testing.T) {
	r := reader()
	p := papers(t, r, "page", knowledgetest.Read(t, "seeds", "formats", "mgagenda.html"))[0]
	if p.Body != "Executive" || p.Date.String() != "2021-03-16" {
		t.Errorf("got body %q, date %v", p.Body, p.Date)
	}
	if !strings.Contains(p.Text, "4. Corporate Parenting Strategy\nReport of the Executive Director") {
		t.Errorf("the agenda's items have lost their order:\n%s", p.Text)
	}
	for _, furniture := range []string{"cookies", "Bins", "Accept", "Powered by", "PDF 101 KB", "Privacy notice"} {
		if strings.Contains(p.Text, furniture) {
			t.Errorf("the site's %q is in the text", furniture)
		}
	}
}

// A pack gives its own paper first, then its reports with their pages.
func TestPackIsSplit(t *testing.T) {
	got := papers(t, reader(), "pack.pdf", knowledgetest.Read(t, "seeds", "formats", "pack.pdf"))
	if len(got) < 3 || !got[0].Pack || got[0].Part {
		t.Fatalf("got %d papers, the first pack %v", len(got), got[0].Pack)
	}
	for _, p := range got[1:] {
		if !p.Part || p.FirstPage == 0 || p.LastPage < p.FirstPage || p.Title == "" {
			t.Errorf("part %q: pages %d to %d", p.Title, p.FirstPage, p.LastPage)
		}
	}
}
