package extract

import (
	"strings"
	"unicode"
)

// Letters keeps a line's letters and digits, in lower case: what stays the same
// however the line was set, spaced or broken.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
