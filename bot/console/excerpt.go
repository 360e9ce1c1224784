package console

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearth/knowledge"
)

// An Excerpt is what one source of an answer says, in its surroundings, as
// /source shows it.
type Excerpt struct {
	Citation knowledge.Citation // the first of the quotes
	Parts    []Part             // in the order of the paper
	Current  bool               // the document still has the version that was cited
	Open     string             // where the paper can be opened: an address, or a path on this machine
}

// A Part is a paragraph, a list item or a row of a paper.
type Part struct {
	Text   string
	Quotes []string // what was quoted of it; none: it stands around a quote
	Apart  bool     // the paper has more between the part before and this one
}

// ExcerptOf cuts the quotes of one source, at least one, out of their version's
// content, with the paragraph before and after each. Headings count as
// surroundings too.
func ExcerptOf(cs []knowledge.Citation, content knowledge.Content) Excerpt {
	e := Excerpt{Citation: cs[0]}
	quotes := map[int][]string{} // by the block they stand in
	var shown []int
	for _, c := range cs {
		first, last := blocksOf(c.Span(), content.Blocks)
		if first < 0 { // an older version's, or a text without blocks
			e.Parts = append(e.Parts, Part{Text: c.Quote(), Quotes: []string{c.Quote()}, Apart: len(e.Parts) > 0})
			continue
		}
		for i := first; i <= last; i++ {
			b := content.Blocks[i]
			quotes[i] = append(quotes[i], content.Text[max(b.Start, c.Span().Start):min(b.End, c.Span().End)])
		}
		for i := max(first-1, 0); i <= min(last+1, len(content.Blocks)-1); i++ {
			shown = append(shown, i)
		}
	}
	slices.Sort(shown)
	shown = slices.Compact(shown)
	for n, i := range shown {
		b := content.Blocks[i]
		if text := strings.TrimSpace(content.Text[b.Start:b.End]); text != "" {
			apart := n > 0 && shown[n-1] != i-1 || n == 0 && len(e.Parts) > 0
			e.Parts = append(e.Parts, Part{Text: text, Quotes: quotes[i], Apart: apart})
		}
	}
	return e
}

// blocksOf are the first and last block that hold words of a span; -1 where
// none does.
func blocksOf(at knowledge.Span, blocks []knowledge.Block) (first, last int) {
	first, last = -1, -1
	for i, b := range blocks {
		if b.Start < at.End && at.Start < b.End {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// Excerpt writes quotes in their surroundings, the quotes themselves standing
// out: in bold where there is colour, between arrows where there is none.
func (s Style) Excerpt(e Excerpt) string {
	var b strings.Builder
	b.WriteString(s.paintLines("1", s.wrap(title(e.Citation), "")))
	var facts []string
	for _, p := range []string{e.Citation.Council(), e.Citation.Date().Long(), pageWords(e.Citation.Page(), e.Citation.Printed()), e.Citation.Source()} {
		if p != "" {
			facts = append(facts, p)
		}
	}
	b.WriteString(s.wrap(strings.Join(facts, ", "), ""))
	if sec := e.Citation.Section(); sec != "" {
		b.WriteString(s.wrap("Under: "+sec, ""))
	}
	b.WriteByte('\n')
	for _, p := range e.Parts {
		if p.Apart {
			b.WriteString("  …\n\n")
		}
		b.WriteString(s.part(p) + "\n")
	}
	if !e.Current {
		b.WriteString(s.wrap("This paper has been replaced since; the quote is from the older version.", ""))
	}
	if e.Open != "" {
		fmt.Fprintf(&b, "Open it: %s\n", clean(e.Open))
	}
	return b.String()
}

// Two marks that no text uses hold the place of a quote while lines are broken.
const markBegin, markEnd = "\ue000", "\ue001"

// part is a paragraph with what was quoted of it standing out.
func (s Style) part(p Part) string {
	unmark := strings.NewReplacer(markBegin, "", markEnd, "")
	text := unmark.Replace(flow(p.Text))
	if len(p.Quotes) == 0 {
		return s.paintLines("2", s.wrap(text, "  "))
	}
	out := s.wrap(marked(text, p.Quotes, unmark), "  ")
	if s.Colour {
		return strings.NewReplacer(markBegin, "\x1b[1m", markEnd, "\x1b[0m").Replace(out)
	}
	return strings.NewReplacer(markBegin, "»", markEnd, "«").Replace(out)
}

// marked puts the marks around the quotes in a text; where quotes overlap, the
// longest of them has its marks.
func marked(text string, quotes []string, unmark *strings.Replacer) string {
	longest := slices.SortedStableFunc(slices.Values(quotes), func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var done []knowledge.Span
	for _, q := range longest {
		q = unmark.Replace(flow(q))
		at := strings.Index(text, q)
		if q == "" || at < 0 || slices.ContainsFunc(done, func(d knowledge.Span) bool { return at < d.End && d.Start < at+len(q) }) {
			continue
		}
		done = append(done, knowledge.Span{Start: at, End: at + len(q)})
	}
	slices.SortFunc(done, func(a, b knowledge.Span) int { return cmp.Compare(b.Start, a.Start) })
	for _, d := range done {
		text = text[:d.Start] + markBegin + text[d.Start:d.End] + markEnd + text[d.End:]
	}
	return text
}

// flow joins the broken lines of a source into one.
func flow(text string) string { return strings.Join(strings.Fields(text), " ") }
