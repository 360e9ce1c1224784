package cards_test

import (
	"encoding/json"
	"html"
	"maps"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/teams/cards"
)

var escaped = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

// seen is what a reader of markdown sees of escaped text.
func seen(s string) string {
	s = escaped.ReplaceAllString(s, "$1")
	return strings.ReplaceAll(html.UnescapeString(s), "\u2060", "")
}

func TestWordsStayWords(t *testing.T) {
	for what, words := range map[string]string{
		"a mention":               "<at>Jane</at> @everyone",
		"formatting":              "*a* _b_ ~~c~~ `d` **e**",
		"a link":                  "[a](javascript:alert(1)) ![b](https://evil.example/x.png)",
		"a bare address":          "https://evil.example/x www.evil.example jane@evil.example",
		"a heading":               "# no heading",
		"a list":                  "- no list",
		"a numbered list":         "1. no list",
		"a numbered list, ending": "12) no list",
		"a quotation":             "> none",
		"a line of code":          "    x := 1",
		"a table":                 "a | b",
		"an entity":               "&lt;b&gt; &#42;",
		"HTML":                    "<b>x</b><script>alert(1)</script>",
		"a citation":              "as [1] says",
		"a definition":            "[1]: https://evil.example",
		"a rule":                  "---",
		"a heading from below":    "===",
		"a backslash":             `\*x\*`,
	} {
		t.Run(what, func(t *testing.T) {
			text := kit.Message(bot.Message{Blocks: bot.Text(words)})[0].Activity.Text
			if got := seen(text); got != strings.Join(strings.Fields(words), " ") {
				t.Errorf("%q is read as %q", words, got)
			}
			bare := escaped.ReplaceAllString(text, ".")
			if regexp.MustCompile("[<>*_`~|\\[\\]]|^[-#+=]|^[0-9]+[.)] ").MatchString(bare) && !strings.HasSuffix(what, "list, ending") && what != "a numbered list" || strings.Contains(bare, "://e") || strings.Contains(text, "[1]") {
				t.Errorf("%q is parsed: %q", words, text)
			}
		})
	}
}

func TestOnlyOurLinksAreLinks(t *testing.T) {
	for link, want := range map[string]string{
		"/papers/a?x=1#q":     "https://hearth.example/bot/papers/a?x=1#q",
		"/papers/a)b(c_d":     "https://hearth.example/bot/papers/a%29b%28c%5Fd",
		"//evil.example":      "",
		"javascript:alert(1)": "",
		"https://evil.ex/":    "",
		"":                    "",
	} {
		text := kit.Message(bot.Message{Blocks: []bot.Block{{Nearest: &bot.Nearest{Items: []bot.Near{{Title: "Title", Link: link}}}}}})[0].Activity.Text
		if _, to, _ := strings.Cut(text, "]("); strings.TrimSuffix(to, ")") != want {
			t.Errorf("%q became %q, want a link to %q", link, text, want)
		}
	}
	if text := (cards.Kit{}).Message(bot.Message{Blocks: []bot.Block{{Nearest: &bot.Nearest{Items: []bot.Near{{Title: "Title", Link: "/papers/a"}}}}}})[0].Activity.Text; text != "- Title" {
		t.Errorf("without pages it is %q", text)
	}
	parts := kit.Message(bot.Message{Blocks: []bot.Block{{Choices: &bot.Choices{Items: []bot.Choice{{Label: "Bad", Link: "javascript:alert(1)"}, {Label: "Good", Link: "https://council.example/x"}}}}}})
	if got := parts[0].Activity.Attachments[0].Content.Body[0].Actions; len(got) != 1 || got[0].URL != "https://council.example/x" {
		t.Errorf("the buttons are %+v", got)
	}
}

func TestWhatIsPressingComesFirst(t *testing.T) {
	parts := kit.Message(bot.Message{Blocks: []bot.Block{{Paragraph: &bot.Paragraph{Text: "The rest"}}, {Notice: &bot.Notice{Pressing: true, Text: "Ring 999"}}}})
	if got := parts[0].Activity.Text; got != "**Ring 999**\n\nThe rest" {
		t.Errorf("got %q", got)
	}
}

func TestAPartThatIsTooLargeIsSplit(t *testing.T) {
	for _, f := range bottest.Messages() {
		for _, p := range kit.Message(f.Message) {
			whole := words(p)
			var again string
			smaller := p.Split()
			for _, s := range smaller {
				again += words(s)
				if len(smaller) > 1 && len(cards.Encode(s.Activity)) >= len(cards.Encode(p.Activity)) {
					t.Errorf("%s: a part of it is no smaller", f.Name)
				}
			}
			if again != whole {
				t.Errorf("%s: words are lost or new", f.Name)
			}
			if len(cards.Encode(p.Activity)) > 20<<10 && len(smaller) < 2 {
				t.Errorf("%s: %d bytes are not parted", f.Name, len(cards.Encode(p.Activity)))
			}
		}
	}
}

// words are all that a part says, in order.
func words(p cards.Part) string {
	out := strings.ReplaceAll(p.Activity.Text, "\n", "")
	for _, a := range p.Activity.Attachments {
		for _, e := range a.Content.Body {
			out += string(cards.Encode(e))
		}
	}
	return out
}

