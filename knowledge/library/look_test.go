package library_test

import (
	"os"
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/library"
)

// look looks into a file of its own and checks that nothing was written.
func look(t *testing.T, l *library.Library, path string) library.Sight {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	before, err := l.List(t.Context(), library.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := l.Look(t.Context(), info.Name(), f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	if after, err := l.List(t.Context(), library.Filter{}); err != nil || len(after) != len(before) {
		t.Fatalf("looking made %d documents of %d (%v)", len(after), len(before), err)
	}
	return s
}

func TestLookSaysWhatAddWouldDo(t *testing.T) {
	for sentence, c := range map[string]struct {
		text    string
		outcome library.Outcome
		says    string
	}{
		"a paper":                     {"Fostering\nIt went well.", library.Added, ""},
		"a pack":                      {pack(t, true), library.Added, ""},
		"a file that can't be read":   {"[", library.Unreadable, "It is damaged."},
		"a file without words":        {"\n", library.Unreadable, "There is nothing in it."},
		"a paper that is all exempt":  {"EXEMPT\nNames.", library.Refused, "all of it is marked exempt"},
		"a collection":                {`{"ID":"a","Title":"A","Text":"One."}` + "\n" + `{"ID":"b","Title":"B","Text":"Two."}`, library.Added, ""},
		"a collection with a bad one": {`{"ID":"a","Title":"A","Text":"One."}` + "\n{", library.Added, ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			l, in := fresh(t)
			path := write(t, in+"/paper.txt", c.text)
			s := look(t, l, path)
			if s.Outcome != c.outcome || !strings.Contains(s.Why, c.says) {
				t.Fatalf("looking says %s %q, want %s %q", s.Outcome, s.Why, c.outcome, c.says)
			}
			added := add(t, l, path, library.AddOptions{Uploaded: true})
			if s.Outcome != added.Outcome || s.Why != added.Why || s.Documents != added.Documents || s.BadLines != added.BadLines ||
				strings.Join(s.Refusals, " ") != strings.Join(added.Refusals, " ") || len(s.Parts) != len(added.Parts) {
				t.Errorf("looking said %+v\nadding did %+v", s.FileReport, added)
			}
			if want := map[string]int{"a pack": 1}[sentence]; s.LeftOut != want {
				t.Errorf("%d reports are left out whole, want %d", s.LeftOut, want)
			}
			for i, p := range added.Parts {
				if got := s.Parts[i]; got.Number != p.Number || got.Title != p.Title || got.Looks != p.Looks || got.Item != p.Item ||
					(got.Outcome != library.Refused) != p.Kept {
					t.Errorf("report %d: looking said %+v\nadding did %+v", i, got, p)
				}
			}
		})
	}
}

func TestLookKnowsWhatIsHere(t *testing.T) {
	l, in := fresh(t)
	first := add(t, l, write(t, in+"/a/pack.json", pack(t, false)), library.AddOptions{Only: []int{2}, Uploaded: true})
	s := look(t, l, in+"/a/pack.json")
	if s.ID != first.ID || s.Parts[0].Already || !s.Parts[1].Already || len(s.Here) != 0 {
		t.Errorf("the same pack: %+v", s)
	}
	s = look(t, l, write(t, in+"/b/pack.json", "Another paper\nof the same file name."))
	if s.ID != "" || len(s.Here) != 1 || s.Here[0].ID != first.ID || s.Here[0].Title != "Agenda pack" {
		t.Errorf("another file of the name: %+v", s)
	}
	add(t, l, write(t, in+"/c/plain.txt", "A paper\nwith words."), library.AddOptions{Uploaded: true})
	if s = look(t, l, in+"/c/plain.txt"); s.Outcome != library.Unchanged || s.Why == "" {
		t.Errorf("the same bytes: %+v", s)
	}
}

func TestAnUploadKeepsItsNameAndNoPath(t *testing.T) {
	l, in := fresh(t)
	one := add(t, l, write(t, in+"/1/report.txt", "One\nFirst words."), library.AddOptions{Uploaded: true, Shelf: knowledge.ShelfMembers})
	two := add(t, l, write(t, in+"/2/report.txt", "Two\nOther words."), library.AddOptions{Uploaded: true})
	new1 := add(t, l, write(t, in+"/3/report.txt", "One again\nNewer words."), library.AddOptions{Uploaded: true, ID: one.ID})
	if two.Outcome != library.Added || two.ID == one.ID || new1.Outcome != library.NewVersion || new1.ID != one.ID {
		t.Fatalf("two is %+v\nthe newer one %+v", two, new1)
	}
	local := add(t, l, write(t, in+"/5/local.txt", "Local\nWords on this disk."), library.AddOptions{})
	if again := add(t, l, write(t, in+"/5/local.txt", "Local\nAn upload from the same path."), library.AddOptions{Uploaded: true}); again.ID == local.ID {
		t.Error("an upload is taken for a newer version, as its path is another paper's")
	}
	d := get(t, l, one.ID)
	if d.File != "report.txt" || d.Root != "" || d.Path != "" || d.Shelf != knowledge.ShelfMembers || d.Title != "One again" {
		t.Errorf("it is kept as %+v", d)
	}
	s := look(t, l, write(t, in+"/4/report.txt", "Three\nYet other words."))
	if len(s.Here) != 2 {
		t.Errorf("two papers came from a file of that name, and looking gives %+v", s.Here)
	}
	if err := l.Remove(t.Context(), "an office", one.ID, two.ID); err != nil {
		t.Fatal(err)
	}
	if s := look(t, l, in+"/4/report.txt"); len(s.Here) != 0 {
		t.Errorf("removed papers are still named: %+v", s.Here)
	}
	sound(t, l)
}

func TestUnshelvedAreThoseNobodyChoseFor(t *testing.T) {
	l, in := fresh(t)
	none := add(t, l, write(t, in+"/none.txt", "One\nWords."), library.AddOptions{Uploaded: true})
	add(t, l, write(t, in+"/public.txt", "Two\nOther words."), library.AddOptions{Shelf: knowledge.ShelfPublic})
	add(t, l, write(t, in+"/chosen.txt", "Three\nYet other words."), library.AddOptions{Shelf: knowledge.ShelfOfficers})
	got, err := l.Unshelved(t.Context())
	if err != nil || len(got) != 1 || got[0] != none.ID {
		t.Errorf("got %v, %v; want %s alone", got, err, none.ID)
	}
	if _, err := l.Set(t.Context(), none.ID, library.Fields{"shelf": "officers"}, "an office"); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Unshelved(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("after somebody chose the officers' shelf: %v, %v", got, err)
	}
}
