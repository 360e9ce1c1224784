package audience

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// repeatsHeading tells whether a row is the heading once more, as on each page
// of a printed list.
func repeatsHeading(s Sheet, c Columns, r Row) bool {
	at := slices.IndexFunc(s.Rows, func(h Row) bool { return h.Number == c.Header })
	return at >= 0 && slices.Equal(s.Rows[at].Cells, r.Cells)
}

// nameLike tells whether a cleaned name could be a person's.
func nameLike(s string) bool {
	return utf8.RuneCountInString(s) <= maxName && !strings.ContainsFunc(s, unicode.IsDigit) && !strings.ContainsAny(s, "@:") &&
		strings.ContainsFunc(s, unicode.IsLetter) && len(strings.Fields(s)) <= 8
}

// tidyWard is a ward's name without a party behind it.
func tidyWard(s string) string { return strings.Join(strings.Fields(dropParty(s)), " ") }

// dropParty takes away what stands in brackets and is a party.
func dropParty(s string) string {
	return bracketed().ReplaceAllStringFunc(s, func(in string) string {
		if all(strings.Trim(in, "()[]"), parties) {
			return " "
		}
		return in
	})
}

// cleanAddress reads an address as lists have it: alone, as a link, or behind a
// name.
func cleanAddress(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = s[7:]
	}
	if a, err := mail.ParseAddress(s); err == nil {
		s = a.Address
	}
	return Address(strings.TrimRight(s, ";,. "))
}
