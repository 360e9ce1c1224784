package answer

import (
	"slices"
	"strings"
)

// A phrase is a question's words with one space before, between and after.
type phrase string

// has tells whether any of the runs of words stands in the phrase.
func (p phrase) has(runs ...string) bool {
	return slices.ContainsFunc(runs, func(r string) bool { return strings.Contains(string(p), " "+r+" ") })
}

// starts tells whether the phrase begins with any of the runs, a courtesy or a
// linking word before them aside.
func (p phrase) starts(runs ...string) bool {
	s := string(p)
	for again := true; again; {
		again = false
		for _, lead := range []string{" and ", " but ", " so ", " ok ", " please ", " also ", " can you tell me ",
			" could you tell me ", " tell me ", " do you know ", " do we know ", " i want to know ", " remind me "} {
			if rest, ok := strings.CutPrefix(s, lead); ok {
				s, again = " "+rest, true
			}
		}
	}
	return slices.ContainsFunc(runs, func(r string) bool { return strings.HasPrefix(s, " "+r+" ") })
}

// thing tells whether the question asks for one of the things: "what was the
// national average number of …", with at most four words before it.
func (p phrase) thing(names ...string) bool {
	words := strings.Fields(string(p))
	for i, w := range words {
		if w != "is" && w != "was" && w != "are" && w != "were" && w != "whats" && w != "whos" && w != "which" {
			continue
		}
		for _, next := range words[i+1 : min(len(words), i+8)] {
			switch {
			case slices.Contains(names, next):
				return true
			case slices.Contains([]string{"of", "in", "for", "on", "at", "to", "that", "who", "by", "from", "said", "about", "done"}, next):
				return false
			}
		}
		return false
	}
	return false
}
