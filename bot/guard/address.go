package guard

import (
	"regexp"
	"strings"
	"sync"
)

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
