package library_test

import (
	"path/filepath"
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/library"
)

const minutes = "Minutes of the board\nThe board met in the town hall. It agreed the plan.\n"

func TestIdentity(t *testing.T) {
	type step struct {
		file, text string // added in turn
		id         string
		want       library.Outcome
		same       bool   // the document of the first step
		says       string // in Why
	}
	for name, steps := range map[string][]step{
		"a new file is a new document":          {{"a/m.txt", minutes, "", library.Added, true, ""}},
		"the same file again is nothing new":    {{"a/m.txt", minutes, "", library.Added, true, ""}, {"a/m.txt", minutes, "", library.Unchanged, true, "same"}},
		"the same path is a new version":        {{"a/m.txt", minutes, "", library.Added, true, ""}, {"a/m.txt", minutes + "More.\n", "", library.NewVersion, true, ""}},
		"the same bytes elsewhere are the same": {{"a/m.txt", minutes, "", library.Added, true, ""}, {"b/n.txt", minutes, "", library.Unchanged, true, "same"}},
		"the same name elsewhere is refused":    {{"a/m.txt", minutes, "", library.Added, true, ""}, {"b/m.txt", minutes + "More.\n", "", library.Refused, false, "--id"}},
		"an id makes it a new version": {{"a/m.txt", minutes, "board", library.Added, true, ""},
			{"b/m.txt", minutes + "More.\n", "board", library.NewVersion, true, ""}},
		"an id makes it another paper": {{"a/m.txt", minutes, "board", library.Added, true, ""},
			{"b/m.txt", minutes + "More.\n", "other", library.Added, false, ""}},
		"the file's own id goes before its path": {{"a/m.json", `[{"ID":"own","Title":"x","Text":"One two."}]`, "", library.Added, true, ""},
			{"b/n.json", `[{"ID":"own","Title":"x","Text":"One two three."}]`, "", library.NewVersion, true, ""}},
		"a given id goes before the file's own": {{"a/m.json", `[{"ID":"own","Title":"x","Text":"One two."}]`, "given", library.Added, true, ""}},
		"what an earlier version was is nothing new": {{"a/m.txt", minutes, "", library.Added, true, ""},
			{"a/m.txt", minutes + "More.\n", "", library.NewVersion, true, ""}, {"b/old.txt", minutes, "", library.Unchanged, true, "earlier"}},
		"an earlier version comes back by its path": {{"a/m.txt", minutes, "", library.Added, true, ""},
			{"a/m.txt", minutes + "More.\n", "", library.NewVersion, true, ""}, {"a/m.txt", minutes, "", library.NewVersion, true, ""}},
		"a bad id is refused": {{"a/m.json", `[{"ID":"two words","Title":"x","Text":"One."}]`, "", library.Refused, false, "id"}},
	} {
		t.Run(name, func(t *testing.T) {
			l, in := fresh(t)
			first := ""
			for i, s := range steps {
				r := add(t, l, write(t, filepath.Join(in, s.file), s.text), library.AddOptions{ID: s.id})
				if r.Outcome != s.want || !strings.Contains(r.Why, s.says) {
					t.Fatalf("step %d: got %s (%q), want %s saying %q", i+1, r.Outcome, r.Why, s.want, s.says)
				}
				if i == 0 {
					first = r.ID
				}
				if s.same && r.ID != first || !s.same && r.ID == first && r.ID != "" {
					t.Errorf("step %d: the document is %q, the first was %q", i+1, r.ID, first)
				}
				if s.id != "" && r.ID != s.id {
					t.Errorf("step %d: the document is %q, want %q", i+1, r.ID, s.id)
				}
			}
			sound(t, l)
		})
	}
}

