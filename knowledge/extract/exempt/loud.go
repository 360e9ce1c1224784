package exempt

import (
	"strings"
	"sync"
)

// loudWords are the words without which a line refuses nothing. They are those
// that the rules need by which judge and named come to a refusal, so that a new
// rule brings its own.
var loudWords = sync.OnceValue(func() []string {
	return union(exclusion, sentOut, fieldWord, self, shouted, cornered, weak, strong, isExempt, exemptIs, flat)
})

// flat are the words that labels looks for without a rule.
var flat = pat(`schedule 12a|not for publication`)

// union gathers what patterns need, in small letters as fold leaves a line. A
// pattern of which nothing is known makes every line loud; there is none.
func union(all ...pattern) []string {
	var out []string
	for _, p := range all {
		needs := p.rule().needs
		if len(needs) == 0 {
			return []string{""}
		}
		for _, w := range needs {
			out = append(out, strings.ToLower(w))
		}
	}
	return shortest(out)
}

// loud tells whether a folded line may refuse something. Where it is not, judge
// gives nothing or reopens, and named gives no name.
func loud(low string) bool { return ears().hear(low) }

var ears = sync.OnceValue(func() *lookout { return listen(loudWords()) })

// A lookout finds out whether a text holds one of many words, in one pass: it
// looks closer only where the first two bytes of a word stand.
type lookout struct {
	pairs [1 << 16 / 64]uint64
	words map[uint16][]string
	all   bool // a word is so short that every text holds it
}

func listen(words []string) *lookout {
	l := &lookout{words: map[uint16][]string{}}
	for _, w := range words {
		if len(w) < 2 {
			l.all = true
			continue
		}
		p := pair(w, 0)
		l.pairs[p/64] |= 1 << (p % 64)
		l.words[p] = append(l.words[p], w)
	}
	return l
}

func pair(s string, i int) uint16 { return uint16(s[i])<<8 | uint16(s[i+1]) }

func (l *lookout) hear(s string) bool {
	if l.all {
		return true
	}
	for i := 0; i+1 < len(s); i++ {
		p := pair(s, i)
		if l.pairs[p/64]&(1<<(p%64)) == 0 {
			continue
		}
		for _, w := range l.words[p] {
			if strings.HasPrefix(s[i:], w) {
				return true
			}
		}
	}
	return false
}
