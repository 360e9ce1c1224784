package cards

import (
	"slices"
	"strings"

	"hearth/bot"
)

// maxColumns is how many columns can be read on a phone.
const maxColumns = 4

// table is the caption and the rows, with their heads again where they are parted.
// A table that is too wide for a phone is a list, with one paragraph a row.
func table(t bot.Table) []Element {
	out := prose(Run{Text: cut(t.Caption, maxLine), Weight: "Bolder"})
	if len(t.Head) == 0 || len(t.Head) > maxColumns {
		return append(out, list(t)...)
	}
	head := row(t.Head, "Bolder")
	if room(head) > maxTable/2 {
		return append(out, list(t)...)
	}
	rows, size := []Element{head}, room(head)
	flush := func() {
		if len(rows) > 1 {
			out = append(out, Element{Type: "Table", Columns: slices.Repeat([]Column{{1}}, len(t.Head)), Rows: rows})
		}
		rows, size = []Element{head}, room(head)
	}
	for _, cells := range t.Rows {
		r := row(cells, "")
		if size+room(r) > maxTable {
			flush()
		}
		if size+room(r) > maxTable || len(cells) != len(t.Head) {
			flush()
			out = append(out, list(bot.Table{Head: t.Head, Rows: [][]string{cells}})...)
			continue
		}
		rows, size = append(rows, r), size+room(r)
	}
	flush()
	return out
}

func room(e Element) int { return len(Encode(e)) }

func row(cells []string, weight string) Element {
	r := Element{Type: "TableRow"}
	for _, c := range cells {
		items := prose(Run{Text: c, Weight: weight})
		if len(items) == 0 {
			items = []Element{{Type: "RichTextBlock", Inlines: []Run{{Type: "TextRun", Text: "–"}}}} // a cell must have something in it
		}
		r.Cells = append(r.Cells, Element{Type: "TableCell", Items: items})
	}
	return r
}

// list has each row as a paragraph, each cell after the name of its column.
func list(t bot.Table) (out []Element) {
	for _, cells := range t.Rows {
		var parts []string
		for i, c := range cells {
			if c = oneLine(c); c == "" {
				continue
			}
			if i < len(t.Head) && oneLine(t.Head[i]) != "" {
				c = oneLine(t.Head[i]) + ": " + c
			}
			parts = append(parts, c)
		}
		for _, piece := range split(strings.Join(parts, "; "), maxText) {
			out = append(out, prose(Run{Text: piece})...)
		}
	}
	return out
}
