package guess

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// modern writes the two letters that (?i) takes for another, and no paper has.
var modern = strings.NewReplacer("ſ", "s", "\u212a", "k")

// TestSignsHoldTheirWords draws texts that each sign's pattern matches: one of
// its words must be there, or the sign would be overlooked.
func TestSignsHoldTheirWords(t *testing.T) {
	for _, s := range signs {
		if s.text == nil {
			continue
		}
		drawn := rapid.StringMatching(s.text.String())
		t.Run(string(s.kind), rapid.MakeCheck(func(t *rapid.T) {
			text := modern.Replace(drawn.Draw(t, "text"))
			if low := strings.ToLower(text); !slices.ContainsFunc(s.words, func(w string) bool { return strings.Contains(low, w) }) {
				t.Fatalf("%q is a sign but holds none of %q", text, s.words)
			}
		}))
	}
}

// TestOrdinaryWords says that the quick look at a word agrees with the long one.
func TestOrdinaryWords(t *testing.T) {
	words := []string{"Board", "Leeds", "LEEDS", "leeds", "King's", "Stockton-on-Tees", "St", "É", "York’s", "Zürich", "Northamptonshire", strings.Repeat("A", 40)}
	for first := range firsts {
		words = append(words, first, strings.ToUpper(first))
	}
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.OneOf(rapid.SampledFrom(words), rapid.StringMatching(`[A-Z][A-Za-z'&-]{0,30}`)).Draw(t, "word")
		bare, _ := possessive(w)
		first, _, _ := strings.Cut(key(bare), " ")
		if ordinary(w) && firsts[first] {
			t.Fatalf("%q is called ordinary, but places begin with it", w)
		}
	})
}
