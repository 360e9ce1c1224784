package answer

import (
	"slices"
	"strings"

	"hearth/knowledge/analysis"
)

// countsHead tells whether a text counts one of the things asked for: a number,
// neither a year nor the question's own, with the thing close behind it ("7
// priorities", "81,770 looked-after children"), or "the number of … was 12".
func countsHead(text, question string, heads heads, spoken map[string]bool) bool {
	q := squash(question)
	tokens := analysis.Words(text)
	for i, t := range tokens {
		said := text[t.Start:t.End]
		if t.Joined || !isNumber(said) || isYear(said) || strings.Contains(q, " "+strings.ToLower(said)+" ") || partOfDate(text, t) || reEach().MatchString(text[:t.Start]) {
			continue
		}
		if len(heads) == 0 {
			return true
		}
		if !partOfName(text, t) && heads.beside(tokens[i+1:min(i+8, len(tokens))], func(next analysis.Token) bool {
			between := text[t.End:next.Start]
			return stopsBetween(between) || strings.Contains(between, ",") || rePreposition().MatchString(between) || narrows(tokens[i+1:], next, spoken)
		}) {
			return true
		}
		before := tokens[max(0, i-8):i]
		for j, b := range before {
			if (b.Stem == "number" || b.Stem == "total") && !partOfName(text, t) &&
				heads.beside(before[j:], func(h analysis.Token) bool { return stopsBetween(text[h.End:t.Start]) }) {
				return true
			}
		}
	}
	return false
}

// reEach stands before a number that is a measure of others, and counts nothing:
// "for each 10,000 children".
var reEach = lazily(`(?i)\b(?:each|every|per|out of) $`)

// narrows tells whether a word between a number and what it counts makes it
// something else than was asked: "6,540 unaccompanied children" are not all
// children. said are the stems that the question speaks of; nil: don't look.
func narrows(tokens []analysis.Token, head analysis.Token, said map[string]bool) bool {
	if said == nil {
		return false
	}
	other := 0
	for _, t := range tokens {
		if t.Start >= head.Start {
			break
		}
		if !t.Stop && !t.Joined && !said[t.Stem] {
			other++
		}
	}
	return other > 1
}

// stopsBetween tells whether a clause ends in a stretch of text.
func stopsBetween(s string) bool { return strings.ContainsAny(s, ".;:()?") }

// rePreposition parts a number from what it doesn't count: "17 year old in a
// children's home".
var rePreposition = lazily(`(?i)\b(?:in|on|at|to|for|with|from|by|about|the|who|that|which|year|years)\b`)

func isNumber(s string) bool {
	if numberWords[strings.ToLower(s)] > 0 {
		return true
	}
	return s != "" && strings.Trim(s, "0123456789,.") == ""
}

// partOfDate tells whether a number is the day of a date.
func partOfDate(text string, t analysis.Token) bool {
	return rePartOfDate().MatchString(text[t.Start:min(len(text), t.End+14)])
}

var rePartOfDate = lazily(`(?i)^\d{1,2}(?:st|nd|rd|th)? ` + months + `\b|^\d{1,2}/\d`)

// partOfName tells whether a number belongs to a name: "section 3", "Item 16".
func partOfName(text string, t analysis.Token) bool {
	before := text[max(0, t.Start-12):t.Start]
	return rePartOfName().MatchString(before) || t.End-t.Start < 3 && strings.HasSuffix(strings.ToLower(before), "year ")
}

var rePartOfName = lazily(`(?i)\b(?:section|item|regulation|part|appendix|paragraph|no\.?|page|under)\s*$`)

// heads are the ways to name the things that are counted, each as stems.
type heads [][]string

// beside tells whether one of the ways stands whole among tokens, none of its
// words beyond the end of the clause.
func (h heads) beside(tokens []analysis.Token, beyond func(analysis.Token) bool) bool {
	return slices.ContainsFunc(h, func(way []string) bool {
		for _, s := range way {
			if !slices.ContainsFunc(tokens, func(t analysis.Token) bool { return t.Stem == s && !t.Joined && !beyond(t) }) {
				return false
			}
		}
		return len(way) > 0
	})
}
