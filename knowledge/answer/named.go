package answer

import (
	"slices"
	"strings"
)

// namesIn lists the names of several words that a text has within a sentence, by
// their capitals: "Education Secretary". Places, dates and what the glossary or the
// ordinary words know are left out: the papers may put them otherwise. So is a text
// that is set in capitals or as a title.
func (x lexicon) namesIn(text string) [][]string {
	covered := x.places.find(text)
	for _, m := range x.words.Find(text) {
		covered = append(covered, m.Span)
	}
	covered = append(covered, alike().findPhrases(text)...)
	words := spansOfWords(text)
	capitals := 0
	for _, w := range words {
		if capital(w.Of(text)) {
			capitals++
		}
	}
	if capitals*2 > len(words)+1 {
		return nil
	}
	var out [][]string
	var run []string
	titled := false
	end := func() {
		if len(run) > 1 || titled && len(run) > 0 {
			out = append(out, run)
		}
		run, titled = nil, false
	}
	for i, w := range words {
		said := strings.TrimSuffix(strings.TrimSuffix(w.Of(text), "'s"), "’s")
		low := strings.ToLower(said)
		apart := i > 0 && strings.TrimSpace(text[words[i-1].End:w.Start]) != ""
		switch {
		case titles[low] && capital(said):
			if apart || len(run) > 0 {
				end()
			}
			titled = true
		case i == 0 || !capital(said) || len(said) < 3 || isMonth(said) || isNumber(said) || overlaps(covered, w):
			end()
		default:
			if apart {
				end()
			}
			run = append(run, low)
		}
	}
	end()
	return out
}

// actsIn lists the Acts that a text names in capitals, each by its words and, as
// summaries shorten it, by its initials: "CA" for "the Children Act".
func actsIn(text string) (acts [][]string) {
	for _, m := range reAct().FindAllStringSubmatch(text, -1) {
		words := strings.Fields(squash(strings.NewReplacer("’s", "", "'s", "").Replace(m[1])))
		initials := ""
		for _, w := range words {
			if w != "and" && w != "of" && w != "the" {
				initials += w[:1]
			}
		}
		acts = append(acts, append(words, initials))
	}
	return acts
}

var reAct = lazily(`\b([A-Z][\w'’]+(?: (?:and |of |the |in )?[A-Z][\w'’]+){0,5} Act)\b`)

// namesActs tells whether a squashed text names every Act, in full or by its
// initials.
func namesActs(text string, acts [][]string) bool {
	if len(acts) == 0 {
		return true
	}
	words := strings.Fields(strings.ReplaceAll(text, " s ", " "))
	return !slices.ContainsFunc(acts, func(a []string) bool {
		return !slices.Contains(words, a[len(a)-1]) && !inOrder(words, a[:len(a)-1])
	})
}

// titles stand before a person's name and are not part of it.
var titles = wordSet("cllr councillor mr mrs ms miss dr sir dame lord lady professor")

// namesAll tells whether a squashed text has each of the names: its words in
// order, with no more than two others between two of them.
func namesAll(text string, names [][]string) bool {
	if len(names) == 0 {
		return true
	}
	words := strings.Fields(text)
	return !slices.ContainsFunc(names, func(name []string) bool { return !inOrder(words, name) })
}

func inOrder(words, name []string) bool {
	for at, w := range words {
		if !sameName(w, name[0]) {
			continue
		}
		found := true
		for _, next := range name[1:] {
			rest := words[at+1 : min(len(words), at+4)]
			k := slices.IndexFunc(rest, func(w string) bool { return sameName(w, next) })
			if k < 0 {
				found = false
				break
			}
			at += k + 1
		}
		if found {
			return true
		}
	}
	return false
}

func sameName(a, b string) bool { return strings.TrimSuffix(a, "s") == strings.TrimSuffix(b, "s") }
