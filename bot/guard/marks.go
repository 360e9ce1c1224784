package guard

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Identifies tells whether the rules take a text for identifying a child. Such
// a text is never stored, logged or sent on, whatever else it asks. What rules
// can't recognise stands in the package comment.
func (g *Guard) Identifies(text string) bool { return len(g.Marks(text)) > 0 }

// Marks names what in a text identifies a child, in the words of these rules
// and never in the text's own: "initials with an age", "NHS number".
func (g *Guard) Marks(text string) []string {
	folded := fold(text)
	return marks(folded, g.words(folded))
}

// Each of these alone is weak: an age, a school, initials, a date of
// birth are in many harmless papers. Two of them together, or one with a name,
// point at one child.
var weak = sync.OnceValue(func() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"initials":      regexp.MustCompile(`\b[A-Z]\.\s?[A-Z]\.?(?:\s|,|$|\?|')|(?:about|for|of|is|with|child|boy|girl|called|and)\s+[A-Z]{2}(?:\s|,|\?|'|$)`),
		"school":        regexp.MustCompile(`\b[A-Z][\w']+\s+(?:[A-Z][\w']+\s+)?(?:Primary|Junior|Infants?|Academy|Nursery|Grammar|Secondary|School|High|College|Comprehensive|Comp)\b`),
		"date of birth": regexp.MustCompile(`(?i)\b(?:dob|d\.o\.b|date of birth|born(?:\s+on)?)\b\W{0,3}(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?[\s/.-]+(?:\d{1,2}|[a-z]{3,9})[\s/.-]+\d{2,4}`),
		"postcode":      regexp.MustCompile(`\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b`),
	}
})

var numbers = sync.OnceValue(func() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"NHS number":                regexp.MustCompile(`\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b`),
		"National Insurance number": regexp.MustCompile(`(?i)\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b`),
		"unique pupil number":       regexp.MustCompile(`\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b`),
	}
})

var (
	someChild  = lazy("$one|$child")
	childNamed = lazy("$one|girl|boy|child called|named $name|$given")
	nameAged   = lazy("$name ?is ?only|just|aged $age yearold|yo|yr")
	schools    = lazy("primary|junior|infants|infant|academy|nursery|grammar|secondary|school|high|college|comprehensive|comp")
	births     = lazy("dob|d|date|born|birth")
	caseNumber = lazy("case|mosaic|liquidlogic|lcs|client|person|child ?id|no|number|ref|reference $long")
	givenName  = lazy("$given")
	inCare     = lazy("placed|placement|care|fostered|foster*|adopted|adoption|socialworker|bruis*|abuse*|neglect*|selfharm*|taken|removed|missing|school|pathway")
)

func marks(folded string, ws []word) []string {
	var found []string
	if !strings.ContainsAny(folded, "0123456789") {
		return named(ws, hints(folded, ws))
	}
	if slices.ContainsFunc(numbers()["NHS number"].FindAllString(folded, -1), nhs) {
		found = append(found, "NHS number")
	}
	for _, name := range [...]string{"National Insurance number", "unique pupil number"} {
		if numbers()[name].MatchString(folded) {
			found = append(found, name)
		}
	}
	if caseNumber().in(ws) {
		found = append(found, "case number")
	}
	if addressed(folded, ws) {
		found = append(found, "address")
	}
	return append(found, named(ws, hints(folded, ws))...)
}

// hints are the weak marks that stand in a text.
func hints(folded string, ws []word) []string {
	var w []string
	digits := strings.ContainsAny(folded, "0123456789")
	for _, h := range [...]struct {
		name string
		may  bool
	}{
		{"initials", (strings.Contains(folded, ".") || capitals(folded)) && !abbreviated(folded)},
		{"school", schools().in(ws)}, {"date of birth", digits && births().in(ws)}, {"postcode", digits && capitals(folded)},
	} {
		if h.may && weak()[h.name].MatchString(folded) {
			w = append(w, h.name)
		}
	}
	for _, p := range ages() {
		if digits && p.in(ws) {
			return append([]string{"age"}, w...)
		}
	}
	return w
}

// named tells what weak marks, a name and a child in one text amount to.
func named(ws []word, w []string) []string {
	var found []string
	child := someChild().in(ws)
	switch {
	case len(w) >= 2 && (child || has(w, "age") || has(w, "initials") && has(w, "school")):
		found = append(found, strings.Join(w, " with "))
	case has(w, "date of birth") && (child || givenName().in(ws)):
		found = append(found, "date of birth")
	case has(w, "postcode") && child && has(w, "age"):
		found = append(found, "address of a child")
	}
	if childNamed().in(ws) || nameAged().in(ws) {
		found = append(found, "name of a child")
	}
	if givenName().in(ws) && (len(w) > 0 && !(len(w) == 1 && w[0] == "postcode") || child && inCare().in(ws)) {
		found = append(found, "name with details")
	}
	return found
}

func has(list []string, s string) bool { return slices.Contains(list, s) }

// abbreviated tells whether what looks like initials can be a country or Latin.
func abbreviated(s string) bool {
	m := weak()["initials"].FindString(s)
	for _, a := range [...]string{"U.S", "U.K", "U. K", "E.U", "N.I", "UK", "EU", "US", "PA", "SW", "LA", "DT", "IV", "PE", "IT", "TV", "MP", "CP"} {
		if strings.Contains(m, a) {
			return true
		}
	}
	return false
}

// ages are the ways of giving one person's age.
var ages = sync.OnceValue(func() []pattern {
	return parseAll("age|aged $age", "$age yo|yearold|yrs|yr|y", "$years", "she|he|shes|hes ?is ?only|just|about|nearly $age")
})

// capitals tells whether two capitals stand side by side, as in "JT".
func capitals(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' && s[i-1] >= 'A' && s[i-1] <= 'Z' {
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
