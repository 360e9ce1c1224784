package extract_test

import (
	"testing"

	"hearth/knowledge/extract"
)

func TestLettersStayTheSameHoweverALineWasSet(t *testing.T) {
	for _, line := range []string{"Item 7a: Children’s Offer", "ITEM 7A –  children's\noffer", "item 7a children s of-fer"} {
		if got := extract.Letters(line); got != "item7achildrensoffer" {
			t.Errorf("from %q got %q", line, got)
		}
	}
}

func TestCapitals(t *testing.T) {
	for sentence, c := range map[string]struct {
		line string
		want bool
	}{
		"a heading in capitals":     {"OUR OFFER, 2021", true},
		"one small letter":          {"OUR OFFEr", false},
		"too few":                   {"NHS 2021", false},
		"neither capital nor small": {"2021", false},
	} {
		if got := extract.Capitals(c.line, 4); got != c.want {
			t.Errorf("%s: got %v", sentence, got)
		}
	}
}
