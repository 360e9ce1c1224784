package knowledge

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ShownTitle is a title as it is shown: one in capitals throughout is set in
// ordinary letters.
func ShownTitle(title string) string {
	if strings.ToUpper(title) != title || len(strings.Fields(title)) < 3 {
		return title
	}
	words := strings.Fields(strings.ToLower(title))
	for i, w := range words {
		if i == 0 || !slices.Contains([]string{"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}, w) {
			r, n := utf8.DecodeRuneInString(w)
			words[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}
