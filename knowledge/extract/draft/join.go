package draft

import (
	"strings"
	"unicode"

	"hearth/knowledge"
)

// join puts back together what was one sentence: lines wrapped at a width, and
// short lines of a slide that read on.
func (d *Draft) join() {
	var out []Piece
	cover := true // no sentence has gone by yet
	for i := 0; i < len(d.Pieces); i++ {
		p := d.Pieces[i]
		if n := d.sentence(i); n > 1 {
			for _, q := range d.Pieces[i+1 : i+n] {
				p = glue(p, q)
			}
			i += n - 1
		}
		cover = cover && !ended(p.Text)
		if k := len(out) - 1; k >= 0 && (d.continues(out[k], p) || cover && coverLine(out[k], p)) {
			out[k] = glue(out[k], p)
			continue
		}
		out = append(out, p)
	}
	d.Pieces = out
}

func glue(a, b Piece) Piece {
	a.Text += " " + b.Text
	a.last = b.last
	return a
}

// continues tells whether b goes on where a stopped.
func (d *Draft) continues(a, b Piece) bool {
	if !b.open() || !a.Loose || a.Kind == knowledge.Heading || a.Kind == knowledge.Row || a.Page != b.Page || a.Bold != b.Bold || b.After == BlankLine {
		return false
	}
	if d.wrapped(a, b) {
		return true
	}
	if a.Kind == knowledge.Item && b.After != NextLine {
		return false
	}
	if allCaps(a.Text) {
		return strings.HasSuffix(a.Text, "&") && allCaps(b.Text)
	}
	if !unicode.IsLower(begins(b.Text)) || ended(a.Text) || sameWord(a.Text, b.Text) {
		return false
	}
	return b.After == NextLine || (unicode.IsUpper(begins(a.Text)) && runes(a.Text) < 120)
}

// coverLine tells whether b goes on with a title that a cover sets in capitals
// over several lines: a joining word first, or a single word.
func coverLine(a, b Piece) bool {
	if !a.open() || !b.open() || a.Bold != b.Bold || a.Page != b.Page || b.After == BlankLine || !allCaps(a.Text) || !allCaps(b.Text) {
		return false
	}
	words := strings.Fields(b.Text)
	if strings.HasSuffix(a.Text, "COUNCIL") || ended(a.Text) || onCovers[words[0]] {
		return false
	}
	return len(words) == 1 || joining[words[0]]
}

var (
	joining  = map[string]bool{"FOR": true, "IN": true, "OF": true, "AND": true, "TO": true, "WITH": true, "ON": true, "AT": true, "&": true}
	onCovers = map[string]bool{"CABINET": true, "EXECUTIVE": true, "COUNCIL": true, "AGENDA": true, "MINUTES": true, "REPORT": true,
		"PROFORMA": true, "CONTENTS": true, "SUMMARY": true, "INTRODUCTION": true, "CONFIDENTIAL": true, "RESTRICTED": true, "EXEMPT": true}
)

// wrapped tells whether the line was broken for want of room: the next word
// wouldn't have fitted.
func (d *Draft) wrapped(a, b Piece) bool {
	if d.Wrap == 0 || b.After != NextLine || allCaps(a.Text) != allCaps(b.Text) {
		return false
	}
	first, _, _ := strings.Cut(b.Text, " ")
	return a.last+1+runes(first) > d.Wrap-3
}

// sentence counts the short open lines from i on that make one sentence
// together: a capital first, no end before the last line's, which reads on in
// small letters. A slide is set like that.
func (d *Draft) sentence(i int) int {
	const most = 5
	for n := 0; n < most && i+n < len(d.Pieces); n++ {
		p := d.Pieces[i+n]
		if !p.open() || runes(p.Text) > 60 || allCaps(p.Text) || p.Bold || strings.Contains(p.Text, "@") || p.Page != d.Pieces[i].Page || (n > 0 && p.After == BlankLine) {
			return 0
		}
		if n == 0 && !unicode.IsUpper(begins(p.Text)) {
			return 0
		}
		if ended(p.Text) {
			if n > 0 && strings.HasSuffix(p.Text, ".") && unicode.IsLower(begins(p.Text)) {
				return n + 1
			}
			return 0
		}
	}
	return 0
}

// sameWord tells whether a ends with the word that b begins with: two halves of
// a torn slide, not one sentence.
func sameWord(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	return len(x) > 0 && len(y) > 0 && strings.EqualFold(x[len(x)-1], y[0])
}
