package exempt

import (
	"strings"
	"unicode"
)

// answered reads a form's field: its label and its answer, in the line itself
// or in the block after it. The first result says whether the line is such a
// field at all.
func answered(l line, low string) (field, yes bool) {
	if i := strings.IndexAny(low, "\t"); i >= 0 || strings.Contains(l.text, "\t") {
		return rowAnswer(l)
	}
	at := strings.IndexAny(low, ":?")
	if at < 0 {
		return false, false
	}
	name := low[:at]
	if strings.Count(low, ":")+strings.Count(low, "?") > 1 && !refusesNo.MatchString(low[at+1:]) {
		return labelRow(l, low)
	}
	if !fieldWord.MatchString(name) || len(strings.Fields(name)) > 22 {
		return false, false
	}
	answer := low[at+1:]
	if strings.Trim(answer, " .") == "" {
		answer = fold(firstCell(l.next))
		if low[at] == '?' || saysYes.MatchString(answer) || refusesNo.MatchString(answer) {
			return true, saysYes.MatchString(answer)
		}
		return false, false
	}
	switch {
	case refusesNo.MatchString(answer):
		return true, false
	case saysYes.MatchString(answer):
		return true, true
	}
	return low[at] == '?', false
}

func firstCell(s string) string {
	s, _, _ = strings.Cut(s, "\t")
	return s
}

// rowAnswer reads a table row: a label beside its answer, or a label over it.
func rowAnswer(l line) (field, yes bool) {
	cells := strings.Split(l.text, "\t")
	below := strings.Split(l.next, "\t")
	for i, c := range cells {
		c = fold(c)
		if !fieldWord.MatchString(c) || len(strings.Fields(c)) > 12 {
			continue
		}
		if i+1 < len(cells) {
			beside := fold(cells[i+1])
			if saysYes.MatchString(beside) || i == 0 && marks(beside) {
				return true, true
			}
			if refusesNo.MatchString(beside) {
				field = true
				continue
			}
		}
		if i < len(below) && len(below) == len(cells) {
			field = true
			if under := fold(below[i]); saysYes.MatchString(under) || marks(under) {
				return true, true
			}
		}
	}
	return field, false
}

func marks(s string) bool {
	return !refusesNo.MatchString(s) && !negated.MatchString(s) &&
		(strong.MatchString(s) || weak.MatchString(s)) && !topics.MatchString(s)
}

// labelRow reads a row of labels whose cells were lost, "Key decision:
// Confidential: Urgent?", over their answers, counted from the right.
func labelRow(l line, low string) (field, yes bool) {
	parts := strings.FieldsFunc(low, func(r rune) bool { return r == ':' || r == '?' })
	answers := []string{}
	for _, w := range strings.FieldsFunc(fold(l.next), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if w == "yes" || w == "no" {
			answers = append(answers, w)
		}
	}
	for i, p := range parts {
		if !fieldWord.MatchString(p) || len(strings.Fields(p)) > 6 {
			continue
		}
		if i+1 < len(parts) && saysYes.MatchString(parts[i+1]) {
			return true, true
		}
		if i+1 < len(parts) && refusesNo.MatchString(parts[i+1]) {
			field = true
			continue
		}
		if from := len(answers) - (len(parts) - i); from >= 0 && from < len(answers) {
			field = true
			yes = yes || answers[from] == "yes"
		}
	}
	return field, yes
}
