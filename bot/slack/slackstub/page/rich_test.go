package page_test

import (
	"strings"
	"testing"

	"hearth/bot/slack/slackstub/stubtest"
)

// What an app writes is rich text: each part of it is drawn as what it is, and
// nothing in it is taken for markup.
func TestRichTextIsDrawn(t *testing.T) {
	s, b := open(t)
	app := stubtest.Connect(t, s)
	piece := func(text string, more ...any) map[string]any {
		p := map[string]any{"type": "text", "text": text}
		for i := 0; i < len(more); i += 2 {
			p[more[i].(string)] = more[i+1]
		}
		return p
	}
	part := func(kind string, pieces ...any) map[string]any {
		return map[string]any{"type": kind, "elements": pieces}
	}
	list := func(style string, items ...any) map[string]any {
		return map[string]any{"type": "rich_text_list", "style": style, "elements": items}
	}
	app.Call(s.BotToken(), "chat.postMessage", map[string]any{"channel": stubtest.Parenting, "text": "Said", "blocks": []any{
		map[string]any{"type": "rich_text", "elements": []any{
			part("rich_text_section", piece("The law says: ", "style", map[string]any{"bold": true}), piece("*until* <25> "),
				map[string]any{"type": "link", "url": "https://hearth.example/papers/a", "text": "[1]"}),
			part("rich_text_quote", piece("word for word")),
			part("rich_text_preformatted", piece("a  b")),
			list("bullet", part("rich_text_section", piece("one")), part("rich_text_section", piece("two"))),
			list("ordered", part("rich_text_section", piece("first"))),
		}},
		map[string]any{"type": "actions", "elements": []any{map[string]any{"type": "button", "action_id": "away", "style": "danger",
			"text": map[string]any{"type": "plain_text", "text": "Take it away"}}}},
	}})
	p, _ := b.get(inRoom)
	for sel, want := range map[string]string{
		".line strong": "The law says: ", ".line p.text": "The law says: *until* <25> [1]", `.line a[href="https://hearth.example/papers/a"]`: "[1]",
		".line blockquote": "word for word", ".line code": "a  b", ".line ul li": "one\ntwo", ".line ol li": "first", ".line button.grave": "Take it away",
	} {
		if got := strings.TrimSuffix(text(p, sel), "\n"); got != want {
			t.Errorf("%s shows %q, want %q", sel, got, want)
		}
	}
	if strings.Contains(text(p, ".line"), "does not draw") {
		t.Errorf("something is not drawn:\n%s", text(p, ".line"))
	}
}
