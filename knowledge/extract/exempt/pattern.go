package exempt

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A pattern is a regular expression that first looks for the words without
// which it can't match. Looking for words is some fifty times quicker, and most
// of what is read has none of them. It is compiled at its first use, as most
// processes read no document.
type pattern struct{ rule func() *rule }

type rule struct {
	re    *regexp.Regexp
	needs []string // a match holds one of these; none: nothing is known
}

// pat is a pattern's rule with what it needs.
func pat(expr string) pattern {
	return pattern{sync.OnceValue(func() *rule { return &rule{regexp.MustCompile(expr), needs(expr)} })}
}

// in gives the expression where s may hold a match, else nil.
func (p pattern) in(s string) *regexp.Regexp {
	if r := p.rule(); len(r.needs) == 0 || holdsOne(s, r.needs) {
		return r.re
	}
	return nil
}

func holdsOne(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// MatchString is regexp's.
func (p pattern) MatchString(s string) bool {
	re := p.in(s)
	return re != nil && re.MatchString(s)
}

// FindString is regexp's.
func (p pattern) FindString(s string) string {
	if re := p.in(s); re != nil {
		return re.FindString(s)
	}
	return ""
}

// FindStringIndex is regexp's.
func (p pattern) FindStringIndex(s string) []int {
	if re := p.in(s); re != nil {
		return re.FindStringIndex(s)
	}
	return nil
}

// FindAllStringSubmatchIndex is regexp's.
func (p pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if re := p.in(s); re != nil {
		return re.FindAllStringSubmatchIndex(s, n)
	}
	return nil
}

// ReplaceAllString is regexp's.
func (p pattern) ReplaceAllString(s, by string) string {
	if re := p.in(s); re != nil {
		return re.ReplaceAllString(s, by)
	}
	return s
}
