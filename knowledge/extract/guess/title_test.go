package guess_test

import (
	"testing"

	"hearth/knowledge/extract/guess"
)

func TestTitles(t *testing.T) {
	const prose = "\n\nWe look after the children of the town, and this is how we do it.\n"
	for name, c := range map[string]struct{ in, want string }{
		"a heading with a council's name in it": {"# Fostering report Zorblax Council" + prose, "Fostering report Zorblax Council"},
		"the same in capitals of each word":     {"# Fostering Report Leeds City Council" + prose, "Fostering Report Leeds City Council"},
		"a council's name alone is passed over": {"# Leeds City Council\n\n# Local offer" + prose, "Local offer"},
		"a council that no list has, too":       {"# Zorblax Borough Council\n\n# Local offer" + prose, "Local offer"},
		"the highest heading wins":              {"## Our plan\n\n# Fostering in the town" + prose, "Fostering in the town"},
		"a lower one where there is no other":   {"## Fostering in the town" + prose, "Fostering in the town"},
		"a heading may ask":                     {"# What is corporate parenting?" + prose, "What is corporate parenting?"},
		"a council of children is a subject":    {"# Children in Care Council" + prose, "Children in Care Council"},
		"a first line":                          {"Fostering in the town" + prose, "Fostering in the town"},
		"a first line with a year and a comma":  {"Budget 2021, and what comes after" + prose, "Budget 2021, and what comes after"},
		"a line after the council's name":       {"Leeds City Council\n\nFull Council\n\nLocal offer for care leavers" + prose, "Local offer for care leavers"},
		"one word":                              {"Sufficiency" + prose, "Sufficiency"},
		"questions have no title":               {"what does the LADO do?\nwho sits on the board?\n", ""},
		"nor have questions that begin well":    {"What does the LADO do?\nWho sits on the board?\n", ""},
		"nor an agenda's numbered lines":        {"1. Minutes\n2. Fostering report\n3. Any other business\n", ""},
		"nor numbered headings":                 {"# 1. Minutes" + prose, ""},
		"nor lettered lines":                    {"(a) Minutes of the board\n(b) Fostering\n", ""},
		"nor a table's head":                    {"ward,children\nHill,3\nDale,4\n", ""},
		"nor a longer one":                      {"a,b ward,children" + prose, ""},
		"nor a scrap":                           {"more2\n\nIt went on and on, and nobody minded that it did.\n", ""},
		"nor a line in the midst of things":     {"and so on with the rest of it\n", ""},
		"nor a greeting":                        {"Dear colleague\n\nplease find the paper.\n", ""},
		"a first line after what is none":       {"1. Minutes\n\nLocal offer for care leavers" + prose, "Local offer for care leavers"},
	} {
		t.Run(name, func(t *testing.T) {
			p := paper(t, c.in)
			guess.Fill(&p)
			if p.Title != c.want {
				t.Errorf("from %.80q got %q, want %q", c.in, p.Title, c.want)
			}
		})
	}
}
