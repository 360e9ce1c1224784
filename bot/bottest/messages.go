// Package bottest is the contract of every adapter: one fixture of every kind of
// message, which each renders to golden files within its platform's limits. It
// is for tests alone. Costs: the fixture is some 60 KB of text.
package bottest

import (
	"strings"

	"hearth/bot"
)

// A Fixture is one message that every adapter must be able to show.
type Fixture struct {
	Name    string // of its golden file: "answer", "hostile"
	Why     string // what an adapter may get wrong
	Message bot.Message
}

// Hostile is text that some platform would take for markup, a mention, a link
// or a direction of writing. Wherever it stands, it must be read as it is.
const Hostile = `<script>alert(1)</script> <!channel> @everyone <@U123> &amp; *bold* _it_ [a](javascript:alert(1)) ` + "`code` " +
	"{{.Secret}} \u202Egnitirw\u202C \u05E9\u05DC\u05D5\u05DD \"quoted\" 'single' https://example.org/?a=1&b=2"

// LongWords is how many characters the long message's paragraph has.
const LongWords = 10_000

// Messages is every kind of message, the short before the long.
func Messages() []Fixture {
	return []Fixture{
		{"paragraph", "line breaks are meant", message("paragraph", bot.Text("Hello, Jane.\nI find sentences in the council's papers.\n\nI am not a person.")...)},
		{"notice", "a pressing notice is seen first", message("notice",
			bot.Block{Notice: &bot.Notice{Pressing: true, Text: "If a child is in danger now, ring 999.\nThen ring the front door: 01642 000000."}},
			bot.Block{Notice: &bot.Notice{Text: "Answers are paused while the papers are checked."}},
			bot.Block{Paragraph: &bot.Paragraph{Text: "I have not kept what you wrote."}})},
		{"answer", "numbers of sources stand by their statements", message("answer", answer(true)...)},
		{"sources", "each source has its quotes with what surrounds them", message("sources", answer(false)...)},
		{"nearest", "papers that are near are links, where they can be opened", message("nearest",
			bot.Block{Paragraph: &bot.Paragraph{Text: "The papers I have don't tell how many foster carers left."}},
			bot.Block{Nearest: &bot.Nearest{Items: []bot.Near{
				{Document: "fostering-2025", Title: "Fostering Service Annual Report 2025", Link: "/papers/fostering-2025"},
				{Document: "sufficiency", Title: "Sufficiency Strategy"},
			}}})},
		{"choices", "four buttons, one of them grave", message("choices",
			bot.Block{Paragraph: &bot.Paragraph{Text: "Shall I forget what you asked?"}},
			bot.Block{Choices: &bot.Choices{Items: []bot.Choice{
				{Label: "Forget me", Action: "forget", Value: "yes", Grave: true},
				{Label: "Not now", Action: "forget", Value: "no"},
				{Label: "What is kept?", Action: "my-data"},
				{Label: "A label that is a good deal longer than a button on a phone is wide", Action: "more", Value: strings.Repeat("v", 200)},
			}}})},
		{"form", "labels, hints, options and long fields", message("form", bot.Block{Form: form("")})},
		{"form-errors", "what is wrong stands by its field, and what was typed stays", message("form-errors", bot.Block{Form: form("Write the date like 3 December 2026")})},
		{"table", "a caption, column heads, and an empty cell", message("table", bot.Block{Table: &bot.Table{
			Caption: "Children in care on 31 March", Head: []string{"Year", "Number", "Per 10,000"},
			Rows: [][]string{{"2023", "512", "148"}, {"2024", "530", ""}, {"2025", "498", "141"}},
		}})},
		{"hostile", "nothing of it is markup, a mention or a link", message("hostile", hostile()...)},
		{"long", "it is cut or parted by the platform's limit, and never within a character", message("long", long()...)},
	}
}

func message(key string, blocks ...bot.Block) bot.Message {
	return bot.Message{Key: "fixture-" + key, Visibility: bot.ToMember, Blocks: blocks}
}

