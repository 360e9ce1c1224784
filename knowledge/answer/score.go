package answer

import (
	"slices"
	"strings"
)

// The shares that a unit gets of an idea that stands not in itself but near it.
// A heading says what is beneath it; a paper's title says what all of it is
// about, so it proves least.
const (
	nearLead      = 0.9
	nearTitle     = 0.8 // the heading right above
	nearSection   = 0.8
	nearNeighbour = 0.7
	nearPassage   = 0.55
	nearPaper     = 0.5
	nearBody      = 0.6 // the committee whose paper it is
	nearLent      = 0.9 // for what another question lends
)

// The weights of a unit's score. They were set by hand on the development
// questions; the order of the units depends on them, whether anything is answered
// does not (see Cutoffs).
const (
	scoreUnit    = 1.0   // share of the part's ideas in the unit itself
	scoreContext = 0.7   // the same with what stands near
	scoreKind    = 0.3   // evidence of the expected kind
	scoreNoKind  = -0.5  // none, where it is strict
	scoreDecided = 0.7   // the words of the decision itself, where that is asked
	scoreMeaning = 1.0   // the words give the meaning that is asked
	scorePassage = 0.3   // the passage's own rank
	scoreLimits  = -0.6  // a year, section or nation of the question is not the unit's
	scoreTitle   = -0.2  // a heading says little by itself
	scoreAlone   = -0.3  // it goes on about the sentence before, and stands without it
	scoreLeans   = 0.08  // the next sentence goes on about it
	scoreLabel   = 0.25  // its label before a colon is what the question speaks of
	scoreHeaded  = 0.5   // it stands beneath a heading that says what the question says
	scoreThin    = -0.25 // a line of a few words, where something is to be told
	scoreLong    = -0.1  // for each 300 bytes
)

// rate gives a finding its score but for the expected kind, and tells whether
// the question's limits are kept.
func (p *part) rate(f *finding, l constraints, lead string) {
	text := f.text()
	f.fits = l.fit(f, text, lead)
	f.score = scoreUnit*f.share + scoreContext*f.context + scorePassage*f.passage.rank +
		scoreLong*float64(len(text))/300
	if !f.fits {
		f.score += scoreLimits
	}
	if p.labelled(text) {
		f.score += scoreLabel
	}
	if p.expect.told() && len(strings.Fields(text)) < thinWords {
		f.score += scoreThin
	}
}

// labelled tells whether a text begins with a label ("Staying put:") that the
// question speaks of with every word.
func (p *part) labelled(text string) bool {
	label, rest, found := strings.Cut(text, ": ")
	if !found || len(label) > 60 || len(rest) < 20 {
		return false
	}
	stems := stemsOf(label)
	return len(stems) > 0 && len(stems) < 6 && !slices.ContainsFunc(stems, func(s string) bool { return !p.said[s] })
}

// headed tells whether the last heading of a path says what the question says, word
// for word but for their order and what it counts or asks by: "24. What councillors
// must not do".
func (p *part) headed(path string) bool {
	_, last := lastHeading(path)
	said := plainWords(last)
	said = slices.DeleteFunc(said, func(w string) bool { return strings.Trim(w, "0123456789") == "" })
	asked := plainWords(p.text)
	if len(said) < 4 || len(said) < len(asked)-2 {
		return false
	}
	return !slices.ContainsFunc(said, func(w string) bool { return !slices.Contains(asked, w) })
}

// thinWords are too few for an answer that is more than a fact.
const thinWords = 6
