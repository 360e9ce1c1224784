package draft

import (
	"strings"
	"unicode"

	"hearth/knowledge"
)

// head finds the headings among the pieces whose kind is still open.
func (d *Draft) head() {
	stated := false
	for _, p := range d.Pieces {
		stated = stated || (p.Kind == knowledge.Heading && !p.Loose)
	}
	body := false // anything but headings so far
	for i := range d.Pieces {
		p := &d.Pieces[i]
		if p.open() && d.isHeading(i) {
			p.Kind = knowledge.Heading
			switch {
			case stated:
				p.Level = 3
			case body:
				p.Level = 2
			default:
				p.Level = 1
			}
		}
		body = body || p.Kind != knowledge.Heading
	}
}

// longestTitle is more bytes than titled allows, with a colon behind them.
const longestTitle = 4*120 + 1

// isHeading tells whether an open piece is a heading, by what it looks like and
// by what follows.
func (d *Draft) isHeading(i int) bool {
	p, next := d.Pieces[i], d.next(i)
	if len(p.Text) > longestTitle {
		return false
	}
	words := len(strings.Fields(p.Text))
	if strings.HasSuffix(p.Text, ":") {
		// A bold label heads its text, but a line that opens a list introduces it.
		return p.Bold && titled(strings.TrimSuffix(p.Text, ":"), 14) && next.Kind != knowledge.Item && next.Marker == ""
	}
	switch {
	case p.Bold:
		return titled(p.Text, 22)
	case allCaps(p.Text):
		return words >= 2 && titled(p.Text, 16)
	case next.After != NextLine && capitalised(p.Text):
		return true
	case d.inFragments(i):
		return false
	case next.Kind == knowledge.Item:
		return titled(p.Text, 14)
	case next.open() && i+1 < len(d.Pieces):
		return words <= 10 && titled(p.Text, 10) && !dated.MatchString(p.Text) && prose(next.Text)
	}
	return false
}

// capitalised tells whether a line is written As Titles Are: four words at the
// least, every long one with a capital.
func capitalised(s string) bool {
	fields := strings.Fields(s)
	for _, w := range fields {
		if len(w) > 4 && !unicode.IsUpper(begins(w)) {
			return false
		}
	}
	return len(fields) >= 4 && titled(s, 20) && strings.IndexFunc(s, unicode.IsDigit) < 0 && !strings.Contains(s, ":")
}

// prose tells whether a text reads as a sentence.
func prose(s string) bool {
	n := len(strings.Fields(s))
	return (n >= 6 && strings.HasSuffix(s, ".")) || (n >= 6 && strings.HasPrefix(s, "That "))
}

// inFragments tells whether the piece before i is a torn line too, so that a
// short line says nothing.
func (d *Draft) inFragments(i int) bool {
	if i == 0 {
		return false
	}
	prev := d.Pieces[i-1]
	return prev.open() && !ended(prev.Text) && len(strings.Fields(prev.Text)) <= 4 && !allCaps(prev.Text)
}
