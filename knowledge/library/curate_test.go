package library_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/index"
	"hearth/knowledge/library"
	"hearth/storage/audit"
)

// TestRemoveErases plants words in text, title, name and details, removes the
// document, and looks for them in every byte of the folder.
func TestRemoveErases(t *testing.T) {
	l, in := fresh(t)
	words := []string{"Zaphodine", "Trillianesque", "Marvinstone", "Slartibart"}
	path := write(t, in+"/Slartibart.txt", "A paper\nIt speaks of Zaphodine, and of Trillianesque things.\n")
	gone := add(t, l, path, library.AddOptions{ID: "gone", Meta: library.Fields{"owner": "Marvinstone"}})
	write(t, path, "A paper\nIt speaks of Zaphodine again.\n")
	add(t, l, path, library.AddOptions{ID: "gone"})
	stays := add(t, l, write(t, in+"/stays.txt", minutes), library.AddOptions{})
	// Text is kept packed; so look for it where it is not, in the index and the
	// originals, to see that there is something to erase.
	if found := holds(t, l.Dir(), words...); len(found) != len(words) {
		t.Fatalf("only %q stand in the folder, so this test proves little", found)
	}
	packed := packedBytes(t, l, gone.ID)
	if err := l.Remove(t.Context(), "Clerk", gone.ID); err != nil {
		t.Fatal(err)
	}
	if found := holds(t, l.Dir(), append(words, packed...)...); len(found) > 0 {
		t.Errorf("still in the folder: %q", found)
	}
	if _, err := l.Get(t.Context(), gone.ID); !isUnknown(err) {
		t.Errorf("Get: %v", err)
	}
	if _, err := l.Content(t.Context(), gone.ID, ""); !isUnknown(err) {
		t.Errorf("Content: %v", err)
	}
	if c := sound(t, l); c.Documents != 1 || c.Originals != 1 {
		t.Errorf("%+v, want what stays", c)
	}
	// It can come back as if it had never been there.
	r := add(t, l, path, library.AddOptions{})
	if r.Outcome != library.Added || r.ID == gone.ID || r.ID == stays.ID {
		t.Errorf("added again: %s as %s", r.Outcome, r.ID)
	}
	shut(t, l)
}

// packedBytes gives pieces of the document's content as it is stored.
func packedBytes(t *testing.T, l *library.Library, id string) (out []string) {
	t.Helper()
	all, err := l.Versions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		b := library.Stored(t, l, id, v)
		out = append(out, string(b[len(b)/2:]))
	}
	if len(holds(t, l.Dir(), out...)) != 2 {
		t.Fatal("the packed texts can't be found in the folder, so looking for them proves nothing")
	}
	return out
}

func isUnknown(err error) bool {
	_, ok := errors.AsType[*library.UnknownError](err)
	return ok
}

func TestRemoveRefusals(t *testing.T) {
	l, in := fresh(t)
	r := add(t, l, write(t, in+"/m.txt", minutes), library.AddOptions{})
	if err := l.Remove(t.Context(), "Clerk", r.ID, "nobody"); !isUnknown(err) {
		t.Errorf("got %v, want an UnknownError", err)
	}
	get(t, l, r.ID) // all or nothing
	sound(t, l)
}

func TestSet(t *testing.T) {
	l, in := fresh(t)
	r := add(t, l, write(t, in+"/m.txt", minutes), library.AddOptions{})
	d, err := l.Set(t.Context(), r.ID, library.Fields{"title": "Board", "date": "2021-03", "kind": "minutes", "nation": "Wales",
		"in_force_from": "2020", "in_force_until": "2022-01-01", "superseded_by": "x", "owner": "Clerk", "review_by": "2027", "source": "https://example.org", "item": "7a",
		"body": "Board", "council": "Leeds", "shelf": "public"}, "Clerk")
	want := knowledge.Meta{Title: "Board", Date: knowledge.Date{Year: 2021, Month: 3}, Kind: knowledge.Minutes, Nation: "Wales",
		InForceFrom: knowledge.Date{Year: 2020}, InForceUntil: knowledge.Date{Year: 2022, Month: 1, Day: 1}, SupersededBy: "x", Owner: "Clerk",
		ReviewBy: knowledge.Date{Year: 2027}, Source: "https://example.org", Item: "7a", Body: "Board", Council: "Leeds", Shelf: knowledge.ShelfPublic}
	if err != nil || d.Meta != want || get(t, l, r.ID).Meta != want {
		t.Errorf("got %+v (%v)", d.Meta, err)
	}
	if len(library.FieldNames()) != 14 {
		t.Errorf("the details are %q; each must be set in this test", library.FieldNames())
	}
	for _, f := range []library.Fields{{"shelf": "all"}, {"colour": "red"}, {"date": "soon"}, {"title": "a\x00b"}} {
		if _, err := l.Set(t.Context(), r.ID, f, "Clerk"); err == nil {
			t.Errorf("%v was taken", f)
		} else if p, ok := errors.AsType[*library.FieldError](err); !ok || p.Plain() == "" {
			t.Errorf("%v: %v has no sentence", f, err)
		}
	}
	if _, err := l.Set(t.Context(), "nobody", library.Fields{"title": "x"}, "Clerk"); !isUnknown(err) {
		t.Errorf("got %v", err)
	}
	sound(t, l)
}

