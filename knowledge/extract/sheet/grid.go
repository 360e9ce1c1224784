package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/text"
)

// A Grid is one sheet's cells as they stand, for whoever knows what the columns
// are: nothing is taken for a heading and no row is left out.
type Grid struct {
	Name     string // of the sheet; "" for CSV
	Rows     [][]string
	Workbook bool // a day stands in its cell as a number: Day reads it
	from1904 bool
}

// Day is the day that a number in a workbook's cell stands for.
func (g Grid) Day(serial float64) (time.Time, bool) {
	if !g.Workbook {
		return time.Time{}, false
	}
	t, err := excelize.ExcelDateToTime(serial, g.from1904)
	return t, err == nil
}

// Grids reads the visible sheets of a workbook, or a CSV text in any encoding
// that Decode knows, parted by commas, semicolons or tabs. More than rows rows
// in all are an *extract.LimitError; columns beyond MaxColumns are left out.
func Grids(ctx context.Context, data []byte, rows int) ([]Grid, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		return workbookGrids(ctx, data, rows)
	}
	s, err := text.Decode(data)
	if err != nil {
		return nil, err
	}
	g := Grid{}
	r := newCSV(strings.NewReader(s), likelySeparator(s))
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return []Grid{g}, nil
		}
		if err != nil {
			return nil, extract.Broken("reading a row: %w", err)
		}
		// encoding/csv skips empty lines; the row's own line keeps the count.
		line, _ := r.FieldPos(0)
		if err := g.add(line, row, rows); err != nil {
			return nil, err
		}
	}
}

// add puts a row at its number, counted from 1, with empty ones before it where
// they were skipped. Empty rows at the end, of which some sheets have a million,
// are none.
func (g *Grid) add(number int, row []string, most int) error {
	if !slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" }) {
		return nil
	}
	if number > most {
		return &extract.LimitError{What: "rows", Most: int64(most)}
	}
	for len(g.Rows) < number-1 {
		g.Rows = append(g.Rows, nil)
	}
	kept := make([]string, min(len(row), MaxColumns))
	for i := range kept {
		kept[i] = strings.TrimSpace(row[i])
	}
	g.Rows = append(g.Rows, kept)
	return nil
}

// likelySeparator is the sign of which the first lines have most, a comma where
// they have none.
func likelySeparator(s string) rune {
	lines := strings.SplitN(s, "\n", 21)
	head := strings.Join(lines[:min(len(lines), 20)], "\n")
	best, most := ',', 0
	for _, sep := range []rune{'\t', ';', ','} {
		if n := strings.Count(head, string(sep)); n > most {
			best, most = sep, n
		}
	}
	return best
}

func workbookGrids(ctx context.Context, data []byte, rows int) ([]Grid, error) {
	f, err := openBook(bytes.NewReader(data), true)
	if err != nil {
		return nil, err
	}
	defer f.Close() // it holds temporary files at most
	props, err := f.GetWorkbookProps()
	if err != nil {
		return nil, extract.Broken("the workbook's properties: %w", err)
	}
	var out []Grid
	left := rows
	for _, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		g := Grid{Name: name, Workbook: true, from1904: props.Date1904 != nil && *props.Date1904}
		if err := g.read(ctx, f, name, left); err != nil {
			return nil, err
		}
		left -= len(g.Rows)
		out = append(out, g)
	}
	return out, nil
}

// read adds the rows of one sheet.
func (g *Grid) read(ctx context.Context, f *excelize.File, name string, most int) error {
	rows, err := f.Rows(name)
	if err != nil {
		return extract.Broken("sheet %q: %w", name, err)
	}
	defer rows.Close() // nothing is written
	for n := 1; rows.Next(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells, err := rows.Columns()
		if err != nil {
			return extract.Broken("a row of sheet %q: %w", name, err)
		}
		if err := g.add(n, cells, most); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return extract.Broken("sheet %q: %w", name, err)
	}
	return nil
}
