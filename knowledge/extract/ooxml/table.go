package ooxml

import (
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
)

// A grid gathers the pieces of a table that is being read. Tables may lie within
// one another; what is in an inner one becomes part of the cell around it.
type grid struct {
	rows  int
	cells [][]draft.Piece // of the row now read
	open  bool            // within a cell
}

// A page gathers pieces: into the innermost open cell, else into the draft.
type page struct {
	d     *draft.Draft
	grids []*grid
}

func (p *page) add(piece draft.Piece) {
	if n := len(p.grids); n > 0 && p.grids[n-1].open {
		g := p.grids[n-1]
		g.cells[len(g.cells)-1] = append(g.cells[len(g.cells)-1], piece)
		return
	}
	p.d.Add(piece)
}

func (p *page) startTable() { p.grids = append(p.grids, &grid{}) }

func (p *page) startCell() {
	if g := p.inner(); g != nil {
		g.cells, g.open = append(g.cells, nil), true
	}
}

func (p *page) endCell() {
	if g := p.inner(); g != nil {
		g.open = false
	}
}

func (p *page) inner() *grid {
	if len(p.grids) == 0 {
		return nil
	}
	return p.grids[len(p.grids)-1]
}

func (p *page) endTable() {
	if len(p.grids) > 0 {
		p.grids = p.grids[:len(p.grids)-1]
	}
}

// endRow makes a piece of the row's cells. Where a single cell has words, they
// are no table: its paragraphs stand for themselves.
func (p *page) endRow(number int) {
	g := p.inner()
	if g == nil {
		return
	}
	cells := g.cells
	g.cells, g.open = nil, false
	filled, at, bold := 0, 0, true
	row := draft.Piece{Kind: knowledge.Row, Page: number}
	for i, c := range cells {
		var words []string
		for _, piece := range c {
			words = append(words, strings.TrimSpace(piece.Marker+" "+piece.Text+strings.Join(piece.Cells, " ")))
			bold = bold && (piece.Bold || strings.TrimSpace(piece.Text) == "")
		}
		row.Cells = append(row.Cells, strings.Join(words, " "))
		if strings.TrimSpace(row.Cells[i]) != "" {
			filled, at = filled+1, i
		}
	}
	if filled == 0 {
		return
	}
	g.rows++
	outer := &page{p.d, p.grids[:len(p.grids)-1]}
	if filled == 1 && (len(cells) == 1 || len(cells[at]) > 1) {
		for _, piece := range cells[at] {
			outer.add(piece)
		}
		return
	}
	row.Header = g.rows == 1 && filled > 1 && (bold || label(row.Cells))
	outer.add(row)
}

// label tells whether a first row looks like the names of columns: short, none
// with a figure, and more than a label with its value.
func label(cells []string) bool {
	if strings.HasSuffix(strings.TrimSpace(cells[0]), ":") && len(cells) == 2 {
		return false
	}
	for _, c := range cells {
		if c = strings.TrimSpace(c); c == "" || len(strings.Fields(c)) > 6 || strings.HasSuffix(c, ".") || strings.ContainsAny(c, "0123456789£%") {
			return false
		}
	}
	return len(cells) > 2
}
