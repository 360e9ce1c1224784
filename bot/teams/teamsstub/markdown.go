package teamsstub

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

// A Span is a piece of text that looks one way.
type Span struct {
	Text         string
	Bold, Italic bool
	Strike, Code bool
	URL          string // it leads to this page
	Cite         string // it is the mark of this source
}

var (
	mdLink = regexp.MustCompile(`^\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^)\\\s])+)\)`)
	mdCite = regexp.MustCompile(`^\[([0-9]{1,2})\]`)
	mdBare = regexp.MustCompile(`^https?://[^\s<>()\[\]]+`)
	mdItem = regexp.MustCompile(`^\s*[-*+] +`)
)

// Markdown reads a text as Teams draws it: escapes and entities are undone, what is
// left of marks is obeyed. cites are the numbers of sources that the message has.
func Markdown(text string, cites map[string]bool) []Span {
	var out []Span
	var now Span // its text grows
	end := func() {
		if now.Text != "" {
			now.Text = html.UnescapeString(now.Text)
			out = append(out, now)
			now.Text = ""
		}
	}
	add := func(s Span) {
		end()
		s.Bold, s.Italic, s.Strike = now.Bold, now.Italic, now.Strike
		out = append(out, s)
	}
	for i := 0; i < len(text); {
		rest := text[i:]
		switch {
		case i == 0 || text[i-1] == '\n':
			if m := mdItem.FindString(rest); m != "" {
				now.Text += "• "
				i += len(m)
				continue
			}
		}
		switch {
		case len(rest) > 1 && rest[0] == '\\' && strings.ContainsRune("\\`*_{}[]()#+-.!~|<>&=", rune(rest[1])):
			now.Text += html.EscapeString(rest[1:2])
			i += 2
		case strings.HasPrefix(rest, "**"):
			end()
			now.Bold = !now.Bold
			i += 2
		case strings.HasPrefix(rest, "~~"):
			end()
			now.Strike = !now.Strike
			i += 2
		case rest[0] == '*' || rest[0] == '_':
			end()
			now.Italic = !now.Italic
			i++
		case rest[0] == '`' && strings.IndexByte(rest[1:], '`') > 0:
			n := strings.IndexByte(rest[1:], '`') + 1
			add(Span{Text: html.UnescapeString(rest[1:n]), Code: true})
			i += n + 1
		case mdLink.MatchString(rest):
			m := mdLink.FindStringSubmatch(rest)
			add(Span{Text: plain(m[1]), URL: plain(m[2])})
			i += len(m[0])
		case mdCite.MatchString(rest) && cites[mdCite.FindStringSubmatch(rest)[1]]:
			m := mdCite.FindStringSubmatch(rest)
			add(Span{Text: m[0], Cite: m[1]})
			i += len(m[0])
		case mdBare.MatchString(rest):
			m := mdBare.FindString(rest)
			add(Span{Text: m, URL: html.UnescapeString(m)})
			i += len(m)
		default:
			now.Text += rest[:1]
			i++
		}
	}
	end()
	return out
}

// plain undoes escapes and entities.
func plain(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			b.WriteString(html.EscapeString(s[i : i+1]))
			continue
		}
		b.WriteByte(s[i])
	}
	return html.UnescapeString(b.String())
}

// Spans are the message's text as Teams draws it.
func (m Message) Spans() []Span {
	cites := map[string]bool{}
	for _, c := range m.citations {
		cites[strconv.Itoa(c.Position)] = true
	}
	switch m.Format {
	case "plain":
		return []Span{{Text: m.Text}}
	case "xml":
		return []Span{{Text: plain(tags.ReplaceAllString(m.Text, ""))}}
	}
	return Markdown(m.Text, cites)
}

// Typed is what a person wrote, as it is shown to people.
func (m Message) Typed() string {
	return html.UnescapeString(tags.ReplaceAllString(strings.ReplaceAll(m.Text, "<at>", "@"), ""))
}

var tags = regexp.MustCompile(`</?[a-z][^>]*>`)
