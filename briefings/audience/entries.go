package audience

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hearth/briefings"
)

// A Problem is a row that is left out, and why.
type Problem struct {
	Row  int    `json:"row"`
	What string `json:"what"` // a sentence for the officer
}

// An entry is what one row, or several of one person, say.
type entry struct {
	row     int
	name    string
	email   string
	ward    string
	seats   []briefings.Seat
	ends    bool   // committees are named, so that others have ended
	problem string // "": none
}

// entries reads the rows below the heading.
func entries(s Sheet, c Columns) []entry {
	var out []entry
	usual := s.usualWidth()
	for _, r := range s.Rows {
		if r.Number <= c.Header || repeatsHeading(s, c, r) {
			continue
		}
		e, ok := entryOf(s, c, r)
		if !ok {
			continue
		}
		if at := len(out) - 1; at >= 0 && continues(out[at], e) {
			out[at].seats = append(out[at].seats, e.seats...)
			out[at].ends = out[at].ends || e.ends
			continue
		}
		if e.problem == "" && e.name != "" && usual >= 3 && r.filled() == 1 {
			e.problem = "The rest of this row is empty, so I take it for a note."
		}
		out = append(out, e)
	}
	twice(out)
	return out
}

// entryOf reads one row; not ok where it says nothing of anybody.
func entryOf(s Sheet, c Columns, r Row) (entry, bool) {
	e := entry{row: r.Number, ward: tidyWard(r.cell(c.Ward))}
	raw := r.cell(c.Name)
	if c.Name == 0 {
		raw = strings.TrimSpace(r.cell(c.Forename) + " " + r.cell(c.Surname))
	}
	e.name = CleanName(raw)
	email, ok := cleanAddress(r.cell(c.Email))
	e.email = email
	started := s.day(r.cell(c.Started))
	add := func(body string) {
		if !slices.ContainsFunc(e.seats, func(has briefings.Seat) bool { return fold(has.Body) == fold(body) }) {
			e.seats = append(e.seats, briefings.Seat{Body: body, Kind: briefings.KindOfSeat(body), From: started})
		}
	}
	for _, n := range c.Committees {
		for _, b := range bodiesOf(r.cell(n)) {
			add(b)
			e.ends = true
		}
	}
	for _, o := range officesOf(r.cell(c.Role)) {
		add(o)
	}
	if raw == "" && r.cell(c.Email) == "" && e.ward == "" && len(e.seats) == 0 {
		return entry{}, false
	}
	switch {
	case slices.Contains([]string{"vacant", "vacancy", "vacant seat"}, fold(e.name)):
		e.problem, e.name = "This seat is vacant, so there is nobody to add.", ""
	case e.name == "":
		e.problem = "There is no name."
	case !nameLike(e.name):
		e.problem = "This is no person's name."
	case !ok:
		e.problem = `The e-mail address can't be right; write it like "jane.smith@council.gov.uk".`
	case givenByHand(r.cell(c.Role)):
		e.problem = "A list makes members only; give this role by hand."
	case utf8.RuneCountInString(e.ward) > maxWard:
		e.problem = "The name of the ward is too long."
	case len(e.seats) > maxSeats:
		e.problem = "That is more committees than one person can sit on."
	}
	return e, true
}

// continues tells whether a row goes on with the person before it: merged cells
// leave the name empty, and some lists repeat a person for every committee.
func continues(before, e entry) bool {
	if len(e.seats) == 0 {
		return false
	}
	if e.name == "" && e.email == "" && e.ward == "" {
		return before.problem == "" || before.name != ""
	}
	return e.problem == "" && e.name == before.name && e.email == before.email && e.ward == before.ward &&
		!slices.ContainsFunc(e.seats, func(s briefings.Seat) bool {
			return slices.ContainsFunc(before.seats, func(b briefings.Seat) bool { return fold(b.Body) == fold(s.Body) })
		})
}

// twice marks rows that say of somebody what a row before has said: an address,
// or a name in the same ward, or in a ward that one of them doesn't give.
func twice(list []entry) {
	type named struct {
		ward string
		row  int
	}
	emails, names := map[string]int{}, map[string][]named{}
	for i, e := range list {
		row, what := 0, "e-mail address"
		if e.email != "" {
			row = emails[e.email]
		}
		name, ward := fold(e.name), fold(e.ward)
		if row == 0 && name != "" {
			at := slices.IndexFunc(names[name], func(n named) bool { return n.ward == ward || n.ward == "" || ward == "" })
			if at >= 0 {
				row, what = names[name][at].row, "name"
			}
		}
		if row != 0 && e.problem == "" {
			list[i].problem = fmt.Sprintf("Row %d has the same %s.", row, what)
		}
		if e.email != "" && emails[e.email] == 0 {
			emails[e.email] = e.row
		}
		if name != "" {
			names[name] = append(names[name], named{ward, e.row})
		}
	}
}
