package exempt

import (
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

var aboutAll = pat(`^(?:this|the attached) (?:\w+ )?(?:report|document|paper|presentation|file|pack)\b`)

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
