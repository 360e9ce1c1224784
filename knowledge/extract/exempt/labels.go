package exempt

import (
	"regexp"
	"strings"
)

var segmentBreak = regexp.MustCompile(`\s+[-–—]\s+|[–—:;|()\[\]\t/]+|\.\s+`)

// labels tells whether the line, or a part of it set off by a dash, colon or
// bracket, is a label.
func labels(l line, low string) bool {
	bare := unnumbered(low)
	numbered := bare != unmarked(low)
	segments := segmentBreak.Split(bare, -1)
	for i, seg := range segments {
		seg = strings.Trim(seg, " ,.'\"!")
		lone, begins := weak.MatchString(seg), strong.MatchString(seg)
		if !lone && !begins || topics.MatchString(seg) {
			continue
		}
		edge := i == 0 || !verbs.MatchString(strings.Join(segments[:i], " "))
		switch {
		case l.where != inHead && !edge:
		case lone:
			if weakHere(l, low, segments, i, numbered) {
				return true
			}
		default:
			if l.where == inHead || !sentence(seg) || strings.HasPrefix(seg, "not ") {
				return true
			}
		}
	}
	return l.where == inHead && (strings.Contains(low, "schedule 12a") || strings.Contains(low, "not for publication")) && !strings.Contains(low, "?")
}

// weakHere tells whether an everyday word is a label where it stands: alone on
// its line, or at an edge of a heading or of an agenda item's title.
func weakHere(l line, low string, segments []string, i int, numbered bool) bool {
	if strings.HasPrefix(segments[i], "part ") {
		alone := len(segments) == 1 && low == strings.TrimSpace(segments[i])
		return alone && l.about && (l.where == inHead || l.where == inProse)
	}
	if l.where == inHead {
		return true
	}
	full := 0
	for _, s := range segments {
		if s = strings.Trim(s, " ."); s != "" && !ground.MatchString(s) {
			full++
		}
	}
	if full == 1 {
		return l.where != inList && l.where != inRow
	}
	return i > 0 && (numbered || l.where == inProse) && len(strings.Fields(low)) <= 20
}

// sentence tells whether a piece that begins with a label's words goes on as
// prose: "Confidential reports are taken in private". A verb that belongs to a
// reason doesn't count: "Exempt because it contains …".
func sentence(seg string) bool {
	words := strings.Fields(seg)
	for i, w := range words[:min(len(words), 10)] {
		if i == 0 || !verbs.MatchString(w) || w == "that" || w == "who" || w == "they" {
			continue
		}
		switch words[i-1] {
		case "which", "that", "it", "they", "as":
		default:
			return true
		}
	}
	return false
}

var shouted = pat(`\b(?:NOT FOR PUBLICATION|NOT FOR RELEASE|PRIVATE (?:AND|&) CONFIDENTIAL|STRICTLY CONFIDENTIAL|CONFIDENTIAL (?:REPORT|ITEM|APPENDIX|ANNEX|INFORMATION|PAPER)S?|EXEMPT (?:REPORT|ITEM|APPENDIX|ANNEX|INFORMATION|PAPER|MINUTE)S?|RESTRICTED (?:REPORT|ITEM|PAPER|CIRCULATION)S?|COMMERCIAL(?:LY)? (?:IN CONFIDENCE|SENSITIVE)|OFFICIAL ?[-–—:] ?SENSITIVE|SCHEDULE 12A)\b`)

// capitals tells whether a label is shouted in the midst of other words.
func capitals(text string) bool {
	text = oneSpace(text)
	m := shouted.FindStringIndex(text)
	if m == nil {
		return corner(text)
	}
	rest := fold(text[m[1]:])
	return !(strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "?")) || !refusesNo.MatchString(rest)
}

var cornered = pat(`^(?:CONFIDENTIAL|EXEMPT|RESTRICTED)\b\W*[^:?]*$|[^:?]\s(?:CONFIDENTIAL|EXEMPT|RESTRICTED)\W*$`)

// corner tells whether a short line begins or ends with a word in capitals that
// a cover page has in its corner.
func corner(text string) bool {
	text = strings.TrimSpace(text)
	return len(strings.Fields(text)) <= 12 && cornered.MatchString(text) && !topics.MatchString(fold(text))
}
