package cards

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean leaves out what no reader sees and what turns the direction of writing
// around, and makes every line end a line feed.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\u2028', r == '\u2029', r == '\v', r == '\f', r == '\u0085':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\uFEFF':
			return -1
		}
		return r
	}, s)
}

// oneLine is clean without line ends and with single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// lines are the lines of a text that have something in them, with single spaces.
func lines(s string) (out []string) {
	for line := range strings.SplitSeq(clean(s), "\n") {
		if line = oneLine(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

var (
	// formats are the characters that mean something wherever they stand.
	formats = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;",
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "|", `\|`)
	// leads are those that mean something at the head of a line.
	leads = regexp.MustCompile(`^(#|\+|-|=|[0-9]+[.)])`)
	// marks are numbers that Teams would take for those of citations.
	marks = regexp.MustCompile(`\[([0-9]+\])`)
	// address is where a bare address begins, or is parted: Teams makes links of
	// them, and also of names like council.example.
	address = regexp.MustCompile(`([\pL\pN][.@]|:/)([\pL/])`)
)

// joiner has no width. It parts what would be taken for something.
const joiner = "\u2060"

// literal writes one line so that markdown shows it as it is.
func literal(s string) string {
	s = marks.ReplaceAllString(oneLine(s), "["+joiner+"$1")
	for range 2 { // matches may have their first or last character in common
		s = address.ReplaceAllString(s, "$1"+joiner+"$2")
	}
	s = formats.Replace(s)
	if at := leads.FindStringIndex(s); at != nil {
		s = s[:at[1]-1] + `\` + s[at[1]-1:]
	}
	return s
}

// bold writes a line in bold. Space at its ends would keep markdown from it.
func bold(s string) string {
	if s = literal(s); s == "" {
		return ""
	}
	return "**" + s + "**"
}

// cut shortens a text to a number of characters, if it can at the end of a word.
func cut(s string, limit int) string {
	s = oneLine(s)
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)[:limit-1]
	end := len(runes)
	for end > 0 && (unicode.Is(unicode.M, runes[end-1]) || runes[end-1] == '\u200D') {
		end--
	}
	if word := strings.LastIndexByte(string(runes[:end]), ' '); word > len(string(runes[:end]))/2 {
		return strings.TrimRight(string(runes[:end])[:word], " ") + "…"
	}
	return string(runes[:end]) + "…"
}

// fits tells whether cut leaves a text whole.
func fits(s string, limit int) bool { return utf8.RuneCountInString(oneLine(s)) <= limit }
