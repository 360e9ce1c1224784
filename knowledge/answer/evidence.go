package answer

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

const (
	months  = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	numbers = `(?:\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)`
)

// lazily compiles a pattern on its first use: a process that asks one question
// pays for one or two of them.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

var (
	reDate        = lazily(`(?i)\b\d{1,2}(?:st|nd|rd|th)? ` + months + `(?: \d{4})?\b|\b` + months + `\.?,? \d{4}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:in|since|during|from|by|until|of|before|after|late|early) (?:19|20)\d\d(?:[ .,;)]|$)|\b` + months + ` \d{1,2}\b`)
	reDay         = lazily(`(?i)\b\d{1,2}(?:st|nd|rd|th)? ` + months + `\b|\b` + months + `\.?,? (?:\d{1,2}|\d{4})\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b`)
	reWithin      = lazily(`(?i)\b(?:within|at least every) ` + numbers + ` (?:working |school )?(?:hour|day|week|month)s?\b`)
	reClock       = lazily(`(?i)\b\d{1,2}(?:[.:]\d{2})? ?(?:am|pm)\b|\b\d{1,2}[:.]\d{2}\b|\bnoon\b|\bmidnight\b`)
	reYears       = lazily(`(?i)\byear \d\b|\b(?:19|20)\d\d(?: ?[-–/] ?\d{2,4}| to (?:19|20)\d\d)?\b`)
	reSpan        = lazily(`\b(?:19|20)\d\d ?(?:[-–/] ?\d{2,4}|to (?:19|20)\d\d)\b|\b\d+ years?\b`)
	rePercent     = lazily(`(?i)\d\s?%|\bper ?cent\b|\b(?:a|one|two) (?:quarter|third|half|fifth)s?\b|\b\d+ in (?:every )?\d+\b|\b` + numbers + ` out of\b`)
	reAmount      = lazily(`(?i)£\s?\d|\b\d[\d,.]* ?(?:pounds|million|bn|k)\b`)
	reDuration    = lazily(`(?i)\b` + numbers + `(?:[- ](?:working|calendar|school|clear))?[- ](?:hour|day|week|fortnight|month|year)s?\b|\bthe (?:past|last) (?:year|month|week)\b|\bimmediately\b|\bstraight away\b|\bthe same day\b|\bthe next (?:working )?day\b`)
	reUntilAge    = lazily(`(?i)\b(?:until|till|up to) (?:\w+ ){0,5}\d\d\b`)
	reAge         = lazily(`(?i)\b(?:person|child|they|who|he|she|leaver|people) (?:is|are|was|were|turns?) \d{1,2}\b|\b(?:aged?|turn(?:s|ed|ing)?|until|under|over|to|at|before|after|age of|their|older than) (?:\w+ ){0,5}(?:\d{1,2})(?:st|nd|rd|th)?\b|\b\d{1,2}(?:[- ]year|th birthday|th and|–\d\d| to \d\d)`)
	reOften       = lazily(`(?i)\b(?:every|each|once|twice|per|a) (?:` + numbers + ` )?(?:other )?(?:day|week|fortnight|month|quarter|term|year|six|three|two)s?\b|\b(?:daily|weekly|fortnightly|monthly|quarterly|termly|yearly|annual(?:ly)?|half-yearly|six-monthly|bi-monthly|regularly)\b|\b` + numbers + ` times\b|\bat least (?:once|every|twice|` + numbers + `)\b|\bintervals\b`)
	reEmail       = lazily(`[\w.+\\-]+@[\w-]+(?:\.[\w-]+)+`)
	rePhone       = lazily(`\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{2,4}\b|\b999\b|\b0800 ?\d{4}\b|\b116 ?\d{3}\b`)
	rePostcode    = lazily(`\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`)
	reSite        = lazily(`(?i)\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:co\.uk|org\.uk|gov\.uk|org|com)\b|\bweb ?(?:site|page)s?\b`)
	reDomain      = lazily(`(?i)\bhttps?://|\bwww\.|(?:^|[\s(])[\w-]+\.(?:co\.uk|org\.uk|gov\.uk|ac\.uk|org|com)\b`)
	reNamedSite   = lazily(`\b(?:[A-Z][\w’']+ ){2,}(?i:web ?site)`)
	rePlace       = lazily(`\b(?:Street|Road|House|Hall|Lane|Avenue|Square|Centre|Building|School|College|Hospital|Room|Chamber)\b`)
	reIn          = lazily(`\b(?:at|near|in) (?:the )?[A-Z][a-z]+ (?:[A-Z][a-z]+|Town|City)|\b(?:in|at|with|on) (?:a|an|the|their|its|another) (?:\w+ ){0,3}(?:home|school|family|house|placement|area|website|parent|court|office)s?\b`)
	reNumber      = lazily(`(?i)\b` + numbers + `\b`)
	reGrade       = lazily(`(?i)\b(?:outstanding|good|requires improvement|inadequate|satisfactory|[1-5] stars?|red|amber|green)\b`)
	reDecidedVerb = lazily(`(?i)\b(?:agreed|resolved|approved?|ratif(?:y|ies|ied)|accepted|endorsed?|recommended|noted|decided|requested|adopted)\b`)
	reNoCount     = lazily(`(?i)^(?:st|nd|rd|th)?[ -](?:working |calendar |school )?(?:hour|day|week|month|year|` + months + `)|^/\d`)
	reLabel       = lazily(`(?i)\b(?:item|section|sections?|s|regulation|reg|part|article|clause|paragraph|para|schedule|chapter|no\.?|number|agenda item)\.? ?\d+[a-z]*\b|^\s*\d+[a-z]?\b`)
	reReason      = lazily(`(?i)\b(?:because|in order to|so that|due to|as a result|reason|since|therefore|need(?:s|ed)? (?:for|to)|enabl(?:e|es|ing)|to ensure|to help|to support|aim(?:s|ed)? to|purpose|leading to|to provide|would not|could not|does not|key to|so)\b`)
	reTrend       = lazily(`(?i)\b(?:increas|decreas|reduc|ris(?:e|en|ing)|rose|f(?:a|e)ll|grow|grew|improv|declin|drop|more|fewer|less|higher|lower|upward|downward|gradual|worse|better|steady|exceed|continu|still)\w*`)
	reOneOf       = lazily(`\b(?i:mr|mrs|ms|miss|dr|cllr|councillor|sir|dame|baroness|professor|prof)\.? [A-Z][\w’'-]+`)
)

