package exempt

import (
	"regexp"
	"slices"
	"strings"
)

// A pattern is a regular expression that first looks for the words without
// which it can't match. Looking for words is some fifty times quicker, and most
// of what is read has none of them.
type pattern struct {
	*regexp.Regexp
	needs []string // a match holds one of these; none: nothing is known
}

// pat compiles a rule and derives what it needs.
func pat(expr string) pattern {
	return pattern{regexp.MustCompile(expr), needs(expr)}
}

// may tells whether there can be a match in s.
func (p pattern) may(s string) bool { return len(p.needs) == 0 || holdsOne(s, p.needs) }

func holdsOne(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// MatchString is regexp's.
func (p pattern) MatchString(s string) bool { return p.may(s) && p.Regexp.MatchString(s) }

// FindString is regexp's.
func (p pattern) FindString(s string) string {
	if !p.may(s) {
		return ""
	}
	return p.Regexp.FindString(s)
}

// FindStringIndex is regexp's.
func (p pattern) FindStringIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.Regexp.FindStringIndex(s)
}

// FindAllStringSubmatchIndex is regexp's.
func (p pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	return p.Regexp.FindAllStringSubmatchIndex(s, n)
}

// ReplaceAllString is regexp's.
func (p pattern) ReplaceAllString(s, by string) string {
	if !p.may(s) {
		return s
	}
	return p.Regexp.ReplaceAllString(s, by)
}
