package teamsstub_test

import (
	"fmt"
	"strings"
	"testing"

	"hearth/bot/teams/teamsstub"
)

func TestMarkdownIsReadAsTeamsDrawsIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain":                              "plain",
		"**The law says** it":                "b(The law says) it",
		"*a* _b_ ~~c~~ `d`":                  "i(a) i(b) s(c) code(d)",
		`\*not\* \_so\_ \[x\](y) \\`:         `*not* _so_ [x](y) \`,
		"&lt;b&gt; &amp;amp; 3 &lt; 4":       "<b> &amp; 3 < 4",
		"[Act](https://a.example/x?y=1\\)z)": "link(Act→https://a.example/x?y=1)z)",
		"see https://a.example/x now":        "see link(https://a.example/x→https://a.example/x) now",
		"so it is [1] [2]":                   "so it is cite([1]) [2]",
		"- one\n- two":                       "• one\n• two",
		"**a [b](https://c.example)**":       "b(a )b(link(b→https://c.example))",
		`\&lt;`:                              "&lt;",
		"[\u20601]":                          "[\u20601]",
	} {
		var b strings.Builder
		for _, s := range teamsstub.Markdown(text, map[string]bool{"1": true}) {
			x := s.Text
			switch {
			case s.URL != "":
				x = "link(" + x + "→" + s.URL + ")"
			case s.Code:
				x = "code(" + x + ")"
			case s.Cite != "":
				x = "cite(" + x + ")"
			}
			for mark, on := range map[string]bool{"b": s.Bold, "i": s.Italic, "s": s.Strike} {
				if on {
					x = fmt.Sprintf("%s(%s)", mark, x)
				}
			}
			b.WriteString(x)
		}
		if b.String() != want {
			t.Errorf("%q is read as %q, want %q", text, b.String(), want)
		}
	}
}
