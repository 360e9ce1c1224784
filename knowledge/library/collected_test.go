package library_test

import (
	"slices"
	"strings"
	"testing"

	"hearth/knowledge/library"
)

func TestCollectionsTellOfEmptyLines(t *testing.T) {
	const one, two, none, broken = `{"ID":"1","Title":"t","Text":"One."}` + "\n", `{"ID":"2","Title":"t","Text":"Two."}` + "\n", `{"ID":"3","Title":"t"}` + "\n", `{"ID":` + "\n"
	for name, c := range map[string]struct {
		file      string
		ok        bool
		documents int
		empty     int
		note      string
	}{
		"none":                  {one + two, true, 2, 0, ""},
		"one":                   {one + none + two, true, 2, 1, "1 of 3 lines had no words and was left out."},
		"many":                  {one + strings.Repeat(none, 1399), true, 1, 1399, "1,399 of 1,400 lines had no words and were left out."},
		"before any other":      {none + one, true, 1, 1, "1 of 2 lines had no words and was left out."},
		"with a broken one":     {one + none + broken, false, 1, 1, "1 of 3 lines had no words and was left out."},
		"nothing else":          {none + none, false, 0, 0, ""},
		"nothing else, of many": {strings.Repeat(none, 1200), false, 0, 1200, ""},
	} {
		t.Run(name, func(t *testing.T) {
			l, in := fresh(t)
			r, err := l.Add(t.Context(), []string{write(t, in+"/c.jsonl", c.file)}, library.AddOptions{})
			if err != nil {
				t.Fatal(err)
			}
			f := r.Files[0]
			if r.OK() != c.ok || r.Documents != c.documents || f.EmptyLines != c.empty || f.Outcome == "" {
				t.Errorf("got %+v, OK %v", f, r.OK())
			}
			if c.note == "" && len(f.Notes) > 0 || c.note != "" && !slices.Equal(f.Notes, []string{c.note}) {
				t.Errorf("the notes are %q, want %q", f.Notes, c.note)
			}
			if !c.ok && c.documents == 0 && f.Why == "" {
				t.Error("nothing says why")
			}
			sound(t, l)
		})
	}
}

// TestCollectionsWithTheSameIDs: where two files use the same ids, the later
// one's text stands, and the report says so. A file's own new version is no such
// case.
func TestCollectionsWithTheSameIDs(t *testing.T) {
	line := func(id, text string) string { return `{"ID":"` + id + `","Title":"t","Text":"` + text + `"}` + "\n" }
	l, in := fresh(t)
	write(t, in+"/a.jsonl", line("1", "One.")+line("2", "Two.")+line("3", "Three."))
	write(t, in+"/b.jsonl", line("1", "One of b.")+line("2", "Two of b.")+line("3", "Three."))
	r, err := l.Add(t.Context(), []string{in}, library.AddOptions{})
	if err != nil {
		t.Fatal(err)
	}
	const note = "2 papers with the same id came from another file before (a.jsonl) and were replaced by this one's. If they are different papers, give them different ids."
	if a, b := r.Files[0], r.Files[1]; len(a.Notes) > 0 || b.Replaced != 2 || !slices.Equal(b.Notes, []string{note}) || !r.OK() {
		t.Errorf("got %+v and %+v", a, b)
	}
	sound(t, l)
	if f := add(t, l, write(t, in+"/c.jsonl", line("3", "Three of c.")), library.AddOptions{}); len(f.Notes) != 1 || !strings.Contains(f.Notes[0], "b.jsonl") && !strings.Contains(f.Notes[0], "a.jsonl") {
		t.Errorf("a file of one paper: %+v", f)
	}
	write(t, in+"/b.jsonl", line("1", "One of b, mended.")+line("2", "Two of b."))
	if f := add(t, l, in+"/b.jsonl", library.AddOptions{}); f.Replaced != 0 || len(f.Notes) > 0 || f.Outcome != library.NewVersion {
		t.Errorf("its own next version: %+v", f)
	}
}
