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

// Capitals tells whether a line is set in capitals: so many at least, and no
// small letter among them.
func Capitals(s string, least int) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= least
}
