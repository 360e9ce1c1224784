package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

func folder(t *testing.T, papers map[string]string) *app.App {
	t.Helper()
	a := app.New(app.Options{Dir: filepath.Join(t.TempDir(), "data"), Zone: time.UTC})
	t.Cleanup(a.Close)
	if len(papers) == 0 {
		return a
	}
	in := t.TempDir()
	for name, text := range papers {
		if err := os.WriteFile(filepath.Join(in, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := a.Add(t.Context(), []string{in}, app.AddOptions{Shelf: knowledge.ShelfPublic}); err != nil || !r.OK() {
		t.Fatalf("%+v: %v", r, err)
	}
	return a
}

func ask(t *testing.T, a *app.App, text string) knowledge.Answer {
	t.Helper()
	return a.Ask(t.Context(), knowledge.Question{Text: text, Viewer: knowledge.ViewPublic, Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)})
}

const allowance = "Fostering in Anytown\n\nReport to Cabinet, 12 June 2026\n\nThe weekly allowance for foster carers is £250.\n"

func TestWithoutPapersAWorryStillGetsItsReply(t *testing.T) {
	a := folder(t, nil)
	if got := ask(t, a, "A boy in my ward told me his father hits him"); got.Status != knowledge.Handled || got.Kind != knowledge.Safeguarding {
		t.Errorf("got %+v", got)
	}
	if got := ask(t, a, "How much is the allowance?"); got.Status != knowledge.NotFound || !strings.Contains(got.Reply, "no papers yet") {
		t.Errorf("got %+v", got)
	}
}

func TestWhereTheRecordsAreDamagedAWorryStillGetsItsReply(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "hearth.db"), []byte(strings.Repeat("no records ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	a := app.New(app.Options{Dir: dir, Zone: time.UTC})
	defer a.Close()
	if got := ask(t, a, "A boy in my ward told me his father hits him"); got.Status != knowledge.Handled {
		t.Errorf("got %+v", got)
	}
	got := ask(t, a, "How much is the allowance?")
	if got.Status != knowledge.Failed || a.Why(got) == nil {
		t.Errorf("got %+v, because %v", got, a.Why(got))
	}
	if strings.Contains(got.Reply, dir) && strings.Contains(got.Reply, "bbolt") {
		t.Errorf("the reply speaks of machinery: %s", got.Reply)
	}
}

func TestAConversationThatWaitsKeepsNobodyFromAdding(t *testing.T) {
	a := folder(t, map[string]string{"a.txt": allowance})
	a.Close()
	if got := ask(t, a, "How much is the weekly allowance for foster carers?"); got.Status != knowledge.Answered {
		t.Fatalf("got %+v", got)
	}
	a.Close() // as a conversation does between two questions
	if err := a.SetContacts(t.Context(), []app.Setting{{Name: "police.phone", Value: "101"}}); err != nil {
		t.Errorf("somebody else can't write: %v", err)
	}
}

func TestACitationOpensInItsSurroundings(t *testing.T) {
	a := folder(t, map[string]string{"a.txt": allowance})
	got := ask(t, a, "How much is the weekly allowance for foster carers?")
	if got.Status != knowledge.Answered {
		t.Fatalf("got %+v", got)
	}
	c := got.Statements[0].Citations()[0]
	e, err := a.Open(t.Context(), []bot.Reference{{Document: c.Document(), Version: c.Version(), Start: c.Span().Start, End: c.Span().End}})
	if err != nil {
		t.Fatal(err)
	}
	var around, quoted string
	for _, p := range e.Parts {
		around += p.Text
		quoted += strings.Join(p.Quotes, "")
	}
	if !strings.Contains(quoted, "£250") || !strings.Contains(around, "12 June 2026") || !e.Current {
		t.Errorf("got %+v", e)
	}
	if b, err := os.ReadFile(e.Open); err != nil || string(b) != allowance {
		t.Errorf("the original at %q holds %q: %v", e.Open, b, err)
	}
}

func TestAGlossaryWithAMistakeChangesNothing(t *testing.T) {
	a := folder(t, nil)
	if err := a.SetGlossary(t.Context(), []byte("[synonyms]\nallowance | grant\n")); err != nil {
		t.Fatal(err)
	}
	a.Close()
	if err := a.SetGlossary(t.Context(), []byte("[no such section]\n")); err == nil {
		t.Fatal("a glossary with a mistake was taken")
	}
	text, err := a.GlossaryText()
	if err != nil || !strings.Contains(string(text), "allowance | grant") {
		t.Errorf("got %q: %v", text, err)
	}
}

func TestOnlyTheOwnerSeesMoreThanThePublicShelf(t *testing.T) {
	dir := t.TempDir()
	a := app.New(app.Options{Dir: dir, Zone: time.UTC})
	if err := a.MayAsk(knowledge.ViewOfficers); err != nil {
		t.Errorf("the owner: %v", err)
	}
	if os.Geteuid() != 0 {
		a = app.New(app.Options{Dir: "/", Zone: time.UTC}) // the administrator's
		err := a.MayAsk(knowledge.ViewOfficers)
		if _, ok := errors.AsType[*app.NotOwnerError](err); !ok {
			t.Errorf("somebody else: %v", err)
		}
	}
	if err := a.MayAsk(knowledge.ViewPublic); err != nil {
		t.Errorf("the public: %v", err)
	}
}
