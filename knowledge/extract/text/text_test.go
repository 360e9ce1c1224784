package text_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/extract/extracttest"
	"hearth/knowledge/extract/text"
)

// read gives the blocks of a text in short.
func read(t *testing.T, s string) string {
	t.Helper()
	d, err := text.Read(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return extracttest.Show(d.Paper().Content)
}

func TestMarks(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"hash headings":                    {"# One\n\n### Two ###\n", "H1 One\nH3 Two\n"},
		"underlined headings":              {"One\n===\n\nTwo\n---\n", "H1 One\nH2 Two\n"},
		"a bold line is a heading":         {"**Next steps**\n\nWe meet in May, all of us.\n", "H1 Next steps\nP We meet in May, all of us.\n"},
		"bold within a line goes":          {"The **local offer** was *kept*, see [the page](https://example.org/a_(b)).\n", "P The local offer was kept, see the page.\n"},
		"bold bullets are items":           {"- **We listen**\n- __We act__\n", "I1 We listen\nI1 We act\n"},
		"bullets within bullets":           {"- one\n  - two\n", "I1 one\nI2 two\n"},
		"a bold stretch over lines":        {"**OUR\nPROMISE\nTO CHILDREN**\n", "H1 OUR PROMISE TO CHILDREN\n"},
		"a bold sentence with an address":  {"**For a copy\nplease email\nx_y@example.org**\n", "P For a copy please email x_y@example.org\n"},
		"HTML marks and entities":          {"<b>Cost:</b> &pound;5 &amp; no more<br/>\n", "P Cost: £5 & no more\n"},
		"a table with bars":                {"| Team | Lead | Tel |\n|---|:---:|---|\n| North | Hill | 1 |\n", "R! Team | Lead | Tel\nR North | Hill | 1\n"},
		"a label with its value":           {"<b>Submitted to:</b>\tBoard - 4 May 2020\n-------\t---\n", "R Submitted to: | Board - 4 May 2020\n"},
		"labels over values":               {"<b>Key:</b>\t<b>Urgent?</b>\nNo\tYes\n", "R! Key: | Urgent?\nR No | Yes\n"},
		"paragraphs in an only cell":       {"<b>A</b>\t<b>B</b>\n<p>We help.</p> <p>We stay.</p>\t\n", "R! A | B\nR We help.\nR We stay.\n"},
		"a hard break parts lines":         {"**Contact:** the Clerk  \n**Email:** c@example.org\n", "P Contact: the Clerk\nP Email: c@example.org\n"},
		"quotes and code":                  {"> It was `kept`.\n", "P It was kept.\n"},
		"a number with a tab is no table":  {"1.\tThe offer stands for a year.\n", "P 1. The offer stands for a year.\n"},
		"underscores within words stay":    {"See local_offer_2020 and Sue\\_B.\n", "P See local_offer_2020 and Sue_B.\n"},
		"stars that are no marks stay":     {"5 * 3 is 15.\n", "P 5 * 3 is 15.\n"},
		"form feeds part pages":            {"One.\n\fTwo.\n", "P@1 One.\nP@2 Two.\n"},
		"dashes at the start are a rule":   {"---\nIt was so.\n", "P It was so.\n"},
		"a rule before a word is no front": {"---\nnot a key\n---\n", "H2 not a key\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, c.in); got != c.want {
				t.Errorf("from %q\ngot\n%swant\n%s", c.in, got, c.want)
			}
		})
	}
}

func TestWrappedTextIsJoined(t *testing.T) {
	const wrapped = `The corporate parenting board met in the town hall on the first
Monday of the month. Members of the board heard from four young
people about the homes they had lived in, and about the workers
who had stayed with them. The board agreed to write to each.

- every young person is to have a copy of the local offer, and
  someone to talk it through with
- the offer is to be read again each spring

NEXT MEETING

The next meeting is in June.
`
	want := "P The corporate parenting board met in the town hall on the first Monday of the month. Members of the board heard from four young people about the homes they had lived in, and about the workers who had stayed with them. The board agreed to write to each.\n" +
		"I1 every young person is to have a copy of the local offer, and someone to talk it through with\nI1 the offer is to be read again each spring\nH2 NEXT MEETING\nP The next meeting is in June.\n"
	if got := read(t, wrapped); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFrontMatter(t *testing.T) {
	d, err := text.Read(t.Context(), "---\nid: a-1\ntitle: The offer\ndate: 2024-05\nshelf: public\nkind: guidance\nowner: Democratic Services Manager\n---\n\nWords.\n")
	if err != nil {
		t.Fatal(err)
	}
	want := knowledge.Meta{Title: "The offer", Date: knowledge.Date{Year: 2024, Month: 5}, Shelf: knowledge.ShelfPublic,
		Kind: knowledge.Guidance, Owner: "Democratic Services Manager"}
	if d.ID != "a-1" || d.Meta != want {
		t.Errorf("got %q %+v, want %+v", d.ID, d.Meta, want)
	}
	for name, in := range map[string]string{
		"an unknown key":   "---\nauthor: x\n---\n",
		"an unknown shelf": "---\nshelf: all\n---\n",
		"an unknown kind":  "---\nkind: song\n---\n",
		"no date":          "---\ndate: May\n---\n",
		"no YAML":          "---\na: [\n---\n",
	} {
		_, err := text.Read(t.Context(), in)
		if e, ok := errors.AsType[*text.HeaderError](err); !ok || e.Hint == "" {
			t.Errorf("%s: got %v, want an error with a hint", name, err)
		}
	}
}

func TestSidecar(t *testing.T) {
	id, meta, err := text.ParseHeader([]byte("id: x\nreview_by: 2027-01-31\n"))
	if err != nil || id != "x" || meta.ReviewBy.String() != "2027-01-31" {
		t.Errorf("got %q %+v %v", id, meta, err)
	}
	if _, _, err := text.ParseHeader(nil); err != nil {
		t.Errorf("an empty sidecar is no mistake: %v", err)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"# A\n\n* b\n", "---\nid: x\n---\nText", "|a|b|\n|-|-|\n", "**a\nb**\n", "a\tb\n", "1.\n(a) x\f"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := text.Decode(data)
		if err != nil {
			return
		}
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\r") {
			t.Fatalf("decoded to %q", s)
		}
		d, err := text.Read(t.Context(), s)
		if err != nil {
			if _, ok := errors.AsType[*text.HeaderError](err); !ok {
				t.Fatal(err)
			}
			return
		}
		if p := d.Paper(); !utf8.ValidString(p.Text) || len(p.Text) > 4*len(s)+16 {
			t.Errorf("%d bytes became %q", len(s), p.Text)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("## A heading\n\nThe board **agreed** to write to each young person about the offer.\n\n- one item\n- another\n\n", 500)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		d, err := text.Read(b.Context(), s)
		if err != nil {
			b.Fatal(err)
		}
		d.Paper()
	}
}
