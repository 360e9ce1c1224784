package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWords is how much of a turn the rules read. It is far above what people
// type; a longer paste is read at its beginning and at its end, where what
// somebody wants of it stands.
const maxWords = 3000

// A word is one word of a turn: as the rules read it (folded, phone spellings
// written out) and what its writing told.
type word struct {
	s       string // lower case, without apostrophes and accents
	capital bool   // written with a capital, inside a sentence
	first   bool   // first of its sentence, where a capital tells nothing
	bare    bool   // a given name with no surname after it
	owner   bool   // written with an apostrophe and s: "Mia's"
	place   bool   // part of the name of a place or a body, see gazetteer
}

// fold makes text comparable: compatibility forms and accents undone, invisible
// characters gone, every apostrophe the same.
func fold(text string) string {
	text = strings.ToValidUTF8(text, " ")
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		case r == '’' || r == '‘' || r == '`' || r == '´' || r == 'ʼ':
			b.WriteByte('\'')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// words cuts folded text into words.
func words(text string) []word {
	var all []word
	first := true
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if r == '.' || r == '!' || r == '?' || r == '\n' || r == ':' {
				first = true
			}
			text = text[size:]
			continue
		}
		n := 0
		for n < len(text) {
			r, size := utf8.DecodeRuneInString(text[n:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' {
				break
			}
			n += size
		}
		all = append(all, read(text[:n], first))
		text, first = text[n:], false
	}
	all = undot(all)
	if len(all) > maxWords {
		all = append(all[:maxWords/2:maxWords/2], all[len(all)-maxWords/2:]...)
	}
	return merge(all)
}

func read(raw string, first bool) word {
	r, _ := utf8.DecodeRuneInString(raw)
	s := strings.ToLower(raw)
	w := word{first: first, capital: unicode.IsUpper(r) && strings.ToUpper(raw) != raw}
	if bare, ok := strings.CutSuffix(s, "'s"); ok && !clitic[bare] {
		w.owner, s = true, bare
	} else if bare, ok := strings.CutSuffix(s, "s'"); ok {
		w.owner, s = true, bare+"s"
	}
	s = strings.ReplaceAll(s, "'", "")
	if said, ok := phone[s]; ok {
		s = said
	}
	w.s = s
	return w
}

// clitic are the words after which 's is short for "is", not a possessive.
var clitic = set("it he she that there what who where when how here let")

// undot joins what was spelled letter by letter ("i g n o r e"), four letters
// or more.
func undot(all []word) []word {
	out := all[:0]
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && utf8.RuneCountInString(all[j].s) == 1 {
			j++
		}
		if j-i < 4 {
			j = i + 1
			out = append(out, all[i])
		} else {
			var b strings.Builder
			for _, w := range all[i:j] {
				b.WriteString(w.s)
			}
			out = append(out, word{s: b.String(), first: all[i].first})
		}
		i = j
	}
	return out
}

// merge writes two words that are one idea as one.
func merge(all []word) []word {
	out := make([]word, 0, len(all))
	for i := 0; i < len(all); i++ {
		w := all[i]
		if i+1 < len(all) {
			if one, ok := pairs[w.s+" "+all[i+1].s]; ok {
				w.s, w.owner, w.capital = one, all[i+1].owner, false
				i++
			}
		}
		w.bare = given[w.s] && (i+1 == len(all) || !all[i+1].capital || all[i+1].first || w.owner)
		out = append(out, w)
	}
	return out
}

var pairs = map[string]string{
	"young person": "youngperson", "young people": "youngpeople", "young persons": "youngpeople",
	"care leaver": "careleaver", "care leavers": "careleavers",
	"foster carer": "fostercarer", "foster carers": "fostercarers", "foster parent": "fostercarer",
	"foster parents": "fostercarers", "foster mum": "fostercarer", "foster dad": "fostercarer",
	"foster mother": "fostercarer", "foster father": "fostercarer", "foster family": "fosterfamily",
	"social worker": "socialworker", "social workers": "socialworkers",
	"personal adviser": "personaladviser", "key worker": "keyworker", "support worker": "supportworker",
	"case file": "casefile", "case files": "casefile", "case notes": "casefile", "case note": "casefile",
	"case records": "casefile", "case record": "casefile",
	"year old": "yearold", "yr old": "yearold", "years old": "yearold", "yrs old": "yearold",
	"self harm": "selfharm", "self harming": "selfharming", "self harmed": "selfharmed", "self harms": "selfharms",
	"little one": "child", "little ones": "children", "little un": "child", "step father": "stepfather", "step mother": "stepmother", "step brother": "stepbrother", "step sister": "stepsister", "step son": "stepson", "step daughter": "stepdaughter", "step dad": "stepdad", "step mum": "stepmum",
	"next door": "nextdoor", "next doors": "nextdoor", "right now": "rightnow", "part two": "part2",
	"part 2": "part2", "part ii": "part2", "black eye": "blackeye", "council tax": "counciltax",
	"good night": "goodnight", "bye bye": "byebye",
	"bed sores": "bedsores", "safe guarding": "safeguarding", "lib dem": "libdems", "lib dems": "libdems",
	"liberal democrats": "libdems", "liberal democrat": "libdems",
}

// phone has the short spellings of phones and slips too far for a corrector.
var phone = map[string]string{
	"u": "you", "ur": "your", "r": "our", "y": "why", "wot": "what", "wat": "what", "wots": "whats",
	"plz": "please", "pls": "please", "thx": "thanks", "thnx": "thanks", "ta": "thanks", "tnx": "thanks",
	"2nite": "tonight", "tonite": "tonight", "2night": "tonight", "2day": "today", "2moro": "tomorrow",
	"fink": "think", "hu": "who", "hoo": "who", "bein": "being", "hav": "have", "lil": "little",
	"cud": "could", "shud": "should", "wud": "would", "wont": "wont", "da": "the", "dat": "that",
	"bcos": "because", "cos": "because", "coz": "because", "ppl": "people", "msg": "message",
	"msgs": "messages", "dnt": "dont", "iam": "im", "ive": "ive", "kidz": "kids", "abusd": "abused",
	"youre": "youre", "yr": "yr", "yrs": "yrs", "neighbor": "neighbour", "neighbors": "neighbours",
	"councilor": "councillor", "cllr": "councillor", "cncllr": "councillor", "cllrs": "councillors",
	"mam": "mum", "mom": "mum", "yo": "yo", "yearold": "yearold", "selfharm": "selfharm",
	"lac": "lac", "sw": "sw", "wtf": "wtf", "hiya": "hello", "heya": "hello", "hallo": "hello",
}

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}
