package slack

import (
	"regexp"
	"strings"
)

// marked is what stands in angle brackets in Slack's texts: a mention, a channel, an
// address: https://docs.slack.dev/messaging/formatting-message-text. A bracket that
// somebody typed comes as &lt;.
var marked = regexp.MustCompile(`<([^<>|]*)(?:\|([^<>]*))?>`)

// unescape undoes what Slack does to the three characters of its markup, once.
var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// plain is what somebody wrote, without Slack's markup and without mentions of
// hearth itself.
func plain(text, self string) string {
	text = marked.ReplaceAllStringFunc(text, func(s string) string {
		m := marked.FindStringSubmatch(s)
		target, label := m[1], m[2]
		if target == "" {
			return label
		}
		name := target[1:]
		switch target[0] {
		case '@':
			if name == self {
				return " "
			}
			return sigil("@", name, label)
		case '#':
			return sigil("#", name, label)
		case '!':
			if label != "" {
				return label
			}
			name, _, _ = strings.Cut(name, "^")
			return "@" + name
		}
		if label != "" {
			return label
		}
		return strings.TrimPrefix(target, "mailto:")
	})
	return strings.TrimSpace(unescape.Replace(text))
}

func sigil(mark, name, label string) string {
	if label != "" {
		name = strings.TrimPrefix(label, mark)
	}
	return mark + name
}

// names tells whether a text mentions somebody.
func names(text, person string) bool {
	return person != "" && (strings.Contains(text, "<@"+person+">") || strings.Contains(text, "<@"+person+"|"))
}
