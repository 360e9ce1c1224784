package index_test

import (
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/index"
)

func TestCorrect(t *testing.T) {
	secret := source("s", "Officers", "The safeguarding contractor Zebedeeville.")
	secret.Document.Shelf = knowledge.ShelfOfficers
	ix := build(t,
		source("a", "Pledge", "The councillors made a pledge to children; accommodation and safeguarding matter. Ofsted came. Section s22a."),
		source("b", "Pledges", "Safeguarding again, accommodation again, a council's councillors."),
		source("c", "Rare", "One counsellor spoke."), secret)
	for name, c := range map[string]struct {
		typed string
		as    knowledge.Viewer
		want  string
	}{
		"a letter lost":                       {"pldge", knowledge.ViewPublic, "pledge"},
		"letters swapped":                     {"pledeg", knowledge.ViewPublic, "pledge"},
		"a letter too many":                   {"ofstedd", knowledge.ViewPublic, "ofsted"},
		"two letters in a long word":          {"acommodatoin", knowledge.ViewPublic, "accommodation"},
		"the nearest before the commoner":     {"councellor", knowledge.ViewPublic, "counsellor"},
		"a known word stays":                  {"pledge", knowledge.ViewPublic, ""},
		"a known stem stays":                  {"pledging", knowledge.ViewPublic, ""},
		"a name stays":                        {"Pldge", knowledge.ViewPublic, ""},
		"a code stays":                        {"s22b", knowledge.ViewPublic, ""},
		"a short word stays":                  {"pld", knowledge.ViewPublic, ""},
		"too far is nothing":                  {"plxxge", knowledge.ViewPublic, ""},
		"a hidden paper's word is not told":   {"zebedeevile", knowledge.ViewPublic, ""},
		"to those who may see it, it is told": {"zebedeevile", knowledge.ViewOfficers, "zebedeeville"},
		"two letters in a short word are two": {"pelgde", knowledge.ViewPublic, ""},
		"a stop word stays":                   {"where", knowledge.ViewPublic, ""},
	} {
		t.Run(name, func(t *testing.T) {
			view(t, ix, func(r *index.Reader) {
				got, ok := r.Correct(c.typed, c.as)
				if !ok {
					got = ""
				}
				if got != c.want {
					t.Errorf("%q is corrected to %q, want %q", c.typed, got, c.want)
				}
			})
		})
	}
}
