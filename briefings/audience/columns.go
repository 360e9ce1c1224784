package audience

import (
	"fmt"
	"slices"
	"strings"
)

// Columns say which column of a sheet is what, counted from 1; 0 is none. A
// name stands in one column, or in two.
type Columns struct {
	Header     int   `json:"header,omitempty"` // number of the row that names the columns; rows up to it hold nobody
	Name       int   `json:"name,omitempty"`
	Forename   int   `json:"forename,omitempty"`
	Surname    int   `json:"surname,omitempty"`
	Email      int   `json:"email,omitempty"`
	Ward       int   `json:"ward,omitempty"`
	Committees []int `json:"committees,omitempty"`
	Role       int   `json:"role,omitempty"`    // an office, like "Cabinet Member for Children"
	Started    int   `json:"started,omitempty"` // the day from which new seats are held
}

// ColumnNames lists what a column can be, in the order officers are shown them.
func ColumnNames() []string {
	return []string{"name", "forename", "surname", "email", "ward", "committees", "role", "started"}
}

// at is the place of a column by its name; nil for committees and what is none.
func (c *Columns) at(name string) *int {
	return map[string]*int{"name": &c.Name, "forename": &c.Forename, "surname": &c.Surname, "email": &c.Email,
		"ward": &c.Ward, "role": &c.Role, "started": &c.Started}[name]
}

// Get gives the columns that are of a name, by their letters.
func (c Columns) Get(name string) []string {
	at := c.Committees
	if one := c.at(name); one != nil {
		at = []int{*one}
	} else if name != "committees" {
		return nil
	}
	var out []string
	for _, n := range at {
		if n > 0 {
			out = append(out, Letter(n))
		}
	}
	return out
}

// With says that a column, by its letter, is of a name; "" says that none is.
// Several columns of committees are given as "E,F".
func (c Columns) With(name, letters string) (Columns, error) {
	var at []int
	for l := range strings.SplitSeq(letters, ",") {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		n := number(l)
		if n == 0 {
			return c, Mistakes{{"column", fmt.Sprintf("%q is no column; give its letter, like %s=A.", l, name)}}
		}
		at = append(at, n)
	}
	one := c.at(name)
	switch {
	case name == "committees":
		c.Committees = at
	case one == nil:
		return c, Mistakes{{"column", fmt.Sprintf("A column can't be %q. It can be: %s.", name, strings.Join(ColumnNames(), ", "))}}
	case len(at) > 1:
		return c, Mistakes{{"column", "Only committees can stand in several columns."}}
	case len(at) == 0:
		*one = 0
	default:
		*one = at[0]
	}
	return c, nil
}

// Letter is a column as spreadsheets show it: 1 is A, 28 is AB.
func Letter(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// number is a column by its letter, 0 where it is none.
func number(letter string) int {
	n := 0
	for _, r := range strings.ToUpper(letter) {
		if r < 'A' || r > 'Z' || n > 1000 {
			return 0
		}
		n = n*26 + int(r-'A') + 1
	}
	return n
}

// score is how much was recognised: a name counts most, since without one there
// is no list of members.
func (c Columns) score() int {
	n := len(c.Committees)
	for _, name := range ColumnNames() {
		if at := c.at(name); at != nil && *at > 0 {
			n++
		}
	}
	if c.Name > 0 || c.Surname > 0 {
		n += 10
	}
	return n
}

// headings are what people write above columns, folded. A heading that isn't
// among them may still hold a telling word.
var headings = map[string]string{
	"name": "name", "full name": "name", "names": "name", "councillor": "name", "councillors": "name", "cllr": "name",
	"councillor name": "name", "councillors name": "name", "member": "name", "members": "name", "member name": "name",
	"members name": "name", "name of councillor": "name", "name of member": "name", "elected member": "name", "elected members": "name",
	"forename": "forename", "forenames": "forename", "first name": "forename", "firstname": "forename", "given name": "forename", "first names": "forename",
	"surname": "surname", "last name": "surname", "lastname": "surname", "family name": "surname",
	"role": "role", "roles": "role", "position": "role", "positions": "role", "office": "role", "post": "role", "portfolio": "role",
	"responsibility": "role", "responsibilities": "role", "special responsibility": "role", "cabinet role": "role", "cabinet portfolio": "role",
	"started": "started", "start": "started", "start date": "started", "elected": "started", "date elected": "started", "elected on": "started",
	"first elected": "started", "date first elected": "started", "term start": "started", "from": "started", "appointed": "started", "date appointed": "started",
	"since": "started", "member since": "started", "councillor since": "started", "joined": "started", "term of office from": "started", "date of election": "started",
	"memberships": "committees", "appointments": "committees", "panels": "committees", "bodies": "committees",
}

// tellingWords are looked for where the whole heading isn't known.
var tellingWords = []struct{ word, name string }{
	{"email", "email"}, {"emails", "email"}, {"ward", "ward"}, {"wards", "ward"}, {"division", "ward"},
	{"committee", "committees"}, {"committees", "committees"},
}

// headed tells what a column with this heading is; "" where it doesn't say.
func headed(cell string) string {
	f := strings.ReplaceAll(fold(cell), "e mail", "email")
	if name := headings[f]; name != "" || len(f) > 60 {
		return name
	}
	ws := strings.Fields(f)
	for _, t := range tellingWords {
		if slices.Contains(ws, t.word) && len(ws) <= 5 {
			return t.name
		}
	}
	return ""
}