func TestAFolderIsWalked(t *testing.T) {
	l, in := fresh(t)
	write(t, in+"/b.txt", "B\nSecond paper.\n")
	write(t, in+"/a/x.txt", "X\nFirst paper.\n")
	write(t, in+"/a/x.txt.yaml", "council: Leeds\n")
	write(t, in+"/.hidden/h.txt", "H\nNobody wants this.\n")
	write(t, in+"/a/empty.txt", "\n")
	write(t, in+"/c.txt", "EXEMPT paper\nSecret.\n")
	r, err := l.Add(t.Context(), []string{in, in + "/none.txt"}, library.AddOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range r.Files {
		got = append(got, filepath.Base(f.Path)+" "+string(f.Outcome))
	}
	want := "empty.txt unreadable, x.txt added, b.txt added, c.txt refused, none.txt unreadable"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if r.OK() || r.Documents != 2 {
		t.Errorf("OK %v, %d documents; want false, 2", r.OK(), r.Documents)
	}
	docs, err := l.List(t.Context(), library.Filter{Council: "leeds"})
	if err != nil || len(docs) != 1 || docs[0].Path != "a/x.txt" || docs[0].Root != in {
		t.Errorf("got %+v (%v), want the one of Leeds", docs, err)
	}
	sound(t, l)
}

func TestOldVersionsStay(t *testing.T) {
	l, in := fresh(t)
	path := in + "/m.txt"
	first := add(t, l, write(t, path, minutes), library.AddOptions{})
	old := get(t, l, first.ID).Version
	add(t, l, write(t, path, "Minutes of the board\nAll is otherwise.\n"), library.AddOptions{})
	for version, want := range map[string]string{old: "The board met in the town hall. It agreed the plan.\n", "": "All is otherwise.\n"} {
		c, err := l.Content(t.Context(), first.ID, version)
		if err != nil || c.Text != want {
			t.Errorf("version %.8s: got %q (%v), want %q", version, c.Text, err, want)
		}
		if p, err := l.Original(t.Context(), first.ID, version); err != nil {
			t.Errorf("original of %.8s: %s, %v", version, p, err)
		}
	}
	if c := sound(t, l); c.Versions != 2 || c.Originals != 2 {
		t.Errorf("got %+v, want 2 versions and originals", c)
	}
}

func TestShelves(t *testing.T) {
	for name, c := range map[string]struct {
		file, sidecar string
		option        knowledge.Shelf
		want          knowledge.Shelf
	}{
		"never guessed":                   {`[{"Title":"x","Text":"One."}]`, "", "", knowledge.ShelfOfficers},
		"as the file says":                {`[{"Title":"x","Text":"One.","Shelf":"members"}]`, "", "", knowledge.ShelfMembers},
		"the sidecar goes before":         {`[{"Title":"x","Text":"One.","Shelf":"members"}]`, "shelf: officers\n", "", knowledge.ShelfOfficers},
		"the command goes before the two": {`[{"Title":"x","Text":"One.","Shelf":"members"}]`, "shelf: officers\n", "public", knowledge.ShelfPublic},
	} {
		t.Run(name, func(t *testing.T) {
			l, in := fresh(t)
			path := write(t, in+"/x.json", c.file)
			if c.sidecar != "" {
				write(t, path+".yaml", c.sidecar)
			}
			r := add(t, l, path, library.AddOptions{Shelf: c.option})
			if got := get(t, l, r.ID).Shelf; got != c.want {
				t.Fatalf("got %s, want %s", got, c.want)
			}
			// A later version stays where a person put it.
			if _, err := l.Set(t.Context(), r.ID, library.Fields{"shelf": "members", "council": "Leeds"}, "Clerk"); err != nil {
				t.Fatal(err)
			}
			write(t, path, strings.Replace(c.file, "One.", "Two.", 1))
			write(t, path+".yaml", "title: Given\n")
			r = add(t, l, path, library.AddOptions{})
			if d := get(t, l, r.ID); r.Outcome != library.NewVersion || d.Shelf != knowledge.ShelfMembers || d.Council != "Leeds" || d.Title != "Given" {
				t.Errorf("%s: %s, council %q, title %q; want what was set", r.Outcome, d.Shelf, d.Council, d.Title)
			}
			sound(t, l)
		})
	}
}

func TestTheSameBytesWithAnotherShelf(t *testing.T) {
	l, in := fresh(t)
	path := write(t, in+"/x.txt", minutes)
	add(t, l, path, library.AddOptions{})
	r := add(t, l, path, library.AddOptions{Shelf: knowledge.ShelfPublic})
	if d := get(t, l, r.ID); r.Outcome != library.Updated || d.Shelf != knowledge.ShelfPublic {
		t.Errorf("%s to %s, want it updated to public", r.Outcome, d.Shelf)
	}
	if r = add(t, l, path, library.AddOptions{}); r.Outcome != library.Unchanged {
		t.Errorf("without a shelf: %s, want unchanged", r.Outcome)
	}
	sound(t, l)
}

func TestSidecarMistakes(t *testing.T) {
	for name, c := range map[string]struct{ yaml, says string }{
		"an unknown detail":      {"tilte: x\n", "title"},
		"no date":                {"date: last Tuesday\n", "2021-03-16"},
		"no shelf":               {"shelf: everyone\n", "public, members or officers"},
		"no kind":                {"kind: essay\n", "minutes"},
		"a list":                 {"title: [a, b]\n", "one value"},
		"no YAML":                {"title: \"x\n", "name: value"},
		"a nation there isn't":   {"nation: Mercia\n", "Wales"},
		"far too much of it all": {"title: " + strings.Repeat("x", 70_000), "too long"},
	} {
		t.Run(name, func(t *testing.T) {
			l, in := fresh(t)
			path := write(t, in+"/x.txt", minutes)
			write(t, path+".yaml", c.yaml)
			r := add(t, l, path, library.AddOptions{})
			if r.Outcome != library.Refused || !strings.Contains(r.Why, c.says) || !strings.Contains(r.Why, "x.txt.yaml") {
				t.Errorf("got %s %q, want it refused naming the file and %q", r.Outcome, r.Why, c.says)
			}
		})
	}
}
