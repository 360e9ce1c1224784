package sheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
)

// unpacked is how large a workbook may be without its compression, and one
// sheet's XML. The library's own default is 16 GB.
const (
	unpacked = 64 << 20
	oneSheet = 32 << 20
)

// openBook opens a workbook within the limits; raw leaves numbers as they are
// kept.
func openBook(r io.Reader, raw bool) (*excelize.File, error) {
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: unpacked, UnzipXMLSizeLimit: oneSheet, RawCellValue: raw})
	if err != nil {
		if errors.Is(err, excelize.ErrWorkbookPassword) {
			return nil, extract.ErrEncrypted
		}
		if strings.Contains(err.Error(), "size exceeds") {
			return nil, &extract.LimitError{What: "unpacked size", Most: unpacked}
		}
		return nil, extract.Broken("opening the workbook: %w", err)
	}
	return f, nil
}

// XLSX reads a workbook's visible sheets. Formulas give the value that was last
// worked out.
func XLSX(ctx context.Context, r io.Reader) (*draft.Draft, error) {
	f, err := openBook(r, false)
	if err != nil {
		return nil, err
	}
	defer f.Close() // it holds temporary files at most
	d := &draft.Draft{}
	bytes := 0
	for i, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			d.Unread = true
			d.Notes = append(d.Notes, fmt.Sprintf("Sheet %d is hidden, so I have left it out.", i+1))
			continue
		}
		t := table{d: d, page: i + 1, bytes: bytes}
		at := len(d.Pieces)
		if err := t.sheet(ctx, f, name); err != nil {
			return nil, err
		}
		if len(d.Pieces) > at {
			d.Pieces = append(d.Pieces[:at], append([]draft.Piece{{Kind: knowledge.Heading, Level: 1, Text: name, Page: i + 1}}, d.Pieces[at:]...)...)
		}
		bytes, d.Pages = t.bytes, i+1
	}
	return d, nil
}

// sheet adds the rows of one sheet.
func (t *table) sheet(ctx context.Context, f *excelize.File, name string) error {
	rows, err := f.Rows(name)
	if err != nil {
		return extract.Broken("sheet %q: %w", name, err)
	}
	defer rows.Close() // nothing is written
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return extract.Broken("a row of sheet %q: %w", name, err)
		}
		if err := t.row(ctx, cells); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return extract.Broken("sheet %q: %w", name, err)
	}
	return nil
}
