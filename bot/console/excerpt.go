package console

import (
	"fmt"
	"strings"

	"hearth/knowledge"
)

// An Excerpt is a quote in its surroundings, as /source shows it.
type Excerpt struct {
	Citation knowledge.Citation
	Before   string // the paragraph before the quote's own
	Text     string // the paragraph, list item or row that holds the quote
	After    string // the paragraph after it
	Current  bool   // the document still has the version that was cited
	Open     string // where the paper can be opened: an address, or a path on this machine
}

// ExcerptOf cuts the surroundings of a citation out of its version's content.
// Headings count as surroundings too.
func ExcerptOf(c knowledge.Citation, content knowledge.Content) Excerpt {
	e := Excerpt{Citation: c, Text: c.Quote()}
	at := c.Span()
	first, last := -1, -1
	for i, b := range content.Blocks {
		if b.Start < at.End && at.Start < b.End {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return e
	}
	cut := func(i int) string {
		b := content.Blocks[i]
		return strings.TrimSpace(content.Text[b.Start:b.End])
	}
	e.Text = strings.TrimSpace(content.Text[content.Blocks[first].Start:content.Blocks[last].End])
	if first > 0 {
		e.Before = cut(first - 1)
	}
	if last+1 < len(content.Blocks) {
		e.After = cut(last + 1)
	}
	return e
}

// Excerpt writes a quote in its surroundings, the quote itself standing out:
// in bold where there is colour, between arrows where there is none.
func (s Style) Excerpt(e Excerpt) string {
	var b strings.Builder
	b.WriteString(s.paintLines("1", s.wrap(title(e.Citation), "")))
	var parts []string
	for _, p := range []string{e.Citation.Council(), e.Citation.Date().Long(), pageWords(e.Citation.Page(), e.Citation.Printed()), e.Citation.Source()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	b.WriteString(s.wrap(strings.Join(parts, ", "), ""))
	if sec := e.Citation.Section(); sec != "" {
		b.WriteString(s.wrap("Under: "+sec, ""))
	}
	b.WriteByte('\n')
	if e.Before != "" {
		b.WriteString(s.paintLines("2", s.wrap(flow(e.Before), "  ")) + "\n")
	}
	b.WriteString(s.quoted(e) + "\n")
	if e.After != "" {
		b.WriteString(s.paintLines("2", s.wrap(flow(e.After), "  ")) + "\n")
	}
	if !e.Current {
		b.WriteString(s.wrap("This paper has been replaced since; the quote is from the older version.", ""))
	}
	if e.Open != "" {
		fmt.Fprintf(&b, "Open it: %s\n", clean(e.Open))
	}
	return b.String()
}

// quoted is the paragraph with its quote standing out. Two marks that no text
// uses hold its place while the lines are broken.
func (s Style) quoted(e Excerpt) string {
	const begin, end = "\ue000", "\ue001"
	unmark := strings.NewReplacer(begin, "", end, "")
	text, quote := unmark.Replace(flow(e.Text)), unmark.Replace(flow(e.Citation.Quote()))
	out := s.wrap(strings.Replace(text, quote, begin+quote+end, 1), "  ")
	if s.Colour {
		return strings.NewReplacer(begin, "\x1b[1m", end, "\x1b[0m").Replace(out)
	}
	return strings.NewReplacer(begin, "»", end, "«").Replace(out)
}

// flow joins the broken lines of a source into one.
func flow(text string) string { return strings.Join(strings.Fields(text), " ") }
