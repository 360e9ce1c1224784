package console

import (
	"os"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
)

// The widest and narrowest lines hearth writes. Long lines are hard to read
// even where the window has room for them.
const (
	widest    = 88
	narrowest = 40
)

// A Style says how to write for whoever reads.
type Style struct {
	Width  int  // of a line in columns; 0: never wrap
	Colour bool // ANSI colours may be used
}

// A Screen is a stream that knows by itself how many columns a line has where it
// ends: that of another process, of which there is no file here.
type Screen interface {
	Columns() int // 0: no person looks
}

// Columns is how wide a line may be on a stream; 0 where it is no terminal.
func Columns(stream any) int {
	if s, ok := stream.(Screen); ok {
		return s.Columns()
	}
	f, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		return w
	}
	return widest + 1
}

// StyleFor fits a style to where the output goes: wrapped and coloured on a
// terminal, plain text with no wrapping anywhere else, so that a script gets
// whole lines.
func StyleFor(out any, noColour bool) Style {
	columns := Columns(out)
	if columns == 0 {
		return Style{}
	}
	return Style{Width: min(max(columns-1, narrowest), widest), Colour: !noColour}
}

// IsTerminal tells whether a person sits at the other end of a stream.
func IsTerminal(stream any) bool { return Columns(stream) > 0 }

func (s Style) paint(code, text string) string {
	if !s.Colour || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s Style) faint(text string) string { return s.paint("2", text) }

// clean takes out whatever could steer a terminal: a document that somebody
// uploaded must not be able to clear the screen or hide a line.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, text)
}

// wrap breaks each line of text at the width and puts indent before what it
// writes. Lines after the first of a list item stand under the item's words.
func (s Style) wrap(text, indent string) string {
	var b strings.Builder
	for line := range strings.Lines(clean(text)) {
		s.wrapLine(&b, strings.TrimRight(line, "\n "), indent)
	}
	return b.String()
}

func (s Style) wrapLine(b *strings.Builder, line, indent string) {
	words := strings.Fields(line)
	if len(words) == 0 {
		b.WriteByte('\n')
		return
	}
	hang := indent + strings.Repeat(" ", hanging(line))
	b.WriteString(indent)
	b.WriteString(line[:len(line)-len(strings.TrimLeft(line, " "))])
	at := runewidth.StringWidth(indent)
	for i, w := range words {
		wide := runewidth.StringWidth(w)
		switch {
		case i == 0:
		case s.Width > 0 && at+1+wide > s.Width:
			b.WriteString("\n" + hang)
			at = runewidth.StringWidth(hang)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(w)
		at += wide
	}
	b.WriteByte('\n')
}

// hanging is how far the words of a list item stand from the line's beginning:
// 2 for "- word", 3 for "1. word", 0 for prose.
func hanging(line string) int {
	body := strings.TrimLeft(line, " ")
	marker, _, found := strings.Cut(body, " ")
	if !found || len([]rune(marker)) > 4 {
		return len(line) - len(body)
	}
	last := marker[len(marker)-1]
	if marker == "-" || marker == "•" || marker == "*" || (last == '.' || last == ')' || last == ']') && strings.ContainsAny(marker, "0123456789(") {
		return len(line) - len(body) + runewidth.StringWidth(marker) + 1
	}
	return len(line) - len(body)
}
