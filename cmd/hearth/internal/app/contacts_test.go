package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
	"hearth/storage/bolt"
)

const worry = "A boy in my ward told me his father hits him"

func TestAWorryDoesNotWaitForRecordsThatOthersHold(t *testing.T) {
	dir := t.TempDir()
	held, err := bolt.Open(filepath.Join(dir, "hearth.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	a := app.New(app.Options{Dir: dir, Zone: time.UTC})
	defer a.Close()
	began := time.Now()
	got := ask(t, a, worry)
	if took := time.Since(began); took > time.Second { // far above the wait, below the two seconds that commands wait
		t.Errorf("the reply took %v", took)
	}
	if got.Kind != knowledge.Safeguarding || !strings.Contains(got.Reply, "can't look up") || strings.Contains(got.Reply, "not given") {
		t.Errorf("got %+v", got)
	}
}

func TestNumbersAreReadWhereTheyAreSetAndOnlyThere(t *testing.T) {
	a := folder(t, nil)
	if got := ask(t, a, worry); !strings.Contains(got.Reply, "not given me its number") {
		t.Errorf("nothing is set: %s", got.Reply)
	}
	if err := a.SetContacts(t.Context(), []app.Setting{{Name: "front-door.phone", Value: "01234 567890"}}); err != nil {
		t.Fatal(err)
	}
	a.Close()
	for _, q := range []string{worry, "what is the number for the front door"} {
		if got := ask(t, a, q); got.Status != knowledge.Handled || !strings.Contains(got.Reply, "01234 567890") {
			t.Errorf("%q: %+v", q, got)
		}
	}
	damaged := t.TempDir()
	if err := os.WriteFile(filepath.Join(damaged, "hearth.db"), []byte(strings.Repeat("no records ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	b := app.New(app.Options{Dir: damaged, Zone: time.UTC})
	defer b.Close()
	if got := ask(t, b, worry); !strings.Contains(got.Reply, "can't look up") {
		t.Errorf("damaged records: %s", got.Reply)
	}
}

func TestHelloSuggestsWhatTheStarterAnswers(t *testing.T) {
	a := folder(t, nil)
	if r, err := a.AddStarter(t.Context()); err != nil || !r.OK() {
		t.Fatalf("%+v: %v", r, err)
	}
	hello := ask(t, a, "hello")
	for _, q := range app.SampleQuestions() {
		if !strings.Contains(hello.Reply, q) {
			t.Errorf("hello doesn't suggest %q: %s", q, hello.Reply)
		}
		if got := ask(t, a, q); got.Status != knowledge.Answered {
			t.Errorf("%q is suggested and gets %s: %s", q, got.Status, got.Reply)
		}
	}
}

// Every council of the list is a place and nobody's name.
func TestCouncilsAreNobodysName(t *testing.T) {
	a := folder(t, nil)
	for _, place := range []string{"Kent", "Leeds", "Middlesbrough", "Stockton", "Redcar", "Bradford", "Telford", "Isle of Wight", "Devon", "Brighton", "Tower Hamlets"} {
		for _, q := range []string{"what is " + place + "'s mother and baby unit", "what is " + place + "'s case file policy", "Does " + place + " house care leavers?"} {
			if got := ask(t, a, q); got.Status == knowledge.Handled {
				t.Errorf("%q is handled as %s", q, got.Kind)
			}
		}
	}
}
