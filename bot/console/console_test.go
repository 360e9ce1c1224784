package console_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"hearth/bot/console"
	"hearth/knowledge"
)

const paper = "Corporate Parenting Strategy\n" +
	"The Board receives evidence.\n" +
	"The Board recommends, but the\nExecutive decides.\n" +
	"It meets four times a year.\n"

var strategy = knowledge.Document{
	ID: "strategy", Version: "v1",
	Meta: knowledge.Meta{
		Title: "Corporate Parenting Strategy", Council: "Middlesbrough", Kind: knowledge.Strategy,
		Date: knowledge.Date{Year: 2021, Month: 3, Day: 16},
	},
	File: "strategy.txt",
}

// cite makes a citation of words in the paper.
func cite(t *testing.T, quote string, at knowledge.Place) knowledge.Citation {
	t.Helper()
	start := strings.Index(paper, quote)
	if start < 0 {
		t.Fatalf("the paper doesn't hold %q", quote)
	}
	at.Span = knowledge.Span{Start: start, End: start + len(quote)}
	c, err := knowledge.NewCitation(strategy, knowledge.WholeText(paper), at, quote)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func state(t *testing.T, text string, cs ...knowledge.Citation) knowledge.Statement {
	t.Helper()
	s, err := knowledge.NewStatement(text, knowledge.ReportSays, cs...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheReplyIsShownWhole(t *testing.T) {
	quote := "The Board receives evidence."
	a := knowledge.Answer{Status: knowledge.Answered,
		Reply:      "A report says: " + quote + " [1]\n\n[1] Corporate Parenting Strategy\n\nCPB: corporate parenting board.",
		Statements: []knowledge.Statement{state(t, quote, cite(t, quote, knowledge.Place{}))}}
	if got := (console.Style{}).Answer(a); got != a.Reply+"\n" {
		t.Errorf("got\n%s\nwant\n%s", got, a.Reply)
	}
	want := "A report says: " + quote + " [1]\n\n\x1b[2m[1] Corporate Parenting Strategy\x1b[0m\n\nCPB: corporate parenting board.\n"
	if got := (console.Style{Colour: true}).Answer(a); got != want {
		t.Errorf("in colour: got\n%q\nwant\n%q", got, want)
	}
}

func TestSourcesAreNumberedAsTheReplyDoes(t *testing.T) {
	one, two := "The Board receives evidence.", "It meets four times a year."
	first, again, other := cite(t, one, knowledge.Place{Page: 1}), cite(t, two, knowledge.Place{Page: 1}), cite(t, two, knowledge.Place{Page: 2})
	for what, c := range map[string]struct {
		of   []knowledge.Citation
		want []int // page of each source
	}{
		"one for each page":         {[]knowledge.Citation{first, other}, []int{1, 2}},
		"two quotes of a page once": {[]knowledge.Citation{first, again, other}, []int{1, 2}},
	} {
		t.Run(what, func(t *testing.T) {
			var a knowledge.Answer
			for _, ci := range c.of {
				a.Statements = append(a.Statements, state(t, ci.Quote(), ci))
			}
			var got []int
			quotes := 0
			for _, s := range console.Sources(a) {
				got = append(got, s[0].Page())
				quotes += len(s)
			}
			if quotes != len(c.of) {
				t.Errorf("%d of %d quotes are left", quotes, len(c.of))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got pages %v, want %v", got, c.want)
			}
		})
	}
}

func TestLinesAreBrokenAtTheWidthAndListItemsHang(t *testing.T) {
	a := knowledge.Answer{Status: knowledge.NotFound, Reply: "The papers name three:\n- health and wellbeing of every child in our care\n12. second"}
	want := "The papers name three:\n- health and wellbeing of\n  every child in our care\n12. second\n"
	if got := (console.Style{Width: 26}).Answer(a); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestADocumentCannotSteerTheTerminal(t *testing.T) {
	a := knowledge.Answer{Status: knowledge.NotFound, Reply: "before\x1b[2J\x07\u202eafter\u009b31m"}
	if got := (console.Style{}).Answer(a); got != "before[2Jafter31m\n" {
		t.Errorf("got %q", got)
	}
}

func TestColourComesOnlyWhereTheStyleAllowsIt(t *testing.T) {
	a := knowledge.Answer{Status: knowledge.Handled, Kind: knowledge.Emergency, Reply: "Ring 999 now."}
	if got := (console.Style{}).Answer(a); strings.Contains(got, "\x1b") {
		t.Errorf("a plain style colours: %q", got)
	}
	if got := (console.Style{Colour: true}).Answer(a); got != "\x1b[1mRing 999 now.\x1b[0m\n" {
		t.Errorf("got %q", got)
	}
}

func TestTheNearestPapersAreLeftToTheReply(t *testing.T) {
	a := knowledge.Answer{Status: knowledge.NotFound, Reply: "My papers don't say. Nearest to it: “Minutes of March”.",
		Nearest: []knowledge.Nearest{{Document: "a", Title: "MINUTES OF MARCH"}}}
	if got := (console.Style{}).Answer(a); got != a.Reply+"\n" {
		t.Errorf("got\n%s", got)
	}
}

// content is the paper with a block for each line, the third of them broken.
func content() knowledge.Content {
	c := knowledge.Content{Text: paper}
	at := 0
	for _, line := range strings.SplitAfter(strings.ReplaceAll(paper, "the\nExecutive", "the Executive"), "\n") {
		if line != "" {
			c.Blocks = append(c.Blocks, knowledge.Block{Start: at, End: at + len(line) - 1})
		}
		at += len(line)
	}
	return c
}

func TestAnExcerptShowsTheParagraphsAround(t *testing.T) {
	c := cite(t, "The Board recommends, but the\nExecutive decides.", knowledge.Place{Page: 2})
	e := console.ExcerptOf([]knowledge.Citation{c}, content())
	e.Current, e.Open = true, "strategy.pdf"
	want := `Corporate Parenting Strategy
Middlesbrough, 16 March 2021, page 2

  The Board receives evidence.

  »The Board recommends, but the Executive decides.«

  It meets four times a year.

Open it: strategy.pdf
`
	if got := (console.Style{}).Excerpt(e); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAnExcerptShowsEveryQuoteOfItsSource(t *testing.T) {
	text, blocks := "", []knowledge.Block(nil)
	for _, line := range []string{"Before", "We will:", "listen", "keep promises", "Between one", "Between two", "Between three", "be kind, always", "After"} {
		blocks = append(blocks, knowledge.Block{Start: len(text), End: len(text) + len(line)})
		text += line + "\n"
	}
	var cs []knowledge.Citation
	for _, quote := range []string{"listen", "keep promises", "always", "be kind"} {
		at := strings.Index(text, quote)
		c, err := knowledge.NewCitation(strategy, knowledge.WholeText(text), knowledge.Place{Span: knowledge.Span{Start: at, End: at + len(quote)}}, quote)
		if err != nil {
			t.Fatal(err)
		}
		cs = append(cs, c)
	}
	e := console.ExcerptOf(cs, knowledge.Content{Text: text, Blocks: blocks})
	e.Current = true
	want := `Corporate Parenting Strategy
Middlesbrough, 16 March 2021

  We will:

  »listen«

  »keep promises«

  Between one

  …

  Between three

  »be kind«, »always«

  After

`
	if got := (console.Style{}).Excerpt(e); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAnExcerptOfAnOlderVersionSaysSo(t *testing.T) {
	e := console.ExcerptOf([]knowledge.Citation{cite(t, "It meets four times a year.", knowledge.Place{})}, content())
	if got := (console.Style{}).Excerpt(e); !strings.Contains(got, "has been replaced since") {
		t.Errorf("got\n%s", got)
	}
}

// desk answers from a script and remembers what it was asked.
type desk struct {
	answers []knowledge.Answer
	asked   []knowledge.Question
}

func (d *desk) Ask(_ context.Context, q knowledge.Question) knowledge.Answer {
	d.asked = append(d.asked, q)
	return d.answers[len(d.asked)-1]
}

func (d *desk) Open(_ context.Context, quotes []knowledge.Citation) (console.Excerpt, error) {
	if d.answers == nil {
		return console.Excerpt{}, errors.New("the file is gone")
	}
	return console.ExcerptOf(quotes, content()), nil
}

func talk(t *testing.T, d *desk, typed ...string) string {
	t.Helper()
	var out strings.Builder
	c := console.Chat{
		Asker: d, Opener: d, Out: &out, Viewer: knowledge.ViewPublic, Council: "Middlesbrough",
		In:  console.PlainLines(strings.NewReader(strings.Join(typed, "\n"))),
		Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
	}
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAFollowUpCarriesTheQuestionBefore(t *testing.T) {
	handled := func(k knowledge.HandledKind) knowledge.Answer {
		return knowledge.Answer{Status: knowledge.Handled, Kind: k}
	}
	for what, c := range map[string]struct {
		between knowledge.Answer
		want    string
	}{
		"from one question to the next":            {knowledge.Answer{Status: knowledge.NotFound}, "between"},
		"past a thank-you":                         {handled(knowledge.Smalltalk), "Who decides?"},
		"what to do now is about the child before": {handled(knowledge.Safeguarding), "between"},
	} {
		t.Run(what, func(t *testing.T) {
			d := &desk{answers: []knowledge.Answer{{Status: knowledge.Answered}, c.between, {Status: knowledge.NotFound}}}
			talk(t, d, "Who decides?", "between", "and when?")
			if len(d.asked) != 3 || d.asked[0].Previous != "" || d.asked[1].Previous != "Who decides?" {
				t.Fatalf("asked %+v", d.asked)
			}
			if got := d.asked[2].Previous; got != c.want {
				t.Errorf("the question before is %q, want %q", got, c.want)
			}
			if q := d.asked[0]; q.Viewer != knowledge.ViewPublic || q.Council != "Middlesbrough" || q.Now.IsZero() {
				t.Errorf("asked %+v", q)
			}
		})
	}
}

func TestSourcesOfTheLastAnswerCanBeOpened(t *testing.T) {
	quote := "It meets four times a year."
	answer := knowledge.Answer{Status: knowledge.Answered, Reply: quote + " [1]\n\n[1] Corporate Parenting Strategy",
		Statements: []knowledge.Statement{state(t, quote, cite(t, quote, knowledge.Place{}))}}
	for what, c := range map[string]struct{ typed, want string }{
		"by number":              {"/source 1", "»It meets four times a year.«"},
		"a number in brackets":   {"/source [1]", "»It meets four times a year.«"},
		"one that isn't there":   {"/source 2", "from 1 to 1"},
		"no number":              {"/source", "from 1 to 1"},
		"a list of them":         {"/sources", "[1] Corporate Parenting Strategy"},
		"help":                   {"/help", "/quit"},
		"a command nobody knows": {"/dance", `There is no command "/dance". /help lists them.`},
	} {
		t.Run(what, func(t *testing.T) {
			got := talk(t, &desk{answers: []knowledge.Answer{answer}}, "How often?", c.typed)
			_, after, _ := strings.Cut(got, "the words around the quote\n")
			if !strings.Contains(after, c.want) {
				t.Errorf("%s: got\n%s\nwant %q", c.typed, after, c.want)
			}
		})
	}
}

func TestNothingIsOpenedBeforeAnAnswer(t *testing.T) {
	for _, typed := range []string{"/source 1", "/sources"} {
		if got := talk(t, &desk{}, typed); !strings.Contains(got, "no sources") {
			t.Errorf("%s: got %q", typed, got)
		}
	}
}

func TestQuitEndsTheConversation(t *testing.T) {
	d := &desk{}
	talk(t, d, "", "/quit", "Who decides?")
	if len(d.asked) != 0 {
		t.Errorf("asked %d questions after /quit", len(d.asked))
	}
}

// stuck is an input at which nobody types.
type stuck chan struct{}

func (s stuck) Read([]byte) (int, error) { <-s; return 0, errors.New("closed") }

func TestAStoppedProgramStopsWaitingForALine(t *testing.T) {
	in := make(stuck)
	defer close(in)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := console.PlainLines(in).ReadLine(ctx, "> "); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
