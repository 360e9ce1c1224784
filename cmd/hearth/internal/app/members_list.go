package app

import (
	"context"

	"hearth/briefings/audience"
	"hearth/knowledge"
)

// A MemberList is a list of members that was read, with what its columns are.
type MemberList struct {
	sheet   audience.Sheet
	columns audience.Columns
}

// ReadMembers reads a list and proposes what its columns are; columns, by name,
// say otherwise, as letters.
func (a *App) ReadMembers(ctx context.Context, name string, data []byte, columns map[string]string) (MemberList, error) {
	s, err := audience.Read(ctx, name, data)
	if err != nil {
		return MemberList{}, err
	}
	c := audience.Propose(s)
	for _, of := range audience.ColumnNames() {
		if letters, ok := columns[of]; ok {
			if c, err = c.With(of, letters); err != nil {
				return MemberList{}, err
			}
		}
	}
	for of := range columns {
		if _, err := c.With(of, ""); err != nil {
			return MemberList{}, err
		}
	}
	return MemberList{s, c}, nil
}

// Columns gives the letters of the columns that are of a name.
func (l MemberList) Columns(name string) []string { return l.columns.Get(name) }

// Header is the number of the row that names the columns; 0: none.
func (l MemberList) Header() int { return l.columns.Header }

// Title is the sheet's, where the file has several.
func (l MemberList) Title() string { return l.sheet.Title }

// PlanMembers says what a list would change, and changes nothing.
func (a *App) PlanMembers(ctx context.Context, l MemberList) (MemberPlan, error) {
	return readMembers(ctx, a, func(d *audience.Directory) (MemberPlan, error) {
		if d == nil {
			return a.members(nil).PlanOver(nil, l.sheet, l.columns)
		}
		return d.Plan(ctx, l.sheet, l.columns)
	})
}

// ApplyMembers does what a plan says, all or nothing. Members who aren't on the
// list leave on a day; nil: they stay.
func (a *App) ApplyMembers(ctx context.Context, p MemberPlan, leftOn *knowledge.Date) (MembersDone, error) {
	a.Close() // what was open for reading may be in the way
	return writeMembers(ctx, a, func(d *audience.Directory) (MembersDone, error) { return d.Apply(ctx, a.o.Who, p, leftOn) })
}
