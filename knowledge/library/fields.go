package library

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"hearth/knowledge"
)

// Fields are details of a document as people write them, by the names that
// front matter and sidecar files use: "shelf": "public", "date": "2021-03-16".
// An empty value means "not stated".
type Fields map[string]string

// setters has what can be set, and how.
var setters = map[string]func(*knowledge.Meta, string) error{
	"title":         func(m *knowledge.Meta, v string) error { m.Title = v; return nil },
	"council":       func(m *knowledge.Meta, v string) error { m.Council = v; return nil },
	"body":          func(m *knowledge.Meta, v string) error { m.Body = v; return nil },
	"superseded_by": func(m *knowledge.Meta, v string) error { m.SupersededBy = v; return nil },
	"owner":         func(m *knowledge.Meta, v string) error { m.Owner = v; return nil },
	"source":        func(m *knowledge.Meta, v string) error { m.Source = v; return nil },
	"item":          func(m *knowledge.Meta, v string) error { m.Item = v; return nil },
	"date":          func(m *knowledge.Meta, v string) error { return setDate(&m.Date, v) },
	"in_force_from": func(m *knowledge.Meta, v string) error { return setDate(&m.InForceFrom, v) },
	"in_force_until": func(m *knowledge.Meta, v string) error {
		return setDate(&m.InForceUntil, v)
	},
	"review_by": func(m *knowledge.Meta, v string) error { return setDate(&m.ReviewBy, v) },
	"kind":      setKind,
	"nation":    setNation,
	"shelf":     setShelf,
}

// FieldNames lists what can be set, in alphabetical order.
func FieldNames() []string { return slices.Sorted(maps.Keys(setters)) }

func setDate(d *knowledge.Date, v string) error {
	got, err := knowledge.ParseDate(v)
	if err == nil {
		*d = got
	}
	return err
}

func setKind(m *knowledge.Meta, v string) error {
	if !slices.Contains(knowledge.Kinds(), knowledge.Kind(v)) {
		var names []string
		for _, k := range knowledge.Kinds() {
			names = append(names, string(k))
		}
		return fmt.Errorf("there is no kind %q; choose one of %s", v, strings.Join(names, ", "))
	}
	m.Kind = knowledge.Kind(v)
	return nil
}

func setShelf(m *knowledge.Meta, v string) error {
	shelf, err := knowledge.ParseShelf(v)
	if err == nil {
		m.Shelf = shelf
	}
	return err
}

var nations = []string{"England", "Wales", "Scotland", "Northern Ireland"}

func setNation(m *knowledge.Meta, v string) error {
	if v != "" && !slices.Contains(nations, v) {
		return fmt.Errorf("there is no nation %q; choose one of %s", v, strings.Join(nations, ", "))
	}
	m.Nation = v
	return nil
}

// apply sets the fields on a document's details. The error is a *FieldError for
// the first that can't be.
func (f Fields) apply(m *knowledge.Meta) error {
	for _, name := range slices.Sorted(maps.Keys(f)) {
		set, ok := setters[name]
		if !ok {
			return &FieldError{Field: name, Value: f[name], Hint: "there is no such detail; the details are " + strings.Join(FieldNames(), ", ")}
		}
		if !utf8.ValidString(f[name]) || strings.ContainsRune(f[name], 0) {
			return &FieldError{Field: name, Hint: "it holds something that is no text"}
		}
		if err := set(m, strings.TrimSpace(f[name])); err != nil {
			return &FieldError{Field: name, Value: f[name], Hint: err.Error()}
		}
	}
	return nil
}

// check tells whether the fields could be set on any document.
func (f Fields) check() error { return f.apply(new(knowledge.Meta)) }

// with gives the fields of both, other's where both have one.
func (f Fields) with(other Fields) Fields {
	out := Fields{}
	maps.Copy(out, f)
	maps.Copy(out, other)
	return out
}

// forParts are the fields that hold for every report of a pack.
func (f Fields) forParts() Fields {
	out := maps.Clone(f)
	for _, own := range []string{"title", "item", "kind", "superseded_by"} {
		delete(out, own)
	}
	return out
}

// maxSidecar is far more than the details of a document take.
const maxSidecar = 64 << 10

// parseSidecar reads a sidecar file: one "name: value" a line, as YAML.
func parseSidecar(b []byte) (Fields, error) {
	if len(b) > maxSidecar {
		return nil, errors.New("it is too long for the details of a document")
	}
	var nodes map[string]yaml.Node
	if err := yaml.Unmarshal(b, &nodes); err != nil {
		return nil, fmt.Errorf("it is not written as \"name: value\" lines: %w", err)
	}
	f := Fields{}
	for name, n := range nodes {
		if n.Kind == yaml.AliasNode && n.Alias != nil {
			n = *n.Alias
		}
		if n.Kind != yaml.ScalarNode {
			return nil, &FieldError{Field: name, Hint: "it must be one value, not a list"}
		}
		f[name] = n.Value
		if n.Tag == "!!null" {
			f[name] = ""
		}
	}
	return f, f.check()
}
