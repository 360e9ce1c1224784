package guard

import (
	"testing"

	"hearth/knowledge"
)

// A pattern whose end may be missing matches without it, so the end is dead
// and usually a slip that makes the pattern far too wide.
func TestPatternsEndInSomething(t *testing.T) {
	for _, r := range rules() {
		if r.name == "" || r.why == "" || r.kind == "" || len(r.any) == 0 && r.test == nil {
			t.Errorf("rule %q (%s) is not whole", r.name, r.kind)
		}
		for i, p := range r.any {
			if e := p.elements[len(p.elements)-1]; e.optional || e.gap > 0 {
				t.Errorf("%s: pattern %d ends in what may be missing", r.name, i)
			}
		}
	}
}

func TestOrderOfRules(t *testing.T) {
	rs := rules()
	if rs[0].kind != knowledge.Emergency {
		t.Fatalf("the first rule is for %s", rs[0].kind)
	}
	other := false
	for _, r := range rs {
		if r.name == "an account of a child" {
			continue // takes what all others passed by
		}
		worry := r.kind == knowledge.Emergency || r.kind == knowledge.Safeguarding
		if worry && other {
			t.Errorf("rule %q comes after a rule of another kind", r.name)
		}
		other = other || !worry
	}
}
