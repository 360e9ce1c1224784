package answer

import (
	"slices"
	"strings"

	"hearth/knowledge"
)

// soughtAt finds the word for the very thing that a question asks of its
// subject: "qualification" of "What qualification must a carer have?", "title" of
// "What is the head's job title?", "wrote" of "Who wrote the foreword?". What
// tells of the subject without it tells something else. The span is empty where a
// question has no such word, and where the word is one that the papers do without:
// an everyday one, or one for a class whose members they name.
func soughtAt(text string) knowledge.Span {
	spans := spansOfWords(text)
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = strings.ToLower(strings.ReplaceAll(s.Of(text), "’", "'"))
	}
	at := -1
	if len(words) > 3 && words[0] == "how" && (words[1] == "do" || words[1] == "can" || words[1] == "would") && (words[2] == "i" || words[2] == "you") && !common()[words[3]] {
		return spans[3]
	}
	switch ask := slices.IndexFunc(words, func(w string) bool { return w == "what" || w == "which" || w == "who" }); {
	case ask < 0 || ask+2 >= len(words) || ask > 3:
	case words[ask] == "who":
		if !holdsTogether[words[ask+1]] {
			at = ask + 1
		}
	case isBe(words[ask+1]):
		at = headOfBe(words, ask+2)
	case !holdsTogether[words[ask+1]]:
		at = headOfWhich(words, ask+1)
	}
	if at < 0 || inClass[strings.TrimSuffix(words[at], "'s")] || everyWord(words[at], func(w string) bool { return common()[w] }) {
		return knowledge.Span{}
	}
	return spans[at]
}

// existence finds what a question asks whether there is or somebody has: "a
// mentoring scheme" of "Does Fernshire have a mentoring scheme for carers?".
func existence(text string) knowledge.Span {
	m := reExistence().FindStringSubmatchIndex(text)
	if m == nil {
		return knowledge.Span{}
	}
	if m[2] < 0 {
		m[2], m[3] = m[4], m[5]
	}
	return knowledge.Span{Start: m[2], End: m[3]}
}

var reExistence = lazily(`(?i)^(?:is|are|was|were) there ((?:[\w'’-]+ ?){1,5}?)(?:\?|$|\b(?:for|in|at|to|on|of|who|that|which)\b)|^(?:do|does|did|has|have) (?:[\w'’-]+ ){1,5}?(?:have|offer|provide|run|employ) ((?:[\w'’-]+ ?){1,5}?)(?:\?|$|\b(?:for|in|at|on|of|who|that|which)\b)`)

func isBe(w string) bool { return w == "is" || w == "are" || w == "was" || w == "were" }

// headOfBe finds the noun of "(what is) the head's job title" and "(what was) the
// turnover of staff", -1 where the words from first on have neither shape.
func headOfBe(words []string, first int) int {
	owner := -1
	for i := first; i < len(words); i++ {
		if strings.HasSuffix(words[i], "'s") || strings.HasSuffix(words[i], "s'") {
			owner = i
		}
		if end := holdsTogether[words[i]] && words[i] != "the"; end || i == len(words)-1 {
			if !end {
				i++
			}
			if owner >= 0 && owner < i-1 || owner < 0 && end && words[min(i, len(words)-1)] == "of" && i > first {
				return i - 1
			}
			return -1
		}
	}
	return -1
}

// headOfWhich finds the noun of "(which) secondary schools have …": the last word
// before a verb, which is told by its form where it is no auxiliary.
func headOfWhich(words []string, first int) int {
	for i := first; i < min(len(words), first+5); i++ {
		switch {
		case strings.HasSuffix(words[i], "'s"):
			return i
		case articles[words[i]] && i > first+1: // "which company runs the …"
			return i - 2
		case holdsTogether[words[i]]:
			return i - 1
		}
	}
	w, next := words[first], words[first+1]
	if strings.HasSuffix(w, "s") || strings.HasSuffix(next, "ed") {
		return first
	}
	return first + 1
}

var articles = wordSet("the a an this that these those our your their its it them")

// holdsTogether are auxiliaries, prepositions and the like: no noun goes on past
// one.
var holdsTogether = wordSet(`is are was were be been do does did has have had can could will would shall should must may might
of for in on at to with from about between by under after before during into than as when where who that which and or if the a an
else not we i you they he she it our your their his her my this these those there called named means mean`)

// inClass are nouns for what papers name without the noun: "Ofsted" for "which
// body", "the 2004 Act" for "which law".
var inClass = wordSet(`body bodies group groups organisation organisations organization organizations agency agencies partner partners people person
council councils authority authorities programme programmes project projects team teams committee panel board event events paper papers
law laws act rule rules website site name names date day month year years time age ages number item section
officer officers member members councillor councillors post posts role document documents thing things way ways kind sort`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
