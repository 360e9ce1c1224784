package answer

import (
	"regexp"
	"slices"
	"strings"

	"hearth/knowledge/analysis"
	"hearth/knowledge/glossary"
)

// A term is what a definition question asks the meaning of.
type term struct {
	short string   // the abbreviation, where it is one
	full  string   // its full form, where the glossary knows it
	said  string   // the words as asked
	forms []string // the glossary's other names for it
	thing bool     // "what is a …": nothing but its meaning will do
}

// reOneThing is a question for the meaning of a common name, not for something
// that somebody has: "what is a …", "what are …".
var reOneThing = lazily(`(?i)^(?:so |and |please |can you |explain |tell me )*(?:what(?:'s|’s|s)? (?:is |are |was |were )?(?:an? )|what(?:'s|’s|s| is| are) (?:[a-su-z]|t[a-gi-z])|explain (?:an? )?)`)

// reOfChildren is a possessive that belongs to a name: "children's home".
var reOfChildren = lazily(`(?i)\b(?:child(?:ren)?|people|foster carer)['’]s\b`)

// leastMeaning is how well words must give the meaning of a common name; to
// mention a proper one is to tell of it.
const leastMeaning = 0.9

// given tells whether a text gives the meaning that is asked, where it gives it so
// well.
func (t term) given(text string, meaning float64) bool {
	return meaning >= leastMeaning || meaning > 0 && (!t.thing || t.proper(text))
}

// titles tells whether the term stands in the last heading of a path: what is said
// of it beneath is what is to be said of it.
func (t term) titles(path string) bool {
	_, last := lastHeading(path)
	stems := stemsOf(last)
	return slices.ContainsFunc([]string{t.said, t.full}, func(form string) bool {
		return form != "" && !slices.ContainsFunc(stemsOf(form), func(s string) bool { return !slices.Contains(stems, s) })
	})
}

// proper tells whether a text writes the term as a proper name.
func (t term) proper(text string) bool {
	at := strings.Index(strings.ToLower(text), strings.ToLower(t.said))
	if at < 0 || len(t.said) == 0 || at+len(t.said) > len(text) {
		return false
	}
	words := strings.Fields(text[at : at+len(t.said)])
	return len(words) > 1 && capital(words[0]) && capital(words[len(words)-1])
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
	for _, m := range words.Find(t.said) {
		if m.Len() >= len(t.said)-1 {
			t.forms = slices.DeleteFunc(slices.Clone(m.Set.Terms), func(form string) bool { return slices.Equal(stemsOf(form), stemsOf(t.said)) })
		}
	}
	t.thing = reOneThing().MatchString(text) && !strings.ContainsAny(reOfChildren().ReplaceAllString(t.said, ""), "'’")
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
	for _, form := range []string{t.said, reThing().ReplaceAllString(t.said, ""), strings.TrimSuffix(t.said, "s"), t.full} {
		f := strings.TrimSpace(squash(form))
		if f == "" || strings.EqualFold(form, t.short) {
			continue
		}
		switch {
		case opens(low, f), names(low, f), strings.Contains(strings.ToLower(text), strings.ToLower(form)+" ("), quotes(text, form):
			return 0.9
		case strings.Contains(low, " "+f+" "):
			return 0.5
		}
	}
	switch {
	case t.leads(text):
		return 0.9
	case t.short != "" && strings.Contains(low, squash(t.short)):
		return 0.5
	}
	return 0
}

// leads tells whether a text begins with another name for the term and tells of it
// what must or may be: "An independent person must visit …" for "regulation 44
// visits".
func (t term) leads(text string) bool {
	words := plainWords(text)
	words = words[:min(len(words), 7)]
	if !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(telling, w) || w == "may" || w == "can" }) {
		return false
	}
	var stems []string
	for _, w := range words {
		stems = append(stems, analysis.Stem(w))
	}
	return slices.ContainsFunc(t.forms, func(form string) bool {
		own := stemsOf(form)
		return len(own) > 1 && !slices.ContainsFunc(own, func(s string) bool { return !slices.Contains(stems, s) })
	})
}

// opens tells whether a squashed text opens with the term and goes on to tell of
// it.
func opens(text, term string) bool {
	for _, article := range []string{" ", " a ", " an ", " the ", " under a ", " under an ", " under the "} {
		rest, found := strings.CutPrefix(text, article+term+" ")
		verb, after, _ := strings.Cut(rest, " ")
		if found && (slices.Contains(telling, verb) || strings.HasPrefix(article, " under")) {
			return true
		}
		if found && verb == "or" { // "a kinship carer, or connected carer, is …"
			return slices.ContainsFunc(strings.Fields(after)[:min(5, len(strings.Fields(after)))], func(w string) bool { return w == "is" || w == "are" || w == "means" })
		}
	}
	return strings.Contains(text, " that "+term+" is ") || strings.Contains(text, " that "+term+" are ")
}

// quotes tells whether a text sets the term in quotation marks, as what it then
// tells of.
func quotes(text, term string) bool {
	low, t := strings.ToLower(text), strings.ToLower(term)
	return strings.Contains(low, `"`+t+`"`) || strings.Contains(low, "“"+t+"”") || strings.Contains(low, "‘"+t+"’")
}

// names tells whether a squashed text gives the term as a name for something.
func names(text, term string) bool {
	for _, before := range []string{" known as ", " called ", " i e "} {
		_, after, found := strings.Cut(text, before)
		if !found {
			continue
		}
		next := strings.Fields(after)
		next = next[:min(len(next), 5+strings.Count(term, " "))]
		if strings.HasPrefix(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(after, "a "), "an "), "the "), term+" ") {
			return true
		}
		words := strings.Fields(term) // "called a kinship or connected carer"
		if len(words) > 1 && slices.Contains(next, "or") && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(next, w) }) {
			return true
		}
	}
	return strings.Contains(text, " "+term+" means ") || strings.Contains(text, " "+term+" i e ")
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
