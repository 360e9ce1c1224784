package console

import (
	"fmt"
	"strings"

	"hearth/bot"
	"hearth/knowledge"
)

// Answer writes an answer for a person at a terminal. The reply says all there
// is to say, the numbered sources too; here it gets its line ends and colours.
func (s Style) Answer(a knowledge.Answer) string {
	pressing := bot.Pressing(a.Kind)
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSpace(a.Reply) + "\n") {
		text := s.wrap(line, "")
		switch {
		case pressing:
			text = s.paintLines("1", text)
		case isSource(line):
			text = s.paintLines("2", text)
		}
		b.WriteString(text)
	}
	return b.String()
}

// isSource tells whether a line begins with a number in brackets.
func isSource(line string) bool {
	rest, ok := strings.CutPrefix(line, "[")
	number, _, closed := strings.Cut(rest, "] ")
	return ok && closed && number != "" && strings.Trim(number, "0123456789") == ""
}

func title(c knowledge.Citation) string {
	if c.Title() != "" {
		return c.Title()
	}
	return c.File()
}

// pageWords names the page as printed, and as counted where they differ.
func pageWords(page int, printed string) string {
	switch {
	case page == 0:
		return ""
	case printed == "" || printed == fmt.Sprint(page):
		return fmt.Sprintf("page %d", page)
	}
	return fmt.Sprintf("page %s (page %d of the file)", printed, page)
}

// paintLines colours line by line, so that a pager or a copied line is whole.
func (s Style) paintLines(code, text string) string {
	if !s.Colour {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(s.paint(code, strings.TrimRight(line, "\n")) + "\n")
	}
	return b.String()
}
