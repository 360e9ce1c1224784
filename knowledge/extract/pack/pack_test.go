package pack_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/pack"
	"hearth/knowledge/extract/pdf/pdftest"
	"hearth/knowledge/knowledgetest"
)

func papers(t *testing.T, data []byte) ([]extract.Paper, error) {
	t.Helper()
	f, err := pdftest.Read(t, "pack.pdf", data)
	if err != nil {
		t.Fatal(err)
	}
	return pack.Papers("pack.pdf", f)
}

func must(t *testing.T, data []byte) []extract.Paper {
	t.Helper()
	out, err := papers(t, data)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range out {
		for _, b := range p.Blocks {
			if b.Start < 0 || b.End > len(p.Text) || b.Start >= b.End || b.Words() > b.End {
				t.Errorf("%q: block %+v in a text of %d bytes", p.Title, b, len(p.Text))
			}
			if b.Page < p.FirstPage || b.Page > p.LastPage {
				t.Errorf("%q: a block of page %d in pages %d to %d", p.Title, b.Page, p.FirstPage, p.LastPage)
			}
		}
	}
	return out
}

// summary is one line a paper: number, title, pages.
func summary(out []extract.Paper) string {
	var s []string
	for _, p := range out {
		kind := "single"
		if p.Pack {
			kind = "pack"
		} else if p.Part {
			kind = "part"
		}
		s = append(s, fmt.Sprintf("%s %s %q %d-%d", kind, p.Item, p.Title, p.FirstPage, p.LastPage))
	}
	return strings.Join(s, "\n")
}

const agenda = `
# Executive
Agenda
Tuesday 16 March 2021 at 1.00 pm
1. Apologies
2. Corporate Parenting Strategy
3. Highways maintenance
`

// front is a pack's agenda and two reports, the second with an appendix.
func front() pdftest.Doc {
	return pdftest.Simple(agenda,
		"# Corporate Parenting Strategy\nReport of the Director.\nEvery council is a corporate parent of its children in care and care leavers.",
		"The strategy goes on.",
		"# Highways maintenance\nPotholes and kerbs were mended in all of the wards.",
		"# Appendix 1\nA list of kerbs.")
}

// TestKnown says what is a pack, and what only looks like one.
func TestKnown(t *testing.T) {
	numbered := []pdftest.Mark{{Title: "Agenda", Page: 1}, {Title: "2 Corporate Parenting Strategy", Page: 2}, {Title: "3 Highways maintenance", Page: 4}, {Title: "Appendix 1", Depth: 1, Page: 5}}
	two := "part 2 \"Corporate Parenting Strategy\" 2-3\npart 3 \"Highways maintenance\" 4-5"
	for sentence, c := range map[string]struct {
		doc  func() pdftest.Doc
		want string // empty: a single paper
	}{
		"numbered bookmarks and an agenda": {func() pdftest.Doc { d := front(); d.Marks = numbered; return d }, two},
		"bookmarks that say agenda item": {func() pdftest.Doc {
			d := front()
			d.Pages[0] = pdftest.Flow("# Executive")
			d.Marks = []pdftest.Mark{{Title: "1. Agenda item 2: Corporate Parenting Strategy", Page: 2}, {Title: "Agenda item 3 - Highways maintenance", Page: 4}}
			return d
		}, two},
		"pages tagged with their item": {func() pdftest.Doc {
			d := front()
			d.Pages[1] = append(pdftest.Flow("head: Agenda Item 2"), d.Pages[1]...)
			d.Pages[3] = append(pdftest.Flow("head: Agenda Item 3"), d.Pages[3]...)
			return d
		}, two},
		"a contents page with numbers": {func() pdftest.Doc {
			d := front()
			d.Pages[0] = pdftest.Flow("# Executive\nAgenda\nTuesday 16 March 2021\n| 2. Corporate Parenting Strategy|| 2\n| 3. Highways maintenance|| 4")
			return d
		}, two},
		"a report with numbered chapters": {func() pdftest.Doc {
			return pdftest.Doc{Pages: front().Pages[1:], Marks: []pdftest.Mark{{Title: "1 Introduction", Page: 1}, {Title: "2 Background", Page: 2}, {Title: "3 Costs", Page: 3}}}
		}, ""},
		"a dated report with numbered chapters": {func() pdftest.Doc {
			d := front()
			d.Pages[0] = pdftest.Flow("# Our improvement agenda\nReport to the Executive, 16 March 2021")
			d.Marks = numbered[1:]
			return d
		}, ""},
		"an agenda without reports": {func() pdftest.Doc { return pdftest.Simple(agenda) }, ""},
		"an agenda with one report": {func() pdftest.Doc { d := front(); d.Marks = numbered[:2]; return d }, ""},
		"numbers out of order": {func() pdftest.Doc {
			d := front()
			d.Marks = []pdftest.Mark{{Title: "9 Corporate Parenting Strategy", Page: 2}, {Title: "3 Highways maintenance", Page: 4}}
			return d
		}, ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			out := must(t, c.doc().Bytes())
			if c.want == "" {
				if len(out) != 1 || out[0].Pack || out[0].Part {
					t.Fatalf("got\n%s\nwant a single paper", summary(out))
				}
				return
			}
			if got := summary(out[1:]); got != c.want || !out[0].Pack || out[0].Title == "" {
				t.Fatalf("got\n%s\nwant\n%s", got, c.want)
			}
			cp, roads := out[1], out[2]
			if !strings.Contains(cp.Text, "The strategy goes on.") || strings.Contains(cp.Text, "Potholes") || !strings.Contains(roads.Text, "A list of kerbs") {
				t.Errorf("the text is parted wrongly: %q | %q", cp.Text, roads.Text)
			}
			if cp.Looks < 0.7 || roads.Looks > 0.1 {
				t.Errorf("looks = %.2f and %.2f", cp.Looks, roads.Looks)
			}
			if !strings.Contains(out[0].Text, "Highways maintenance") {
				t.Errorf("the pack's agenda lacks a report: %q", out[0].Text)
			}
			if strings.Contains(sentence, "agenda") && !strings.Contains(sentence, "item") {
				if want := (knowledge.Date{Year: 2021, Month: 3, Day: 16}); out[0].Date != want || cp.Date != want {
					t.Errorf("dates = %v, %v", out[0].Date, cp.Date)
				}
			}
		})
	}
}

