package library_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/index"
	"hearth/knowledge/library"
)

func pack(t testing.TB, exempt bool) string {
	t.Helper()
	b, err := json.Marshal([]written{
		{Title: "Agenda pack", Text: "Cabinet, 3 March. Agenda.", Pack: true, Exempt: exempt},
		{Title: "Fostering report", Item: "4", Text: "Fostering went well this year.", Part: true, Looks: .9},
		{Title: "Roads", Item: "5", Text: "Roads were mended.", Part: true, Looks: .1},
		{Title: "Private appendix", Item: "6", Part: true, Exempt: true},
		{Title: "Roads", Item: "5", Text: "More roads were mended.", Part: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	if !exempt {
		b = []byte(strings.ReplaceAll(string(b), `"Exempt":true`, `"Exempt":false`))
	}
	return string(b)
}

func TestPack(t *testing.T) {
	for name, c := range map[string]struct {
		only []int
		want int // documents, the pack included
	}{
		"all of its reports":      {nil, 4},
		"only some":               {[]int{1}, 2},
		"one that holds no words": {[]int{3}, 1},
		"two of the same name":    {[]int{2, 4}, 3},
		"the last one by itself":  {[]int{4}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			l, in := fresh(t)
			r := add(t, l, write(t, in+"/pack.json", pack(t, false)), library.AddOptions{Only: c.only, Shelf: knowledge.ShelfPublic})
			if len(r.Parts) != 4 || r.Parts[0].Number != 1 || r.Parts[0].Looks != .9 || !r.Original {
				t.Fatalf("the report does not list the reports: %+v", r)
			}
			docs, err := l.List(t.Context(), library.Filter{})
			if err != nil || len(docs) != c.want {
				t.Fatalf("%d documents (%v), want %d", len(docs), err, c.want)
			}
			for _, d := range docs {
				if d.Shelf != knowledge.ShelfPublic || (d.ID == r.ID) != (d.Parent == "") || d.Parent != "" && d.Parent != r.ID {
					t.Errorf("%s: shelf %s, parent %q", d.ID, d.Shelf, d.Parent)
				}
			}
			sound(t, l)
		})
	}
}

func TestANumberThatAPackDoesNotHaveAddsNothing(t *testing.T) {
	for name, c := range map[string]struct {
		only []int
		says string
	}{
		"above the last":    {[]int{2, 9}, "has 4 reports, so there is no number 9."},
		"below the first":   {[]int{0}, "no number 0"},
		"two of them wrong": {[]int{9, 1, 11}, "no number 9, 11"},
	} {
		t.Run(name, func(t *testing.T) {
			l, in := fresh(t)
			_, err := l.Add(t.Context(), []string{write(t, in+"/pack.json", pack(t, false))}, library.AddOptions{Only: c.only})
			refused, ok := errors.AsType[*library.RefusedError](err)
			if !ok || !strings.Contains(refused.Plain(), c.says) {
				t.Errorf("got %v, want %q", err, c.says)
			}
			if docs, err := l.List(t.Context(), library.Filter{}); err != nil || len(docs) != 0 {
				t.Errorf("%d documents were added (%v)", len(docs), err)
			}
			sound(t, l)
		})
	}
}

// TestPackLater adds more of a pack, then a newer version of it: a report keeps
// its id.
func TestPackLater(t *testing.T) {
	l, in := fresh(t)
	path := write(t, in+"/pack.json", pack(t, false))
	first := add(t, l, path, library.AddOptions{Only: []int{1}})
	if again := add(t, l, path, library.AddOptions{Only: []int{1}}); again.Outcome != library.Unchanged {
		t.Errorf("the same again: %s", again.Outcome)
	}
	more := add(t, l, path, library.AddOptions{Only: []int{2}})
	if more.Outcome != library.Updated || more.Parts[1].Outcome != library.Added {
		t.Errorf("one more report: %s, %s", more.Outcome, more.Parts[1].Outcome)
	}
	if p := more.Parts[0]; p.Kept || !p.Already || more.Parts[3].Already {
		t.Errorf("what was kept before is not told from what wasn't: %+v", more.Parts)
	}
	newer := strings.Replace(pack(t, false), "went well", "went badly", 1)
	newer = strings.Replace(newer, `"Roads"`, `"Rails"`, 2)
	r := add(t, l, write(t, path, newer), library.AddOptions{})
	if r.Outcome != library.NewVersion || r.Parts[0].ID != first.Parts[0].ID || r.Parts[0].Outcome != library.NewVersion {
		t.Errorf("a newer pack: %s, %+v", r.Outcome, r.Parts[0])
	}
	if s := strings.Join(r.Notes, " "); !strings.Contains(s, more.Parts[1].ID) {
		t.Errorf("nobody says that %s is no longer in it: %q", more.Parts[1].ID, s)
	}
	if _, err := l.Set(t.Context(), r.ID, library.Fields{"shelf": "public"}, "Clerk"); err != nil {
		t.Fatal(err)
	}
	if d := get(t, l, r.Parts[0].ID); d.Shelf != knowledge.ShelfPublic {
		t.Errorf("the pack's shelf did not reach its report: %s", d.Shelf)
	}
	if err := l.Remove(t.Context(), "Clerk", r.ID); err != nil {
		t.Fatal(err)
	}
	if docs, err := l.List(t.Context(), library.Filter{}); err != nil || len(docs) != 0 {
		t.Errorf("%d documents are left (%v)", len(docs), err)
	}
	if c := sound(t, l); c.Originals != 0 {
		t.Errorf("%d originals are left", c.Originals)
	}
}

// TestExemptLeavesNoOriginal adds a pack with an exempt appendix: what stands
// only in the file must not reach the folder, and the report says so.
func TestExemptLeavesNoOriginal(t *testing.T) {
	l, in := fresh(t)
	canary := "Zaphod-Featherstonehaugh"
	file := strings.Replace(pack(t, true), "{", fmt.Sprintf(`{"Ignored":%q,`, canary), 1) // in the bytes, in no paper
	r := add(t, l, write(t, in+"/pack.json", file), library.AddOptions{})
	if r.Outcome != library.Added || r.Original || len(r.Refusals) != 1 || !strings.Contains(r.Refusals[0], "Pages 3 to 4") {
		t.Errorf("got %+v", r)
	}
	if s := strings.Join(r.Notes, " "); !strings.Contains(s, "without the file") {
		t.Errorf("nobody says that the file was not kept: %q", s)
	}
	if found := holds(t, l.Dir(), canary); len(found) > 0 {
		t.Errorf("the folder holds %q", found)
	}
	if d := get(t, l, r.ID); d.Original {
		t.Error("the record claims an original")
	}
	sound(t, l)
	shut(t, l)
	if found := holds(t, l.Dir(), canary); len(found) > 0 {
		t.Errorf("after closing, the folder holds %q", found)
	}
}

func TestCollection(t *testing.T) {
	l, in := fresh(t)
	var b strings.Builder
	const n = 2500
	for i := range n {
		switch i {
		case 100:
			fmt.Fprintln(&b, `{"ID":"broken","Title":`)
		case 200:
			fmt.Fprintln(&b, `{"ID":"two words","Title":"t","Text":"One."}`)
		case 300:
			fmt.Fprintln(&b, `{"Title":"Without an id","Text":"Drawn from its words."}`)
		default:
			fmt.Fprintf(&b, "{\"ID\":\"d/%d\",\"Title\":\"t\",\"Text\":\"Line number %d of many.\"}\n", i, i)
		}
	}
	path := write(t, in+"/c.jsonl", b.String())
	r, err := l.Add(t.Context(), []string{path}, library.AddOptions{})
	if err != nil {
		t.Fatal(err)
	}
	f := r.Files[0]
	if f.BadLines != 2 || len(f.Lines) != 2 || f.Documents != n-2 || r.Documents != n-2 || f.Original || r.OK() {
		t.Errorf("%d bad lines %q, %d and %d documents; want 2 and %d", f.BadLines, f.Lines, f.Documents, r.Documents, n-2)
	}
	sound(t, l)
	if r, err = l.Add(t.Context(), []string{path}, library.AddOptions{}); err != nil || r.Documents != 0 || r.Files[0].Outcome != library.Unchanged {
		t.Errorf("the same again added %d documents (%v, %s)", r.Documents, err, r.Files[0].Outcome)
	}
	if c, err := l.Content(t.Context(), "d/7", ""); err != nil || c.Text != "Line number 7 of many." {
		t.Errorf("got %q, %v", c.Text, err)
	}
	if err := l.View(func(r *index.Reader) error {
		if got := r.Info().Live; got != n-2 {
			t.Errorf("the index holds %d documents, want %d", got, n-2)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	if _, err := l.Add(t.Context(), []string{path}, library.AddOptions{ID: "x"}); err != nil {
		t.Fatal(err)
	} else if r, _ := l.Add(t.Context(), []string{path}, library.AddOptions{ID: "x"}); r.Files[0].Outcome != library.Refused {
		t.Errorf("an id for a collection: %s", r.Files[0].Outcome)
	}
}
