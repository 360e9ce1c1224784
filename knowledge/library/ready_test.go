package library_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/index"
	"hearth/knowledge/library"
)

// indexed gives the documents that the index holds, as "id: title".
func indexed(t testing.TB, r *index.Reader) (out []string) {
	t.Helper()
	if err := r.Documents(knowledge.ViewOfficers, func(_ uint32, d *knowledge.Document) bool {
		out = append(out, d.ID+": "+d.Title)
		return true
	}); err != nil {
		t.Error(err)
	}
	slices.Sort(out)
	return out
}

func wantIndexed(t testing.TB, l *library.Library, want ...string) {
	t.Helper()
	if got := titles(t, l); !slices.Equal(got, want) {
		t.Errorf("the index holds %q, want %q", got, want)
	}
}

func TestTheIndexFollows(t *testing.T) {
	l, in := fresh(t)
	a := in + "/a.txt"
	add(t, l, write(t, a, "Alpha\nFirst words.\n"), library.AddOptions{ID: "a"})
	wantIndexed(t, l, "a: Alpha")
	add(t, l, write(t, in+"/b.txt", "Beta\nOther words.\n"), library.AddOptions{ID: "b"})
	wantIndexed(t, l, "a: Alpha", "b: Beta")
	add(t, l, write(t, a, "Alpha again\nThird words.\n"), library.AddOptions{})
	wantIndexed(t, l, "a: Alpha again", "b: Beta")
	if _, err := l.Set(t.Context(), "b", library.Fields{"title": "Gamma"}, ""); err != nil {
		t.Fatal(err)
	}
	wantIndexed(t, l, "a: Alpha again", "b: Gamma")
	if err := l.Remove(t.Context(), "", "a"); err != nil {
		t.Fatal(err)
	}
	wantIndexed(t, l, "b: Gamma")
	sound(t, l)
}