// TestExemptAppendix says that no word of an exempt appendix is in any paper,
// whichever way it is marked.
func TestExemptAppendix(t *testing.T) {
	const a, b = "zygomorphic badgers", "the price of Blackthorn House"
	secret := "Costs of " + a + "\nand " + b + "."
	for sentence, c := range map[string]struct {
		first  string // page 5, the appendix's first
		second string // page 6
		agenda string // to add to page 1
		mark   string // its bookmark
		where  string
	}{
		"in a heading":                  {first: "# NOT FOR PUBLICATION\n" + secret, second: secret, where: "Pages 5 to 6"},
		"in a cover line":               {first: "Appendix 2\nBy virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972\n" + secret, second: secret, where: "Pages 5 to 6"},
		"at the head of each page":      {first: "head: RESTRICTED\n" + secret, second: "head: RESTRICTED\n" + secret, where: "Pages 5 to 6"},
		"at the foot of one page":       {first: secret + "\nfoot: Not for publication", second: secret, where: "Pages 5 to 6"},
		"by its bookmark":               {first: secret, second: secret, mark: "Appendix 2 (Exempt)", where: "Pages 5 to 6"},
		"by the report before it":       {first: "# Appendix 2\n" + secret, second: secret, agenda: "Appendix 2 is exempt from publication.", where: "Pages 5 to 6"},
		"by an exclusion":               {first: "# EXCLUSION OF PRESS AND PUBLIC\nThat the public be excluded under section 100A.\n" + secret, second: secret, where: "Pages 5 to 7"},
		"by a word in a cover's corner": {first: "| Report to Executive|| CONFIDENTIAL\n" + secret, second: secret, where: "Pages 5 to 6"},
		"by a form's answer":            {first: "| Report for:|Key decision:|Confidential:\n| Decision|No|Yes\n" + secret, second: secret, where: "Pages 4 to 6"},
	} {
		t.Run(sentence, func(t *testing.T) {
			d := front()
			d.Pages = append(d.Pages[:4], pdftest.Flow(c.first), pdftest.Flow(c.second), pdftest.Flow("# Library opening hours\nThe library opens at nine."))
			d.Pages[3] = pdftest.Flow("# Highways maintenance\nPotholes were mended. " + c.agenda)
			d.Marks = []pdftest.Mark{{Title: "2 Corporate Parenting Strategy", Page: 2}, {Title: "3 Highways maintenance", Page: 4}}
			if c.mark != "" {
				d.Marks = append(d.Marks, pdftest.Mark{Title: c.mark, Depth: 1, Page: 5})
			}
			d.Marks = append(d.Marks, pdftest.Mark{Title: "4 Library opening hours", Page: 7})
			out := must(t, d.Bytes())
			all := fmt.Sprintf("%+v", out)
			for _, w := range []string{"zygo", "badger", "Blackthorn"} {
				if strings.Contains(all, w) {
					t.Errorf("%q is left:\n%s", w, all)
				}
			}
			for _, w := range []string{"Every council is a corporate parent", "library opens at nine"} {
				if c.where == "Pages 5 to 7" && w[0] == 'l' {
					continue // what comes after an exclusion has to say that it is public
				}
				if !strings.Contains(all, w) {
					t.Errorf("%q is gone; refused %v", w, out[0].Refused)
				}
			}
			if len(out[0].Refused) == 0 || !strings.HasPrefix(out[0].Refused[0].String(), c.where) {
				t.Errorf("refused %v, want %s", out[0].Refused, c.where)
			}
			if p := out[1]; len(p.Refused) > 0 || p.Item != "2" {
				t.Errorf("the first report: %s, refused %v", p.Item, p.Refused)
			}
		})
	}
}