// answer is two statements with three sources and the buttons below them.
func answer(brief bool) []bot.Block {
	sources := &bot.Sources{Brief: brief, Items: []bot.Source{
		{Line: "Children Act 1989, section 22G (Act, 1989)", Short: "Children Act 1989, section 22G", Link: "/papers/ca-1989?v=aa&from=10&to=52#q",
			Quotes: []bot.Quote{{Before: "22G General duty", Text: "It is the general duty of a local authority to secure sufficient accommodation.", After: "(2) That duty is…"}},
			Cited:  []bot.Reference{{Document: "ca-1989", Version: "aa", Start: 10, End: 52}}},
		{Line: "Sufficiency Strategy 2025 (report, 16 March 2025, page 7, printed ii)", Short: "Sufficiency Strategy 2025, page 7", Link: "/papers/sufficiency?v=bb&from=0&to=9#q",
			Quotes: []bot.Quote{{Text: "We have 498 children in our care."}, {Text: "Sixty live further than 20 miles away."}},
			Cited:  []bot.Reference{{Document: "sufficiency", Version: "bb", Start: 0, End: 9}}},
		{Line: "Minutes of the Executive, 2 April 2025", Short: "Executive minutes, 2 April 2025"},
	}}
	return []bot.Block{
		{Statements: &bot.Statements{Items: []bot.Statement{
			{Label: "The law says", Text: "It is the general duty of a local authority to secure sufficient accommodation.", Sources: []int{1}},
			{Label: "A report says", Text: "We have 498 children in our care. Sixty live further than 20 miles away", Folded: true, Sources: []int{2, 3}},
		}}},
		{Sources: sources},
		{Choices: &bot.Choices{Items: []bot.Choice{
			{Label: "Sources", Action: "sources", Value: "t1"}, {Label: "What should I ask?", Action: "challenge", Value: "t1"}, {Label: "More", Action: "more", Value: "t1"},
		}}},
	}
}

func form(wrong string) *bot.Form {
	return &bot.Form{
		Title: "Tell democratic services", Action: "tell", Value: "42", Submit: "Send it",
		Fields: []bot.Field{
			{Name: "when", Label: "When was it?", Hint: "For example 3 December 2026", Value: map[bool]string{true: "", false: "the third"}[wrong == ""], Error: wrong},
			{Name: "what", Label: "What happened?", Long: true, Value: map[bool]string{true: "", false: "A line.\nAnother <b>line</b>."}[wrong == ""]},
			{Name: "who", Label: "Who may see it?", Value: "me", Options: []bot.Choice{{Label: "Only me", Value: "me"}, {Label: "The Board", Value: "board"}}},
		},
	}
}

func hostile() []bot.Block {
	return []bot.Block{
		{Notice: &bot.Notice{Text: Hostile}},
		{Paragraph: &bot.Paragraph{Text: Hostile}},
		{Statements: &bot.Statements{Items: []bot.Statement{{Label: Hostile, Text: Hostile, Sources: []int{1}}}}},
		{Sources: &bot.Sources{Items: []bot.Source{{Line: Hostile, Short: Hostile, Link: "javascript:alert(1)", Quotes: []bot.Quote{{Before: Hostile, Text: Hostile, After: Hostile}}}}}},
		{Nearest: &bot.Nearest{Items: []bot.Near{{Document: Hostile, Title: Hostile, Link: "//evil.example/x"}}}},
		{Choices: &bot.Choices{Items: []bot.Choice{{Label: Hostile, Action: Hostile, Value: Hostile}}}},
		{Form: &bot.Form{Title: Hostile, Action: Hostile, Submit: Hostile, Fields: []bot.Field{{Name: `a"><script>`, Label: Hostile, Hint: Hostile, Value: Hostile, Error: Hostile}}}},
		{Table: &bot.Table{Caption: Hostile, Head: []string{Hostile}, Rows: [][]string{{Hostile}}}},
	}
}

// long has every kind of block at the length that breaks platforms.
func long() []bot.Block {
	sentence := "The Board noted that ﬁve homes were rated “good” – naïve 🏠 figures aside. "
	runes := []rune(strings.Repeat(sentence, LongWords/len([]rune(sentence))+1))
	var items []bot.Statement
	var sources []bot.Source
	var rows [][]string
	for i := range 60 {
		items = append(items, bot.Statement{Label: "A report says", Text: sentence, Sources: []int{i + 1}})
		sources = append(sources, bot.Source{Line: "Report " + strings.Repeat("x", i), Short: "Report", Link: "/papers/r", Quotes: []bot.Quote{{Text: strings.Repeat(sentence, 5)}}})
		rows = append(rows, []string{sentence, "1", strings.Repeat("w", 80)})
	}
	return []bot.Block{
		{Paragraph: &bot.Paragraph{Text: string(runes[:LongWords])}},
		{Statements: &bot.Statements{Items: items}},
		{Sources: &bot.Sources{Items: sources}},
		{Table: &bot.Table{Caption: "A long table", Head: []string{"What", "How many", "A word without a space"}, Rows: rows}},
	}
}
