package slackstub

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Span is a piece of a shown text.
type Span struct {
	Text                       string
	Bold, Italic, Strike, Code bool
	URL                        string // it is a link
	Mention                    string // whom it calls: "U…", "C…", "!channel"
}

var (
	bareLink = regexp.MustCompile(`^(https?://|mailto:)[^\s<>]+`)
	unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

// Mrkdwn reads Slack's markup: links, mentions, formatting. Bare addresses become
// links unless verbatim is asked for.
func Mrkdwn(text string, verbatim bool) []Span {
	p := &marks{rest: text, verbatim: verbatim}
	return p.spans(Span{})
}

type marks struct {
	rest     string
	verbatim bool
	last     rune // what came before
}

// spans reads to the end, in a style.
func (p *marks) spans(style Span) []Span {
	var out []Span
	var run strings.Builder
	flush := func() {
		if run.Len() > 0 {
			s := style
			s.Text = unescape.Replace(run.String())
			out = append(out, s)
			run.Reset()
		}
	}
	for p.rest != "" {
		switch c := p.rest[0]; {
		case c == '<':
			if end := strings.IndexByte(p.rest, '>'); end > 1 {
				flush()
				out = append(out, angle(p.rest[1:end], style))
				p.rest, p.last = p.rest[end+1:], '>'
				continue
			}
		case strings.IndexByte("*_~`", c) >= 0:
			if inner, ok := p.styled(c); ok {
				flush()
				inside := marks{rest: inner, verbatim: p.verbatim}
				s := style
				switch c {
				case '*':
					s.Bold = true
				case '_':
					s.Italic = true
				case '~':
					s.Strike = true
				}
				if c == '`' {
					s.Code, s.Text = true, unescape.Replace(inner)
					out = append(out, s)
				} else {
					out = append(out, inside.spans(s)...)
				}
				p.last = rune(c)
				continue
			}
		case (c == 'h' || c == 'm') && !p.verbatim && !wordy(p.last):
			if found := strings.TrimRight(bareLink.FindString(p.rest), ".,;:!?)'\""); bareLink.MatchString(found) {
				flush()
				s := style
				s.Text = unescape.Replace(found)
				s.URL = s.Text
				out = append(out, s)
				p.rest, p.last = p.rest[len(found):], '/'
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(p.rest)
		run.WriteString(p.rest[:n])
		p.rest, p.last = p.rest[n:], r
	}
	flush()
	return out
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// styled finds what stands between two marks, as Slack does: the first one after no
// letter and before no space, the last one after no space and before no letter, on
// one line.
func (p *marks) styled(mark byte) (string, bool) {
	if wordy(p.last) {
		return "", false
	}
	rest := p.rest[1:]
	if rest == "" || rest[0] == ' ' || rest[0] == '\n' || rest[0] == mark {
		return "", false
	}
	for i := 1; i < len(rest); i++ {
		if rest[i] == '\n' {
			return "", false
		}
		if rest[i] != mark || rest[i-1] == ' ' {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(rest[i+1:]); i+1 < len(rest) && (wordy(r) || r == rune(mark)) {
			continue
		}
		inner := rest[:i]
		p.rest = rest[i+1:]
		return inner, true
	}
	return "", false
}

// angle reads what stands between < and >.
func angle(in string, style Span) Span {
	target, label, labelled := strings.Cut(in, "|")
	s := style
	switch target[0] {
	case '@', '#', '!':
		s.Mention = strings.TrimLeft(target, "@#")
		s.Text = string(target[0]) + strings.TrimLeft(target, "@#!")
		if target[0] == '!' {
			s.Text = "@" + target[1:]
			if strings.HasPrefix(target, "!date^") {
				s.Mention = ""
			}
		}
		if labelled {
			s.Text = strings.TrimRight(string(target[0]), "!") + unescape.Replace(label)
		}
		return s
	}
	s.URL, s.Text = unescape.Replace(target), unescape.Replace(target)
	if labelled {
		s.Text = unescape.Replace(label)
	}
	return s
}