// What is pressed and typed comes back, whatever it is.
func TestWhatIsSentIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := bot.Form{Title: "T", Action: rapid.String().Draw(t, "action"), Value: rapid.String().Draw(t, "value"), Submit: "Send"}
		want := map[string]string{}
		for _, name := range rapid.SliceOfDistinct(rapid.String(), rapid.ID[string]).Draw(t, "names") {
			f.Fields = append(f.Fields, bot.Field{Name: name, Label: "L"})
			want[strings.ToValidUTF8(name, "\uFFFD")] = strings.ToValidUTF8(rapid.String().Draw(t, "typed"), "\uFFFD")
		}
		card := kit.Window(bot.Window{Title: "W", Blocks: []bot.Block{{Form: &f}}}, opened).Card.Content
		data := map[string]any{}
		for _, e := range card.Body {
			for _, a := range e.Actions {
				if err := json.Unmarshal(cards.Encode(a.Data), &data); err != nil {
					t.Fatal(err)
				}
			}
			if e.ID != "" {
				data[e.ID] = want[strings.TrimPrefix(e.ID, "field.")]
			}
		}
		got, fields, err := cards.Read(cards.Encode(data))
		if err != nil || !got.Filled() || got.Action != f.Action || got.Value != f.Value || !maps.Equal(fields, want) {
			t.Fatalf("got %+v %q (%v), want %q %q %q", got, fields, err, f.Action, f.Value, want)
		}
		if got.Open == nil || got.Open.Action != opened.Action || got.Open.Value != opened.Value {
			t.Fatalf("the button that opened it came back as %+v", got.Open)
		}
	})
}

func TestStrangersButtonsAreNotRead(t *testing.T) {
	for _, data := range []string{``, `null`, `[]`, `"x"`, `{}`, `{"hearth":null}`, `{"hearth":[]}`, `{"hearth":{"action":"x"}}`, `{"hearth":{"kind":"other","action":"x"}}`} {
		if p, _, err := cards.Read(json.RawMessage(data)); err == nil {
			t.Errorf("%s is read as %+v", data, p)
		}
	}
}

func TestMistakesStandByTheirFields(t *testing.T) {
	form := bot.Form{Fields: []bot.Field{{Name: "a", Label: "A"}, {Name: "b", Label: "B", Error: "old"}}}
	w := bot.Window{Blocks: []bot.Block{{Form: &form}}}
	got := cards.Mend(w, map[string]string{"a": "typed", "b": "also"}, bot.Mistakes{"a": "Wrong.", "other": "And this."}).Blocks[0].Form.Fields
	if got[0].Value != "typed" || got[0].Error != "Wrong. And this." || got[1].Value != "also" || got[1].Error != "" {
		t.Errorf("got %+v", got)
	}
	if form.Fields[0].Error != "" || form.Fields[1].Error != "old" {
		t.Error("the window itself was changed")
	}
	none := cards.Mend(bot.Window{Blocks: []bot.Block{{Form: &bot.Form{Submit: "Yes"}}}}, nil, bot.Mistakes{"x": "No."})
	if len(none.Blocks) != 2 || none.Blocks[0].Notice == nil || none.Blocks[0].Notice.Text != "No." {
		t.Errorf("without fields it is %+v", none.Blocks)
	}
}

func TestAnyMessageKeepsTheLimits(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.Just(bottest.Hostile), rapid.SampledFrom([]string{strings.Repeat("&", 9000), strings.Repeat("a. ", 4000), strings.Repeat("👩‍👩‍👧", 900), strings.Repeat("\\\"", 5000)}))
	rapid.Check(t, func(t *rapid.T) {
		var m bot.Message
		draw := func(name string) string { return text.Draw(t, name) }
		for range rapid.IntRange(0, 5).Draw(t, "blocks") {
			switch rapid.IntRange(0, 6).Draw(t, "kind") {
			case 0:
				m.Blocks = append(m.Blocks, bot.Text(draw("paragraph"))...)
			case 1:
				m.Blocks = append(m.Blocks, bot.Block{Notice: &bot.Notice{Pressing: rapid.Bool().Draw(t, "pressing"), Text: draw("notice")}})
			case 2:
				n := rapid.IntRange(1, 40).Draw(t, "sources")
				s, src := bot.Statement{Label: draw("label"), Text: draw("text")}, bot.Sources{Brief: rapid.Bool().Draw(t, "brief")}
				for i := range n {
					s.Sources = append(s.Sources, i+1)
					src.Items = append(src.Items, bot.Source{Line: draw("line"), Short: draw("short"), Link: "/p?" + strings.Repeat("x", rapid.IntRange(0, 3000).Draw(t, "link"))})
				}
				m.Blocks = append(m.Blocks, bot.Block{Statements: &bot.Statements{Items: []bot.Statement{s}}}, bot.Block{Sources: &src})
			case 3:
				m.Blocks = append(m.Blocks, bot.Block{Choices: &bot.Choices{Items: []bot.Choice{{Label: draw("button"), Action: "a", Value: "v"}}}})
			case 4:
				m.Blocks = append(m.Blocks, bot.Block{Form: &bot.Form{Title: draw("title"), Action: "a", Submit: draw("submit"), Fields: []bot.Field{{Name: "x", Label: draw("field"), Hint: draw("hint")}}}})
			case 5:
				m.Blocks = append(m.Blocks, bot.Block{Table: &bot.Table{Caption: draw("caption"), Head: []string{draw("head"), "b"}, Rows: [][]string{{draw("cell"), draw("cell")}, {draw("cell")}}}})
			case 6:
				m.Blocks = append(m.Blocks, bot.Block{Nearest: &bot.Nearest{Items: []bot.Near{{Title: draw("near"), Link: "/x"}}}})
			}
		}
		for _, p := range kit.Message(m) {
			if b := cards.Encode(p.Activity); len(b) > 25<<10 {
				t.Fatalf("%d bytes", len(b))
			}
			for _, e := range p.Activity.Entities {
				if e.Type == "mention" || len(e.Citation) > 20 {
					t.Fatalf("an entity %+v", e)
				}
			}
			if !utf8.ValidString(p.Activity.Text) || strings.Contains(p.Activity.Text, "<") {
				t.Fatalf("got %q", p.Activity.Text)
			}
		}
	})
}
