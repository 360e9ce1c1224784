package blockkit

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// A stretch is the bytes of a text from one place to another.
type stretch struct{ from, to int }

// split parts a text into stretches of at most limit characters, the longest
// that end with a line, else with a sentence, else with a word. Within a word it
// parts only one that is longer than limit. Space where it parts belongs to
// neither side; no stretch is empty.
func split(s string, limit int) []stretch {
	var out []stretch
	at := skipSpace(s, 0)
	for at < len(s) {
		end := part(s[at:], limit) + at
		if to := at + len(strings.TrimRightFunc(s[at:end], unicode.IsSpace)); to > at {
			out = append(out, stretch{at, to})
		}
		at = skipSpace(s, end)
	}
	return out
}

func skipSpace(s string, at int) int {
	return at + len(s[at:]) - len(strings.TrimLeftFunc(s[at:], unicode.IsSpace))
}

// part is how many bytes of a text that doesn't begin with space come first.
func part(s string, limit int) int {
	n, hard := 0, len(s)
	for i, r := range s {
		if n += utf16.RuneLen(r); n > limit {
			hard = i
			break
		}
	}
	if hard == len(s) {
		return hard
	}
	if hard == 0 { // one character is more than the limit
		_, size := utf8.DecodeRuneInString(s)
		return size
	}
	line, sentence, word := 0, 0, 0
	var before rune
	for i, r := range s[:hard] {
		if unicode.IsSpace(r) {
			switch {
			case r == '\n':
				line = i
			case strings.ContainsRune(".!?…", before):
				sentence = i
			}
			word = i
		}
		if !strings.ContainsRune("”’\"')]", r) {
			before = r
		}
	}
	if r, _ := utf8.DecodeRuneInString(s[hard:]); unicode.IsSpace(r) {
		word = hard
	}
	// A line or sentence that ends early would leave much of the post empty.
	switch {
	case line >= hard/2:
		return line
	case sentence >= hard/2:
		return sentence
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
