package draft

import (
	"strconv"
	"strings"

	"hearth/knowledge"
)

// Number writes n as lists count: "1" decimal, "a", "A", "i", "I".
func Number(kind string, n int) string {
	switch {
	case n < 1 || n > 3999:
	case kind == "a":
		return letters(n)
	case kind == "A":
		return strings.ToUpper(letters(n))
	case kind == "i":
		return romanOf(n)
	case kind == "I":
		return strings.ToUpper(romanOf(n))
	}
	return strconv.Itoa(n)
}

// letters counts a … z, aa, ab, … as word processors' spreadsheets do.
func letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

func romanOf(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}

// Stated tells whether a heading is stated by the format.
func (d *Draft) Stated() bool {
	for _, p := range d.Pieces {
		if p.Kind == knowledge.Heading && !p.Loose {
			return true
		}
	}
	return false
}