// holds tells whether a text has evidence of an expected kind that the question
// doesn't have already: a figure that the question itself names answers
// nothing. heads are the stems of the things counted, where a count is asked.
func (e Expect) holds(text, question string, heads heads) bool {
	if !e.likely(text) {
		return false
	}
	fresh := func(re *regexp.Regexp) bool { return anyFresh(re, text, question) }
	switch e {
	case Person:
		return hasPerson(text, question)
	case Agent:
		return true
	case Day:
		if strings.Contains(question, " date") {
			return fresh(reDay())
		}
		return fresh(reWithin()) || fresh(reDate()) || fresh(reYears()) && reDate().MatchString(text)
	case TimeOfDay:
		return reClock().MatchString(text)
	case Years:
		if strings.Contains(question, "years") || strings.Contains(question, "period") {
			return fresh(reSpan())
		}
		return fresh(reYears())
	case Count:
		return countsHead(text, question, heads, nil)
	case Quantity:
		return fresh(rePercent()) || fresh(reAmount()) || freshCount(text, question)
	case Percent:
		return fresh(rePercent())
	case Amount:
		return fresh(reAmount())
	case Duration:
		return fresh(reDuration()) || fresh(reUntilAge()) || fresh(reSpan())
	case Age:
		return fresh(reAge())
	case Frequency:
		return fresh(reOften()) || fresh(reWithin())
	case Place:
		return reSite().MatchString(text) || fresh(rePlace()) || fresh(rePostcode()) || fresh(reIn())
	case Email:
		return reEmail().MatchString(text)
	case Phone:
		return rePhone().MatchString(text)
	case Postcode:
		return rePostcode().MatchString(text)
	case Web:
		return reDomain().MatchString(text) || reNamedSite().MatchString(text)
	case Contact:
		return reEmail().MatchString(text) || rePhone().MatchString(text) || reSite().MatchString(text)
	case Label:
		return fresh(reLabel())
	case Named:
		return hasProper(text, question)
	case Grade:
		return reGrade().MatchString(text)
	case Decided:
		return reDecided().MatchString(text) || reDecidedVerb().MatchString(text)
	case Reason:
		return reReason().MatchString(text)
	case Trend:
		return reTrend().MatchString(text)
	}
	return true
}

// likely tells whether a text may hold evidence of the kind, by what every
// pattern for it needs: looking for a few letters is quicker than the pattern.
func (e Expect) likely(text string) bool {
	switch e {
	case Day, Years, Age, Phone, Postcode, Label:
		return strings.ContainsAny(text, "0123456789")
	case Amount:
		return strings.ContainsAny(text, "£0123456789")
	case Email:
		return strings.Contains(text, "@")
	}
	needs, ok := needed[e]
	if !ok {
		return true
	}
	text = strings.ToLower(text)
	return slices.ContainsFunc(needs, func(n string) bool { return strings.Contains(text, n) })
}

// needed has a piece of every wording that a kind's pattern knows.
var needed = map[Expect][]string{
	Percent:   {"%", "cent", "half", "third", "quarter", "fifth", " in ", " out of"},
	Duration:  {"19", "20", "until", "till", "up to", "hour", "day", "week", "fortnight", "month", "year", "immediately", "straight away"},
	Frequency: {"day", "daily", "week", "fortnight", "month", "quarter", "term", "year", "annual", "every", "each", "once", "twice", "times", "regularly", "interval", "at least"},
	TimeOfDay: {"am", "pm", ":", ".", "noon", "midnight"},
}

// anyFresh tells whether a pattern matches something that the question doesn't
// hold.
func anyFresh(re *regexp.Regexp, text, question string) bool {
	q := ""
	for _, m := range re.FindAllString(text, -1) {
		if q == "" {
			q = squash(question)
		}
		if !strings.Contains(q, squash(m)) {
			return true
		}
	}
	return false
}

// freshCount tells whether a text has a number that is neither a year nor in
// the question.
func freshCount(text, question string) bool {
	q := squash(question)
	for _, at := range reNumber().FindAllStringIndex(text, -1) {
		m := text[at[0]:at[1]]
		if isYear(m) || strings.Contains(q, " "+strings.ToLower(m)+" ") || reNoCount().MatchString(text[at[1]:min(len(text), at[1]+16)]) ||
			rePartOfName().MatchString(text[max(0, at[0]-12):at[0]]) || strings.EqualFold(m, "one") {
			continue
		}
		return true
	}
	return false
}

// squash is a text in lower case, its letters and digits parted by single
// spaces, one before and one after.
func squash(s string) string {
	var b strings.Builder
	b.WriteByte(' ')
	gap := true
	for _, r := range strings.ToLower(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '%' || r == '£':
			b.WriteRune(r)
			gap = false
		case !gap:
			b.WriteByte(' ')
			gap = true
		}
	}
	if !gap {
		b.WriteByte(' ')
	}
	return b.String()
}

func isYear(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20")) && strings.Trim(s, "0123456789") == ""
}
