package officers

import (
	"context"
	"errors"
	"slices"
	"strings"

	"hearth/bot/board"
	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/knowledge"
)

// Members are a directory as the officers' pages use it.
type Members struct{ Directory *audience.Directory }

var _ board.Members = Members{}

// All lists every member by surname.
func (m Members) All(ctx context.Context) ([]briefings.Member, error) {
	return m.Directory.List(ctx, audience.Filter{Left: true})
}

// Get gives a member by id.
func (m Members) Get(ctx context.Context, id string) (briefings.Member, error) {
	one, err := m.Directory.Get(ctx, id)
	return one, said(err)
}

// Add makes a record for a person.
func (m Members) Add(ctx context.Context, who string, one briefings.Member) (briefings.Member, error) {
	out, err := m.Directory.Add(ctx, who, one)
	return out, said(taken(err))
}

// Change puts after in the place of before, as far as they differ.
func (m Members) Change(ctx context.Context, who string, before, after briefings.Member) error {
	var c audience.Change
	if before.Name != after.Name {
		c.Name = &after.Name
	}
	if before.Email != after.Email {
		c.Email = &after.Email
	}
	if before.Ward != after.Ward {
		c.Ward = &after.Ward
	}
	if !slices.Equal(before.Roles, after.Roles) {
		c.Roles = &after.Roles
	}
	if !slices.Equal(before.Seats, after.Seats) {
		c.Seats = &after.Seats
	}
	if !slices.Equal(before.Leave, after.Leave) {
		c.Leave = &after.Leave
	}
	_, err := m.Directory.Set(ctx, who, before.ID, c)
	return said(taken(err))
}

// Leave sets the day from which a member is unknown.
func (m Members) Leave(ctx context.Context, who, id string, on knowledge.Date) (briefings.Member, error) {
	out, err := m.Directory.Leave(ctx, who, id, on)
	return out, said(err)
}

// taken says beside the field that an address is somebody else's.
func taken(err error) error {
	if errors.Is(err, audience.ErrTaken) {
		return board.Mistakes{{Field: "email", Hint: audience.ErrTaken.Plain()}}
	}
	return err
}

// Requests are the wishes to be added.
func (m Members) Requests(ctx context.Context) ([]board.Request, error) {
	all, err := m.Directory.Requests(ctx)
	if err != nil {
		return nil, err
	}
	var out []board.Request
	for _, r := range all {
		out = append(out, board.Request{ID: r.ID, Name: r.Name, Email: r.Email, Platform: r.Link.Platform, Asked: r.Asked, Same: r.Same})
	}
	return out, nil
}

// Approve makes a member of whoever asked.
func (m Members) Approve(ctx context.Context, who, request string, roles ...briefings.Role) (briefings.Member, error) {
	return m.Directory.Approve(ctx, who, request, roles...)
}

// ApproveAs links whoever asked to a member.
func (m Members) ApproveAs(ctx context.Context, who, request, id string) (briefings.Member, error) {
	out, err := m.Directory.ApproveAs(ctx, who, request, id)
	return out, said(err)
}

// Decline says no to a request.
func (m Members) Decline(ctx context.Context, who, request string) error {
	return m.Directory.Decline(ctx, who, request)
}

// sampled is how many rows of a list are shown beside a column's name.
const sampled = 3

// Table reads the table in a file.
func (m Members) Table(ctx context.Context, name string, b []byte) (board.Table, error) {
	s, err := audience.Read(ctx, name, b)
	if err != nil {
		return board.Table{}, said(err)
	}
	guess := audience.Propose(s)
	t := board.Table{Title: s.Title, Kinds: audience.ColumnNames()}
	wide := 0
	for _, r := range s.Rows {
		wide = max(wide, len(r.Cells))
	}
	t.Columns = make([]board.Column, wide)
	for i := range t.Columns {
		c := &t.Columns[i]
		c.Letter = audience.Letter(i + 1)
		for _, kind := range audience.ColumnNames() {
			if slices.Contains(guess.Get(kind), c.Letter) {
				c.Guess = kind
			}
		}
		for _, r := range s.Rows {
			switch {
			case i >= len(r.Cells) || r.Cells[i] == "":
			case r.Number == guess.Header:
				c.Head = r.Cells[i]
			case r.Number > guess.Header && len(c.Samples) < sampled:
				c.Samples = append(c.Samples, r.Cells[i])
			}
		}
	}
	for _, r := range s.Rows {
		if r.Number > guess.Header {
			t.Rows++
		}
	}
	return t, nil
}

// plan makes the plan of a list whose columns are known.
func (m Members) plan(ctx context.Context, name string, b []byte, columns []string) (audience.Plan, error) {
	s, err := audience.Read(ctx, name, b)
	if err != nil {
		return audience.Plan{}, err
	}
	c := audience.Columns{Header: audience.Propose(s).Header}
	for _, kind := range audience.ColumnNames() {
		var letters []string
		for i, is := range columns {
			if is == kind {
				letters = append(letters, audience.Letter(i+1))
			}
		}
		if c, err = c.With(kind, strings.Join(letters, ",")); err != nil {
			return audience.Plan{}, err
		}
	}
	return m.Directory.Plan(ctx, s, c)
}

// Plan says what a list would change.
func (m Members) Plan(ctx context.Context, name string, b []byte, columns []string) (board.Plan, error) {
	p, err := m.plan(ctx, name, b, columns)
	if err != nil {
		return board.Plan{}, said(err)
	}
	out := board.Plan{Summary: p.Summary(), Mark: p.Fingerprint, New: steps(p.New), Changed: steps(p.Changed)}
	for _, one := range p.Missing {
		out.Missing = append(out.Missing, briefings.Member{ID: one.ID, Name: one.Name, Ward: one.Ward})
	}
	for _, one := range p.Problems {
		out.Problems = append(out.Problems, board.Problem(one))
	}
	return out, nil
}

func steps(all []audience.Step) []board.Step {
	var out []board.Step
	for _, s := range all {
		one := board.Step{Row: s.Row, Member: s.Member}
		for _, d := range s.What {
			one.What = append(one.What, board.Difference(d))
		}
		out = append(out, one)
	}
	return out
}

// Apply makes the changes of the plan with the mark.
func (m Members) Apply(ctx context.Context, who, name string, b []byte, columns []string, mark string, leave knowledge.Date) (board.Applied, error) {
	p, err := m.plan(ctx, name, b, columns)
	if err != nil {
		return board.Applied{}, said(err)
	}
	if p.Fingerprint != mark {
		return board.Applied{}, audience.ErrStale
	}
	var left *knowledge.Date
	if !leave.IsZero() {
		left = &leave
	}
	did, err := m.Directory.Apply(ctx, who, p, left)
	return board.Applied(did), said(err)
}
