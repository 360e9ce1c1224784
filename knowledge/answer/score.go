package answer

import (
	"slices"
	"strconv"
	"strings"

	"hearth/knowledge"
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

// The weights of a unit's score. They were fitted on the development questions
// and on squad2dev's sentences together; the order of the units depends on them,
// whether anything is answered does not (see Cutoffs).
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
	scoreLeans   = 0.08  // the next sentence goes on about it
	scoreLabel   = 0.25  // its label before a colon is what the question speaks of
	scoreThin    = -0.25 // a line of a few words, where something is to be told
	scoreLong    = -0.1  // for each 300 bytes
)

// A finding is a unit that may answer a part.
type finding struct {
	paper   *paper
	passage *passage
	unit    int     // index in the passage's units
	until   int     // the last unit it takes with it: unit itself or the next
	share   float64 // of the part's ideas, in the unit and its lead
	context float64 // of the part's ideas, with what stands near
	own     float64 // of the part's ideas, in the unit without its lead
	asked   float64 // of the ideas that the part itself has, none lent, in the unit
	led     float64 // of the part's ideas, in what introduces it
	crowd   bool    // most of its list does as well
	listed  bool    // the whole of its list is the answer
	meaning float64 // how well it gives a meaning, where one is asked
	kind    bool    // evidence of the expected kind was found
	fits    bool    // the question's years, sections and nations are its own
	score   float64
}

// A paper is a document with what is worked out of it once a question.
type paper struct {
	knowledge.Document
	number  uint32
	matcher *matcher  // whose ideas about is by
	about   []float64 // the ideas that its title, council, body and date speak of
	of      []float64 // the ideas that its committee speaks of
}

// A passage is a passage found, with its texts.
type passage struct {
	knowledge.Passage
	rank  float64 // score of its retrieval over the best one's
	score float64
	texts []string // of its units
	leads []string
	joins []join // how the next unit follows
}

// A join says how a unit follows the one before.
type join uint8

const (
	apart    join = iota // something stands between
	nextLine             // on the next line
	goesOn               // in the same block
)

// text is what the finding would quote.
func (f *finding) text() string {
	if f.until > f.unit {
		return f.passage.texts[f.unit] + " " + f.passage.texts[f.until]
	}
	return f.passage.texts[f.unit]
}

// weigh gives the share of a part's weight that matches make up.
func (p *part) weigh(values []float64) float64 {
	if p.total == 0 {
		return 0
	}
	sum := 0.0
	for i, v := range values {
		sum += v * p.ideas[i].weight
	}
	return sum / p.total
}

// asked gives the share of the ideas that no other question lent.
func (p *part) asked(values []float64) float64 {
	sum, all := 0.0, 0.0
	for i, idea := range p.ideas {
		if !idea.lent {
			sum += values[i] * idea.weight
			all += idea.weight
		}
	}
	if all == 0 {
		return 0
	}
	return sum / all
}

// findings scores every unit of a passage for a part.
func (p *part) findings(m *matcher, l constraints, pa *paper, ps *passage) []finding {
	units := make([][]float64, len(ps.Units))
	whole := make([]float64, len(p.ideas))
	for i := range ps.Units {
		units[i] = m.in(ps.texts[i])
		raise(whole, units[i], 1)
	}
	section := m.in(ps.Section)
	var out []finding
	leadText, lead := "", make([]float64, len(p.ideas))
	for i, u := range ps.Units {
		if t := strings.TrimSpace(ps.texts[i]); t == "" || t[0] == '(' && strings.Index(t, ")") >= len(t)-2 {
			continue // nothing, or a source in brackets
		}
		if ps.leads[i] != leadText {
			leadText, lead = ps.leads[i], m.in(ps.leads[i])
		}
		share := append([]float64(nil), units[i]...)
		if leadText != "" {
			raise(share, lead, nearLead)
		}
		if t := ps.under(i); t >= 0 {
			raise(share, units[t], nearTitle)
		}
		raise(share, pa.of, nearBody)
		if u.Kind == knowledge.Title {
			raise(share, pa.about, nearPassage) // a heading speaks for its paper
		}
		p.borrow(share, whole, section, pa.about)
		context := append([]float64(nil), share...)
		raise(context, section, nearSection)
		if i > 0 {
			raise(context, units[i-1], nearNeighbour)
		}
		if i+1 < len(units) {
			raise(context, units[i+1], nearNeighbour)
		}
		raise(context, whole, nearPassage)
		raise(context, pa.about, nearPaper)
		led := append([]float64(nil), lead...)
		raise(led, section, nearSection)
		f := finding{paper: pa, passage: ps, unit: i, until: i, led: p.weigh(led),
			own: p.weigh(units[i]), asked: p.asked(units[i]), share: p.weigh(share), context: p.weigh(context)}
		p.rate(&f, l, ps.leads[i])
		if u.Kind == knowledge.Title {
			f.score += scoreTitle
		}
		out = append(out, f)
		if next := p.pair(f, units, ps); next != nil {
			p.rate(next, l, ps.leads[i])
			if leansBack(ps.texts[i+1]) {
				next.score += scoreLeans
			}
			out = append(out, *next)
		}
	}
	return out
}

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

