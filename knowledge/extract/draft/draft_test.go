package draft_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
	"hearth/knowledge/extract/extracttest"
)

// loose makes a draft of lines whose kind no format states; "" is a blank line,
// a line that begins with ">" stands right under the one before.
func loose(lines ...string) *draft.Draft {
	d := &draft.Draft{}
	after := draft.Unknown
	for _, l := range lines {
		if l == "" {
			after = draft.BlankLine
			continue
		}
		if rest, ok := strings.CutPrefix(l, ">"); ok {
			l, after = rest, draft.NextLine
		}
		d.Add(draft.Piece{Text: l, Loose: true, After: after})
		after = draft.Unknown
	}
	return d
}

func TestOpenLinesBecome(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"bullets are items without their sign":              {[]string{"• one thing", "- another"}, "I1 one thing\nI1 another\n"},
		"letters are items with their marker":               {[]string{"The panel agreed:", "(a) to note it;", "(b) to act."}, "P The panel agreed:\nI1 (a) to note it;\nI1 (b) to act.\n"},
		"numbers after a colon are a list":                  {[]string{"It was RESOLVED that:", "1. The plan be noted.", "2. The offer be kept."}, "P It was RESOLVED that:\nI1 1. The plan be noted.\nI1 2. The offer be kept.\n"},
		"numbers in small letters are a list":               {[]string{"1. to note the plan", "2. to keep the offer"}, "I1 1. to note the plan\nI1 2. to keep the offer\n"},
		"numbered sentences are paragraphs":                 {[]string{"1. The plan was made in May.", "2. It was kept."}, "P 1. The plan was made in May.\nP 2. It was kept.\n"},
		"numbered titles with a text below are headings":    {[]string{"3. Options Rejected", "None", "4. Declarations", "Not applicable"}, "H2 3. Options Rejected\nP None\nH2 4. Declarations\nP Not applicable\n"},
		"a heading number under a list goes on from itself": {[]string{"Agreed that:", "1. the plan be noted.", "2. Reasons for the Decision", "It was due."}, "P Agreed that:\nI1 1. the plan be noted.\nI1 2. Reasons for the Decision\nP It was due.\n"},
		"bare runs of numbered titles are no headings":      {[]string{"1. Apologies", "2. Declarations", "3. Minutes", "The chair opened the meeting at six."}, "P 1. Apologies\nP 2. Declarations\nP 3. Minutes\nP The chair opened the meeting at six.\n"},
		"a figure is no number":                             {[]string{"2.5 million children live there."}, "P 2.5 million children live there.\n"},
		"a decimal number heads a paragraph":                {[]string{"2.5 The cost is met from the grant."}, "P 2.5 The cost is met from the grant.\n"},
		"capitals are a heading":                            {[]string{"LOCAL OFFER", "", "The offer is kept up to date by the team."}, "H1 LOCAL OFFER\nP The offer is kept up to date by the team.\n"},
		"one word in capitals isn't":                        {[]string{"PEOPLE", "need"}, "P PEOPLE\nP need\n"},
		"a short line over bullets is a heading":            {[]string{"What we did well", "• we listened"}, "H1 What we did well\nI1 we listened\n"},
		"a line with a colon over bullets introduces them":  {[]string{"What we did well:", "• we listened"}, "P What we did well:\nI1 we listened\n"},
		"a short line over a sentence is a heading":         {[]string{"Ward affected", "All wards of the borough are affected by it."}, "H1 Ward affected\nP All wards of the borough are affected by it.\n"},
		"a sentence torn over lines is one":                 {[]string{"We want to show", "every child in the borough", "that they matter."}, "P We want to show every child in the borough that they matter.\n"},
		"torn words stay apart":                             {[]string{"having a voice", "", "influence", "", "need"}, "P having a voice\nP influence\nP need\n"},
		"halves that repeat a word stay apart":              {[]string{"Care and", "and information for the child"}, "P Care and\nP and information for the child\n"},
		"an ampersand holds two lines together":             {[]string{"OUR HEALTH &", "WELLBEING"}, "H1 OUR HEALTH & WELLBEING\n"},
		"a cover's title over lines is one":                 {[]string{"A PROMISE", "TO OUR CHILDREN", "January 2021"}, "H1 A PROMISE TO OUR CHILDREN\nP January 2021\n"},
		"a council's name stays apart from the committee":   {[]string{"HILLSHIRE COUNTY COUNCIL", "CABINET"}, "H1 HILLSHIRE COUNTY COUNCIL\nP CABINET\n"},
		"rules vanish":                               {[]string{"One.", "-----", "|---|---|", "• ", "Two."}, "P One.\nP Two.\n"},
		"escapes are undone, quotes kept":            {[]string{`Write to the\_team “today”.`}, "P Write to the_team “today”.\n"},
		"wrapped lines under one another are joined": {[]string{"The offer was made", ">in the spring of that year."}, "P The offer was made in the spring of that year.\n"},
		"a date is no heading":                       {[]string{"16 March 2021", "The meeting was opened by the chair at six."}, "P 16 March 2021\nP The meeting was opened by the chair at six.\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := extracttest.Show(loose(c.lines...).Paper().Content); got != c.want {
				t.Errorf("from %q\ngot\n%swant\n%s", c.lines, got, c.want)
			}
		})
	}
}

