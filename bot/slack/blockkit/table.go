package blockkit

import (
	"strings"
	"unicode"

	"hearth/bot"
)

// phone is how many letters of one width stand in a line on a small phone.
const phone = 34

// table stands aligned where a phone is wide enough for it, else it is a list.
func table(t bot.Table) []rendered {
	out := heading(t.Caption)
	if widths, ok := narrow(t); ok {
		return append(out, aligned(t, widths)...)
	}
	var rows [][]span
	for _, row := range t.Rows {
		rows = append(rows, named(t.Head, row))
	}
	return append(out, bullets(rows...)...)
}

// named is a row in one line, each cell after its column's name.
func named(head, row []string) (out []span) {
	for i, cell := range row {
		if i > 0 {
			out = append(out, span{text: "; "})
		}
		if i < len(head) && !blank(head[i]) {
			out = append(out, span{text: oneLine(head[i]) + ": "})
		}
		out = append(out, span{text: filled(cell), bold: i == 0})
	}
	return out
}

// filled is what a cell says: an empty one says that it is.
func filled(cell string) string {
	if cell = oneLine(cell); cell != "" {
		return cell
	}
	return "–"
}

// narrow gives the columns' widths where all letters are as wide as each other
// and a row fits a phone.
func narrow(t bot.Table) (widths []int, ok bool) {
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		for i, cell := range row {
			cell = oneLine(cell)
			for _, r := range cell {
				if !unicode.In(r, unicode.Latin, unicode.Common) || r >= 0x2E80 {
					return nil, false
				}
			}
			if i == len(widths) {
				widths = append(widths, 1)
			}
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	sum := 2 * (len(widths) - 1)
	for _, w := range widths {
		sum += w
	}
	return widths, len(widths) > 0 && sum <= phone
}

// phoneRows is how many rows of that width stand in one text.
const phoneRows = maxText/(phone+1) - 2

// aligned parts a long table between rows. Who listens hears the rows as in a list.
func aligned(t bot.Table, widths []int) []rendered {
	lines, said := []string{}, []string{}
	if len(t.Head) > 0 {
		lines = append(lines, line(t.Head, widths))
	}
	for _, row := range t.Rows {
		lines = append(lines, line(row, widths))
		said = append(said, "• "+joined(named(t.Head, row)))
	}
	if len(said) == 0 {
		said = append(said, strings.Join(t.Head, "; "))
	}
	part := []span{{text: strings.Join(lines, "\n")}}
	r := render(preformatted.block(part), strings.Join(said, "\n"))
	if half := len(t.Rows) / 2; half > 0 && (len(t.Rows) > phoneRows || r.size > maxPiece) {
		rest := t
		t.Rows, rest.Rows = t.Rows[:half], t.Rows[half:]
		return append(aligned(t, widths), aligned(rest, widths)...)
	}
	return []rendered{r}
}

// line is a row; numbers stand to the right of their column.
func line(row []string, widths []int) string {
	var b strings.Builder
	for i, w := range widths {
		cell := "–"
		if i < len(row) {
			cell = filled(row[i])
		}
		pad := strings.Repeat(" ", max(0, w-len([]rune(cell))))
		if i > 0 {
			b.WriteString("  ")
		}
		if i > 0 && strings.Trim(cell, "0123456789.,%£–-") == "" {
			b.WriteString(pad + cell)
		} else {
			b.WriteString(cell + pad)
		}
	}
	return strings.TrimRight(b.String(), " ")
}