// TestReady spoils or ages the index in every way there is; a writer makes it
// anew, and so does a reader.
func TestReady(t *testing.T) {
	for name, c := range map[string]struct {
		spoil    func(t *testing.T, dir string)
		glossary string
		rebuilt  bool
	}{
		"a right index is left alone": {func(*testing.T, string) {}, "g1", false},
		"a missing one":               {func(t *testing.T, dir string) { remove(t, dir+"/index.db") }, "g1", true},
		"another glossary":            {func(*testing.T, string) {}, "g2", true},
		"an empty file":               {func(t *testing.T, dir string) { write(t, dir+"/index.db", "") }, "g1", true},
		"no index at all":             {func(t *testing.T, dir string) { write(t, dir+"/index.db", strings.Repeat("word ", 9000)) }, "g1", true},
		"another library's index": {func(t *testing.T, dir string) {
			other := open(t, filepath.Join(dir, "../other"), options())
			add(t, other, write(t, filepath.Join(dir, "../in/o.txt"), "Other\nWords.\n"), library.AddOptions{ID: "o"})
			shut(t, other)
			move(t, filepath.Join(dir, "../other/index.db"), dir+"/index.db")
		}, "g1", true},
		"an index ahead of the records": {func(t *testing.T, dir string) {
			back := copyOf(t, dir+"/hearth.db")
			l := open(t, dir, options())
			add(t, l, write(t, filepath.Join(dir, "../in/o.txt"), "Later\nWords.\n"), library.AddOptions{ID: "later"})
			shut(t, l)
			write(t, dir+"/hearth.db", back)
		}, "g1", true},
		"an index behind the records": {func(t *testing.T, dir string) {
			back := copyOf(t, dir+"/index.db")
			l := open(t, dir, options())
			add(t, l, write(t, filepath.Join(dir, "../in/a.txt"), "Newer\nWords.\n"), library.AddOptions{ID: "a"})
			shut(t, l)
			write(t, dir+"/index.db", back)
		}, "g1", true},
		"half an index left by a crash": {func(t *testing.T, dir string) { write(t, dir+"/index.db.new", "half"); remove(t, dir+"/index.db") }, "g1", true},
	} {
		for _, readOnly := range []bool{false, true} {
			kind := map[bool]string{true: "to a reader", false: "to a writer"}[readOnly]
			t.Run(name+" "+kind, func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "data")
				l := open(t, dir, options())
				add(t, l, write(t, filepath.Join(dir, "../in/a.txt"), "Alpha\nFirst words.\n"), library.AddOptions{ID: "a"})
				shut(t, l)
				c.spoil(t, dir)
				before := inode(t, dir+"/index.db")
				o := options()
				o.ReadOnly, o.Glossary = readOnly, c.glossary
				l = open(t, dir, o)
				if err := l.View(func(*index.Reader) error { return nil }); err == nil {
					t.Error("View answers before Ready")
				}
				told := false
				if err := l.Ready(t.Context(), func(library.Progress) { told = true }); err != nil {
					t.Fatal(err)
				}
				want := "a: Alpha"
				if name == "an index behind the records" {
					want = "a: Newer"
				}
				wantIndexed(t, l, want)
				if told != c.rebuilt || c.rebuilt == os.SameFile(before, inode(t, dir+"/index.db")) && before != nil {
					t.Errorf("made anew: %v, want %v", told, c.rebuilt)
				}
				sound(t, l)
				if _, err := os.Stat(dir + "/index.db.new"); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("half an index is left: %v", err)
				}
			})
		}
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func move(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func copyOf(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func inode(t *testing.T, path string) fs.FileInfo {
	t.Helper()
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// TestAReaderThatCannot has a stale index and no way to the writer's lock: it
// says what to do, and does not answer.
func TestAReaderThatCannot(t *testing.T) {
	l, in := fresh(t)
	add(t, l, write(t, in+"/a.txt", minutes), library.AddOptions{})
	shut(t, l)
	remove(t, l.Dir()+"/index.db")
	o := options()
	o.ReadOnly, o.Wait = true, -1
	first, second := open(t, l.Dir(), o), open(t, l.Dir(), o)
	err := first.Ready(t.Context(), nil)
	stale, ok := errors.AsType[*library.StaleError](err)
	if !ok || !strings.Contains(stale.Plain(), "hearth knowledge rebuild") {
		t.Fatalf("got %v, want a StaleError that says what to do", err)
	}
	if docs, err := first.List(t.Context(), library.Filter{}); err != nil || len(docs) != 1 {
		t.Errorf("after that it reads %d documents (%v)", len(docs), err)
	}
	shut(t, second)
	if err := first.Ready(t.Context(), nil); err != nil {
		t.Errorf("once it can: %v", err)
	}
}

// TestFreshTells says whether the index is right without making it right.
func TestFreshTells(t *testing.T) {
	l, in := fresh(t)
	want := func(what string, l *library.Library, want bool) {
		t.Helper()
		if got, err := l.Fresh(t.Context()); err != nil || got != want {
			t.Errorf("%s: got %v, %v", what, got, err)
		}
	}
	add(t, l, write(t, in+"/a.txt", minutes), library.AddOptions{})
	want("after a paper was added", l, true)
	shut(t, l)
	o := options()
	o.ReadOnly = true
	l = open(t, l.Dir(), o)
	want("for a reader", l, true)
	shut(t, l)
	remove(t, l.Dir()+"/index.db")
	l = open(t, l.Dir(), o)
	want("once the index is gone", l, false)
	want("asked again", l, false)
	if err := l.Ready(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	want("once it is made anew", l, true)
	shut(t, l)
	other := options()
	other.ReadOnly, other.Glossary = true, "another"
	want("with another glossary", open(t, l.Dir(), other), false)
}

func TestNothingHere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	o := options()
	o.ReadOnly = true
	_, err := library.Open(t.Context(), dir, o)
	if nothing, ok := errors.AsType[*library.NothingHereError](err); !ok || !strings.Contains(nothing.Plain(), "hearth knowledge add") {
		t.Errorf("got %v, want a NothingHereError that says what to do", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a reader made the folder")
	}
	shut(t, open(t, dir, options())) // made, and never written to
	l := open(t, dir, o)
	if err := l.Ready(t.Context(), nil); err == nil {
		t.Error("an empty library is ready to answer")
	}
	sound(t, l)
}

// TestAnswersWhileItChanges reads the index while documents are added and the
// index is made anew: each view sees a whole state.
func TestAnswersWhileItChanges(t *testing.T) {
	l, in := fresh(t)
	add(t, l, write(t, in+"/a.txt", "Alpha\nFirst words.\n"), library.AddOptions{ID: "a"})
	var readers sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	for range 3 {
		readers.Go(func() {
			for ctx.Err() == nil {
				if err := l.View(func(r *index.Reader) error {
					if got := indexed(t, r); len(got) == 0 || len(got) != int(r.Info().Live) {
						t.Errorf("a view saw %q", got)
					}
					return nil
				}); err != nil {
					t.Errorf("View: %v", err)
				}
			}
		})
	}
	for i := range 12 {
		path := in + "/" + string(rune('b'+i)) + ".txt"
		add(t, l, write(t, path, "Paper\nWords of "+path+"\n"), library.AddOptions{})
		if i%4 == 0 {
			if err := l.Rebuild(t.Context(), nil); err != nil {
				t.Error(err)
			}
		}
	}
	stop()
	readers.Wait()
	if n := len(titles(t, l)); n != 13 {
		t.Errorf("%d documents, want 13", n)
	}
	sound(t, l)
}

func TestAReaderRefusesToChange(t *testing.T) {
	l, in := fresh(t)
	r := add(t, l, write(t, in+"/a.txt", minutes), library.AddOptions{})
	shut(t, l)
	o := options()
	o.ReadOnly = true
	l = open(t, l.Dir(), o)
	_, err1 := l.Add(t.Context(), []string{in}, library.AddOptions{})
	_, err2 := l.Set(t.Context(), r.ID, library.Fields{"title": "x"}, "")
	_, err3 := l.Adopt(t.Context(), r.ID, "x", knowledge.Date{Year: 2026}, "")
	for _, err := range []error{err1, err2, err3, l.Remove(t.Context(), "", r.ID), l.Rebuild(t.Context(), nil)} {
		if err == nil {
			t.Error("a library that was opened for reading was changed")
		}
	}
}

// TestCheckFinds harms each part of a library.
func TestCheckFinds(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(t *testing.T, l *library.Library, id string)
		says string
	}{
		"a missing original": {func(t *testing.T, l *library.Library, id string) { remove(t, original(t, l, id)) }, "original"},
		"a changed original": {func(t *testing.T, l *library.Library, id string) { write(t, original(t, l, id), "otherwise") }, "not what was added"},
		"a missing text":     {func(t *testing.T, l *library.Library, id string) { library.Spoil(t, l, id, nil) }, "missing"},
		"a damaged text":     {func(t *testing.T, l *library.Library, id string) { library.Spoil(t, l, id, []byte{1, 2, 3}) }, "can't be read"},
		"a change undone":    {func(t *testing.T, l *library.Library, _ string) { library.SpoilChanges(t, l) }, "log of changes"},
		"an index of before": {func(t *testing.T, l *library.Library, id string) { library.Unindexed(t, l, id) }, "rebuild"},
	} {
		t.Run(name, func(t *testing.T) {
			l, in := fresh(t)
			r := add(t, l, write(t, in+"/a.txt", minutes), library.AddOptions{})
			sound(t, l)
			c.harm(t, l, r.ID)
			got, err := l.Check(t.Context())
			if err != nil || !strings.Contains(strings.Join(got.Problems, " "), c.says) {
				t.Errorf("the check says %q (%v), want %q", got.Problems, err, c.says)
			}
		})
	}
}

func original(t *testing.T, l *library.Library, id string) string {
	t.Helper()
	p, err := l.Original(t.Context(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	return p
}
