package chunk

import (
	"strings"

	"hearth/knowledge"
)

// row adds the cells of a table row. The first cell names the row; in a table
// with column names the first cell is led by its column's. In a form, whose
// first row asks ("Key decision:", "Is it urgent?") and whose next row answers,
// each answer is led by what asks for it. A table's rows make passages of their
// own, cut between rows.
func (s *splitter) row(b knowledge.Block) {
	cells := cellsOf(s.text, knowledge.Span{Start: b.Words(), End: b.End})
	asks := s.form(cells)
	if b.Header || asks {
		s.columns, s.asks = cells, asks
	}
	var units []knowledge.Unit
	words := 0
	for i, at := range cells {
		if at.Len() == 0 {
			continue
		}
		u := s.unit(b, at, knowledge.Cell)
		switch {
		case b.Header || asks:
		case s.asks && i < len(s.columns):
			u.Lead = s.columns[i]
		case i > 0 && cells[0].Len() > 0:
			u.Lead = cells[0]
		case i < len(s.columns):
			u.Lead = s.columns[i]
		}
		units = append(units, u)
		words += wordCount(at.Of(s.text))
	}
	if len(units) == 0 {
		return
	}
	if s.cur.words > 0 && (!s.cur.table && s.cur.words >= least || s.cur.words+words > joinedMost) {
		s.flush()
	}
	s.add(units, words)
	s.cur.table = true
}

// form tells a row of at least two cells that all ask for something.
func (s *splitter) form(cells []knowledge.Span) bool {
	n := 0
	for _, at := range cells {
		if c := at.Of(s.text); strings.HasSuffix(c, ":") || strings.HasSuffix(c, "?") {
			n++
		} else if c != "" {
			return false
		}
	}
	return n > 1
}

func cellsOf(text string, at knowledge.Span) []knowledge.Span {
	var out []knowledge.Span
	start := at.Start
	for cell := range strings.SplitSeq(at.Of(text), "\t") {
		out = append(out, trimmed(text, knowledge.Span{Start: start, End: start + len(cell)}))
		start += len(cell) + 1
	}
	return out
}
