package app_test

import (
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/starter"
)

// TestTheStarterAnswersItsSamples asks what demo and the replies suggest asking.
func TestTheStarterAnswersItsSamples(t *testing.T) {
	a := folder(t, nil)
	if r, err := a.AddStarter(t.Context()); err != nil || !r.OK() {
		t.Fatalf("%+v: %v", r, err)
	}
	for _, s := range starter.Samples() {
		if got := ask(t, a, s.Question); got.Status != knowledge.Answered || !strings.Contains(got.Reply, s.Holds) {
			t.Errorf("%q: %s, want an answer that holds %q:\n%s", s.Question, got.Status, s.Holds, got.Reply)
		}
	}
}
