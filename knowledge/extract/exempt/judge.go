package exempt

import (
	"regexp"
	"strings"
	"unicode"
)

// A line is one block, head, foot or bookmark as judge sees it.
type line struct {
	text  string
	where place
	next  string // the block after it: a form's answer may stand there
	about bool   // the paper speaks of exempt items or of the press and public
}

// judge decides what a line does.
func judge(l line) finding {
	for _, piece := range strings.Split(l.text, "\n") {
		if f := judgePiece(line{piece, l.where, l.next, l.about}); f != nothing {
			return f
		}
	}
	return nothing
}

func judgePiece(l line) finding {
	low := fold(l.text)
	if low == "" {
		return nothing
	}
	bare := unnumbered(low)
	if reopening.MatchString(bare) && l.where != inRow && labelLike(l, bare) {
		return reopens
	}
	if !loud(low) {
		return nothing
	}
	return refuses(l, low, bare)
}

// refuses is judge's second part, for a line that holds a word that some
// marking has. Where it is not loud, refuses gives nothing.
func refuses(l line, low, bare string) finding {
	if exclusive(l, bare) && labelLike(l, bare) {
		return excludes
	}
	if sentOut.MatchString(low) && l.where != inRow && !strings.Contains(low, "resolved") {
		return marked
	}
	if field, yes := answered(l, low); field {
		if yes {
			return whole
		}
		return nothing
	}
	f := says(l, low)
	// A denial is looked for last, since that takes longest.
	if f != nothing && negated.MatchString(low) && !strings.Contains(low, "not for publication") {
		return nothing
	}
	return f
}

// says decides what a line says that is neither an exclusion nor a field, and
// denies nothing.
func says(l line, low string) finding {
	if m := self.FindString(low); m != "" && !strings.Contains(low, "?") {
		if aboutAll.MatchString(m) {
			return whole
		}
		return marked
	}
	if l.where == inProse && len(strings.Fields(low)) > 6 && unicode.IsLower(firstRune(l.text)) {
		return nothing // it goes on with a sentence from before
	}
	if capitals(l.text) {
		return marked
	}
	return when(labels(l, low))
}

// exclusive tells whether the line, or a part of a heading, is the title of an
// exclusion of the press and public.
func exclusive(l line, bare string) bool {
	if exclusion.MatchString(bare) {
		return true
	}
	if l.where == inHead {
		for _, seg := range segmentBreak.Split(bare, -1) {
			if exclusion.MatchString(strings.TrimSpace(seg)) {
				return true
			}
		}
	}
	return false
}

func when(yes bool) finding {
	if yes {
		return marked
	}
	return nothing
}

// unnumbered takes marks, an agenda number and an appendix's name off the
// beginning of a folded line.
func unnumbered(low string) string {
	s := unmarked(low)
	if m := agendaNo.FindStringSubmatchIndex(s); m != nil {
		s = s[m[1]:]
	}
	if m := appendix.FindStringIndex(s); m != nil && !strings.HasPrefix(s, "schedule 12a") {
		s = s[m[1]:]
	}
	return strings.TrimLeft(s, " .:;-–—()[]*|•\t")
}

// labelLike tells a title from a sentence.
func labelLike(l line, bare string) bool {
	if l.where == inHead {
		return true
	}
	words := strings.Fields(bare)
	return len(words) <= 14 && !strings.HasSuffix(bare, ".") ||
		len(words) <= 8 && !verbs.MatchString(afterFirst(bare))
}

func afterFirst(s string) string {
	_, rest, _ := strings.Cut(s, " ")
	return rest
}

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

var aboutAll = pat(`^(?:this|the attached) (?:\w+ )?(?:report|document|paper|presentation|file|pack)\b`)

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
