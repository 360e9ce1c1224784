package glossary_test

import (
	"strings"
	"testing"

	"hearth/knowledge/extract/guess"
	"hearth/knowledge/glossary"
)

// TestMeaningsAreEveryCouncils: the word list explains a short form to every
// council, so no meaning may speak of one of them.
func TestMeaningsAreEveryCouncils(t *testing.T) {
	areas, short := guess.Places()
	for other := range short {
		areas = append(areas, strings.ToUpper(other[:1])+other[1:])
	}
	if len(areas) < 300 {
		t.Fatalf("only %d councils to look for", len(areas))
	}
	for _, m := range glossary.Default().Meanings() {
		words := " " + strings.NewReplacer(",", " ", ".", " ", ":", " ", ";", " ", "'s", " ", "’s", " ").Replace(m.Full+" "+m.Plain) + " "
		for _, place := range areas {
			if strings.Contains(words, " "+place+" ") {
				t.Errorf("%s is explained as %s's: %s", m.Short, place, m.Plain)
			}
		}
	}
}
