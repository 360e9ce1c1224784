package library_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/library"
	"hearth/storage/childtest"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("HEARTH_LIBRARY_CHILD"); dir != "" {
		if err := work(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// work changes a library until it is killed: it adds packs and papers and newer
// versions of them, and removes some. Before each step it prints "begin", after
// it "done", with what the step is about.
func work(dir string) error {
	ctx := context.Background()
	l, err := library.Open(ctx, filepath.Join(dir, "data"), options())
	if err != nil {
		return err
	}
	if err := l.Ready(ctx, nil); err != nil {
		return err
	}
	docs, err := l.List(ctx, library.Filter{})
	if err != nil {
		return err
	}
	for n := len(docs) + rand.IntN(1000)*1000; ; n++ {
		file := filepath.Join(dir, "in", fmt.Sprintf("f%d.txt", n%40))
		id := fmt.Sprintf("doc%d", n%40)
		text := fmt.Sprintf("Paper %d\n%s\n", n, strings.Repeat(fmt.Sprintf("Sentence number %d of it. ", n), 1+n%300))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
		step := fmt.Sprint("add ", id, " ", n)
		if n%9 == 0 && n%40 > 20 {
			step = fmt.Sprint("remove ", id, " ", n)
		}
		fmt.Println("begin", step)
		if strings.HasPrefix(step, "remove") {
			if _, err = l.Get(ctx, id); err == nil {
				err = l.Remove(ctx, "Clerk", id)
			} else if isUnknown(err) {
				err = nil
			}
		} else {
			_, err = l.Add(ctx, []string{file}, library.AddOptions{ID: id})
		}
		if err != nil {
			return err
		}
		fmt.Println("done", step)
	}
}

// TestKill kills a process at work again and again: what was acknowledged is
// there, what was under way is there whole or not at all, and after Ready the
// library is sound.
func TestKill(t *testing.T) {
	kills := 12
	if os.Getenv("HEARTH_TEST_LONG") != "" {
		kills = 150
	}
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "in"), 0o700); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{} // id → title, of what was acknowledged
	for kill := range kills {
		under := killOne(t, dir, want)
		inspect(t, dir, want, under)
		if t.Failed() {
			t.Fatalf("after kill %d, in %q", kill+1, under)
		}
	}
}

// killOne lets a child work for a while and kills it; it gives the step that
// was under way.
func killOne(t *testing.T, dir string, want map[string]string) (under string) {
	t.Helper()
	child := childtest.Start(t, nil, nil, "HEARTH_LIBRARY_CHILD="+dir)
	after := 1 + rand.IntN(30)
	for n := 0; child.Said.Scan(); n++ {
		if n == after {
			spin(rand.IntN(3000))
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		under = heard(want, child.Said.Text(), under)
	}
	if err := child.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return under
}

// spin passes a little time, so that the kill falls anywhere within a step.
func spin(thousands int) {
	x := 1
	for range thousands * 1000 {
		x = x*31 + 7
	}
	if x == 0 {
		panic("never")
	}
}

func heard(want map[string]string, line, under string) string {
	var what, kind, id string
	var n int
	if _, err := fmt.Sscan(line, &what, &kind, &id, &n); err != nil {
		return under // cut short
	}
	if what == "begin" {
		return kind + " " + id + " " + fmt.Sprint("Paper ", n)
	}
	if kind == "add" {
		want[id] = fmt.Sprint("Paper ", n)
	} else {
		delete(want, id)
	}
	return ""
}

func inspect(t *testing.T, dir string, want map[string]string, under string) {
	t.Helper()
	l := open(t, filepath.Join(dir, "data"), options())
	if err := l.Ready(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	kind, rest, _ := strings.Cut(under, " ")
	id, title, _ := strings.Cut(rest, " ")
	docs, err := l.List(t.Context(), library.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, d := range docs {
		got[d.ID] = d.Title
	}
	switch { // what was under way may be done
	case kind == "add" && got[id] == title:
		want[id] = title
	case kind == "remove" && got[id] == "":
		delete(want, id)
	}
	var missing []string
	for id, title := range want {
		if got[id] != title {
			missing = append(missing, fmt.Sprintf("%s is %q, want %q", id, got[id], title))
		}
	}
	if slices.Sort(missing); len(missing) > 0 || len(got) != len(want) {
		t.Errorf("%d documents, want %d; %q", len(got), len(want), missing)
	}
	sound(t, l)
	if n := len(titles(t, l)); n != len(want) {
		t.Errorf("the index holds %d documents, want %d", n, len(want))
	}
	wholeTexts(t, l, docs)
	shut(t, l)
}

// wholeTexts sees that every text is the one that its title goes with.
func wholeTexts(t *testing.T, l *library.Library, docs []knowledge.Document) {
	t.Helper()
	for _, d := range docs {
		c, err := l.Content(t.Context(), d.ID, "")
		var n int
		if _, serr := fmt.Sscanf(d.Title, "Paper %d", &n); serr != nil || err != nil ||
			strings.Count(c.Text, fmt.Sprintf("number %d of it.", n)) != 1+n%300 {
			t.Errorf("%s: its text does not go with its title %q (%v)", d.ID, d.Title, err)
		}
	}
}
