package app_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
	"hearth/knowledge/library"
)

// shared opens a data folder as a hearth that serves does.
func shared(t *testing.T) *app.Shared {
	t.Helper()
	s, err := app.Share(t.Context(), app.Options{Dir: filepath.Join(t.TempDir(), "data"), Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return s
}

func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func addTo(t *testing.T, s *app.Shared, id, path string) {
	t.Helper()
	a := s.App()
	defer a.Close()
	r, err := a.Add(t.Context(), []string{path}, app.AddOptions{Shelf: knowledge.ShelfPublic, ID: id})
	if err != nil || !r.OK() {
		t.Errorf("adding %s: %+v: %v", id, r, err)
	}
}

func TestAClosedAppLeavesWhatIsSharedOpen(t *testing.T) {
	s := shared(t)
	if got := ask(t, s.App(), "How much is the weekly allowance for foster carers?"); got.Status != knowledge.NotFound || !strings.Contains(got.Reply, "no papers yet") {
		t.Errorf("over nothing: %+v", got)
	}
	addTo(t, s, "allowance", put(t, t.TempDir(), "a.txt", allowance))
	for range 2 {
		a := s.App()
		if got := ask(t, a, "How much is the weekly allowance for foster carers?"); got.Status != knowledge.Answered {
			t.Errorf("got %+v", got)
		}
		a.Close()
	}
	other := app.New(app.Options{Dir: s.Library().Dir(), Zone: time.UTC})
	defer other.Close()
	if err := other.SetContacts(t.Context(), nil); !app.Busy(err) {
		t.Errorf("somebody else could write: %v", err)
	}
}

func TestQuestionsAreAnsweredWhilePapersComeAndGo(t *testing.T) {
	s := shared(t)
	in := t.TempDir()
	addTo(t, s, "allowance", put(t, in, "a.txt", allowance))
	working, done := context.WithCancel(t.Context())
	var asking, changing sync.WaitGroup
	for range 3 {
		asking.Go(func() {
			for n := 0; n < 5 || working.Err() == nil; n++ {
				if got := ask(t, s.App(), "How much is the weekly allowance for foster carers?"); got.Status != knowledge.Answered {
					t.Errorf("got %+v", got)
					return
				}
			}
		})
	}
	for w := range 2 {
		changing.Go(func() {
			for n := range 4 {
				id := fmt.Sprintf("paper-%d-%d", w, n)
				addTo(t, s, id, put(t, in, id+".txt", fmt.Sprintf("Roads in Anytown %d\n\nThe Board mended %d roads in ward %d.\n", n, n+2, w)))
				if n%2 == 0 {
					if err := s.App().Remove(t.Context(), id); err != nil {
						t.Errorf("removing %s: %v", id, err)
					}
				}
			}
		})
	}
	changing.Go(func() {
		for n := range 3 {
			words := fmt.Sprintf("[synonyms]\nallowance | grant%d\n", n)
			if err := s.App().SetGlossary(t.Context(), []byte(words)); err != nil {
				t.Error(err)
			}
			if err := s.App().SetContacts(t.Context(), []app.Setting{{Name: "police.phone", Value: fmt.Sprint(101 + n)}}); err != nil {
				t.Error(err)
			}
		}
	})
	changing.Wait()
	done()
	asking.Wait()
	wrong, n, err := s.App().Check(t.Context())
	if err != nil || len(wrong) > 0 || n != 5 {
		t.Errorf("%d papers, wrong: %q, %v", n, wrong, err)
	}
}

func TestAnotherGlossaryIsUsedAtOnce(t *testing.T) {
	s := shared(t)
	addTo(t, s, "allowance", put(t, t.TempDir(), "a.txt", allowance))
	const question = "How much is the weekly zorkel for foster carers?"
	if got := ask(t, s.App(), question); strings.Contains(got.Reply, "£250") && got.Status == knowledge.Answered {
		t.Fatalf("the question is answered without the glossary: %+v", got)
	}
	before, err := s.Desk(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a := s.App()
	if err := a.SetGlossary(t.Context(), []byte("[synonyms]\nallowance | zorkel\n")); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, a, question); got.Status != knowledge.Answered || !strings.Contains(got.Reply, "£250") {
		t.Errorf("the app that set it: %+v", got)
	}
	if got := ask(t, s.App(), question); got.Status != knowledge.Answered {
		t.Errorf("another: %+v", got)
	}
	if after, err := s.Desk(t.Context()); err != nil || after == before {
		t.Errorf("the desk is the same: %v", err)
	}
	if wrong, _, err := s.App().Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Errorf("wrong: %q, %v", wrong, err)
	}
}

func TestAGlossaryThatBrokeOffIsMadeGoodByTheNextQuestion(t *testing.T) {
	s := shared(t)
	addTo(t, s, "allowance", put(t, t.TempDir(), "a.txt", allowance))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.App().SetGlossary(ctx, []byte("[synonyms]\nallowance | zorkel\n")); !errors.Is(err, context.Canceled) {
		t.Fatalf("it didn't break off: %v", err)
	}
	if wrong, _, err := s.App().Check(t.Context()); err != nil || len(wrong) == 0 {
		t.Fatalf("nothing is wrong, so this proves nothing: %v", err)
	}
	if got := ask(t, s.App(), "How much is the weekly zorkel for foster carers?"); got.Status != knowledge.Answered {
		t.Errorf("got %+v", got)
	}
	if wrong, _, err := s.App().Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Errorf("wrong: %q, %v", wrong, err)
	}
}

func TestAWorryIsAnsweredWithTheContactsOfNow(t *testing.T) {
	s := shared(t)
	if err := s.App().SetContacts(t.Context(), []app.Setting{{Name: "front-door.phone", Value: "01642 000000"}}); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, s.App(), "A boy in my ward told me his father hits him"); got.Status != knowledge.Handled || !strings.Contains(got.Reply, "01642 000000") {
		t.Errorf("got %+v", got)
	}
}

func TestAFolderIsSharedByOneProcessAlone(t *testing.T) {
	s := shared(t)
	if _, err := app.Share(t.Context(), app.Options{Dir: s.Library().Dir(), Zone: time.UTC}); !app.Busy(err) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Desk(t.Context()); err == nil {
		t.Error("there is a desk over nothing")
	} else if _, ok := errors.AsType[*library.NothingHereError](err); !ok {
		t.Errorf("got %v", err)
	}
}
