package cards

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// split parts one line into pieces of at most limit bytes, that end with a
// sentence if they can, else with a word. Within a word it parts only one that is
// longer than limit.
func split(s string, limit int) (out []string) {
	for s = oneLine(s); len(s) > limit; {
		end := part(s, limit)
		out = append(out, strings.TrimSpace(s[:end]))
		s = strings.TrimSpace(s[end:])
	}
	if s != "" {
		out = append(out, s)
	}
	return out
}

// part is how many bytes of a line that is longer than limit come first.
func part(s string, limit int) int {
	hard := limit
	for hard > 0 && !utf8.RuneStart(s[hard]) {
		hard--
	}
	if hard == 0 { // one character is more than the limit
		_, size := utf8.DecodeRuneInString(s)
		return size
	}
	sentence, word := 0, 0
	var before rune
	for i, r := range s[:hard] {
		if r == ' ' {
			if strings.ContainsRune(".!?…", before) {
				sentence = i
			}
			word = i
		}
		if !strings.ContainsRune("”’\"')]", r) {
			before = r
		}
	}
	switch {
	case s[hard] == ' ' && strings.ContainsRune(".!?…", before):
		return hard
	case sentence >= hard/2: // one that ends early would leave much of the part empty
		return sentence
	case s[hard] == ' ':
		return hard
	case word > 0:
		return word
	}
	return whole(s, hard)
}

// whole moves a place in a word back to where a character begins that is not
// joined to the one before.
func whole(s string, at int) int {
	for i := at; i > 0; {
		r, _ := utf8.DecodeRuneInString(s[i:])
		last, size := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.Is(unicode.M, r) && r != '\u200D' && last != '\u200D' && (r < 0x1F3FB || r > 0x1F3FF) {
			return i
		}
		i -= size
	}
	return at
}
