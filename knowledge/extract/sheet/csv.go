package sheet

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
)

// Separator finds what parts the cells of a text that is a table: a comma, a
// semicolon or a tab that gives every one of the first rows the same number of
// cells, three at least (two for tabs and semicolons, in four rows or more).
// whole says that s isn't cut off in the middle of a row.
func Separator(s string, whole bool) (rune, bool) {
	for _, sep := range []rune{',', '\t', ';'} {
		if rows, cells := regular(s, sep, whole); cells >= 3 && rows >= 2 || cells == 2 && rows >= 4 && sep != ',' {
			return sep, true
		}
	}
	return 0, false
}

// regular counts the rows, all with the same number of cells; no cell of the
// first is empty or a sentence. 0 where they differ.
func regular(s string, sep rune, whole bool) (rows, cells int) {
	if !strings.ContainsRune(strings.SplitN(s, "\n", 2)[0], sep) {
		return 0, 0
	}
	if !whole {
		if i := strings.LastIndexByte(s, '\n'); i > 0 {
			s = s[:i]
		}
	}
	r := newCSV(strings.NewReader(s), sep)
	r.LazyQuotes = false
	for rows < 50 {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || (cells != 0 && len(row) != cells) {
			return 0, 0
		}
		if rows == 0 {
			for _, c := range row {
				if c = strings.TrimSpace(c); c == "" || len(c) > 60 || strings.HasSuffix(c, ".") {
					return 0, 0
				}
			}
		}
		rows, cells = rows+1, len(row)
	}
	return rows, cells
}

func newCSV(r io.Reader, sep rune) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = sep, -1, true, true
	return c
}

// CSV reads a table from text.
func CSV(ctx context.Context, s string, sep rune) (*draft.Draft, error) {
	d := &draft.Draft{}
	t := table{d: d}
	r := newCSV(strings.NewReader(s), sep)
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return d, nil
		}
		if err != nil {
			return nil, extract.Broken("reading a row: %w", err)
		}
		if err := t.row(ctx, row); err != nil {
			return nil, err
		}
	}
}
