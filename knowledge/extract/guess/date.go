package guess

import (
	"regexp"
	"strings"
	"time"

	"hearth/knowledge"
)

const months = `January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec`

var (
	longDate  = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of)? (` + months + `)\.?,? (\d{4})\b`)
	shortDate = regexp.MustCompile(`\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b`)
	isoDate   = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	monthYear = regexp.MustCompile(`(?i)\b(` + months + `)\.?,? (\d{4})\b`)
	yearOnly  = regexp.MustCompile(`\b((?:18|19|20)\d{2})\b`)
)

// FindDate reads the first date in a text that is as exact as day or month:
// "16 March 2021", "16th June 2011", "16/03/2021", "2021-03-16", "January 2021".
func FindDate(s string) knowledge.Date {
	best, at := knowledge.Date{}, len(s)+1
	try := func(loc []int, d knowledge.Date) {
		if loc != nil && loc[0] < at && real(d) {
			best, at = d, loc[0]
		}
	}
	if m := longDate.FindStringSubmatchIndex(s); m != nil {
		try(m, knowledge.Date{Year: number(s[m[6]:m[7]]), Month: month(s[m[4]:m[5]]), Day: number(s[m[2]:m[3]])})
	}
	if m := shortDate.FindStringSubmatchIndex(s); m != nil {
		try(m, knowledge.Date{Year: number(s[m[6]:m[7]]), Month: number(s[m[4]:m[5]]), Day: number(s[m[2]:m[3]])})
	}
	if m := isoDate.FindStringSubmatchIndex(s); m != nil {
		try(m, knowledge.Date{Year: number(s[m[2]:m[3]]), Month: number(s[m[4]:m[5]]), Day: number(s[m[6]:m[7]])})
	}
	if !best.IsZero() {
		return best
	}
	if m := monthYear.FindStringSubmatchIndex(s); m != nil {
		try(m, knowledge.Date{Year: number(s[m[4]:m[5]]), Month: month(s[m[2]:m[3]])})
	}
	return best
}

// real tells whether the calendar has the date.
func real(d knowledge.Date) bool {
	if d.Year < 1800 || d.Year > 2200 || d.Month < 1 || d.Month > 12 {
		return false
	}
	return d.Day == 0 || (d.Day >= 1 && d.Time().Month() == time.Month(d.Month))
}

func month(name string) int {
	name = strings.ToLower(name)[:3]
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), name) {
			return int(m)
		}
	}
	return 0
}

func number(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// date is the paper's own: labelled, or in a short line of its head; a date in
// a sentence tells of something else.
func (h *head) date() knowledge.Date {
	for _, l := range []string{"date of meeting", "meeting date", "date", "submitted to", "meeting", "report to", "to", "date of decision", "decision date", "published", "publication date", "date published"} {
		if d := FindDate(h.labels[l]); !d.IsZero() {
			return d
		}
	}
	if h.paper.Kind == knowledge.Act || h.paper.Kind == knowledge.Regulations {
		if m := yearOnly.FindString(h.paper.Title); m != "" {
			return knowledge.Date{Year: number(m)}
		}
	}
	var loose knowledge.Date
	for i, b := range h.blocks[:min(len(h.blocks), 20)] {
		if h.kinds[i].Kind == knowledge.Item || len(b) > 120 || (strings.HasSuffix(b, ".") && len(strings.Fields(b)) > 8 && !held.MatchString(b)) {
			continue
		}
		d := FindDate(b)
		if d.IsZero() {
			continue
		}
		if d.Day != 0 {
			return d
		}
		if loose.IsZero() {
			loose = d
		}
	}
	return loose
}

// held opens the minutes of a meeting.
var held = regexp.MustCompile(`(?i)\b(?:meeting|held on|published)\b`)

// inForce are sentences that say from when, or until when, a paper binds.
var (
	inForceFrom  = regexp.MustCompile(`(?i)\b(?:comes? into force|come into effect|comes into effect|takes? effect|in force|effective|applies|valid) (?:on|from|on and from)\b`)
	inForceUntil = regexp.MustCompile(`(?i)\b(?:in force until|valid until|ceases? to have effect on|expires? on|effective until)\b`)
)

// force reads the days of a law or of guidance from the first sentences that
// tell them.
func (h *head) force() {
	p := h.paper
	if !national(p.Kind) && p.Kind != knowledge.Guidance {
		return
	}
	text := strings.Join(h.blocks, "\n")
	if p.InForceFrom.IsZero() {
		p.InForceFrom = following(text, inForceFrom)
	}
	if p.InForceUntil.IsZero() {
		p.InForceUntil = following(text, inForceUntil)
	}
}

// following is the full date that stands right after the words sought.
func following(text string, words *regexp.Regexp) knowledge.Date {
	for _, loc := range words.FindAllStringIndex(text, 8) {
		rest := text[loc[1]:min(len(text), loc[1]+40)]
		if m := longDate.FindStringIndex(rest); m != nil && m[0] <= 6 {
			return FindDate(rest[m[0]:])
		}
	}
	return knowledge.Date{}
}
