package blockkit_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/slack/blockkit"
)

// reversed are the characters that turn the direction of writing around.
const reversed = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"

var (
	entity = regexp.MustCompile(`&(amp|lt|gt);`)
	ours   = regexp.MustCompile(`<https://hearth\.example/[^<>|]*\|([^<>]*)>`)
)

// literal tells of whatever in a message or view is not just words: what Slack
// would parse as a mention, a link of its own, or formatting.
func literal(t TB, v any) {
	t.Helper()
	var top any
	raw := tree(t, v)
	if err := json.Unmarshal([]byte(raw), &top); err != nil {
		t.Fatalf("%v", err)
	}
	if strings.ContainsAny(raw, reversed) {
		t.Errorf("the direction of writing is turned around")
	}
	walk(top, func(o map[string]any) {
		s, _ := o["text"].(string)
		switch o["type"] {
		case "plain_text":
			parsed(t, s)
			if o["emoji"] != false {
				t.Errorf("emojis are made of what looks like them")
			}
		case "mrkdwn":
			for _, link := range ours.FindAllString(s, -1) {
				if strings.ContainsAny(link[:strings.Index(link, "|")], " *~`\"") {
					t.Errorf("a link that ends early: %q", link)
				}
			}
			formatted(t, ours.ReplaceAllString(s, "$1"))
		case "text": // of rich text: taken as it is
		case "link":
			if url, _ := o["url"].(string); !strings.HasPrefix(url, "https://hearth.example/") || strings.ContainsAny(url, " <>|") {
				t.Errorf("a link to %q", url)
			}
		case "button":
			if url, _ := o["url"].(string); url != "" && url != "https://hearth.example/x?a=1&b=2" {
				t.Errorf("a button to %q", url)
			}
			for _, name := range []string{"action_id", "value"} {
				if s, _ := o[name].(string); strings.ContainsAny(s, "&<>\n") {
					t.Errorf("Slack would give back a %s other than %q", name, s)
				}
			}
		}
	})
}

func walk(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v)
		for _, one := range v {
			walk(one, visit)
		}
	case []any:
		for _, one := range v {
			walk(one, visit)
		}
	}
}

// parsed tells of & < > that aren't escaped.
func parsed(t TB, s string) {
	t.Helper()
	if bare := entity.ReplaceAllString(s, ""); strings.ContainsAny(bare, "<>&") {
		t.Errorf("not escaped: %.200q", s)
	}
}

var emoji = regexp.MustCompile(`:[a-z0-9_+'-]+:`)

// formatted tells of all that mrkdwn would make something of.
func formatted(t TB, s string) {
	t.Helper()
	parsed(t, s)
	if strings.ContainsAny(s, "*_~`") || emoji.MatchString(s) {
		t.Errorf("it would be formatted: %.200q", s)
	}
}

var address = regexp.MustCompile(`://|\w[.@]\pL`)

// fallback tells of all that Slack would make something of in a post's text.
func fallback(t TB, parts []blockkit.Part) {
	t.Helper()
	for _, p := range parts {
		formatted(t, p.Text)
		if a := address.FindString(p.Text); a != "" {
			t.Errorf("a link would be made of %q", a)
		}
		if strings.ContainsAny(p.Text, reversed) {
			t.Errorf("the direction of writing is turned around")
		}
	}
}

func TestNothingIsMoreThanWordsAndNoLimitIsPassed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMessage().Draw(t, "message")
		parts := kit.Message(m)
		held(t, parts)
		fallback(t, parts)
		for _, p := range parts {
			literal(t, p.Blocks)
		}
		window := kit.Window(bot.Window{Title: anyText().Draw(t, "title"), Blocks: m.Blocks}, anyText().Draw(t, "private"))
		heldView(t, window)
		literal(t, window)
		home := kit.Home(m.Blocks)
		heldView(t, home)
		literal(t, home)
		if again := kit.Message(m); tree(t, again) != tree(t, parts) {
			t.Errorf("rendered again it is another")
		}
	})
}

