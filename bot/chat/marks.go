package chat

import (
	"regexp"
	"strings"
	"sync"
)

// Identifies tells whether the rules take a text for identifying a child. Such
// a text is never stored, logged or sent on, whatever else it asks. What rules
// can't recognise stands in the package comment.
func Identifies(text string) bool { return len(Marks(text)) > 0 }

// Marks names what in a text identifies a child, in the words of these rules
// and never in the text's own: "initials with an age", "NHS number".
func Marks(text string) []string {
	folded := fold(text)
	return marks(folded, correct(words(folded)))
}

// Each of these alone is weak: an age, a school, initials, a street, a date of
// birth are in many harmless papers. Two of them together, or one with a name,
// point at one child.
var weak = sync.OnceValue(func() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"initials":      regexp.MustCompile(`\b[A-Z]\.\s?[A-Z]\.?(?:\s|,|$|\?|')|(?:about|for|of|is|with|child|boy|girl|called|and)\s+[A-Z]{2}(?:\s|,|\?|'|$)`),
		"age":           regexp.MustCompile(`(?i)\b(?:aged?\s+\d{1,2}|\d{1,2}\s*(?:yo|y/o|yrs?|years?)\b(?:[\s-]*old)?|(?:she|he)(?:'?s|\s+is)\s+(?:only\s+|just\s+|about\s+)?\d{1,2}\b|,\s*\d{1,2}\s*,)`),
		"school":        regexp.MustCompile(`\b[A-Z][\w']+\s+(?:[A-Z][\w']+\s+)?(?:Primary|Junior|Infants?|Academy|Nursery|Grammar|Secondary|School|High|College|Comprehensive|Comp)\b`),
		"street":        regexp.MustCompile(`\b\d{1,4}[a-z]?\s+(?:[A-Z][\w']+\s+){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Close|Lane|Drive|Crescent|Terrace|Way|Court|Grove|Place|Gardens)\b`),
		"date of birth": regexp.MustCompile(`(?i)\b(?:dob|d\.o\.b|date of birth|born(?:\s+on)?)\b\W{0,3}(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?[\s/.-]+(?:\d{1,2}|[a-z]{3,9})[\s/.-]+\d{2,4}`),
		"postcode":      regexp.MustCompile(`\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b`),
	}
})

var numbers = sync.OnceValue(func() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"NHS number":          regexp.MustCompile(`\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b`),
		"unique pupil number": regexp.MustCompile(`\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b`),
		"case number":         regexp.MustCompile(`(?i)\b(?:case|mosaic|liquidlogic|lcs|client|person|child)\s*(?:id|no|number|ref|reference)?\W{0,3}\d{5,}\b`),
	}
})

var (
	someChild  = lazy("$one|$child")
	childNamed = lazy("$one|girl|boy|child called|named $name|$given")
	givenName  = lazy("$given")
	inCare     = lazy("placed|placement|care|fostered|foster*|adopted|adoption|socialworker|bruis*|abuse*|neglect*|selfharm*|taken|removed|missing|school|pathway")
)

func marks(folded string, ws []word) []string {
	var found []string
	for _, n := range [...]string{"NHS number", "unique pupil number", "case number"} {
		for _, m := range numbers()[n].FindAllString(folded, -1) {
			if n != "NHS number" || nhs(m) {
				found = append(found, n)
				break
			}
		}
	}
	var w []string
	for _, n := range [...]string{"initials", "age", "school", "street", "date of birth", "postcode"} {
		if weak()[n].MatchString(folded) {
			w = append(w, n)
		}
	}
	child := someChild().in(ws)
	switch {
	case len(w) >= 2 && (child || has(w, "age") || has(w, "initials") && has(w, "school")):
		found = append(found, strings.Join(w, " with "))
	case has(w, "date of birth") && (child || givenName().in(ws)):
		found = append(found, "date of birth")
	case has(w, "street") && child, has(w, "postcode") && child && has(w, "age"):
		found = append(found, "address of a child")
	}
	if childNamed().in(ws) {
		found = append(found, "name of a child")
	}
	if givenName().in(ws) && (len(w) > 0 && !(len(w) == 1 && w[0] == "postcode") || child && inCare().in(ws)) {
		found = append(found, "name with details")
	}
	return found
}

func has(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// nhs checks the last digit of an NHS number: the first nine weighted 10 down
// to 2, summed, and what is missing to the next multiple of eleven. A telephone
// number of ten digits passes one time in eleven.
func nhs(s string) bool {
	sum, n, last := 0, 0, 0
	for _, r := range s {
		if r < '0' || r > '9' {
			continue
		}
		d := int(r - '0')
		if n < 9 {
			sum += d * (10 - n)
		}
		n, last = n+1, d
	}
	check := (11 - sum%11) % 11
	return n == 10 && check == last
}
