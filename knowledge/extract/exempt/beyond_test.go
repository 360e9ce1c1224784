package exempt_test

import (
	"strings"
	"testing"

	"hearth/knowledge/extract/exempt"
)

// TestReachOverSections: in a file without pages a marking reaches over headings
// of its own level, which may be what it marks; the officer is told.
func TestReachOverSections(t *testing.T) {
	for sentence, c := range map[string]struct {
		sketch     string
		keep, gone string
		beyond     bool
	}{
		"a banner over the next heading hides it": {
			"# Report\n## Keep\nKeep this.\n## NOT FOR PUBLICATION\n## Costs\nHide it.\n# Keep on\nAnd this.", "Keep on", "Hide", true},
		"a banner with its reason, too": {
			"# Report\n## Keep\nKeep this.\n## NOT FOR PUBLICATION\nParagraph 3 of Schedule 12A applies.\n## Costs\nHide it.\n# Keep on\nAnd this.", "Keep on", "Hide", true},
		"a section of its own does as well": {
			"# Report\n## Keep\nKeep this.\n## Costs (not for publication)\nHide it.\n## Hide the next steps\nHide on.", "Keep this", "Hide", true},
		"its lower headings are its own": {
			"# Report\n## Keep\nKeep this.\n## Costs (not for publication)\n### Hide it\nHide on.\n# Keep on\nAnd this.", "Keep on", "Hide", false},
		"with nothing behind it there is nothing to tell": {
			"# Report\n## Keep\nKeep this.\n## NOT FOR PUBLICATION\nHide it.\n# Keep on\nAnd this.", "Keep on", "Hide", false},
		"the next appendix ends it": {
			"# Report\n## Keep\nKeep this.\n## Appendix 1 (exempt)\nHide it.\n## Appendix 2\nKeep on.", "Keep on", "Hide", false},
	} {
		t.Run(sentence, func(t *testing.T) {
			p := draft(c.sketch)
			if err := (exempt.Clues{}).Sift("a.md", p); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(p.Text, c.keep) || strings.Contains(p.Text, c.gone) {
				t.Errorf("left %q", p.Text)
			}
			if len(p.Refused) != 1 || p.Refused[0].Beyond != c.beyond || strings.Contains(p.Refused[0].String(), "sections after it") != c.beyond {
				t.Errorf("refused %v", p.Refused)
			}
		})
	}
}
