package blockkit

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// encode writes any bytes so that Slack gives them back as they were: without
// what is no character, and without the characters that it escapes on the way.
func encode(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || !unicode.IsPrint(r) || strings.ContainsRune("%&<>", r) {
			for _, c := range []byte(s[i : i+size]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		} else {
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// decode undoes encode.
func decode(s string) string {
	out, err := url.PathUnescape(s)
	if err != nil {
		return s // not ours
	}
	return out
}
