package answer

import (
	"slices"
	"strings"

	"hearth/knowledge/analysis"
	"hearth/knowledge/glossary"
)

var reHead = lazily(`(?i)\b(?:how many|number of|list(?: of)?(?: the| all)?|what (?:are|were) the|name (?:the|all))\s+((?:[\w'’-]+\s*){1,6})`)

// headsOf are the stems of the things that are counted or listed: the first
// content words after "how many", up to the verb.
func headsOf(text string, e Expect, words *glossary.Glossary) heads {
	if e != Count && e != Duration {
		return nil
	}
	m := reHead().FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	run := m[1]
	if cut := reVerb().FindStringIndex(run); cut != nil {
		run = run[:cut[0]]
	}
	if strings.TrimSpace(run) != "" && everyWord(run, func(w string) bool { return anyThing[w] }) {
		return nil // "how many big things": any number of anything
	}
	verb := strings.Fields(strings.TrimSpace(m[1][len(run):]))
	own := slices.DeleteFunc(stemsOf(run), func(s string) bool { return numberWords[s] > 0 })
	out := heads{own}
	if first := strings.Fields(run); len(first) > 1 && plural(first[0]) {
		out = append(out, stemsOf(first[0])) // what follows may be a verb
	}
	for _, v := range verb {
		if !analysis.Stopword(strings.ToLower(v)) {
			out = append(out, stemsOf(v)) // "34,450 stopped being looked after"
			break
		}
	}
	for _, g := range words.Find(run) {
		if g.Start > 0 {
			continue // "Middlesbrough children in care" are no children in care of elsewhere
		}
		out = append(out, stemsOf(g.Of(run)))
		for _, term := range g.Set.Terms {
			out = append(out, stemsOf(term))
		}
	}
	if len(own) == 1 {
		out = append(out, alike().word(own[0])...)
	}
	return out
}

// anyThing are words that say nothing of what is counted.
var anyThing = wordSet("thing things big main key aims points areas issues")

// plural tells whether a word is a plural noun by its form.
func plural(w string) bool {
	w = strings.ToLower(w)
	return w == "people" || w == "women" || w == "men" || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "'s") && !strings.HasSuffix(w, "’s") && !strings.HasSuffix(w, "ss")
}

var reVerb = lazily(`(?i)\b(?:is|are|was|were|do|does|did|has|have|had|can|will|must|should|in|of|for|on|at|to|that|which|who|came|come|went|go|took|take|got|get|made|gave|give|left|leave|live|need|attend|sign|use|receive)\b|\s\w+(?:ed|ing)\b`)
