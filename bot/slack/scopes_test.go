package slack_test

import (
	"slices"
	"strings"
	"testing"

	"hearth/bot/slack"
)

func TestScopesAreListedOnceWithAReason(t *testing.T) {
	var names []string
	for _, s := range slack.Scopes() {
		names = append(names, s.Name)
		if !strings.HasSuffix(s.Why, ".") || strings.Count(s.Why, ". ") > 0 {
			t.Errorf("%s: %q is not one sentence", s.Name, s.Why)
		}
		if len(s.Methods)+len(s.Events) == 0 && s.Name != "commands" {
			t.Errorf("%s is needed by nothing", s.Name)
		}
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("got %q, want each once and sorted", names)
	}
}