func TestCouncilPages(t *testing.T) {
	p := loose("Issue - meetings", "Foster Carer Offer", "Meeting: 04/05/2022 - Children's Board (Item 7a)",
		"7a Foster Carer Offer pdf icon PDF 1 MB", "Additional documents:", "Minutes:",
		"The board welcomed the offer and asked for a report on how it was used within a year … view the full minutes text for item 7a").Paper()
	want := knowledge.Meta{Title: "Foster Carer Offer", Body: "Children's Board", Kind: knowledge.Minutes,
		Date: knowledge.Date{Year: 2022, Month: 5, Day: 4}, Item: "7a"}
	if p.Meta != want || !p.Cut {
		t.Errorf("got  %+v, cut %v\nwant %+v, cut", p.Meta, p.Cut, want)
	}
	text := "H1 Foster Carer Offer\nP Meeting: 04/05/2022 - Children's Board (Item 7a)\nH2 Minutes:\nP The board welcomed the offer and asked for a report on how it was used within a year\n"
	if got := extracttest.Show(p.Content); got != text {
		t.Errorf("got\n%swant\n%s", got, text)
	}
}

func TestSettleKeepsPagesAndTitle(t *testing.T) {
	d := &draft.Draft{Pages: 2}
	d.Add(draft.Piece{Text: "Some things we do", Page: 1, Printed: "i"})
	d.Add(draft.Piece{Kind: knowledge.Item, Text: "listen", Page: 2})
	d.Add(draft.Piece{Kind: knowledge.Row, Cells: []string{"a", "", "b"}, Page: 2})
	p := d.Paper()
	p.Title = "Given"
	if draft.Settle(&p) {
		t.Error("taken for a council's page")
	}
	if got := extracttest.Show(p.Content); got != "H1@1 Some things we do\nI@2 listen\nR@2 a |  | b\n" || p.Title != "Given" {
		t.Errorf("got %q\n%s", p.Title, got)
	}
	if b := p.Blocks[0]; b.Page != 1 || b.Printed != "i" || p.Pages != 2 {
		t.Errorf("the page is lost: %+v", b)
	}
}

func TestNumbersAsListsShowThem(t *testing.T) {
	for want, c := range map[string]struct {
		kind string
		n    int
	}{"7": {"1", 7}, "c": {"a", 3}, "ab": {"a", 28}, "IV": {"I", 4}, "xlii": {"i", 42}, "0": {"a", 0}} {
		if got := draft.Number(c.kind, c.n); got != want {
			t.Errorf("Number(%q, %d) = %q, want %q", c.kind, c.n, got, want)
		}
	}
}

// No letter is invented and none changes its place, whatever the lines.
func TestWordsKeepTheirOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"One thing.", "and then", "• item", "2. Number", "(b) letter", "OUR PEOPLE &", "OF THE WARD", "", ">under it", "Title Of Some Length", "It ended so:", "---"}), 0, 20).Draw(t, "lines")
		p := loose(lines...).Paper()
		got, want := letters(p.Text), letters(strings.Join(lines, ""))
		if got != want {
			t.Fatalf("from %q: got %q, want %q", lines, got, want)
		}
		at := 0
		for _, b := range p.Blocks {
			if b.Start < at || b.End <= b.Start {
				t.Fatalf("block %+v begins before %d", b, at)
			}
			at = b.End
		}
	})
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func FuzzTidy(f *testing.F) {
	f.Add("1. A\n\n(a) b\nC")
	f.Add("Issue - meetings\nMeeting: 01/02/2020 - X (Item 1)\nMinutes:")
	f.Fuzz(func(t *testing.T, s string) {
		p := loose(strings.Split(s, "\n")...).Paper()
		before := p.Text
		for _, b := range p.Blocks {
			if b.Words() > b.End || b.End > len(p.Text) {
				t.Fatalf("block %+v in %d bytes", b, len(p.Text))
			}
		}
		if draft.Settle(&p); len(p.Text) > len(before) {
			t.Errorf("settling made %q of %q", p.Text, before)
		}
	})
}
