package draft

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestCleanTexts says that the look which spares Clean its work is right: what
// it calls clean has nothing to even out, and it calls what Clean gives clean
// where that is plain.
func TestCleanTexts(t *testing.T) {
	scraps := []string{"a word", " ", "  ", "\t", "\u00ad", "\u200b", `\*`, `\`, "é", "\x00", "\x7f", "~", ".", "\n", "\u00a0", "\xff", ""}
	plain := 0
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 4).Draw(t, "scraps"), "")
		if !clean(s) {
			return
		}
		plain++
		if strings.Join(strings.Fields(s), " ") != s || strings.ContainsAny(s, "\\\x00\x7f\u00ad\u200b\u00a0") || strings.ToValidUTF8(s, "") != s {
			t.Fatalf("%q is called clean", s)
		}
	})
	if plain == 0 {
		t.Error("no text was called clean")
	}
}
