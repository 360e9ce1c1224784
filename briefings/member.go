package briefings

import (
	"slices"
	"strings"

	"hearth/knowledge"
)

// A Member is one person whom hearth knows: a councillor, an officer, or both.
// The record holds no party. ID is drawn at random and is what every other
// record and log names; erasing the Member cuts the way from it to the person.
type Member struct {
	ID    string         `json:"id"`
	Name  string         `json:"name"`
	Email string         `json:"email,omitempty"` // lower case; unique among members
	Roles []Role         `json:"roles"`           // at least one
	Ward  string         `json:"ward,omitempty"`
	Seats []Seat         `json:"seats,omitempty"` // what they sit on, with dates
	Leave []Period       `json:"leave,omitempty"` // leave is not absence
	Links []Link         `json:"links,omitempty"` // the platforms' names for them
	Left  knowledge.Date `json:"left,omitzero"`   // the day they left; zero: they are here
	Added knowledge.Date `json:"added"`
}

// A Seat is a committee or an office that a member holds for a time.
type Seat struct {
	Body  string         `json:"body"`           // "Children's Scrutiny Committee", "Cabinet"
	Kind  SeatKind       `json:"kind,omitempty"` // what that body does, where hearth knows
	From  knowledge.Date `json:"from,omitzero"`
	Until knowledge.Date `json:"until,omitzero"` // the last day; zero: still
}

// A SeatKind says what a body does, so that a member is offered questions that
// they can ask there.
type SeatKind string

// The kinds of seat. Ward is every councillor's.
const (
	SeatWard      SeatKind = "ward"
	SeatScrutiny  SeatKind = "scrutiny"
	SeatCabinet   SeatKind = "cabinet"
	SeatPlanning  SeatKind = "planning"
	SeatLicensing SeatKind = "licensing"
	SeatSchool    SeatKind = "school_governor"
)

// KindOfSeat guesses what a body does from its name; "" where it can't tell.
func KindOfSeat(body string) SeatKind {
	b := strings.ToLower(body)
	for _, k := range []struct {
		kind  SeatKind
		words []string
	}{
		{SeatScrutiny, []string{"scrutiny", "select committee", "overview"}},
		{SeatCabinet, []string{"cabinet", "executive"}},
		{SeatPlanning, []string{"planning"}},
		{SeatLicensing, []string{"licensing"}},
		{SeatSchool, []string{"governor", "governing"}},
	} {
		if slices.ContainsFunc(k.words, func(w string) bool { return strings.Contains(b, w) }) {
			return k.kind
		}
	}
	return ""
}

// A Period is a stretch of days, both ends counted.
type Period struct {
	From  knowledge.Date `json:"from"`
	Until knowledge.Date `json:"until,omitzero"` // zero: open
}

// Holds tells whether a day lies in the period.
func (p Period) Holds(day knowledge.Date) bool {
	return !day.Before(p.From) && (p.Until.IsZero() || !p.Until.Before(day))
}

// A Link is a platform's own name for a member: its workspace, where it has
// several, and the person's id there.
type Link struct {
	Platform  string `json:"platform"`
	Workspace string `json:"workspace,omitempty"`
	ID        string `json:"id"`
}

// Here tells whether the member is still one on a day.
func (m Member) Here(day knowledge.Date) bool {
	return m.ID != "" && (m.Left.IsZero() || day.Before(m.Left))
}

// Is tells whether the member has a role.
func (m Member) Is(r Role) bool { return slices.Contains(m.Roles, r) }

// MayOfficers tells whether the member may see the officers' shelf.
func (m Member) MayOfficers() bool { return m.Is(RoleOfficer) || m.Is(RoleAdmin) || m.Is(RoleDPO) }

// Viewer is whose shelves the member may be answered from.
func (m Member) Viewer() knowledge.Viewer {
	switch {
	case m.MayOfficers():
		return knowledge.ViewOfficers
	case m.Is(RoleMember):
		return knowledge.ViewMembers
	}
	return knowledge.ViewPublic
}

// SeatsOn lists what kinds of seat a member holds on a day, the ward first,
// each once.
func (m Member) SeatsOn(day knowledge.Date) []SeatKind {
	var out []SeatKind
	if m.Ward != "" {
		out = append(out, SeatWard)
	}
	for _, s := range m.Seats {
		held := (Period{s.From, s.Until}).Holds(day)
		if held && s.Kind != "" && !slices.Contains(out, s.Kind) {
			out = append(out, s.Kind)
		}
	}
	return out
}

// OnLeave tells whether the member is on leave on a day.
func (m Member) OnLeave(day knowledge.Date) bool {
	return slices.ContainsFunc(m.Leave, func(p Period) bool { return p.Holds(day) })
}