// thinWords are too few for an answer that is more than a fact.
const thinWords = 6

// kindLooked of the best findings are looked at for the expected kind: patterns
// are slow, and what no evidence lifts above the best needn't be looked at.
const kindLooked = 40

// rank looks for the expected kind in the best findings and sorts all by their
// scores.
func (p *part) rank(all []finding) {
	sortFindings(all)
	for i := range all {
		if i < kindLooked {
			p.seek(&all[i])
		}
		all[i].score += p.kindScore(&all[i])
	}
	sortFindings(all)
}

// seek looks for evidence of the expected kind in a finding.
func (p *part) seek(f *finding) {
	text, lead := f.text(), f.passage.leads[f.unit]
	switch p.expect {
	case Anything, Agent, YesNo, List:
		f.kind = true
		return
	case Whose:
		f.kind = f.paper.Council != "" && strings.Contains(squash(text), squash(f.paper.Council))
	case Definition:
		f.meaning = p.term.defines(text)
		f.kind = f.meaning > 0
		return
	case Reason:
		_, last := lastHeading(f.passage.Section)
		f.kind = strings.Contains(squash(last), " reason") || p.expect.holds(text, p.text, p.heads)
	default:
		f.kind = p.expect.holds(text, p.text, p.heads) || lead != "" && p.expect.holds(lead+" "+text, p.text, p.heads)
	}
	if p.expect.strict() && strings.HasSuffix(strings.TrimSpace(text), "?") || p.future && !ahead(text, f.paper.Date) {
		f.kind = false
	}
	if !f.kind {
		return
	}
	share := f.share
	switch {
	case p.expect == Whose: // a council's name needs no other word beside it
		f.share = max(share, f.context)
	case p.expect.contact(): // nor does an address
		f.share = max(share, nearPassage*f.context)
	}
	f.score += scoreUnit * (f.share - share)
}

// kindScore is what the expected kind, found or not, is worth.
func (p *part) kindScore(f *finding) float64 {
	switch {
	case p.expect == Anything || p.expect == Agent || p.expect == YesNo || p.expect == List:
		return 0
	case p.expect == Definition:
		return scoreMeaning * f.meaning
	case f.kind && p.expect == Decided:
		return scoreDecided
	case f.kind:
		return scoreKind
	case p.expect.strict():
		return scoreNoKind
	}
	return 0
}

// ahead tells whether a text speaks of something to come, as seen from its
// paper's date.
func ahead(text string, of knowledge.Date) bool {
	if !reFuture().MatchString(text) {
		return false
	}
	years := reYears().FindAllString(text, -1)
	return len(years) == 0 || slices.ContainsFunc(years, func(y string) bool { return y >= strconv.Itoa(of.Year) })
}

// pair joins a sentence with the next where that one leans on it ("This will
// impact on …") or the two together hold what neither holds alone, and a heading
// with the few words beneath it.
func (p *part) pair(f finding, units [][]float64, ps *passage) *finding {
	i := f.unit
	if i+1 >= len(ps.Units) || ps.joins[i] == apart || ps.Units[i+1].Kind != knowledge.Sentence {
		return nil
	}
	short := len(strings.Fields(ps.texts[i])) <= fewWords && len(strings.Fields(ps.texts[i+1])) <= fewWords
	if ps.joins[i] == nextLine && !short && ps.Units[i].Kind != knowledge.Title {
		return nil
	}
	both := append([]float64(nil), units[i]...)
	raise(both, units[i+1], 1)
	share := p.weigh(both)
	switch ps.Units[i].Kind {
	case knowledge.Title:
		if len(strings.Fields(ps.texts[i+1])) > fewWords || share < titleShare {
			return nil
		}
	case knowledge.Sentence:
		if !short && !leansBack(ps.texts[i+1]) && (p.expect.strict() || share < f.share+0.15) {
			return nil
		}
	default:
		return nil
	}
	n := f
	n.until, n.share, n.own = i+1, share, share
	n.context = max(n.context, share)
	return &n
}

// fewWords beneath a heading are quoted with it: "None", "Not applicable".
const fewWords = 4

// titleShare is what a heading and the few words beneath it must speak of.
const titleShare = 0.4

// under finds the heading that a sentence stands right beneath, or one sentence
// further down; -1 where there is none.
func (ps *passage) under(unit int) int {
	for i := unit - 1; i >= max(0, unit-2); i-- {
		if ps.Units[i].Kind == knowledge.Title {
			return i
		}
	}
	return -1
}

// borrow lets what a question takes over from another one be matched by what
// stands near: it is the subject, not what is asked.
func (p *part) borrow(share []float64, near ...[]float64) {
	for i, idea := range p.ideas {
		if !idea.lent {
			continue
		}
		for _, n := range near {
			share[i] = max(share[i], nearLent*n[i])
		}
	}
}

// leansBack tells whether a sentence begins with a word for what the sentence
// before it told.
func leansBack(s string) bool {
	for _, w := range []string{"This ", "These ", "It ", "They ", "That ", "Those ", "He ", "She ", "Such ", "Its ", "Their "} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func raise(to, from []float64, share float64) {
	for i, v := range from {
		to[i] = max(to[i], v*share)
	}
}
