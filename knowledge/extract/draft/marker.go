package draft

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"hearth/knowledge"
)

var (
	bullet = regexp.MustCompile(`^(?:[·•‣◦▪▫●○■□–—\-*+►➢➤✓✔\x{f0b7}\x{f0a7}\x{f0d8}]|o(?:\s\s)|\x{f0fc})\s+`)
	// numbered is "2.", "2)", "(2)", "2.1", "2.1.3."
	numbered = regexp.MustCompile(`^(\(\d{1,2}\)|\d{1,3}[.)]|\d{1,2}(?:\.\d{1,3})+\.?)\s+`)
	lettered = regexp.MustCompile(`^(\([a-z]{1,2}\)|\([ivx]{1,5}\)|[a-z]\)|[ivx]{1,5}\)|\([A-Z]\)|[A-Z]\))\s+`)
	roman    = regexp.MustCompile(`^\(?[ivx]+\)$`)
	leading  = regexp.MustCompile(`^\d+`)
)

// Bullet cuts a bullet from the front of a line.
func Bullet(s string) (rest string, ok bool) {
	if s == "" || s[0] != 'o' && (s[0] >= '0' && s[0] <= '9' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 'a' && s[0] <= 'z') {
		return s, false
	}
	m := bullet.FindString(s)
	return s[len(m):], m != "" && len(m) < len(s)
}

// mark finds bullets and numbers at the front of pieces whose kind is open, and
// bullets typed by hand into stated list items.
func (d *Draft) mark() {
	for i := range d.Pieces {
		p := &d.Pieces[i]
		if p.Kind == knowledge.Item && p.Marker == "" {
			if rest, ok := Bullet(p.Text); ok {
				p.Text = rest
			}
		}
		if !p.open() {
			continue
		}
		if rest, ok := Bullet(p.Text); ok {
			p.Kind, p.Text, p.Level = knowledge.Item, rest, max(p.Level, 1)
			continue
		}
		if c := p.Text[0]; !strings.Contains(p.Text[:min(len(p.Text), 8)], ")") && (c < '0' || c > '9') {
			continue // a paragraph like most
		}
		if m := lettered.FindStringSubmatch(p.Text); m != nil {
			p.Kind, p.Marker, p.Text, p.Level = knowledge.Item, m[1], p.Text[len(m[0]):], max(p.Level, 1)
			if roman.MatchString(m[1]) && i > 0 && lettered.MatchString(d.Pieces[i-1].Marker+" ") && !roman.MatchString(d.Pieces[i-1].Marker) && m[1] != "(i)" {
				p.Level = 2
			}
			continue
		}
		if m := numbered.FindStringSubmatch(p.Text); m != nil && realNumber(m[1], p.Text[len(m[0]):]) {
			p.Marker, p.Text = m[1], p.Text[len(m[0]):]
		}
	}
}

// realNumber tells a paragraph's number from a figure that begins a sentence
// ("2.5 million children") and from a day ("16. März" aside, "3. June").
func realNumber(marker, rest string) bool {
	if rest == "" {
		return false
	}
	if strings.HasSuffix(marker, ".") || strings.HasSuffix(marker, ")") {
		return true
	}
	return unicode.IsUpper(begins(rest))
}

// ordinal is the last number of a marker: 3 for "3.", "2.3" and "(3)".
func ordinal(marker string) int {
	marker = strings.Trim(marker, "().")
	if i := strings.LastIndexByte(marker, '.'); i >= 0 {
		marker = marker[i+1:]
	}
	n, err := strconv.Atoi(leading.FindString(marker))
	if err != nil {
		return 0
	}
	return n
}

// number decides what each numbered piece is: an item of the list that a line
// with a colon opens, a heading that something follows, else a paragraph.
func (d *Draft) number() {
	inList, last := false, 0
	for i := range d.Pieces {
		p := &d.Pieces[i]
		if p.Kind != knowledge.Paragraph || p.Marker == "" || !p.Loose {
			// An item below a numbered item doesn't end the list, nor does a row.
			if p.Kind == knowledge.Paragraph || p.Kind == knowledge.Heading {
				inList, last = strings.HasSuffix(p.Text, ":"), 0
			}
			continue
		}
		n := ordinal(p.Marker)
		inList = inList && n == last+1
		switch {
		case inList, unicode.IsLower(begins(p.Text)):
			p.Kind, p.Level, last = knowledge.Item, max(p.Level, 1), n
		case d.numberedHeading(i):
			p.Kind, p.Level = knowledge.Heading, min(6, 2+strings.Count(strings.Trim(p.Marker, "."), "."))
			p.Text, p.Marker = p.Marker+" "+p.Text, ""
			inList, last = false, 0
		default:
			inList, last = strings.HasSuffix(p.Text, ":"), 0
		}
	}
}

// numberedHeading tells whether piece i heads what follows: it looks like a
// title, words follow that are no heading and not the next number, and it isn't
// itself one in a bare run of numbers.
func (d *Draft) numberedHeading(i int) bool {
	p, next := d.Pieces[i], d.next(i)
	if !titled(p.Text, 14) || strings.HasPrefix(p.Text, "That ") {
		return false
	}
	if i+1 == len(d.Pieces) || next.Kind == knowledge.Heading || (next.Marker != "" && ordinal(next.Marker) == ordinal(p.Marker)+1 && sameShape(p.Marker, next.Marker)) {
		return false
	}
	if i > 0 {
		prev := d.Pieces[i-1]
		if prev.Marker != "" && sameShape(prev.Marker, p.Marker) && ordinal(prev.Marker)+1 == ordinal(p.Marker) && titled(prev.Text, 14) {
			return false
		}
	}
	return true
}

// sameShape tells whether two markers count on the same level.
func sameShape(a, b string) bool {
	return strings.Count(strings.Trim(a, "."), ".") == strings.Count(strings.Trim(b, "."), ".") &&
		strings.HasPrefix(a, "(") == strings.HasPrefix(b, "(")
}
