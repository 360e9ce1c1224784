package audience

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

var (
	titles = words(`cllr cllrs councillor councillors cllor clr dr prof professor mr mrs ms miss mx rev revd reverend
		ald alderman alderwoman sir dame mayor`)
	letters = words(`obe mbe cbe kbe dbe bem jp dl qc kc mp mep ma ba bsc msc mba phd frsa frcs mrcgp mrics frics td`)
	// parties are what stands behind a name after a dash or a comma. Nothing of
	// it is kept.
	parties = words(`lab labour coop cooperative con cons conservative conservatives tory ld lib dem libdem liberal
		democrat democrats green greens ind independent independents reform uk ukip snp plaid cymru pc tusc
		residents association party group and the of ungrouped nonaligned unaffiliated`)
)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

var bracketed = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\([^()]*\)?|\[[^\[\]]*\]?`) })

// CleanName is the name alone in what lists and profiles call a person:
// "Cllr Jane Smith (Lab)", "Smith, Councillor Jane OBE" and "SMITH, Jane -
// Labour" are all Jane Smith. What stands in brackets goes: it is a party more
// often than not.
func CleanName(s string) string {
	s = bracketed().ReplaceAllString(s, " ")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '–' || r == '—':
			return '-'
		case r == '’':
			return '\''
		case !unicode.IsPrint(r):
			return ' '
		}
		return r
	}, s)
	for _, sep := range []string{" - ", " / ", " | "} {
		if name, after, ok := strings.Cut(s, sep); ok && all(after, parties) {
			s = name
		}
	}
	parts := strings.Split(s, ",")
	for i := range parts {
		parts[i] = strings.Join(bareWords(parts[i], i == 0), " ")
	}
	for len(parts) > 1 && (parts[len(parts)-1] == "" || all(parts[len(parts)-1], parties)) {
		parts = parts[:len(parts)-1]
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	if len(parts) == 2 {
		parts[0], parts[1] = parts[1], parts[0]
	}
	out := strings.Fields(strings.Join(parts, " "))
	for i, w := range out {
		out[i] = calm(w)
	}
	return strings.Join(out, " ")
}

// bareWords are the words of a part of a name without titles before and letters
// after it. Where it begins the name, one word stays that could be a surname.
func bareWords(s string, begins bool) []string {
	ws := strings.Fields(s)
	for len(ws) > 0 && titles[plain(ws[0])] && (len(ws) > 1 || plain(ws[0]) != "mayor") {
		ws = ws[1:]
	}
	least := 1
	if begins {
		least = 2
	}
	for len(ws) >= least && letters[plain(ws[len(ws)-1])] && ws[len(ws)-1] == strings.ToUpper(ws[len(ws)-1]) {
		ws = ws[:len(ws)-1]
	}
	return ws
}

// plain is a word in small letters without stops and hyphens.
func plain(w string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, w)
}

func all(s string, of map[string]bool) bool {
	ws := strings.Fields(strings.ReplaceAll(s, "&", " and "))
	return len(ws) > 0 && !slices.ContainsFunc(ws, func(w string) bool { return !of[plain(w)] })
}

// calm writes a word of capitals as a name is written: SMITH-O'NEILL becomes
// Smith-O'Neill. Initials and words that aren't all capitals stay.
func calm(w string) string {
	if len([]rune(plain(w))) < 3 || w != strings.ToUpper(w) || strings.Contains(w, ".") {
		return w
	}
	out, up := []rune(strings.ToLower(w)), true
	for i, r := range out {
		if up {
			out[i] = unicode.ToUpper(r)
		}
		up = !unicode.IsLetter(r) || i == 1 && out[0] == 'M' && r == 'c'
	}
	return string(out)
}
