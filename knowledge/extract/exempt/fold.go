package exempt

import (
	"strings"
	"unicode"
)

// plainer takes away what changes only how a word looks.
var plainer = strings.NewReplacer("’", "'", "\u00a0", " ", "\u00ad", "", "‐", "-", "‑", "-", "*", "", "_", " ", "\u200b", "", "(s)", "s")

// fold makes a line plain to match: lower case, one space, straight quotes.
func fold(s string) string {
	if ornate(s) {
		s = plainer.Replace(s)
	}
	return government.ReplaceAllString(strings.TrimSpace(oneSpace(strings.ToLower(s))), "official-sensitive")
}

// ornate tells whether plainer may find something in s.
func ornate(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || c == '*' || c == '_' || c == '(' {
			return true
		}
	}
	return false
}

// oneSpace makes one space of any run of blanks and line ends.
func oneSpace(s string) string {
	if single(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	was := false
	for i := range len(s) {
		now := blank(s[i])
		switch {
		case !now:
			b.WriteByte(s[i])
		case !was:
			b.WriteByte(' ')
		}
		was = now
	}
	return b.String()
}

// single tells whether oneSpace has nothing to do.
func single(s string) bool {
	was := false
	for i := range len(s) {
		now := blank(s[i])
		if now && (was || s[i] != ' ') {
			return false
		}
		was = now
	}
	return true
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

// unmarked takes bullets, rules and other marks off a line's beginning.
func unmarked(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '(' && r != '['
	})
}