// TestAuditTellsEverything goes through the choices that must be on record.
func TestAuditTellsEverything(t *testing.T) {
	l, in := fresh(t)
	r := add(t, l, write(t, in+"/m.txt", minutes), library.AddOptions{Shelf: knowledge.ShelfMembers, Who: "Officer A"})
	if _, err := l.Set(t.Context(), r.ID, library.Fields{"shelf": "public", "title": "Secret-sounding words"}, "Officer B"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.AddStarter(t.Context(), starter("care", "First."), library.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Adopt(t.Context(), "care", "Head of Democratic Services", knowledge.Date{Year: 2026, Month: 11, Day: 22}, "Officer C"); err != nil {
		t.Fatal(err)
	}
	if err := l.Remove(t.Context(), "Officer D", r.ID); err != nil {
		t.Fatal(err)
	}
	var got []string
	for e, err := range audit.Entries(t.Context(), l.Store(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		var details []string
		for _, k := range slices.Sorted(maps.Keys(e.Details)) {
			if k != "version" {
				details = append(details, k+"="+e.Details[k])
			}
		}
		got = append(got, strings.Join(append([]string{e.Who, e.Action, strings.TrimSuffix(e.Subject, r.ID)}, details...), " "))
	}
	want := []string{
		"Officer A document.shelf  to=members",
		"Officer B document.set  fields=shelf title from=members to=public",
		"the terminal document.shelf care to=public",
		"Officer C document.adopt care date=2026-11-22 office=Head of Democratic Services",
		"Officer D document.remove ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// starter is one of hearth's own summaries, as a file in memory.
func starter(id, text string) func(func(string, []byte) bool) {
	return func(yield func(string, []byte) bool) {
		yield(id+".json", []byte(`[{"ID":"`+id+`","Title":"Care","Text":"`+text+`"}]`))
	}
}

func TestStarterAndAdoption(t *testing.T) {
	l, in := fresh(t)
	load := func(text string) library.FileReport {
		t.Helper()
		r, err := l.AddStarter(t.Context(), starter("care", text), library.AddOptions{})
		if err != nil || len(r.Files) != 1 {
			t.Fatalf("%+v, %v", r, err)
		}
		return r.Files[0]
	}
	load("First.")
	if d := get(t, l, "care"); !d.Starter || d.Shelf != knowledge.ShelfPublic || d.Original {
		t.Errorf("%+v, want a starter document on the public shelf", d)
	}
	if r := load("First."); r.Outcome != library.Unchanged {
		t.Errorf("the same again: %s", r.Outcome)
	}
	if r := load("Second."); r.Outcome != library.NewVersion {
		t.Errorf("an upgrade before adoption: %s", r.Outcome)
	}
	if _, err := l.Set(t.Context(), "care", library.Fields{"shelf": "officers"}, "Clerk"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Adopt(t.Context(), "care", "Head of Service", knowledge.Date{Year: 2026, Month: 11, Day: 22}, "Clerk"); err != nil {
		t.Fatal(err)
	}
	r := load("Third.")
	if r.Outcome != library.Kept || !strings.Contains(r.Why, "Head of Service") || !strings.Contains(r.Why, "22 November 2026") {
		t.Errorf("an upgrade after adoption: %s %q", r.Outcome, r.Why)
	}
	c, err := l.Content(t.Context(), "care", "")
	if d := get(t, l, "care"); err != nil || c.Text != "Second." || d.Adopted == nil || d.Adopted.Version != d.Version || d.Shelf != knowledge.ShelfOfficers {
		t.Errorf("the adopted text is %q (%v), %+v", c.Text, err, d)
	}
	// A paper of the council's own, by the same id, is no summary of hearth's.
	add(t, l, write(t, in+"/own.txt", minutes), library.AddOptions{ID: "care"})
	if d := get(t, l, "care"); d.Starter || d.Adopted != nil {
		t.Errorf("%+v still claims to be hearth's", d)
	}
	for name, try := range map[string]struct{ id, office string }{
		"no summary of hearth's": {"care", "Head of Service"}, "nobody's office": {"care", " "},
	} {
		_, err := l.Adopt(t.Context(), try.id, try.office, knowledge.Date{Year: 2026}, "Clerk")
		if refused, ok := errors.AsType[*library.RefusedError](err); !ok || refused.Plain() == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	sound(t, l)
}

// titles gives the ids that the index would answer from.
func titles(t testing.TB, l *library.Library) (out []string) {
	t.Helper()
	if err := l.View(func(r *index.Reader) error {
		out = indexed(t, r)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}
