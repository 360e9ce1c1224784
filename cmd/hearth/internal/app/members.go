package app

import (
	"context"
	"errors"

	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/knowledge"
	"hearth/knowledge/library"
	"hearth/storage"
)

// Members' words, for commands that know no machine.
type (
	// MemberChange says what a member's record shall have instead.
	MemberChange = audience.Change
	// MemberFilter chooses members.
	MemberFilter = audience.Filter
	// MemberRequest is somebody's wish to be added.
	MemberRequest = audience.Request
	// MemberPlan says what a list of members would change.
	MemberPlan = audience.Plan
	// MemberStep is what a list would do to one person's record.
	MemberStep = audience.Step
	// MembersDone says what a list has changed.
	MembersDone = audience.Done
)

// MemberColumns lists what a column of a list of members can be.
func MemberColumns() []string { return audience.ColumnNames() }

// members is the directory over a store; nil: over none, for what needs no
// records.
func (a *App) members(s storage.Store) *audience.Directory {
	return audience.New(s, audience.Options{Now: a.o.Now, Zone: a.o.Zone})
}

// readMembers asks the directory, which is nil where the data folder isn't there
// yet. Who the members are is for the folder's owner alone.
func readMembers[T any](ctx context.Context, a *App, ask func(*audience.Directory) (T, error)) (T, error) {
	if err := a.OwnerOnly(); err != nil {
		var nothing T
		return nothing, err
	}
	lib, err := a.reading(ctx)
	if _, none := errors.AsType[*library.NothingHereError](err); none {
		return ask(nil)
	}
	if err != nil {
		var nothing T
		return nothing, err
	}
	return ask(a.members(lib.Store()))
}

// writeMembers changes the directory.
func writeMembers[T any](ctx context.Context, a *App, do func(*audience.Directory) (T, error)) (T, error) {
	lib, err := a.writing(ctx)
	if err != nil {
		var nothing T
		return nothing, err
	}
	return do(a.members(lib.Store()))
}

// Members lists members by surname.
func (a *App) Members(ctx context.Context, f MemberFilter) ([]briefings.Member, error) {
	return readMembers(ctx, a, func(d *audience.Directory) ([]briefings.Member, error) {
		if d == nil {
			return nil, nil
		}
		return d.List(ctx, f)
	})
}

// Member is the one whom somebody means by an id, an address or a whole name.
func (a *App) Member(ctx context.Context, said string) (briefings.Member, error) {
	return readMembers(ctx, a, func(d *audience.Directory) (briefings.Member, error) {
		if d == nil {
			return briefings.Member{}, audience.ErrNoMember
		}
		return d.Find(ctx, said)
	})
}

// AddMember makes a record for a person.
func (a *App) AddMember(ctx context.Context, m briefings.Member) (briefings.Member, error) {
	return writeMembers(ctx, a, func(d *audience.Directory) (briefings.Member, error) { return d.Add(ctx, a.o.Who, m) })
}

// EditMember changes the record of the one who is meant. The function makes the
// change out of the record as it is.
func (a *App) EditMember(ctx context.Context, said string, edit func(briefings.Member) (MemberChange, error)) (briefings.Member, error) {
	return writeMembers(ctx, a, func(d *audience.Directory) (briefings.Member, error) {
		m, err := d.Find(ctx, said)
		if err != nil {
			return m, err
		}
		c, err := edit(m)
		if err != nil {
			return m, err
		}
		return d.Set(ctx, a.o.Who, m.ID, c)
	})
}

// LeaveMember sets the day from which a member is unknown; the zero Date says
// that they are here.
func (a *App) LeaveMember(ctx context.Context, said string, on knowledge.Date) (briefings.Member, error) {
	return writeMembers(ctx, a, func(d *audience.Directory) (briefings.Member, error) {
		m, err := d.Find(ctx, said)
		if err != nil {
			return m, err
		}
		return d.Leave(ctx, a.o.Who, m.ID, on)
	})
}

// LinkMember gives a member a platform's name for them, or takes it away.
func (a *App) LinkMember(ctx context.Context, said string, l briefings.Link, away bool) (briefings.Member, error) {
	return writeMembers(ctx, a, func(d *audience.Directory) (briefings.Member, error) {
		m, err := d.Find(ctx, said)
		if err != nil {
			return m, err
		}
		if away {
			return d.Unlink(ctx, a.o.Who, m.ID, l)
		}
		return d.Link(ctx, a.o.Who, m.ID, l)
	})
}

// MemberRequests lists the wishes to be added, the oldest first.
func (a *App) MemberRequests(ctx context.Context) ([]MemberRequest, error) {
	return readMembers(ctx, a, func(d *audience.Directory) ([]MemberRequest, error) {
		if d == nil {
			return nil, nil
		}
		return d.Requests(ctx)
	})
}

// ApproveMember makes a member of whoever asked, or links them to the one who is
// meant by as.
func (a *App) ApproveMember(ctx context.Context, request, as string, roles []briefings.Role) (briefings.Member, error) {
	return writeMembers(ctx, a, func(d *audience.Directory) (briefings.Member, error) {
		if as == "" {
			return d.Approve(ctx, a.o.Who, request, roles...)
		}
		m, err := d.Find(ctx, as)
		if err != nil {
			return m, err
		}
		return d.ApproveAs(ctx, a.o.Who, request, m.ID)
	})
}

// DeclineMember says no to whoever asked.
func (a *App) DeclineMember(ctx context.Context, request string) error {
	_, err := writeMembers(ctx, a, func(d *audience.Directory) (bool, error) { return true, d.Decline(ctx, a.o.Who, request) })
	return err
}