// TestExemptReport says that a report that is exempt as a whole is no paper, and
// its name is nowhere but in the public agenda.
func TestExemptReport(t *testing.T) {
	d := front()
	d.Pages[3] = pdftest.Flow("# Sale of Blackthorn House\nNOT FOR PUBLICATION\nIts price.")
	d.Marks = []pdftest.Mark{{Title: "2 Corporate Parenting Strategy", Page: 2}, {Title: "3 Sale of Blackthorn House", Page: 4}}
	out := must(t, d.Bytes())
	if got, want := summary(out), "pack  \"Executive, 16 March 2021 (meeting pack)\" 1-5\npart 2 \"Corporate Parenting Strategy\" 2-3"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if strings.Contains(fmt.Sprintf("%+v", out), "Blackthorn") {
		t.Error("the report's name is left")
	}
}

// TestWhollyExempt says that a file marked on its cover gives no paper.
func TestWhollyExempt(t *testing.T) {
	out, err := papers(t, pdftest.Simple("# Confidential report\nOne.", "Two.").Bytes())
	var e *extract.Error
	if !errors.As(err, &e) || e.Reason != extract.Exempt || len(out) > 0 {
		t.Errorf("papers = %d, err = %v", len(out), err)
	}
}

// TestMidPage parts two reports that share a page.
func TestMidPage(t *testing.T) {
	d := pdftest.Simple(agenda, "# Corporate Parenting Strategy\nOne about children in care.\n# Highways maintenance\nTwo about kerbs.", "Three about kerbs.")
	d.Marks = []pdftest.Mark{{Title: "2. Corporate Parenting Strategy", Page: 2}, {Title: "3. Highways maintenance", Page: 2}}
	out := must(t, d.Bytes())
	if len(out) != 3 || strings.Contains(out[1].Text, "kerbs") || !strings.Contains(out[2].Text, "Two") || !strings.Contains(out[2].Text, "Three") {
		t.Errorf("got\n%s", summary(out))
	}
}

// TestShared reads the development data's long pack and its single papers.
func TestShared(t *testing.T) {
	for name, want := range map[string]int{"pack.pdf": 41, "seed000.pdf": 1, "seed001.pdf": 1, "seed002.pdf": 1, "seed003.pdf": 1, "seed004.pdf": 1, "twocol.pdf": 1} {
		out := must(t, knowledgetest.Read(t, "seeds", "formats", name))
		if len(out) != want {
			t.Errorf("%s: %d papers, want %d", name, len(out), want)
			continue
		}
		for _, p := range out {
			if len(p.Refused) > 0 || p.Text == "" || p.Kind == "" {
				t.Errorf("%s: item %s refused %v, kind %q, %d bytes", name, p.Item, p.Refused, p.Kind, len(p.Text))
			}
		}
		if name == "pack.pdf" {
			if !out[0].Pack || out[2].Item != "2" || out[2].Title != "Corporate Parenting Strategy" || out[2].FirstPage != 6 || out[2].LastPage != 9 {
				t.Errorf("got\n%s", summary(out[:4]))
			}
		}
	}
}
