package glossary

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is one word of a text, or a mark that parts words: key is "," for a
// comma and "" for anything harder.
type word struct {
	key        string // folded
	start, end int
}

func (w word) mark() bool { return w.key == "" || w.key == "," }

// split cuts a text into words and marks. Spaces, quotation marks and hyphens
// part words without a mark; an empty line is a hard mark.
func split(text string) []word { return appendWords(make([]word, 0, len(text)/5+2), text) }

func appendWords(ws []word, text string) []word {
	lines := 0
	for i := 0; i < len(text); {
		if text[i] == ' ' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case wordRune(r):
			end := wordEnd(text, i)
			ws = append(ws, word{fold(text[i:end]), i, end})
			i, lines = end, 0
			continue
		case r == '&':
			ws = append(ws, word{"and", i, i + n})
		case r == ',':
			ws = append(ws, word{",", i, i + n})
		case r == '\n':
			if lines++; lines == 2 {
				ws = append(ws, word{"", i, i + n})
			}
		case !silent(r):
			ws = append(ws, word{"", i, i + n})
		}
		i += n
	}
	return ws
}

// wordEnd finds the end of the word that begins at i. Apostrophes belong to a
// word when letters follow.
func wordEnd(text string, i int) int {
	for i < len(text) {
		if b := text[i]; 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || 'A' <= b && b <= 'Z' {
			i++
			continue
		} else if b == ' ' {
			return i
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if apostrophe(r) {
			next, _ := utf8.DecodeRuneInString(text[i+n:])
			if !unicode.IsLetter(next) {
				return i
			}
		} else if !wordRune(r) {
			return i
		}
		i += n
	}
	return i
}

func wordRune(r rune) bool {
	if apostrophe(r) {
		return false // U+02BC counts as a letter elsewhere
	}
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '+'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' }

// silent tells whether a rune parts words without parting sense.
func silent(r rune) bool {
	switch r {
	case '-', '‐', '‑', '\u00ad', '"', '“', '”', '*', '_':
		return true
	}
	return unicode.IsSpace(r) || apostrophe(r)
}

// fold brings a word to the form in which it is compared: lower case, without
// apostrophes and without a plural s. It is no stemmer: what it joins must mean
// the same in every sentence.
func fold(w string) string {
	if n := len(w) - 1; n >= 2 && w[n] == 's' && capitals(w[:n]) {
		return strings.ToLower(w[:n]) // IROs, PAs
	}
	if plainLower(w) {
		return singular(w)
	}
	w = strings.ToLower(w)
	if strings.ContainsFunc(w, apostrophe) {
		w = noApostrophes.Replace(w)
	}
	return singular(w)
}

// plainLower tells whether a word is folded already but for its plural: most
// are.
func plainLower(w string) bool {
	for i := range len(w) {
		if (w[i] < 'a' || w[i] > 'z') && (w[i] < '0' || w[i] > '9') {
			return false
		}
	}
	return true
}

var noApostrophes = strings.NewReplacer("'", "", "’", "", "‘", "", "ʼ", "")

func capitals(w string) bool {
	for i := range len(w) {
		if w[i] < 'A' || w[i] > 'Z' {
			return false
		}
	}
	return true
}

func singular(w string) string {
	n := len(w)
	if n < 4 || w[n-1] != 's' {
		return w
	}
	switch w[n-2] {
	case 's', 'u', 'i':
		return w
	case 'e':
		switch stem := w[:n-2]; {
		case n > 4 && stem[n-3] == 'i':
			return w[:n-3] + "y"
		case strings.HasSuffix(stem, "ch"), strings.HasSuffix(stem, "sh"),
			strings.HasSuffix(stem, "ss"), strings.HasSuffix(stem, "x"):
			return stem
		}
	}
	return w[:n-1]
}

// foldTerm is a whole term in the form in which it is compared.
func foldTerm(term string) string {
	var room [maxWords]word
	return joinKeys(appendWords(room[:0], term))
}

func joinKeys(ws []word) string {
	if len(ws) == 1 && !ws[0].mark() {
		return ws[0].key
	}
	var b strings.Builder
	n := 0
	for _, w := range ws {
		n += len(w.key) + 1
	}
	b.Grow(n)
	for _, w := range ws {
		if w.mark() {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.key)
	}
	return b.String()
}
