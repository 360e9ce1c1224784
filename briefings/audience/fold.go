package audience

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold is text without what people write in different ways: case, accents,
// apostrophes, hyphens, full stops and spaces.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ReplaceAll(strings.ToLower(s), "&", " and ")) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '‘' || r == '.':
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '@':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
