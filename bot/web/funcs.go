package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"hearth/knowledge"
)

// funcs are what templates can call.
func (s *Site) funcs() template.FuncMap {
	return template.FuncMap{
		"date":   func(t time.Time) string { return t.In(s.o.Zone).Format("2 January 2006") },
		"clock":  func(t time.Time) string { return t.In(s.o.Zone).Format("3:04pm") },
		"iso":    func(t time.Time) string { return t.In(s.o.Zone).Format(time.RFC3339) },
		"day":    knowledge.Date.Long,
		"plural": Plural,
		"tel":    tel,
		"phone":  phone,
		"lines":  lines,
		"add":    func(a, b int) int { return a + b },
		"join":   strings.Join,
		"hints":  hints,
	}
}

// Plural is a number with its word: "1 paper", "3 papers".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// tel is what stands after "tel:" for a number as people write it.
func tel(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, s)
}

// phone is a link that rings a number.
func phone(s string) template.HTML {
	return template.HTML(`<a href="tel:` + tel(s) + `">` + template.HTMLEscapeString(s) + `</a>`) //nolint:gosec // both parts are escaped
}

// lines parts a text at its line ends, so that a template can keep them.
func lines(s string) []string { return strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") }

// A Field is one question of a form, for the part "field".
type Field struct {
	Name, Label, Hint, Value string
	ID                       string // on the page; "": as Name
	Error                    string // what is wrong with Value and how to mend it
	Type                     string // of the input: "" is "text"; "textarea", "select", "radios", "checkbox", "file" too
	Options                  []Option
	Autocomplete             string // "email", "name": what the browser may fill in
	InputMode                string // "numeric", "tel"
	Rows                     int    // of a textarea; 0: 4
	Narrow                   bool   // a short answer: a date, a number
	Optional                 bool   // the label says so
	Accept                   string // of a file
	Multiple                 bool   // of a file
}

// Ref is the field's id on the page.
func (f Field) Ref() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

// An Option is one answer of a select or of radios.
type Option struct {
	Value, Label, Hint string
	Chosen             bool
}

// hints are the ids that describe a field.
func hints(f Field) string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.Ref()+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.Ref()+"-error")
	}
	return strings.Join(ids, " ")
}

// A Table is one with a caption, for the part "table".
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// A Pager leads through a long list, for the part "pager".
type Pager struct {
	Page, Pages int
	Href        func(page int) string
}

// Previous is the address of the page before; "" on the first.
func (p Pager) Previous() string {
	if p.Page <= 1 {
		return ""
	}
	return p.Href(p.Page - 1)
}

// Next is the address of the page after; "" on the last.
func (p Pager) Next() string {
	if p.Page >= p.Pages {
		return ""
	}
	return p.Href(p.Page + 1)
}

// A Notice is something that must be seen before the rest, for the part
// "notice".
type Notice struct {
	Pressing bool
	Title    string
	Text     string
}