func FuzzEscaping(f *testing.F) {
	for _, s := range append(morsels, bottest.Hostile) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := bot.Quote{Before: s, Text: s, After: s}
		blocks := []bot.Block{
			{Notice: &bot.Notice{Pressing: true, Text: s}},
			{Paragraph: &bot.Paragraph{Text: s}},
			{Statements: &bot.Statements{Items: []bot.Statement{{Label: s, Text: s, Sources: []int{1, 2}}}}},
			{Sources: &bot.Sources{Brief: true, Items: []bot.Source{{Line: s, Short: s, Link: "/" + s, Quotes: []bot.Quote{q}}, {Short: s, Link: s}}}},
			{Sources: &bot.Sources{Items: []bot.Source{{Line: s, Link: "/" + s, Quotes: []bot.Quote{q}}}}},
			{Nearest: &bot.Nearest{Items: []bot.Near{{Title: s, Link: "/" + s}}}},
			{Choices: &bot.Choices{Items: []bot.Choice{{Label: s, Action: s, Value: s, Grave: true}}}},
			{Table: &bot.Table{Caption: s, Head: []string{s, s}, Rows: [][]string{{s, s}, {s}}}},
			{Form: &bot.Form{Title: s, Action: s, Value: s, Submit: s, Fields: []bot.Field{{Name: s, Label: s, Hint: s, Value: s, Error: s}}}},
		}
		parts := kit.Message(bot.Message{Key: "k", Blocks: blocks})
		held(t, parts)
		fallback(t, parts)
		for _, p := range parts {
			literal(t, p.Blocks)
		}
		window := kit.Window(bot.Window{Title: s, Blocks: blocks}, s)
		heldView(t, window)
		literal(t, window)
	})
}

// letters are a text without what can't be seen, and without space.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(reversed+"\uFEFF", r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// read is what rich text says, block by block.
func read(t TB, parts []blockkit.Part) (out []string) {
	t.Helper()
	for _, p := range parts {
		for _, b := range list(t, p.Blocks) {
			if b["type"] == "rich_text" {
				out = append(out, richText(t, b["elements"]))
			}
		}
	}
	return out
}

func richText(t TB, elements any) (s string) {
	for _, e := range list(t, elements) {
		if e["elements"] != nil {
			s += richText(t, e["elements"])
		} else {
			s += e["text"].(string)
		}
	}
	return s
}

// said are the texts of a message that must be read, in order.
func said(blocks []bot.Block) (out []string) {
	first := func(b bot.Block) bool { return b.Notice != nil && b.Notice.Pressing }
	for _, b := range blocks {
		if first(b) {
			out = append(out, b.Notice.Text)
		}
	}
	for _, b := range slices.DeleteFunc(slices.Clone(blocks), first) {
		switch {
		case b.Paragraph != nil:
			out = append(out, b.Paragraph.Text)
		case b.Notice != nil:
			out = append(out, b.Notice.Text)
		case b.Statements != nil:
			for _, s := range b.Statements.Items {
				out = append(out, s.Label, s.Text)
			}
		case b.Sources != nil && !b.Sources.Brief:
			for _, s := range b.Sources.Items {
				out = append(out, s.Line)
				for _, q := range s.Quotes {
					out = append(out, q.Before, q.Text, q.After)
				}
			}
		case b.Nearest != nil:
			for _, n := range b.Nearest.Items {
				out = append(out, n.Title)
			}
		case b.Table != nil:
			out = append(out, b.Table.Caption)
			for _, row := range b.Table.Rows {
				out = append(out, row...)
			}
		case b.Form != nil:
			out = append(out, b.Form.Title)
			for _, f := range b.Form.Fields {
				out = append(out, f.Label, f.Hint, f.Error)
			}
		}
	}
	return out
}

func TestEveryWordIsReadInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMessage().Draw(t, "message")
		rest := letters(strings.Join(read(t, kit.Message(m)), ""))
		for _, s := range said(m.Blocks) {
			_, after, ok := strings.Cut(rest, letters(s))
			if !ok {
				t.Fatalf("%.300q is not said, or not in its place", s)
			}
			rest = after
		}
	})
}

