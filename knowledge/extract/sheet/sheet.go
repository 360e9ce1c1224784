// Package sheet reads tables: CSV and Excel workbooks. The first row with more
// than one filled cell names the columns; lines above it are text. Every sheet
// of a workbook begins with its name as a heading and counts as a page.
//
// Costs: memory grows with the text; a workbook is held unpacked as far as its
// limits let it.
package sheet

import (
	"context"
	"fmt"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
)

// The limits on one sheet. A council's open data has tens of columns; an empty
// sheet that claims 16,384 is a mistake or an attack.
const (
	MaxRows    = 200_000
	MaxColumns = 256
	maxText    = 32 << 20
)

// A table turns rows into pieces.
type table struct {
	d     *draft.Draft
	page  int
	named bool // the row that names the columns has gone by
	rows  int
	bytes int
	cut   bool
}

// row adds one row. Rows without words are skipped.
func (t *table) row(ctx context.Context, cells []string) error {
	t.rows++
	if t.rows&0xff == 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if t.rows > MaxRows {
		return &extract.LimitError{What: "text", Most: MaxRows}
	}
	if len(cells) > MaxColumns {
		cells = cells[:MaxColumns]
		if !t.cut {
			t.cut = true
			t.d.Notes = append(t.d.Notes, fmt.Sprintf("A table has more than %d columns; I have kept the first %d.", MaxColumns, MaxColumns))
		}
	}
	kept, filled, only := make([]string, len(cells)), 0, ""
	for i, c := range cells {
		kept[i] = strings.TrimSpace(c)
		if kept[i] != "" {
			filled, only = filled+1, kept[i]
			t.bytes += len(c)
		}
	}
	if t.bytes > maxText {
		return &extract.LimitError{What: "text", Most: maxText}
	}
	switch {
	case filled == 0:
	case filled == 1 && !t.named:
		t.d.Add(draft.Piece{Text: only, Page: t.page, Loose: true})
	default:
		t.d.Add(draft.Piece{Kind: knowledge.Row, Cells: kept, Page: t.page, Header: !t.named})
		t.named = true
	}
	return nil
}
