package guess

import (
	"strings"
	"unicode"

	"hearth/knowledge/extract"
)

// firsts are the first words of all places.
var firsts = firstWords()

func firstWords() map[string]bool {
	m := map[string]bool{}
	for k := range english {
		first, _, _ := strings.Cut(k, " ")
		m[first] = true
	}
	return m
}

// place gives a council's place as its name is commonly written, "" where the
// words name no council: "Children in Care Council", "the Council". Without a
// word like "Borough" only a known place counts.
func place(s string, typed bool) string {
	s = strings.TrimSpace(s)
	// The run may have begun before the name: "Report to Leeds City Council".
	fields := strings.Fields(s)
	for i := range fields {
		if name := english[key(strings.Join(fields[i:], " "))]; name != "" {
			return name
		}
	}
	for len(fields) > 0 && (!unicode.IsUpper(rune(fields[0][0])) || lead[strings.ToLower(fields[0])]) {
		fields = fields[1:]
	}
	if !typed || len(fields) == 0 || len(fields) > 4 || notPlace[strings.ToLower(fields[len(fields)-1])] {
		return ""
	}
	return proper(strings.Join(fields, " "))
}

var (
	// lead are capitalised words that can stand before a council's name.
	lead = set("the a an our this each every any all of to for by at in on and report minutes cabinet executive members member councillors councillor leader chair mayor meeting full new former local your my that")
	// notPlace are words that end a phrase like "a County Council" without naming one.
	notPlace = set("the a our your this that each every any district county borough city parish town unitary metropolitan local full youth children care young people community national of and")
)

// isEnglish tells whether a place has an English principal council.
func isEnglish(place string) bool { return english[key(place)] != "" }

// key folds a place's name: small letters, hyphens and apostrophes gone.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == ' ':
			return ' '
		case unicode.IsLetter(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.ReplaceAll(s, "&", "and"))
}

// proper writes a name in capitals as names are written.
func proper(s string) string {
	if !extract.Capitals(s, 2) {
		return s
	}
	small := set("on upon and of the in le with")
	out, word := []rune(strings.ToLower(s)), 0
	for i := 0; i <= len(out); i++ {
		if i == len(out) || out[i] == ' ' || out[i] == '-' {
			if w := string(out[word:i]); w != "" && (word == 0 || !small[w]) {
				out[word] = unicode.ToUpper(out[word])
			}
			word = i + 1
		}
	}
	return string(out)
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
