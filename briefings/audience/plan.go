package audience

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hearth/briefings"
	"hearth/knowledge"
)

// A Plan says what a list would change. Nothing is changed by making one.
type Plan struct {
	New         []Step    `json:"new,omitempty"`
	Changed     []Step    `json:"changed,omitempty"`
	Same        int       `json:"same"`              // rows that change nothing
	Missing     []Missing `json:"missing,omitempty"` // councillors who aren't on the list
	Problems    []Problem `json:"problems,omitempty"`
	Fingerprint string    `json:"fingerprint"` // of the directory that the plan was made for
}

// A Step is what a list would do to one person's record.
type Step struct {
	Row    int              `json:"row"`
	Member briefings.Member `json:"member"` // as the record would be; a new one has no id yet
	What   []Difference     `json:"what,omitempty"`
}

// A Difference is one field that would change, in words.
type Difference struct {
	Field string `json:"field"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
}

// Missing is a councillor whom a list doesn't name.
type Missing struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Ward string `json:"ward,omitempty"`
}

// Summary is the plan in a line: "22 new, 9 changed, 22 not on this list".
func (p Plan) Summary() string {
	parts := []string{fmt.Sprintf("%d new", len(p.New)), fmt.Sprintf("%d changed", len(p.Changed)), fmt.Sprintf("%d not on this list", len(p.Missing))}
	if p.Same > 0 {
		parts = append(parts, fmt.Sprintf("%d as before", p.Same))
	}
	if n := len(p.Problems); n == 1 {
		parts = append(parts, "1 row left out")
	} else if n > 1 {
		parts = append(parts, fmt.Sprintf("%d rows left out", n))
	}
	return strings.Join(parts, ", ")
}

// Plan works out what a list would change. A person is known by their e-mail
// address, else by name and ward (where either lacks a ward, by the name, if
// only one has it); what the list leaves empty stays as it is. Councillors whom
// it doesn't name are Missing; officers who are no councillors never are, nor
// is anybody whom a row that is left out may mean.
func (d *Directory) Plan(ctx context.Context, s Sheet, c Columns) (Plan, error) {
	members, err := view(ctx, d, loadAll)
	if err != nil {
		return Plan{}, err
	}
	return d.PlanOver(members, s, c)
}

// PlanOver is Plan for members who are to hand, in the order of ids; it reads no
// records.
func (d *Directory) PlanOver(members []briefings.Member, s Sheet, c Columns) (Plan, error) {
	if c.Name == 0 && c.Surname == 0 {
		return Plan{}, Mistakes{{"name", "I can't tell which column has the names. Say which, like name=A."}}
	}
	list := entries(s, c)
	if len(list) == 0 {
		return Plan{}, &ReadError{plain: "I find nobody on this list."}
	}
	return makePlan(list, members, d.Today())
}

func makePlan(list []entry, members []briefings.Member, today knowledge.Date) (Plan, error) {
	p := Plan{Fingerprint: fingerprint(members, today)}
	matched := match(list, members, today)
	named := map[string]bool{}
	for i, e := range list {
		if e.problem != "" {
			p.Problems = append(p.Problems, Problem{e.row, e.problem})
			continue
		}
		if matched[i] < 0 {
			m, err := tidied(briefings.Member{Name: e.name, Email: e.email, Ward: e.ward, Seats: e.seats, Roles: []briefings.Role{briefings.RoleMember}})
			if err != nil {
				return Plan{}, fmt.Errorf("row %d: %w", e.row, err)
			}
			p.New = append(p.New, Step{Row: e.row, Member: m})
			continue
		}
		before := members[matched[i]]
		named[before.ID] = true
		after, err := tidied(merged(before, e, today))
		if err != nil {
			return Plan{}, fmt.Errorf("row %d: %w", e.row, err)
		}
		if what := differences(before, after); len(what) > 0 {
			p.Changed = append(p.Changed, Step{e.row, after, what})
		} else {
			p.Same++
		}
	}
	for _, m := range members {
		if stays(m) && councillor(m) && !named[m.ID] && !mayMean(list, m) {
			p.Missing = append(p.Missing, Missing{m.ID, m.Name, m.Ward})
		}
	}
	slices.SortFunc(p.Missing, func(a, b Missing) int {
		return byName(briefings.Member{ID: a.ID, Name: a.Name}, briefings.Member{ID: b.ID, Name: b.Name})
	})
	return p, nil
}

// councillor tells whether a list of councillors should name somebody. An
// officer with no ward who may also ask as members do is none.
func councillor(m briefings.Member) bool {
	office := m.Is(briefings.RoleOfficer) || m.Is(briefings.RoleAdmin) || m.Is(briefings.RoleDPO)
	return m.Is(briefings.RoleMember) && (!office || m.Ward != "")
}

// merged is a record with what a row says in it.
func merged(m briefings.Member, e entry, today knowledge.Date) briefings.Member {
	if fold(e.name) != fold(m.Name) {
		m.Name = e.name
	}
	if e.email != "" {
		m.Email = e.email
	}
	if e.ward != "" && fold(e.ward) != fold(m.Ward) {
		m.Ward = e.ward
	}
	m.Seats = seated(m.Seats, e.seats, e.ends, today)
	if !m.Here(today) {
		m.Left = knowledge.Date{}
	}
	return m
}

// differences tells in words what a change of a record is.
func differences(a, b briefings.Member) []Difference {
	var out []Difference
	say := func(field, from, to string) {
		if from != to {
			out = append(out, Difference{field, from, to})
		}
	}
	say("name", a.Name, b.Name)
	say("email", a.Email, b.Email)
	say("ward", a.Ward, b.Ward)
	if a.Left != b.Left {
		say("left", a.Left.String(), "is here again")
	}
	for _, s := range b.Seats {
		at := slices.IndexFunc(a.Seats, func(x briefings.Seat) bool { return x.Body == s.Body && x.From == s.From })
		switch {
		case at < 0:
			say("seat", "", s.Body)
		case a.Seats[at].Until != s.Until:
			say("seat", s.Body, "ends today") // seated ends a seat on no other day
		}
	}
	return out
}

// fingerprint changes when anything changes that a plan rests on. What members
// do by themselves (linking a platform) is no part of it.
func fingerprint(members []briefings.Member, today knowledge.Date) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, m := range members {
		m.Links, m.Leave = nil, nil
		// Encoding what was decoded from JSON doesn't fail.
		_ = enc.Encode(m)
		_ = enc.Encode(m.Here(today))
	}
	return hex.EncodeToString(h.Sum(nil))
}
