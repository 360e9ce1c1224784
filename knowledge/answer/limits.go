package answer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearth/knowledge"
)

// fit tells whether what the question names is the finding's own: each year,
// section and nation must stand in what would be quoted or in what it stands
// under.
func (l constraints) fit(f *finding, text, lead string) bool {
	if len(l.years)+len(l.sections)+len(l.nations) == 0 {
		return true
	}
	if l.before != "" && strings.Contains(squash(text), squash(l.before)) && !strings.Contains(squash(text), " before"+squash(l.before)) {
		return false // of that date, so not of what was before it
	}
	d := f.paper.Document
	raw := text + " " + lead + " " + f.passage.Section + " " + d.Title + " " + strings.Join(f.passage.texts, " ")
	near := squash(raw)
	dated := near + squash(d.Date.Long())
	for _, m := range l.months {
		if !namesMonth(dated, m) {
			return false
		}
	}
	for _, y := range l.years {
		switch {
		case y == l.law:
			if !strings.Contains(near, squash(y)) {
				return false // a paper of that year isn't that year's law
			}
		case !namesYear(dated, y) && !inForceIn(d, y), otherYear(text+" "+lead, y, d):
			return false
		}
	}
	if len(l.sections) > 0 && !slices.ContainsFunc(l.sections, func(s string) bool { return namesSection(raw, s) }) {
		return false // "the difference between section 20 and section 31" is told of each
	}
	for _, n := range l.nations {
		if !strings.EqualFold(d.Nation, n) && !strings.Contains(near, squash(n)) {
			return false
		}
	}
	return true
}

// otherYear tells whether words name years and not the one that is asked: what
// stands beside them is of another year.
func otherYear(text, year string, d knowledge.Document) bool {
	years := reYearSpan().FindAllString(text, -1)
	return len(years) > 0 && !namesYear(squash(text), year) && !strings.Contains(squash(d.Title), squash(year))
}

// namesYear tells whether a squashed text names a year, by itself or as the one
// before a year that it names: "81,770 in March 2025, against 83,630 a year
// before".
func namesYear(text, year string) bool {
	if strings.Contains(text, squash(year)) {
		return true
	}
	y, err := strconv.Atoi(year)
	return err == nil && reYearBefore().MatchString(text) && strings.Contains(text, squash(strconv.Itoa(y+1)))
}

// namesMonth tells whether a squashed text names a month of a year, in words or as
// part of a date in figures.
func namesMonth(text, month string) bool {
	t, err := time.Parse("January 2006", strings.ToUpper(month[:1])+month[1:])
	return strings.Contains(text, " "+month+" ") || err == nil && (strings.Contains(text, t.Format(" 01 2006 ")) || strings.Contains(text, t.Format(" 2006 01 ")))
}

var reYearBefore = lazily(` (?:a|the|one) year (?:before|earlier) | the previous year `)

// inForceIn tells whether a paper's dates of force span a year.
func inForceIn(d knowledge.Document, year string) bool {
	y, err := strconv.Atoi(year)
	return err == nil && d.InForceFrom.Year > 0 && d.InForceFrom.Year <= y && d.InForceUntil.Year >= y
}

// namesSection tells whether a text names a section, in any of the ways they are
// written: "section 22G", "s22G", "sections 22 and 33(1)", "reg 44", "20(1)". The
// number of a subsection or a heading is none.
func namesSection(text, number string) bool {
	text = strings.ToLower(text)
	for at := 0; ; {
		i := strings.Index(text[at:], number)
		if i < 0 {
			return false
		}
		i += at
		at = i + len(number)
		before, after := text[:i], text[at:]
		if after != "" && isWordByte(after[0]) {
			continue
		}
		if strings.HasPrefix(after, "(") && !strings.HasSuffix(before, "(") && (before == "" || !isWordByte(before[len(before)-1])) {
			return true
		}
		if reSectionBefore().MatchString(before[max(0, len(before)-60):]) {
			return true
		}
	}
}

func isWordByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

// reSectionBefore is what stands before the number of a section: the word for it,
// and other sections after that.
var reSectionBefore = lazily(`\b(?:sections?|ss?|reg(?:ulation)?s?|schedules?|parts?|articles?|para(?:graph)?s?|clauses?)\.? ?(?:\d+[a-z]*(?:\([^)]*\))*(?:, | and | or | to ))*$`)

// constraints are what the question names and an answer's paper must fit.
type constraints struct {
	councils []string // places of councils, as the glossary of places names them
	years    []string // "2017", "2020-2023", "2026-27"
	months   []string // "april 2021", squashed, but not where what came before it is asked
	law      string   // the year by which a law or guidance is named: "the 2026 Act"
	before   string   // "December 2019", where what came before it is asked
	sections []string // stems of "section 22g"
	nations  []string
}

var (
	reYearSpan = lazily(`\b(?:19|20)\d\d ?[-–/] ?(?:(?:19|20)\d\d|\d\d)\b|\b(?:19|20)\d\d\b`)
	reSections = lazily(`(?i)\b(?:section|regulation|reg|s|part|schedule|article)\.? ?(\d+[a-z]*)\b`)
	reNations  = map[string]func() *regexp.Regexp{
		"Wales":            lazily(`(?i)\b(?:wales|welsh)\b`),
		"Scotland":         lazily(`(?i)\b(?:scotland|scottish|scots)\b`),
		"Northern Ireland": lazily(`(?i)\bnorthern (?:ireland|irish)\b`),
	}
)

func isMonth(word string) bool {
	_, err := time.Parse("January", strings.ToUpper(word[:min(1, len(word))])+strings.ToLower(word[min(1, len(word)):]))
	return err == nil
}

func isNation(word string) bool {
	for _, re := range reNations {
		if re().MatchString(word) {
			return true
		}
	}
	return false
}

var (
	reLaw       = lazily(`(?i)\b((?:19|20)\d\d) (?:acts?|bill|law|regulations|guidance)\b|\b(?:act|regulations|bill),? (?:of )?((?:19|20)\d\d)\b`)
	reMonthYear = lazily(`(?i)\b(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:19|20)\d\d\b`)
	reBefore    = lazily(`(?i)\b(?:before|prior to|earlier than) ((?:` + months + ` )?(?:19|20)\d\d)\b`)
)

func sectionsIn(text string) (sections []string) {
	for _, m := range reSections().FindAllStringSubmatch(text, -1) {
		sections = append(sections, strings.ToLower(m[1]))
	}
	return sections
}

func limitsOf(text string, places *places) constraints {
	var c constraints
	for _, s := range places.find(text) {
		c.councils = append(c.councils, places.name(text[s.Start:s.End]))
	}
	c.years = reYearSpan().FindAllString(text, -1)
	if m := reLaw().FindStringSubmatch(text); m != nil {
		c.law = m[1] + m[2]
	}
	if m := reBefore().FindStringSubmatch(text); m != nil {
		c.before = m[1]
	}
	if c.before == "" {
		for _, m := range reMonthYear().FindAllString(text, -1) {
			c.months = append(c.months, strings.TrimSpace(squash(m)))
		}
	}
	c.sections = sectionsIn(text)
	for nation, re := range reNations {
		if re().MatchString(text) {
			c.nations = append(c.nations, nation)
		}
	}
	return c
}
