package glossary

import (
	"strings"

	"hearth/knowledge"
)

// A slip is how a word is misspelt.
type slip struct {
	right string
	line  int
}

// A Fix is a misspelt word or phrase in a text and what it should be.
type Fix struct {
	knowledge.Span
	Right string
}

// Slip gives the right spelling of a misspelt word or phrase. It knows the
// slips of the file and no others: whether a word is misspelt at all, the
// index's own vocabulary can tell better.
func (g *Glossary) Slip(word string) (string, bool) {
	s, ok := g.slips[slipKey(word)]
	return s.right, ok
}

// Fixes lists the slips of a text from left to right, the longest at each
// place. A single letter counts only in lower case or as the first word, so
// that "Option Y" stays.
func (g *Glossary) Fixes(text string) []Fix {
	var found []Fix
	ws := split(text)
	for i := 0; i < len(ws); {
		n := 1
		for k := min(g.slipLen, len(ws)-i); k > 0; k-- {
			at := knowledge.Span{Start: ws[i].start, End: ws[i+k-1].end}
			raw := at.Of(text)
			if len(raw) == 1 && i > 0 && raw[0] < 'a' {
				continue
			}
			if s, ok := g.slips[slipKey(raw)]; ok {
				found = append(found, Fix{at, s.right})
				n = k
				break
			}
		}
		i += n
	}
	return found
}

// slipKey is a word as slips are looked up: lower case, straight apostrophes,
// hyphens as spaces; plurals stay, for a slip may end in s.
func slipKey(w string) string {
	w = strings.TrimSpace(strings.ToLower(w))
	if strings.ContainsAny(w, "-’‘ \t\n") {
		w = strings.Join(strings.Fields(straight.Replace(w)), " ")
	}
	return w
}

var straight = strings.NewReplacer("’", "'", "‘", "'", "-", " ")
