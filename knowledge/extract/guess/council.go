package guess

import (
	"iter"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	// council names: "Stockton-on-Tees Borough Council", "London Borough of Camden".
	typed   = regexp.MustCompile(`\b((?:[A-Z][A-Za-z'’]*|on|upon|and|of|the|in|le|with|&)(?:[ -](?:[A-Z][A-Za-z'’]*|on|upon|and|of|the|in|le|with|&))*?) (?i:(City|County Borough|County|Metropolitan Borough|Metropolitan District|Metropolitan|Borough|District|Unitary|City and District) )?(?:Council|COUNCIL)\b`)
	borough = regexp.MustCompile(`\b(?:LONDON BOROUGH|London Borough|ROYAL BOROUGH|Royal Borough|CITY|City) (?:of|OF) ((?:[A-Z][A-Za-z'’]*)(?:(?: and | AND | upon | UPON | & |[ -])[A-Z][A-Za-z'’]*)*)`)
	domain  = regexp.MustCompile(`(?i)[@./]([a-z][a-z-]{2,40})\.gov\.uk\b`)
)

// sure is the weight of evidence from which a place counts as the paper's own
// council. A council's full name in the paper's head is enough by itself; one
// further down may be another council's.
const (
	sure    = 3
	address = 2    // an e-mail address, anywhere
	apart   = 8000 // bytes: in a long text the name must come back this often
)

// council finds whose paper it is: from the council's full name, its e-mail
// addresses, and how often a council's place is named. Where two councils come
// near each other, or none is named, it says nothing.
func council(head, rest string) string {
	weight := map[string]int{}
	named(head, weight, sure)
	inHead := best(weight)
	named(rest, weight, 1)
	for _, text := range []string{head, rest} {
		for at := range around(text, ".gov.uk", ".GOV.UK") {
			m := domain.FindStringSubmatch(text[max(0, at-44):min(len(text), at+8)])
			if m == nil {
				continue
			}
			if name := domains[strings.ReplaceAll(strings.ToLower(m[1]), "-", "")]; name != "" {
				weight[name] += address
			}
		}
	}
	countPlaces(head, weight)
	countPlaces(rest, weight)
	first := best(weight)
	if first == "" || weight[first] < sure {
		return ""
	}
	for name, n := range weight {
		if name != first && n*2 > weight[first] {
			return ""
		}
	}
	if first != inHead && weight[first]*apart < len(rest) {
		return ""
	}
	return first
}

// titular is the one council whose full name stands in a paper's head.
func titular(head string) string {
	weight := map[string]int{}
	named(head, weight, 1)
	if len(weight) != 1 {
		return ""
	}
	return best(weight)
}

// best is the name with the most weight, the first by letter among equals.
func best(weight map[string]int) string {
	found := ""
	for name, n := range weight {
		if found == "" || n > weight[found] || n == weight[found] && name < found {
			found = name
		}
	}
	return found
}

// named adds a weight for each council's full name. The patterns are slow, so
// they see only the words round a word that every such name has.
func named(text string, weight map[string]int, each int) {
	for at := range around(text, " Council", " COUNCIL") {
		if plain(text[:at]) {
			continue
		}
		for _, m := range typed.FindAllStringSubmatch(text[max(0, at-100):at+8], -1) {
			if name := place(m[1], m[2] != ""); name != "" {
				weight[name] += each
			}
		}
	}
	for at := range around(text, "orough of ", "OROUGH OF ", "ity of ", "ITY OF ") {
		m := borough.FindStringSubmatch(text[max(0, at-8):min(len(text), at+80)])
		if m == nil {
			continue
		}
		if name := place(m[1], !strings.HasPrefix(strings.ToLower(m[0]), "city")); name != "" {
			weight[name] += each
		}
	}
}

// plain tells whether a text ends with a word in small letters, as in "the
// Council".
func plain(before string) bool {
	word := before[strings.LastIndexAny(before, " \t\n")+1:]
	return word != "" && word[0] >= 'a' && word[0] <= 'z' && !strings.Contains(" borough county city district metropolitan ", " "+word+" ")
}

// most is how many mentions of councils are looked at; a paper that names more
// is no clearer for them.
const most = 400

// around gives the places of words in a text.
func around(text string, words ...string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, w := range words {
			for at, n := 0, 0; n < most; n++ {
				i := strings.Index(text[at:], w)
				if i < 0 {
					break
				}
				if !yield(at + i) {
					return
				}
				at += i + len(w)
			}
		}
	}
}

// countPlaces adds one for each time that a council's place is named: "in
// Middlesbrough", "Middlesbrough's", "IN MIDDLESBROUGH". An everyday word counts
// only with "'s" behind it.
func countPlaces(text string, weight map[string]int) {
	for i := 0; i < len(text); {
		if text[i] < 'A' || text[i] > 'Z' {
			i++
			continue
		}
		end := wordEnd(text, i)
		if ordinary(text[i:end]) {
			i = end
			continue
		}
		bare, owned := possessive(text[i:end])
		first := key(bare)
		if !firsts[first[:max(0, strings.IndexByte(first+" ", ' '))]] {
			i = end
			continue
		}
		name, next := longest(text, i, end)
		if name == "" && english[first] != "" && (owned || !common[first]) {
			name, next = english[first], end
		}
		if name != "" {
			weight[name]++
		}
		i = max(next, end)
	}
}

// ordinary tells quickly of most words that no place begins with them: those of
// plain letters that are not the first of any.
func ordinary(word string) bool {
	var low [24]byte // longer than the first word of any place
	if len(word) > len(low) {
		return false
	}
	for i := range len(word) {
		c := word[i] | 0x20
		if c < 'a' || c > 'z' {
			return false
		}
		low[i] = c
	}
	return !firsts[string(low[:len(word)])]
}

// longest finds a council's place of two to five words that begins at i.
func longest(text string, i, end int) (name string, next int) {
	for n, at := 1, end; n < 5 && at < len(text) && text[at] == ' '; n++ {
		at = wordEnd(text, at+1)
		bare, _ := possessive(text[i:at])
		if found := english[key(bare)]; found != "" {
			name, next = found, at
		}
	}
	return name, next
}

// wordEnd is where the word at i ends; hyphens and apostrophes are part of it.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' && r != '&' {
			return i
		}
		i += n
	}
	return i
}

func possessive(s string) (bare string, owned bool) {
	for _, end := range []string{"’s", "'s", "’S", "'S"} {
		if cut, ok := strings.CutSuffix(s, end); ok {
			return cut, true
		}
	}
	return strings.Trim(s, "'’-&"), false
}
