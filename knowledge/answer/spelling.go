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
// word, seldom at its first letter, and another letter in a short word makes
// another word ("match", "march").
func likely(said, better string) bool {
	return said[0] == better[0] && (len(said) > 5 || len(said) != len(better) || sameLetters(said, better))
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