// What is pressing is in bold, before all else, with a line below it, which is
// left out where a post ends there.
func TestWhatIsPressingIsSeenFirst(t *testing.T) {
	for n := range 60 {
		blocks := slices.Repeat(bot.Text("Go on."), 60)
		for i := range n {
			blocks[59-i] = bot.Block{Notice: &bot.Notice{Pressing: true, Text: "Ring 999."}}
		}
		parts := kit.Message(bot.Message{Key: "k", Blocks: blocks})
		held(t, parts)
		all := read(t, parts)
		for i, s := range all {
			if (s == "Ring 999.") != (i < n) {
				t.Fatalf("%d of 60 press: %q is block %d", n, s, i+1)
			}
		}
		if last := list(t, parts[0].Blocks); n > 0 && !strings.Contains(tree(t, last[0]), `"bold":true`) || n == 1 && last[1]["type"] != "divider" {
			t.Errorf("%d of 60 press: %v", n, last[0])
		}
	}
}

// A heading stands with what it is about.
func TestNoPostEndsWithAHeading(t *testing.T) {
	sources := &bot.Sources{}
	for i := range 40 {
		sources.Items = append(sources.Items, bot.Source{Line: "Report", Quotes: []bot.Quote{{Text: strings.Repeat("It says so. ", 10+7*i)}}})
	}
	parts := kit.Message(bot.Message{Key: "k", Blocks: []bot.Block{{Sources: sources}}})
	held(t, parts)
	if len(parts) < 3 {
		t.Fatalf("%d parts", len(parts))
	}
	for _, p := range parts {
		if lines := strings.Split(p.Text, "\n"); strings.HasSuffix(lines[len(lines)-1], "Report") {
			t.Errorf("part %d ends with a heading", p.N)
		}
	}
}

// A word goes on in the next block only where no block has room for it.
func TestNoWordIsParted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom([]rune("abc&<\"é界🏠.")), 1, 400, -1)
		words := rapid.SliceOfN(word, 1, 300).Draw(t, "words")
		space := rapid.SampledFrom([]string{" ", "\n", "\n\n", " \t "}).Draw(t, "space")
		parts := kit.Message(bot.Message{Key: "k", Blocks: bot.Text(strings.Join(words, space))})
		if got := strings.Fields(strings.Join(read(t, parts), "\n")); !slices.Equal(got, words) {
			t.Errorf("%d words became %d", len(words), len(got))
		}
	})
}

func TestALongParagraphIsPartedBetweenSentences(t *testing.T) {
	sentence := "The Board noted that five homes were rated “good.” "
	parts := kit.Message(bot.Message{Key: "k", Blocks: bot.Text(strings.Repeat(sentence, 400))})
	if len(parts) < 2 {
		t.Fatalf("%d parts", len(parts))
	}
	for _, s := range read(t, parts) {
		if !strings.HasPrefix(s, "The Board") || !strings.HasSuffix(s, "“good.”") {
			t.Errorf("it is parted within a sentence: %.40q … %q", s, s[len(s)-40:])
		}
	}
}

func TestABlockIsFilledToItsLastWord(t *testing.T) {
	first := strings.Repeat("w ", 1498) + "last" // 3,000 characters
	got := read(t, kit.Message(bot.Message{Key: "k", Blocks: bot.Text(first + " next")}))
	if len(got) != 2 || got[0] != first || got[1] != "next" {
		t.Errorf("%d blocks, the last %.40q", len(got), got[len(got)-1])
	}
}

func TestALongTitleStandsWholeInItsWindow(t *testing.T) {
	for title, want := range map[string]bool{"Tell democratic services": false, "Tell democratic services!": true} {
		v := kit.Window(bot.Window{Title: title, Blocks: bot.Text("Go on.")}, "")
		heldView(t, v)
		if got := strings.Contains(tree(t, v.Blocks), title); got != want {
			t.Errorf("%q stands below as well: %v", title, got)
		}
	}
}
