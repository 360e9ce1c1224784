package audience

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/sheet"
)

// The limits on a list of members.
const (
	MaxFile = 8 << 20
	MaxRows = 5000
)

// A Sheet is a list of members as somebody brought it. It is held in memory
// and never kept: it may say what the directory doesn't want to know.
type Sheet struct {
	Name  string         `json:"name"`            // of the file
	Title string         `json:"title,omitempty"` // of the sheet within the workbook
	Rows  []Row          `json:"rows"`            // those with anything in them
	Epoch knowledge.Date `json:"epoch,omitzero"`  // the day from which a workbook counts days
}

// A Row is one row with the number by which a spreadsheet shows it.
type Row struct {
	Number int      `json:"number"`
	Cells  []string `json:"cells"`
}

// cell is what stands in a column counted from 1; "" where there is none.
func (r Row) cell(column int) string {
	if column < 1 || column > len(r.Cells) {
		return ""
	}
	return r.Cells[column-1]
}

// A ReadError says why a list can't be read.
type ReadError struct {
	plain string
	err   error // nil: nothing lies below
}

// Error is the operator's line.
func (e *ReadError) Error() string {
	if e.err != nil {
		return "reading a list of members: " + e.err.Error()
	}
	return "reading a list of members: " + e.plain
}

// Unwrap gives the cause.
func (e *ReadError) Unwrap() error { return e.err }

// Plain says what to do about it.
func (e *ReadError) Plain() string { return e.plain }

// Read reads a list from a workbook (.xlsx) or a CSV file in any usual encoding
// and with any usual separator; what it is, its content says. Of several sheets
// it takes the one that looks most like a list of members.
func Read(ctx context.Context, name string, data []byte) (Sheet, error) {
	if len(data) > MaxFile {
		return Sheet{}, &ReadError{plain: fmt.Sprintf("This file is over %d MB. Keep the list of members alone in it.", MaxFile>>20)}
	}
	grids, err := sheet.Grids(ctx, data, MaxRows)
	if err != nil {
		return Sheet{}, readError(err)
	}
	best, most := Sheet{}, -1
	for _, g := range grids {
		s := sheetOf(name, g)
		if score := Propose(s).score(); len(s.Rows) > 0 && score > most {
			best, most = s, score
		}
	}
	if most < 0 {
		return Sheet{}, &ReadError{plain: "There is nothing in this file."}
	}
	return best, nil
}

func readError(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	plain := "I can't read this file. Save the list as an Excel workbook (.xlsx) or as CSV, and try that."
	if errors.Is(err, extract.ErrEncrypted) {
		plain = "This file has a password. Save it without one, and try that."
	}
	if l, ok := errors.AsType[*extract.LimitError](err); ok {
		plain = "This file is too large when it is unpacked. Keep the list of members alone in it."
		if l.What == "rows" {
			plain = fmt.Sprintf("This list has more than %d rows. Keep the members alone in it.", l.Most)
		}
	}
	return &ReadError{plain, err}
}

func sheetOf(name string, g sheet.Grid) Sheet {
	s := Sheet{Name: name, Title: g.Name}
	if day, ok := g.Day(0); ok {
		s.Epoch = knowledge.DateOf(day)
	}
	for i, cells := range g.Rows {
		if slices.ContainsFunc(cells, func(c string) bool { return c != "" }) {
			s.Rows = append(s.Rows, Row{i + 1, cells})
		}
	}
	return s
}

// filled is how many cells have anything in them.
func (r Row) filled() int {
	n := 0
	for _, c := range r.Cells {
		if c != "" {
			n++
		}
	}
	return n
}

// usualWidth is how many cells half of the rows have filled, or more.
func (s Sheet) usualWidth() int {
	var all []int
	for _, r := range s.Rows {
		all = append(all, r.filled())
	}
	slices.Sort(all)
	if len(all) == 0 {
		return 0
	}
	return all[len(all)/2]
}

// width is how many columns the sheet has.
func (s Sheet) width() int {
	n := 0
	for _, r := range s.Rows {
		n = max(n, len(r.Cells))
	}
	return n
}

// day reads a day as people write it in lists, British order before American;
// the zero Date where it is none.
func (s Sheet) day(cell string) knowledge.Date {
	cell = strings.TrimSpace(cell)
	if n, err := strconv.ParseFloat(cell, 64); err == nil && !s.Epoch.IsZero() && n >= 10_000 && n < 100_000 {
		return knowledge.DateOf(s.Epoch.Time().AddDate(0, 0, int(math.Floor(n))))
	}
	if d, err := knowledge.ParseDate(cell); err == nil {
		return d
	}
	cell, _, _ = strings.Cut(cell, " 00:00")
	for _, layout := range []string{"2/1/2006", "2/1/06", "2.1.2006", "2-1-2006", "2 January 2006", "2 Jan 2006", "2-Jan-06", "2-Jan-2006",
		"Monday 2 January 2006", "January 2, 2006", "2006/01/02", "2006-01-02T15:04:05Z07:00"} {
		if t, err := time.Parse(layout, cell); err == nil {
			return knowledge.DateOf(t)
		}
	}
	for _, layout := range []string{"January 2006", "Jan 2006", "Jan-06"} {
		if t, err := time.Parse(layout, cell); err == nil {
			return knowledge.Date{Year: t.Year(), Month: int(t.Month())}
		}
	}
	return knowledge.Date{}
}
