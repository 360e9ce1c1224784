package answer

import (
	"hearth/knowledge"
	"hearth/knowledge/chunk"
)

// Recite makes a citation anew of what a record keeps of one: a stretch of a
// version's text. It finds the page, the heading and the source that the words
// stand under, as the answer did. It refuses with knowledge.ErrNotQuoted where
// there are no such words. Its cost grows with the document.
func Recite(d knowledge.Document, c knowledge.Content, at knowledge.Span) (knowledge.Citation, error) {
	text := knowledge.WholeText(c.Text)
	quote, err := text(at)
	if err != nil {
		return knowledge.Citation{}, knowledge.ErrNotQuoted
	}
	place := knowledge.Place{Span: at}
	passages, _ := chunk.Split(c)
	for _, p := range passages {
		for _, u := range p.Units {
			if u.Start <= at.Start && at.Start < u.End {
				place.Page, place.Printed, place.Section = u.Page, u.Printed, p.Section
				if place.Page == 0 {
					place.Page, place.Printed = p.Page, p.Printed
				}
			}
		}
	}
	place.Source = sourceOf(d, quote)
	return knowledge.NewCitation(d, text, place, quote)
}
