package console_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hearth/bot"
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

// desk answers every line with the same message and remembers what was said.
type desk struct {
	says   []bot.Message
	missed []bot.Exchange
	said   []string
	opened [][]bot.Reference
}

func (d *desk) Say(_ context.Context, text string) ([]bot.Message, error) {
	d.said = append(d.said, text)
	return d.says, nil
}

func (d *desk) Missed(context.Context) ([]bot.Exchange, error) { return d.missed, nil }

func (d *desk) Open(_ context.Context, quotes []bot.Reference) (console.Excerpt, error) {
	d.opened = append(d.opened, quotes)
	if quotes[0].Document == "gone" {
		return console.Excerpt{}, errors.New("the file is gone")
	}
	return console.Excerpt{Parts: []console.Part{{Text: "It meets four times a year.", Quotes: []string{"four times"}}}, Current: true}, nil
}

func talk(t *testing.T, d *desk, typed ...string) string {
	t.Helper()
	var out strings.Builder
	c := console.Chat{Talk: d, Opener: d, Out: &out, In: console.PlainLines(strings.NewReader(strings.Join(typed, "\n")))}
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// answer is a message with two sources.
func answer() []bot.Message {
	return []bot.Message{{Blocks: []bot.Block{
		{Statements: &bot.Statements{Items: []bot.Statement{{Label: "A report says", Text: "It meets four times a year.", Sources: []int{1, 2}}}}},
		{Sources: &bot.Sources{Brief: true, Items: []bot.Source{
			{Line: "Strategy (report, 2021), page 3", Short: "Strategy, page 3", Cited: []bot.Reference{{Document: "a"}}},
			{Line: "Minutes (2022)", Short: "Minutes", Cited: []bot.Reference{{Document: "gone"}}}}}},
		{Choices: &bot.Choices{Items: []bot.Choice{{Label: "Sources", Action: "sources", Value: "m1"}, {Label: "Who chairs it?", Action: "ask", Value: "Who chairs it?"}}}},
	}}}
}

func TestAMessageAtTheTerminal(t *testing.T) {
	want := `
A report says: It meets four times a year. [1][2]

[1] Strategy, page 3
[2] Minutes

You could ask:
- Who chairs it?
You can also type “sources”.

/source 1 shows the words around the quote

`
	if got := talk(t, &desk{says: answer()}, "How often?"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSourcesOfTheLastAnswerCanBeOpened(t *testing.T) {
	for what, c := range map[string]struct{ typed, want string }{
		"by number":              {"/source 1", "It meets »four times« a year."},
		"a number in brackets":   {"/source [1]", "It meets »four times« a year."},
		"one that has gone":      {"/source 2", "Something went wrong on my side."},
		"one that isn't there":   {"/source 3", "from 1 to 2"},
		"no number":              {"/source", "from 1 to 2"},
		"help":                   {"/help", "/quit"},
		"a command nobody knows": {"/dance", `There is no command "/dance". /help lists them.`},
	} {
		t.Run(what, func(t *testing.T) {
			got := talk(t, &desk{says: answer()}, "How often?", c.typed)
			_, after, _ := strings.Cut(got, "the words around the quote\n")
			if !strings.Contains(after, c.want) {
				t.Errorf("%s: got\n%s\nwant %q", c.typed, after, c.want)
			}
		})
	}
}

func TestWhatTheConversationKnowsIsHandedOn(t *testing.T) {
	d := &desk{}
	talk(t, d, "/more", "/sources", "/my data", "Who decides?")
	if got, want := strings.Join(d.said, "|"), "/more|/sources|/my data|Who decides?"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

func TestNothingIsOpenedBeforeAnAnswer(t *testing.T) {
	if got := talk(t, &desk{}, "/source 1"); !strings.Contains(got, "no sources") {
		t.Errorf("got %q", got)
	}
}

func TestWhatWasMissedIsShownFirst(t *testing.T) {
	got := talk(t, &desk{missed: []bot.Exchange{{Text: "How often?", Messages: answer()}}})
	if !strings.HasPrefix(got, "To “How often?”, which was not answered when we broke off:\n\nA report says: It meets four times") {
		t.Errorf("got\n%s", got)
	}
}

func TestQuitEndsTheConversation(t *testing.T) {
	d := &desk{}
	talk(t, d, "", "/quit", "Who decides?")
	if len(d.said) != 0 {
		t.Errorf("%d lines were said after /quit", len(d.said))
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
