package answer

import "fmt"

// Cutoffs say how much evidence an answer needs. This is the one place where
// they stand. Every share is of the part's weighted ideas, 0 to 1.
type Cutoffs struct {
	// Share is what the quoted words and the line that introduces them must
	// speak of by themselves.
	Share float64 `json:"share"`
	// Plain is the least confidence where no particular kind is expected.
	Plain float64 `json:"plain"`
	// Kind is the least confidence where evidence of the expected kind stands
	// in the quoted words.
	Kind float64 `json:"kind"`
	// More is the least score of a further statement, as a share of the
	// best one's, where something is to be told; a fact needs fewer words, and
	// the mean of this and 1.
	More float64 `json:"more"`
}

// String gives the cut-offs on one line, each to two decimals.
func (c Cutoffs) String() string {
	return fmt.Sprintf("share %.2f, plain %.2f, kind %.2f, more %.2f", c.Share, c.Plain, c.Kind, c.More)
}

// Fitted are the cut-offs in use. They were fitted on the development questions
// (hearth eval --folds shows what they reach on questions they were not fitted
// on); of those that did equally well there, these did best on four further
// sets.
var Fitted = Cutoffs{Share: 0.2, Plain: 0.32, Kind: 0.36, More: 0.65}

func (c Cutoffs) more(p *part) float64 {
	if p.expect.told() {
		return c.More
	}
	return (1 + c.More) / 2
}

// confidence is what the cut-offs are held against: half what the quoted words
// speak of, half what they and their surroundings do.
func (f *finding) confidence() float64 { return (f.share + f.context) / 2 }

// mostUnknown is how much of a question for a fact may stand nowhere in the
// papers: where they lack the very thing, its figure isn't theirs.
const (
	mostUnknown = 0.4
	mostMissing = 0.45 // the same where no fact is asked
)

// mostGap is how much of a question for a fact one idea may be that nothing near
// the fact speaks of.
const (
	mostGap     = 0.4
	gapName     = 1.25 // what a name of several words counts for
	mostGapTold = 0.6  // where no fact is asked, words may miss each other more
)

// leastSought is how far a finding must speak of the very thing that is asked of
// the subject: a part of its words, or one that says nearly the same.
const leastSought = 0.3

// A verdict says whether a finding answers, and if not, why.
type verdict uint8

const (
	yes      verdict = iota
	offTopic         // the papers speak of something else
	noKind           // they speak of it, but give no date, figure, name …
	unfit            // of another year, section or nation
	noWhole          // a part of a list, or its number of items, isn't the list
)

// verdict holds a finding against the cut-offs.
func (c Cutoffs) verdict(p *part, f *finding) verdict {
	least := c.Plain
	if p.expect != Anything && p.expect != Agent && p.expect != YesNo && p.expect != List && f.kind {
		least = c.Kind
	}
	switch {
	case f.confidence() < least || f.share < c.Share || !f.listed && p.saysNothing(f):
		return offTopic
	case p.stranger || f.nameless || !f.anchored && !p.placed && f.meaning < leastMeaning:
		return offTopic
	case !f.fits:
		return unfit
	case f.sought < leastSought:
		return noKind
	case !p.strict() && (f.gap > mostGapTold || f.missing > mostMissing):
		return offTopic
	case p.strict() && !p.expect.contact() && (f.missing > mostUnknown || f.gap > mostGap):
		return noKind
	case p.strict() && !f.kind && !p.soft:
		return noKind
	case p.whole && !f.listed && !enumerates(f.text(), p.number):
		return noWhole
	}
	return yes
}
