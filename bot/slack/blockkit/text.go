package blockkit

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// clean leaves out what no reader sees and what turns the direction of writing
// around, and makes every line end a line feed.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\u2028', r == '\u2029', r == '\v', r == '\f', r == '\u0085':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\uFEFF':
			return -1
		}
		return r
	}, s)
}

// oneLine is clean without line ends and with single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape writes the three characters that Slack parses as it asks for:
// https://docs.slack.dev/messaging/formatting-message-text#escaping.
func escape(s string) string { return entities.Replace(s) }

// lookalikes stand for what formats mrkdwn, which has no escape for it.
var lookalikes = strings.NewReplacer("*", "∗", "_", "ˍ", "~", "∼", "`", "ˋ")

// shortcode is what becomes an emoji.
var shortcode = regexp.MustCompile(`:([\pL\pN_+'-]+:)`)

// address is where a bare address begins, or is parted: Slack makes links of them
// in a message's text, and also of names like council.example.
var address = regexp.MustCompile(`([\pL\pN][.@]|:/)([\pL/])`)

// literal writes a text so that mrkdwn shows it as it is, in one line.
func literal(s string) string {
	s = everywhere(shortcode, oneLine(s), "∶$1")
	return escape(lookalikes.Replace(s))
}

// everywhere replaces matches that may have their first or last character in
// common, which takes two rounds.
func everywhere(re *regexp.Regexp, s, with string) string {
	return re.ReplaceAllString(re.ReplaceAllString(s, with), with)
}

// fallback is literal with its line ends, and without the links that Slack would
// make: a character of no width parts them.
func fallback(s string) string {
	lines := strings.Split(clean(s), "\n")
	for i, line := range lines {
		lines[i] = everywhere(address, literal(line), "$1\u2060$2")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// count is how many characters a text has as UTF-16 counts them.
func count(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// plain is a plain_text object of one line, cut to a limit.
func plain(s string, limit int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, escape(cut(oneLine(s), limit)), false, false)
}

// cut shortens a text so that it fits a limit once it is escaped, if it can at
// the end of a word.
func cut(s string, limit int) string {
	if count(escape(s)) <= limit {
		return s
	}
	n, end, word := 0, 0, 0
	for i, r := range s {
		if n += count(escape(string(r))); n > limit-1 {
			break
		}
		end = i + utf8.RuneLen(r)
		if r == ' ' {
			word = i
		}
	}
	if end = whole(s, end); word > end/2 {
		end = word
	}
	return strings.TrimRight(s[:end], " ") + "…"
}

// fits tells whether plain leaves a text whole.
func fits(s string, limit int) bool { return count(escape(oneLine(s))) <= limit }

// blank tells whether nothing of a text can be seen.
func blank(s string) bool { return strings.TrimSpace(clean(s)) == "" }
