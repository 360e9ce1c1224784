package exempt

import (
	"regexp"
	"strings"
)

// titled gives the appendix's name that a heading, or a line that is hardly
// more than one, begins with: "appendix 2".
func titled(l line) string {
	low := unmarked(fold(l.text))
	m := appendix.FindString(low)
	if m == "" || l.where == inList || l.where == inRow || len(strings.Fields(low)) > 16 ||
		l.where == inProse && verbs.MatchString(low) {
		return ""
	}
	return m
}

var (
	namesOne = pat(`\b(appendix|appendices|annexe?s?|enclosures?|attachments?|schedules?) ((?:\d{1,2}[a-z]?|[a-z]\d?|[ivx]{1,4})(?:(?:, ?(?:and )?| and | & | to )(?:\d{1,2}[a-z]?|[a-z]\d?|[ivx]{1,4}))*)\b([^.;]{0,80})`)
	isExempt = pat(`^[^.;]{0,60}\b(?:exempt\b(?: from (?:publication|disclosure)| information| under| by|[ ).,:]|$)|confidential\b|not for publication|restricted\b[ ).,]?$|schedule 12a)`)
	exemptIs = pat(`\b(?:exempt|confidential|restricted|not for publication)(?: information)?(?: \(?(?:in|only|at|within|is contained in|part 2|see))?[ :–-]+(?:in |at )?$`)
)

// ids are what a list of appendices calls them.
var ids = regexp.MustCompile(`\d{1,2}[a-z]?|\b[ivx]{1,4}\b|\b[a-z]\d?\b`)

// named lists the appendices that a line says are exempt.
func named(text string) []string {
	low := fold(text)
	var out []string
	for _, m := range namesOne.FindAllStringSubmatchIndex(low, -1) {
		tail := low[m[6]:m[7]]
		if negated.MatchString(tail) || !isExempt.MatchString(tail) && !exemptIs.MatchString(low[:m[0]]) {
			continue
		}
		kind := strings.TrimSuffix(strings.Replace(low[m[2]:m[3]], "appendices", "appendix", 1), "s")
		for _, id := range ids.FindAllString(low[m[4]:m[5]], -1) {
			if id != "and" && id != "to" {
				out = append(out, kind+" "+id)
			}
		}
	}
	return out
}
