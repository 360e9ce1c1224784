package console

import (
	"fmt"
	"strings"

	"hearth/knowledge"
)

// Answer writes an answer for a person at a terminal: the reply with a number
// after each statement, then each numbered source in a line.
func (s Style) Answer(a knowledge.Answer) string {
	sources := Sources(a)
	reply, marks := numbered(a, sources)
	var b strings.Builder
	text := s.wrap(reply, "")
	for _, m := range marks {
		text = strings.ReplaceAll(text, m, s.faint(m))
	}
	if a.Status == knowledge.Handled && (a.Kind == knowledge.Emergency || a.Kind == knowledge.Safeguarding) {
		text = s.paintLines("1", text)
	}
	b.WriteString(text)
	if len(sources) > 0 {
		b.WriteByte('\n')
	}
	for i, c := range sources {
		b.WriteString(s.paintLines("2", s.wrap(fmt.Sprintf("[%d] %s", i+1, SourceLine(c)), "")))
	}
	if near := unnamed(a); len(near) > 0 {
		b.WriteString("\nNearest papers:\n")
		for _, n := range near {
			b.WriteString(s.wrap("- "+n.Title, ""))
		}
	}
	return b.String()
}

// Sources are the citations of an answer in the order they are numbered, from
// 1: one for each place in a document, however many statements rest on it.
func Sources(a knowledge.Answer) []knowledge.Citation {
	var out []knowledge.Citation
	for _, st := range a.Statements {
		for _, c := range st.Citations() {
			if place(out, c) < 0 {
				out = append(out, c)
			}
		}
	}
	return out
}

// place finds the source with which a citation shares its line: the same page
// or section of the same document.
func place(sources []knowledge.Citation, c knowledge.Citation) int {
	for i, o := range sources {
		if o.Document() == c.Document() && o.Version() == c.Version() && SourceLine(o) == SourceLine(c) {
			return i
		}
	}
	return -1
}

// numbered puts the number of its sources after each statement in the reply.
// With one source for everything the number would say nothing, so there is none.
func numbered(a knowledge.Answer, sources []knowledge.Citation) (reply string, marks []string) {
	reply = a.Reply
	if len(sources) < 2 {
		return reply, nil
	}
	from := 0
	for _, st := range a.Statements {
		at := strings.Index(reply[from:], st.Text())
		if at < 0 {
			continue
		}
		var mark strings.Builder
		seen := map[int]bool{}
		for _, c := range st.Citations() {
			if n := place(sources, c) + 1; !seen[n] {
				seen[n] = true
				fmt.Fprintf(&mark, "[%d]", n)
			}
		}
		end := from + at + len(st.Text())
		for end < len(reply) && strings.ContainsRune("\"'.)", rune(reply[end])) {
			end++
		}
		if strings.HasPrefix(reply[end:], "”") || strings.HasPrefix(reply[end:], "’") {
			end += len("”")
		}
		reply = reply[:end] + " " + mark.String() + reply[end:]
		from = end + 1 + mark.Len()
		marks = append(marks, mark.String())
	}
	return reply, marks
}

// unnamed are the nearest documents that the reply does not name itself.
func unnamed(a knowledge.Answer) []knowledge.Nearest {
	var out []knowledge.Nearest
	for _, n := range a.Nearest {
		if !strings.Contains(a.Reply, n.Title) {
			out = append(out, n)
		}
	}
	return out
}

// SourceLine is where a quote comes from in one line: what the words name as
// their own source first, then title, council, date, page and section.
func SourceLine(c knowledge.Citation) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(c.Source())
	add(title(c))
	add(c.Council())
	add(c.Date().Long())
	add(pageWords(c.Page(), c.Printed()))
	add(lastHeading(c.Section()))
	return strings.Join(parts, ", ")
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
// nearest above the quote. A long one is cut: it is a signpost, not the text.
func lastHeading(section string) string {
	parts := strings.Split(section, " > ")
	h := []rune(strings.Trim(strings.TrimSpace(parts[len(parts)-1]), ":"))
	if len(h) == 0 {
		return ""
	}
	if len(h) > 60 {
		h = append(h[:59], '…')
	}
	return "under “" + string(h) + "”"
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
