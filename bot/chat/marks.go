package chat

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

// address is a house number with a street. Written small it needs a word
// before it that says so, since "12 months in court" has a number, too.
var address = sync.OnceValue(func() *regexp.Regexp {
	const kinds = `Road|Rd|Street|St|Avenue|Ave|Close|Lane|Ln|Drive|Crescent|Cres|Terrace|Way|Court|Grove|Place|Gardens|Walk|Mews|Row|Square`
	return regexp.MustCompile(`\b\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][\w']+\s+|St\.?\s+){1,3}(?:` + kinds + `)\b` +
		`|(?i)\b(?:at|number|no|flat|house|visit|address|live|lives|living|family|lady|man)\.?\s+\d{1,4}[a-z]?,?\s+((?:[a-z][\w']+\s+){1,2})(?:` + kinds + `)\b` +
		`|(?i)\b\d{1,3}[a-z]\s+((?:[a-z][\w']+\s+){1,2})(?:` + kinds + `)\b`)
})

// notStreets are what stands between a number and "close" or "place" where no
// street is meant; offices are open to all, and so are their addresses.
var (
	notStreets = lazy("the|a|an|of|in|on|and|or|to|for|with|year|years|months|weeks|days|children|people|homes|young|careleavers|cases|per|is|are|was|were|old|olds")
	openToAll  = lazy("office|offices|hall|library|centre|hub|headquarters|meeting|council|reception|building|surgery|chamber")
)

// addressed tells whether somebody's address stands in a text.
func addressed(folded string, ws []word) bool {
	if openToAll().in(ws) {
		return false
	}
	for _, m := range address().FindAllStringSubmatch(folded, 4) {
		if !notStreets().in(words(strings.Join(m[1:], " "))) {
			return true
		}
	}
	return false
}

var numbers = sync.OnceValue(func() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"NHS number":          regexp.MustCompile(`\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b`),
		"unique pupil number": regexp.MustCompile(`\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b`),
	}
})

var (
	someChild  = lazy("$one|$child")
	childNamed = lazy("$one|girl|boy|child called|named $name|$given")
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
	if numbers()["unique pupil number"].MatchString(folded) {
		found = append(found, "unique pupil number")
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
	if childNamed().in(ws) {
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
