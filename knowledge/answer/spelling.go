package answer

import (
	"slices"
	"strings"

	"hearth/knowledge/glossary"
)

// mend puts right the slips that the glossary knows.
func mend(text string, words *glossary.Glossary) string {
	fixes := words.Fixes(text)
	if len(fixes) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, f := range fixes {
		b.WriteString(text[at:f.Start])
		b.WriteString(f.Right)
		at = f.End
	}
	return b.String() + text[at:]
}

// likely tells whether a word was meant for another: fingers slip within a
// word, seldom at its first letter, and most other letters make another word
// ("match", "march").
func likely(said, better string) bool {
	switch {
	case said[0] != better[0]:
		return false
	case len(said) != len(better) || sameLetters(said, better):
		return true
	}
	return len(said) > 5 && slipped(said, better)
}

// slipped tells whether two words of the same length differ where one vowel
// stands for another, or a finger hit the key beside: "dentel", but not
// "locked" for "looked".
func slipped(a, b string) bool {
	for i := range len(a) {
		x, y := a[i], b[i]
		if x != y && !(isVowel(x) && isVowel(y)) && !beside(x, y) {
			return false
		}
	}
	return true
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

func beside(x, y byte) bool {
	for _, row := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		i, j := strings.IndexByte(row, x), strings.IndexByte(row, y)
		if i >= 0 && j >= 0 && (i-j == 1 || j-i == 1) {
			return true
		}
	}
	return false
}

func sameLetters(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// ordinaryWord tells whether a word is spelt right although the papers lack it.
func ordinaryWord(said, stem string) bool {
	said = strings.ToLower(said)
	_, isNumber := numberWords[said]
	isAlike := len(alike().word(stem)) > 0
	return isNumber || isAlike || common()[said]
}
