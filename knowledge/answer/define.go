package answer

import (
	"regexp"
	"slices"
	"strings"

	"hearth/knowledge/glossary"
)

// A term is what a definition question asks the meaning of.
type term struct {
	short string // the abbreviation, where it is one
	full  string // its full form, where the glossary knows it
	said  string // the words as asked
}

var reShort = lazily(`\b[A-Z][A-Za-z]*[A-Z0-9+][A-Za-z0-9+]*`)

var reAsked = lazily(`(?i)^(?:so |and |please |can you |explain |define )*(?:wh(?:at|o)(?:'s|’s|s)?\s+(?:does|do|is|are|was|were|counts as|the meaning of|is meant by|is the meaning of)?\s*(?:[a-z-]+\s+mean\s+by\s+)?(?:the |an? |by )?)?(?:(?:letters?|words?|term|abbreviation|phrase)\s+)?(.*?)(?:\s+(?:mean|means|stand for|stands for|short for|all about|for)(?:\s+(?:in|for|to|by|on|here|when)\b.*)?)?\s*\??$`)

// termOf finds what a definition question is about.
func termOf(text string, words *glossary.Glossary) term {
	t := term{said: text}
	if m := reAsked().FindStringSubmatch(strings.TrimSpace(text)); m != nil && m[1] != "" {
		t.said = strings.Trim(m[1], `'"‘’“” `)
	}
	if s := reShort().FindString(text); s != "" {
		t.short = s
	}
	for _, candidate := range []string{t.short, t.said} {
		if m, ok := words.Meaning(candidate); ok && candidate != "" {
			t.full = m.Full
			if t.short == "" && strings.EqualFold(m.Short, candidate) {
				t.short = m.Short
			}
			break
		}
	}
	if t.full == "" {
		for _, m := range words.Find(t.said) {
			if m.Len() >= len(t.said)-1 && !strings.EqualFold(m.Set.Terms[0], t.said) {
				t.full = m.Set.Terms[0]
			}
		}
	}
	return t
}

// defines tells how well a text gives the meaning of the term: 1 where it says
// the full form and the short one together, or has the term as its label; 0.9
// where it opens with the term and goes on to tell of it, gives it as a name, or
// has a short form in brackets behind it; half where it only speaks of it; else 0.
func (t term) defines(text string) float64 {
	if t.short != "" && t.spelt(text) {
		return 1
	}
	low := squash(text)
	if label, _, found := strings.Cut(text, ":"); found && t.labelled(label) {
		return 1
	}
	if t.short != "" {
		if s := strings.TrimSpace(squash(t.short)); opens(low, s) || names(low, s) {
			return 0.9
		}
	}
	for _, form := range []string{t.said, reThing().ReplaceAllString(t.said, ""), t.full} {
		f := strings.TrimSpace(squash(form))
		if f == "" || strings.EqualFold(form, t.short) {
			continue
		}
		switch {
		case opens(low, f), names(low, f), strings.Contains(strings.ToLower(text), strings.ToLower(form)+" ("):
			return 0.9
		case strings.Contains(low, " "+f+" "):
			return 0.5
		}
	}
	return 0
}

// opens tells whether a squashed text opens with the term and goes on to tell of
// it.
func opens(text, term string) bool {
	for _, article := range []string{" ", " a ", " an ", " the "} {
		rest, found := strings.CutPrefix(text, article+term+" ")
		if verb, _, _ := strings.Cut(rest, " "); found && slices.Contains(telling, verb) {
			return true
		}
	}
	return false
}

// names tells whether a squashed text gives the term as a name for something.
func names(text, term string) bool {
	return slices.ContainsFunc([]string{" known as ", " known as the ", " called ", " called a ", " called an ", " called the ", " i e "}, func(before string) bool {
		return strings.Contains(text, before+term+" ")
	}) || strings.Contains(text, " "+term+" means ")
}

// telling are the words with which a sentence goes on that tells what the thing
// it opened with is or does.
var telling = []string{"is", "are", "means", "mean", "must", "should", "has", "have", "lets", "gives", "helps", "covers", "looks", "makes", "sees", "says", "sets"}

// reThing is a word that adds nothing to the name of a thing.
var reThing = lazily(`(?i) (?:arrangements?|schemes?|polic(?:y|ies)|systems?|process(?:es)?|dut(?:y|ies)|rules?)$`)

// labelled tells whether a label before a colon is the term, or all but the
// word for whom it is: "Former relevant" for "former relevant young person".
func (t term) labelled(label string) bool {
	own := stemsOf(label)
	if len(own) == 0 || len(own) > 5 {
		return false
	}
	for _, form := range []string{t.said, t.full, t.short} {
		stems := stemsOf(form)
		if form != "" && len(own)*2 >= len(stems) && stems[0] == own[0] && !slices.ContainsFunc(own, func(s string) bool { return !slices.Contains(stems, s) }) {
			return true
		}
	}
	return false
}

// spelt tells whether a text has the short form in brackets behind words whose
// first letters it is made of ("Children who are looked after (CLA)"), or has
// such words in brackets behind it, or says what it means.
func (t term) spelt(text string) bool {
	s := regexp.QuoteMeta(t.short)
	if ok, _ := regexp.MatchString(`(?i)\b`+s+`s? (?:means|stands for)\b|\b`+s+` \((?:the )?[A-Z][a-z]+[ -]`, text); ok {
		return true
	}
	at := strings.Index(text, "("+t.short)
	if at < 0 {
		return false
	}
	if rest := text[at+1+len(t.short):]; !strings.HasPrefix(rest, ")") && !strings.HasPrefix(rest, "s)") {
		return false
	}
	before := plainWords(text[:at])
	return initials(before[max(0, len(before)-8):], strings.ToLower(t.short))
}

// initials tells whether the letters of a short form are first letters of the
// words, in order, the last of them that of the last word.
func initials(words []string, short string) bool {
	if len(words) == 0 || words[len(words)-1][0] != short[len(short)-1] {
		return false
	}
	for _, w := range words {
		if short != "" && w[0] == short[0] {
			short = short[1:]
		}
	}
	return short == ""
}
