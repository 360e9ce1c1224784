package pdf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraph counts the lines that belong to the first one's block. The text
// reaches at least as far right as least.
func (s *shape) paragraph(ls []line, least float64) int {
	right := math.Max(columnRight(ls), least)
	n := 1
	for n < len(ls) && s.goesOn(ls[:n], ls[n], right) {
		if _, cells := s.tableRow(ls[n:]); cells > 0 {
			break
		}
		n++
	}
	return n
}

// columnRight is how far the lines of the first one's column reach.
func columnRight(ls []line) float64 {
	right := ls[0].right
	for i, l := range ls {
		if i > 0 && l.fromTop || i > 60 {
			break
		}
		right = math.Max(right, l.right)
	}
	return right
}

// goesOn tells whether next belongs to the block of the lines before it.
func (s *shape) goesOn(before []line, next line, right float64) bool {
	last := before[len(before)-1]
	if next.fromTop || len(next.cells) > 0 {
		return false
	}
	if marker(next.text) > 0 && !(strings.HasPrefix(next.text, "- ") && next.left > before[0].left+2) && startsItem(last, next) {
		return false
	}
	if math.Abs(next.size-last.size) > 0.08*last.size {
		return false
	}
	head, nextHead := s.level(before[0]), s.level(next)
	if (head > 0) != (nextHead > 0) {
		return false
	}
	if d := (last.top - next.top) / last.size; d > s.pitch*1.3 || d > s.pitch+0.55 {
		return false
	}
	if head > 0 {
		return head == nextHead
	}
	if strings.HasSuffix(last.text, string(softHyphen)) {
		return true
	}
	// A line that had room for the next one's first word was ended on purpose.
	word := float64(len(firstWord(next.text))+1) * charWidth(last)
	first, _ := utf8.DecodeRuneInString(next.text)
	return unicode.IsLower(first) || last.right+word*1.15 > right
}

func charWidth(l line) float64 {
	if n := len(l.text); n > 8 {
		return (l.right - l.left) / float64(n)
	}
	return 0.5 * l.size
}

// startsItem tells a marker from a number or letter that happens to begin a
// wrapped line, as in "section\n22. The duty".
func startsItem(last, next line) bool {
	if next.bullet || next.left < last.left-1 {
		return true
	}
	w := firstWord(next.text)
	if isBullet(w) || strings.HasPrefix(w, "(") {
		return true
	}
	end := last.text[len(last.text)-1]
	return strings.ContainsRune(".:;?!", rune(end)) || strings.HasSuffix(last.text, " and") || strings.HasSuffix(last.text, " or") ||
		(last.top-next.top)/last.size > 1.3
}

// join puts the next line after a text: without a space after a hyphen.
func join(a, b string) string {
	if strings.HasSuffix(a, string(softHyphen)) {
		return a + b
	}
	if strings.HasSuffix(a, "-") && !strings.HasSuffix(a, " -") && !strings.HasSuffix(a, "--") || strings.HasSuffix(a, "/") && !strings.Contains(firstWord(b), "/") && strings.Contains(a, "://") {
		return a + b
	}
	return a + " " + b
}
