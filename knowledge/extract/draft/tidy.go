package draft

import (
	"regexp"
	"strings"
	"unicode"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// tidy settles everything that the reader left open.
func (d *Draft) tidy() {
	d.clean()
	d.furniture()
	d.mark()
	d.join()
	d.number()
	d.head()
}

// clean evens out spaces, and drops what has no words: empty pieces, ruled
// lines, bare bullets.
func (d *Draft) clean() {
	kept, parted := d.Pieces[:0], false
	for _, p := range d.Pieces {
		p.Text = Clean(p.Text)
		for i := range p.Cells {
			p.Cells[i] = Clean(p.Cells[i])
			if !worded(p.Cells[i]) && rule.MatchString(p.Cells[i]) {
				p.Cells[i] = ""
			}
		}
		for len(p.Cells) > 0 && p.Cells[len(p.Cells)-1] == "" {
			p.Cells = p.Cells[:len(p.Cells)-1]
		}
		if !worded(p.words()) {
			parted = true
			continue
		}
		if parted && p.After == NextLine {
			p.After = BlankLine
		}
		parted = false
		p.last = runes(p.Text)
		if k := len(kept) - 1; k >= 0 && p.Header && kept[k].Header && len(kept[k].Cells) == len(p.Cells) {
			p.Header = false // the values that a form has under its labels
		}
		kept = append(kept, p)
	}
	d.Pieces = kept
}

// rule is a line drawn with characters.
var rule = regexp.MustCompile(`^[\s|+:=_*~\-–—.·•]*$`)

// worded tells whether there is anything to read.
func worded(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// escapes are the marks that converters put before characters that Markdown
// would read as its own.
var escapes = regexp.MustCompile("\\\\([\\\\`*_{}\\[\\]()#+\\-.!|<>~$&])")

// Clean makes one line of a text: every run of white space is one space,
// characters without width or meaning are gone, escapes are undone.
func Clean(s string) string {
	if clean(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad', r == '\u200b', r == '\u200c', r == '\u200d', r == '\u2060', r == '\ufeff', r == unicode.ReplacementChar:
			return -1
		case unicode.IsSpace(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if strings.Contains(s, `\`) {
		s = escapes.ReplaceAllString(s, "$1")
	}
	return s
}

// clean tells of most texts that Clean has nothing to do: single spaces between
// plain letters and signs.
func clean(s string) bool {
	was := true // a space at the beginning is one too many
	for i := range len(s) {
		now := s[i] == ' '
		if s[i] < ' ' || s[i] > '~' || s[i] == '\\' || now && was {
			return false
		}
		was = now
	}
	return !was
}

// allCaps tells whether a line is set in capitals and is more than a short form.
func allCaps(s string) bool { return extract.Capitals(s, 4) }

// begins gives the first letter or digit of a text, past quote marks and brackets.
func begins(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
	}
	return 0
}

// ended tells whether a line closes with a mark that ends a sentence or a clause.
func ended(s string) bool {
	s = strings.TrimRight(s, `"'”’)] `)
	return s != "" && strings.ContainsRune(".:;!?", rune(s[len(s)-1]))
}

// titled tells whether a line could be a heading by its looks alone.
func titled(s string, words int) bool {
	return len(strings.Fields(s)) <= words && runes(s) <= 120 && unicode.IsUpper(begins(s)) && !ended(s) &&
		!strings.HasSuffix(s, ",") && !strings.Contains(s, "@") && !strings.Contains(s, "www.")
}

// next is the piece after i, or an empty one.
func (d *Draft) next(i int) Piece {
	if i+1 < len(d.Pieces) {
		return d.Pieces[i+1]
	}
	return Piece{Kind: knowledge.Row}
}
