package blockkit_test

import (
	"strings"

	"pgregory.net/rapid"

	"hearth/bot"
	"hearth/bot/bottest"
)

// morsels are what breaks renderers.
var morsels = []string{
	bottest.Hostile, "<!channel>", "<!here|x>", "<@U123>", "<#C1|a>", "<https://evil.example|Sign in>", "&lt;!channel&gt;", "&", "<", ">", "|",
	"*a*", "_a_", "~a~", "`a`", "```", ":smile:", ":a:b:", "https://evil.example/x?a=1&b=2", "www.evil.example", "evil.example", "me@evil.example", "@here",
	"\u202E", "\u2066", "\u200F", "\u2028", "\r\n", "\n\n", "\t", "\x00", "\xff", "\u00A0", "%41", "%", "\\", "\"", "{}", "🏳️‍🌈", "👩🏽‍⚖️", "é", "ﷺ", "שלום", "界",
	"The Board met. ", "It did not. ", " ", "“Good.” ", strings.Repeat("w", 900), strings.Repeat("w", 3100), strings.Repeat("&", 3100),
	strings.Repeat("The Board noted it. ", 200), strings.Repeat("界", 2000),
}

// anyText is short mostly, and now and then far too long.
func anyText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 6).Draw(t, "morsels") {
			if rapid.Bool().Draw(t, "free") {
				b.WriteString(rapid.String().Draw(t, "text"))
			} else {
				b.WriteString(rapid.SampledFrom(morsels).Draw(t, "morsel"))
			}
		}
		return b.String()
	})
}

func some[T any](t *rapid.T, most int, one func() T) []T {
	var out []T
	for range rapid.IntRange(0, most).Draw(t, "how many") {
		out = append(out, one())
	}
	return out
}

func anyMessage() *rapid.Generator[bot.Message] {
	return rapid.Custom(func(t *rapid.T) bot.Message {
		return bot.Message{Key: "k", Visibility: bot.ToMember, Blocks: some(t, 6, func() bot.Block { return anyBlock(t) })}
	})
}

func anyBlock(t *rapid.T) bot.Block {
	text := func() string { return anyText().Draw(t, "text") }
	link := func() string {
		return rapid.OneOf(rapid.Just(""), rapid.Just("/papers/a?v=1&from=2#q"), anyText(), rapid.Map(anyText(), func(s string) string { return "/" + s })).Draw(t, "link")
	}
	switch rapid.IntRange(0, 7).Draw(t, "kind") {
	case 0:
		return bot.Block{Paragraph: &bot.Paragraph{Text: text()}}
	case 1:
		return bot.Block{Notice: &bot.Notice{Pressing: rapid.Bool().Draw(t, "pressing"), Text: text()}}
	case 2:
		return bot.Block{Statements: &bot.Statements{Items: some(t, 4, func() bot.Statement {
			return bot.Statement{Label: text(), Text: text(), Folded: rapid.Bool().Draw(t, "folded"), Sources: rapid.SliceOfN(rapid.IntRange(-1, 5), 0, 40).Draw(t, "sources")}
		})}}
	case 3:
		return bot.Block{Sources: &bot.Sources{Brief: rapid.Bool().Draw(t, "brief"), Items: some(t, 4, func() bot.Source {
			return bot.Source{Line: text(), Short: text(), Link: link(), Quotes: some(t, 2, func() bot.Quote { return bot.Quote{Before: text(), Text: text(), After: text()} })}
		})}}
	case 4:
		return bot.Block{Nearest: &bot.Nearest{Items: some(t, 4, func() bot.Near { return bot.Near{Title: text(), Link: link()} })}}
	case 5:
		return bot.Block{Choices: &bot.Choices{Items: some(t, 60, func() bot.Choice {
			return bot.Choice{Label: text(), Action: text(), Value: text(), Link: rapid.SampledFrom([]string{"", "", "https://hearth.example/x?a=1&b=2", "javascript:alert(1)", "//evil.example"}).Draw(t, "link"), Grave: rapid.Bool().Draw(t, "grave")}
		})}}
	case 6:
		f := anyForm(t)
		return bot.Block{Form: &f}
	}
	return bot.Block{Table: &bot.Table{Caption: text(), Head: some(t, 3, text), Rows: some(t, 4, func() []string { return some(t, 4, text) })}}
}

func anyForm(t *rapid.T) bot.Form {
	text := func() string { return anyText().Draw(t, "text") }
	return bot.Form{Title: text(), Action: text(), Value: text(), Submit: text(), Fields: some(t, 4, func() bot.Field {
		return bot.Field{Name: text(), Label: text(), Hint: text(), Value: text(), Error: text(), Long: rapid.Bool().Draw(t, "long"), Optional: rapid.Bool().Draw(t, "optional"),
			Options: some(t, 3, func() bot.Choice { return bot.Choice{Label: text(), Value: text()} })}
	})}
}
