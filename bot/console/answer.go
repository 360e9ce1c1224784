package console

import (
	"fmt"
	"strings"

	"hearth/knowledge"
)

// Answer writes an answer for a person at a terminal. The reply says all there
// is to say, the numbered sources too; here it gets its line ends and colours.
func (s Style) Answer(a knowledge.Answer) string {
	pressing := Pressing(a.Kind)
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

// Sources are the citations of an answer in the order in which the reply
// numbers its sources, from 1: all those of the first line that names a source,
// then those of the second.
func Sources(a knowledge.Answer) [][]knowledge.Citation {
	var out [][]knowledge.Citation
	number := map[string]int{}
	for _, st := range a.Statements {
		for _, c := range st.Citations() {
			n, seen := number[key(c)]
			if !seen {
				n = len(out)
				number[key(c)] = n
				out = append(out, nil)
			}
			out[n] = append(out[n], c)
		}
	}
	return out
}

// key is what two citations share that a reply names by one line: the same
// page or section of the same paper, and the same source of its own.
func key(c knowledge.Citation) string {
	return strings.Join([]string{c.Title(), c.Council(), string(c.Kind()), c.Date().String(), c.Source(),
		fmt.Sprint(c.Page()), c.Printed(), lastHeading(c.Section())}, "\x00")
}

// sourceLines are the lines of a reply that name its sources.
func sourceLines(reply string) []string {
	var out []string
	for line := range strings.Lines(reply) {
		if isSource(line) {
			out = append(out, line)
		}
	}
	return out
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

// lastHeading is the innermost heading of a path, which is the one that stands
// nearest above the quote.
func lastHeading(section string) string {
	if i := strings.LastIndex(section, " > "); i >= 0 {
		return section[i+len(" > "):]
	}
	return section
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
