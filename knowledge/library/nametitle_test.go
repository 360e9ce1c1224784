package library_test

import (
	"testing"

	"hearth/knowledge/library"
)

// TestTitleOfANamelessPaper: where a paper shows no title, its file's name
// gives one.
func TestTitleOfANamelessPaper(t *testing.T) {
	for file, want := range map[string]string{
		"corporate-parenting_report.json":   "corporate parenting report",
		"minutes-2021-03-16_v2.json":        "minutes 2021-03-16 v2",
		"Stockton-on-Tees+offer.final.json": "Stockton on Tees offer.final",
		"plain.json":                        "plain",
		"___.json":                          "___.json",
	} {
		t.Run(file, func(t *testing.T) {
			l, in := fresh(t)
			r := add(t, l, write(t, in+"/"+file, `[{"Text":"It went on."}]`), library.AddOptions{})
			if r.Title != want {
				t.Errorf("the title is %q, want %q", r.Title, want)
			}
		})
	}
}
