package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
)

// table adds a table's rows. A table that only sets the page (cells with lists,
// tables or several paragraphs in them, or rows of a single cell) is read as
// blocks.
func (w *walker) table(n *html.Node, depth int) error {
	rows := rows(n)
	if layout(rows) {
		return w.laidOut(rows, depth)
	}
	for i, r := range rows {
		cells, heads := []string{}, 0
		for _, c := range r {
			cells = append(cells, spaced(c))
			if c.DataAtom == atom.Th {
				heads++
			}
		}
		if len(r) == 0 {
			continue
		}
		w.d.Add(draft.Piece{Kind: knowledge.Row, Cells: cells, Header: heads == len(r) && len(r) > 1 && i < 3})
	}
	w.after = draft.BlankLine
	return nil
}

// laidOut reads a table of layout; a cell with nothing but a number goes before
// the words of the next, as in an agenda.
func (w *walker) laidOut(rows [][]*html.Node, depth int) error {
	for _, r := range rows {
		number := ""
		for i, c := range r {
			if t := strings.TrimSpace(flat(c)); i == 0 && len(r) > 1 && agendaNumber(t) {
				number = t
				continue
			}
			at := len(w.d.Pieces)
			if c.DataAtom == atom.Th && len(strings.Fields(flat(c))) <= 3 {
				continue // "No.", "Item": the names of an agenda's columns
			}
			if err := w.blocks(c, depth); err != nil {
				return err
			}
			w.flush()
			w.after = draft.BlankLine
			if number != "" && len(w.d.Pieces) > at {
				p := &w.d.Pieces[at]
				p.Kind, p.Level, p.Loose, p.Text = knowledge.Heading, 2, false, number+" "+p.Text
				number = ""
			}
		}
	}
	return nil
}

func agendaNumber(s string) bool {
	s = strings.TrimSuffix(s, ".")
	return s != "" && len(s) <= 5 && s[0] >= '0' && s[0] <= '9'
}

// layout tells whether a table sets the page and holds no figures.
func layout(rows [][]*html.Node) bool {
	single := true
	for _, r := range rows {
		single = single && len(r) <= 1
		for _, c := range r {
			paragraphs := 0
			for d := range c.Descendants() {
				switch d.DataAtom {
				case atom.Ul, atom.Ol, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.Div:
					return true
				case atom.P:
					if paragraphs++; paragraphs > 3 {
						return true
					}
				}
			}
		}
	}
	return single
}

// rows are a table's rows of cells; those of tables within it aren't.
func rows(table *html.Node) (all [][]*html.Node) {
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch c.DataAtom {
			case atom.Tbody, atom.Thead, atom.Tfoot:
				visit(c)
			case atom.Tr:
				var row []*html.Node
				for cell := range c.ChildNodes() {
					if cell.DataAtom == atom.Td || cell.DataAtom == atom.Th {
						row = append(row, cell)
					}
				}
				all = append(all, row)
			case atom.Caption:
				all = append([][]*html.Node{{c}}, all...)
			}
		}
	}
	visit(table)
	return all
}

// spaced is a cell's text with a space between its paragraphs.
func spaced(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case block[c.DataAtom], c.DataAtom == atom.Br:
			b.WriteByte(' ')
		}
	}
	return b.String()
}
