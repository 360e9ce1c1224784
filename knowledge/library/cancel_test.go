package library_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"hearth/knowledge/library"
)

// TestStoppedHalfWay ends the context while a folder is being added: what the
// report has is there, nothing is half there, and Ready makes all well again.
func TestStoppedHalfWay(t *testing.T) {
	l, in := fresh(t)
	add(t, l, write(t, in+"/first.txt", minutes), library.AddOptions{ID: "first"})
	for i := range 300 {
		write(t, fmt.Sprintf("%s/more/f%03d.txt", in, i), fmt.Sprintf("Paper %d\nWords of paper %d.\n", i, i))
	}
	ctx, stop := context.WithCancel(t.Context())
	r, err := l.Add(ctx, []string{in + "/more"}, library.AddOptions{Progress: func(p library.Progress) {
		if p.Files == 150 {
			stop()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want the context's error", err)
	}
	docs, err := l.List(t.Context(), library.Filter{})
	if err != nil || len(docs) != r.Documents+1 || r.Documents < 64 || r.Documents > 150 {
		t.Fatalf("%d documents (%v), the report has %d", len(docs), err, r.Documents)
	}
	if err := l.Ready(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	sound(t, l)
	if n := len(titles(t, l)); n != len(docs) {
		t.Errorf("the index holds %d documents, want %d", n, len(docs))
	}
	if found := holds(t, l.Dir()+"/originals", ".new-"); len(found) > 0 {
		t.Error("half-kept originals are left")
	}
	// Going on where it stopped adds the rest.
	again, err := l.Add(t.Context(), []string{in + "/more"}, library.AddOptions{})
	if err != nil || again.Documents != 300-r.Documents {
		t.Errorf("going on added %d documents (%v), want %d", again.Documents, err, 300-r.Documents)
	}
}

// TestStoppedEarly ends the context while few papers are read: they are kept,
// and the index holds them.
func TestStoppedEarly(t *testing.T) {
	for name, files := range map[string]int{"before anything was read": 0, "after three files": 3} {
		t.Run(name, func(t *testing.T) {
			l, in := fresh(t)
			for i := range 10 {
				write(t, fmt.Sprintf("%s/f%03d.txt", in, i), fmt.Sprintf("Paper %d\nWords of paper %d.\n", i, i))
			}
			ctx, stop := context.WithCancel(t.Context())
			r, err := l.Add(ctx, []string{in}, library.AddOptions{Progress: func(p library.Progress) {
				if p.Files == files {
					stop()
				}
			}})
			if !errors.Is(err, context.Canceled) || r.Documents != files || len(r.Files) != files {
				t.Fatalf("got %+v: %v", r, err)
			}
			if c := sound(t, l); c.Documents != files {
				t.Errorf("the records hold %d documents, want %d", c.Documents, files)
			}
		})
	}
}

func TestAFolderThatWasNeverBuiltIsSound(t *testing.T) {
	l, _ := fresh(t)
	sound(t, l)
}

func TestAddRefusesBadOptions(t *testing.T) {
	l, in := fresh(t)
	write(t, in+"/a.txt", minutes)
	write(t, in+"/b.txt", minutes)
	for name, c := range map[string]struct {
		o    library.AddOptions
		says string
	}{
		"a shelf there isn't":     {library.AddOptions{Shelf: "top"}, "public, members or officers"},
		"a detail there isn't":    {library.AddOptions{Meta: library.Fields{"colour": "red"}}, "no such detail"},
		"an id that is no id":     {library.AddOptions{ID: "two words"}, "without spaces"},
		"one id for several":      {library.AddOptions{ID: "one"}, "one file at a time"},
		"a choice from several":   {library.AddOptions{Only: []int{1}}, "one pack at a time"},
		"a date that is no date":  {library.AddOptions{Meta: library.Fields{"date": "soon"}}, "2021-03-16"},
		"a kind that is no kind":  {library.AddOptions{Meta: library.Fields{"kind": "novel"}}, "statutory_guidance"},
		"a nation that is no one": {library.AddOptions{Meta: library.Fields{"nation": "Kent"}}, "England"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := l.Add(t.Context(), []string{in}, c.o)
			p, ok := errors.AsType[interface {
				error
				Plain() string
			}](err)
			if !ok || !strings.Contains(p.Plain(), c.says) {
				t.Errorf("got %v, want a sentence with %q", err, c.says)
			}
		})
	}
	if docs, err := l.List(t.Context(), library.Filter{}); err != nil || len(docs) != 0 {
		t.Errorf("%d documents were added (%v)", len(docs), err)
	}
}
