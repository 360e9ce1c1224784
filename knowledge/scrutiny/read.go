package scrutiny

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed data
var files embed.FS

// What the files hold.
type content struct {
	principles []Principle
	areas      []description
	challenges []Challenge
}

type description struct {
	AreaInfo `yaml:",inline"`
	Covers   []string `yaml:"covers"`
}

var embedded = sync.OnceValues(func() (*content, error) {
	data, err := fs.Sub(files, "data")
	if err != nil {
		return nil, err
	}
	return read(data)
})

// must gives what is embedded. A file that can't be read is a mistake of whoever
// built hearth, and no test would have passed.
func must() *content {
	c, err := embedded()
	if err != nil {
		panic("the embedded scrutiny files are broken: " + err.Error())
	}
	return c
}

// read reads the files and reports everything that is wrong with them.
func read(data fs.FS) (*content, error) {
	var c content
	errs := []error{decode(data, "principles.yaml", &c.principles), decode(data, "areas.yaml", &c.areas)}
	for _, a := range areaOrder {
		var rows []struct {
			Challenge `yaml:",inline"`
			Opener    bool `yaml:"opener"`
		}
		errs = append(errs, decode(data, "questions/"+string(a)+".yaml", &rows))
		for _, r := range rows {
			r.opener = r.Opener
			c.challenges = append(c.challenges, r.Challenge)
			if len(r.Areas) == 0 || r.Areas[0] != a {
				errs = append(errs, fmt.Errorf("%s: its first area must be %s, whose file it stands in", r.ID, a))
			}
		}
	}
	if err := errors.Join(append(errs, c.check()...)...); err != nil {
		return nil, err
	}
	return &c, nil
}

// decode reads one file; a key it doesn't know is an error, as a misspelt
// "seats" would make a question everybody's.
func decode(data fs.FS, name string, into any) error {
	src, err := fs.ReadFile(data, name)
	if err != nil {
		return err
	}
	dec := yaml.NewDecoder(bytes.NewReader(src))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// check is what the machine relies on. What makes a good question is held by
// the tests.
func (c *content) check() []error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	for i, p := range c.principles {
		if p.Number != i+1 || p.Name == "" || p.Text == "" || p.Source == "" {
			bad("principles.yaml: principle %d of the list is number %d, or lacks its name, text or source", i+1, p.Number)
		}
	}
	if len(c.principles) != 7 {
		bad("principles.yaml: %d principles, not seven", len(c.principles))
	}
	if !slices.EqualFunc(c.areas, areaOrder, func(d description, a Area) bool { return d.ID == a }) {
		bad("areas.yaml: the areas must be %v", areaOrder)
	}
	for _, d := range c.areas {
		if d.Name == "" || d.About == "" || len(d.Covers) == 0 {
			bad("areas.yaml: %s lacks its name, about or covers", d.ID)
		}
	}
	seen := map[string]bool{}
	for _, q := range c.challenges {
		if q.ID == "" || seen[q.ID] {
			bad("%q: a question needs an id of its own", q.ID)
		}
		seen[q.ID] = true
		if q.Text == "" || q.LookFor == "" || len(q.Principles) == 0 {
			bad("%s: lacks its text, look_for or principles", q.ID)
		}
		for _, a := range q.Areas {
			if !slices.Contains(areaOrder, a) {
				bad("%s: no area is called %q", q.ID, a)
			}
		}
		for _, n := range q.Principles {
			if n < 1 || n > 7 {
				bad("%s: there is no principle %d", q.ID, n)
			}
		}
		for _, s := range q.Seats {
			if !slices.Contains(seatOrder, s) {
				bad("%s: no seat is called %q", q.ID, s)
			}
		}
	}
	return errs
}
