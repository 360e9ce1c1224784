package index

import (
	"math/bits"
	"unicode"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

// Correct proposes a spelling for a word that no paper holds: the nearest word
// of the papers that the viewer may see, of two as near the one in more
// passages. It proposes nothing for short words, names (a capital at the head),
// codes with digits and words that the papers know. A word of at most seven
// letters may differ by one letter added, lost, changed or swapped, a longer
// one by two.
func (r *Reader) Correct(typed string, as knowledge.Viewer) (string, bool) {
	first, _ := utf8.DecodeRuneInString(typed)
	w := analysis.Fold(typed)
	n := utf8.RuneCountInString(w)
	if n < 4 || n > 40 || unicode.IsUpper(first) || !spelt(w) || analysis.Stopword(w) {
		return "", false
	}
	if r.DF(analysis.Stem(w)) > 0 {
		return "", false
	}
	var v *vocabulary
	if guard(func() error { v = r.vocabulary(as); return nil }) != nil || v.known[w] {
		return "", false
	}
	allowed := 1
	if n >= 8 {
		allowed = 2
	}
	mask := letters(w)
	typedRunes := []rune(w)
	var best vocable
	distance := allowed + 1
	for _, c := range v.words {
		if c.runes-n > allowed || n-c.runes > allowed || bits.OnesCount64(c.mask^mask) > 2*allowed {
			continue
		}
		d := editDistance(typedRunes, c.text, distance)
		if d < distance || d == distance && d <= allowed && c.df > best.df {
			best, distance = c, d
		}
	}
	return best.text, distance <= allowed
}

// editDistance counts letters added, lost, changed or swapped with their
// neighbour; it gives most+1 where they are more than most.
func editDistance(a []rune, text string, most int) int {
	var buf [64]rune
	b := buf[:0]
	for _, r := range text {
		b = append(b, r)
	}
	var rows [3][64]int
	if len(b) >= 64 || len(a) >= 64 {
		return most + 1
	}
	before, last, cur := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, cur[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			cur[j] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
		before, last, cur = last, cur, before
	}
	return min(last[len(b)], most+1)
}
