package answer

import (
	"slices"
	"strings"

	"hearth/knowledge"
)

// A finding is a unit that may answer a part.
type finding struct {
	paper    *paper
	passage  *passage
	unit     int     // index in the passage's units
	until    int     // the last unit it takes with it: unit itself or the next
	share    float64 // of the part's ideas, in the unit and its lead
	context  float64 // of the part's ideas, with what stands near
	own      float64 // of the part's ideas, in the unit without its lead
	asked    float64 // of the ideas that the part itself has, none lent, in the unit
	gap      float64 // the greatest share of one idea that stands neither in the words nor near
	missing  float64 // of the part's ideas, what stands neither near nor anywhere in the papers
	led      float64 // of the part's ideas, in what introduces it
	sought   float64 // how far it, or what stands right beside it, speaks of the thing sought; 1 where nothing is by name
	crowd    bool    // most of its list does as well
	anchored bool    // it speaks of something in the words of the question or of the field
	nameless bool    // a name that the question has stands nowhere near
	headed   bool    // it stands beneath a heading that says what the question says
	listed   bool    // the whole of its list is the answer
	meaning  float64 // how well it gives a meaning, where one is asked
	kind     bool    // evidence of the expected kind was found
	fits     bool    // the question's years, sections and nations are its own
	score    float64
}

// A paper is a document with what is worked out of it once a question.
type paper struct {
	knowledge.Document
	number  uint32
	matcher *matcher  // whose ideas about is by
	about   []float64 // the ideas that its title, council, body and date speak of
	of      []float64 // the ideas that its committee speaks of
}

// decides tells whether a paper gives decisions themselves, not what is asked for.
func (p *paper) decides() bool { return p.Kind == knowledge.Minutes || p.Kind == knowledge.Decision }

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

// raw is what the finding would quote.
func (f *finding) raw() string {
	if f.until > f.unit {
		return f.passage.texts[f.unit] + " " + f.passage.texts[f.until]
	}
	return f.passage.texts[f.unit]
}

// text is what it says: its words, but for the source that a summary ends with.
func (f *finding) text() string {
	text := f.raw()
	if f.paper.Kind == knowledge.Summary {
		return text[:sourceAt(text)]
	}
	return text
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

// missing gives the share of the ideas that stand nowhere in the papers, nor in
// what is said of this one.
func (p *part) missing(context []float64) float64 {
	sum := 0.0
	for i, idea := range p.ideas {
		if !idea.known && context[i] == 0 && !isMonth(idea.words) {
			sum += idea.weight
		}
	}
	if p.total == 0 {
		return 0
	}
	return sum / p.total
}

// gap gives the greatest share that one idea has which nothing near speaks of,
// everyday words and months aside. A name of several words counts for more: what
// is told of children's services is nothing of children's homes. So does whatever
// is asked to last or to come again.
func (p *part) gap(context []float64) float64 {
	most := 0.0
	for i, idea := range p.ideas {
		if context[i] < 0.3 && !idea.lent && !idea.everyday && !isMonth(idea.words) {
			weight := idea.weight
			if len(idea.ways[0].stems) > 1 || p.expect == Duration || p.expect == Frequency {
				weight *= gapName
			}
			most = max(most, weight)
		}
	}
	if p.total == 0 {
		return 0
	}
	return most / p.total
}

// anchored tells whether values have one of the things that a question speaks of in
// its own words or the field's, or several in words that say nearly the same.
func (p *part) anchored(values []float64) bool {
	sum := 0.0
	for i, idea := range p.ideas {
		if idea.everyday {
			continue
		}
		if values[i] >= anchorOne {
			return true
		}
		sum += values[i]
	}
	return sum >= anchorAll
}

// What one thing, or all together, must be spoken of to hold a finding to its
// question: more than one everyday word for another.
const (
	anchorOne = 0.69
	anchorAll = 1.2
)

// leastNamed is how far what stands near must speak of a name of several words: a
// part of them is another name.
const leastNamed = 0.5

// heaviest is the idea that weighs most beside the one that is sought; that one
// where there is no other.
func (p *part) heaviest() int {
	best := p.sought
	for i, idea := range p.ideas {
		if i != p.sought && !idea.lent && !idea.everyday && (best == p.sought || idea.weight > p.ideas[best].weight) {
			best = i
		}
	}
	return best
}

// nameless tells whether a name of several words that the papers have stands
// nowhere near: what is told there is of somebody else.
func (p *part) nameless(context []float64) bool {
	for i, idea := range p.ideas {
		if context[i] < leastNamed && idea.known && !idea.lent && idea.proper() {
			return true
		}
	}
	return false
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

// matches are what a part's matcher finds in a passage, idea by idea.
type matches struct {
	units   [][]float64 // in each unit
	leads   [][]float64 // in what introduces each
	whole   []float64   // in any of them
	section []float64   // in the heading path
}

func (m *matcher) passage(ps *passage, summary bool) matches {
	x := matches{units: make([][]float64, len(ps.Units)), leads: make([][]float64, len(ps.Units)), whole: make([]float64, len(m.ideas)), section: m.in(ps.Section)}
	none := make([]float64, len(m.ideas))
	for i := range ps.Units {
		text := ps.texts[i]
		if summary { // its source isn't what it says
			text = text[:sourceAt(text)]
		}
		x.units[i], x.leads[i] = m.in(ps.Units[i].Marker+" "+text), none
		raise(x.whole, x.units[i], 1)
		switch {
		case ps.leads[i] == "":
		case i > 0 && ps.leads[i] == ps.leads[i-1]:
			x.leads[i] = x.leads[i-1]
		default:
			x.leads[i] = m.in(ps.leads[i])
		}
	}
	return x
}

// findings scores every unit of a passage for a part.
func (p *part) findings(m *matcher, l constraints, pa *paper, ps *passage) []finding {
	x := m.passage(ps, pa.Kind == knowledge.Summary)
	var out []finding
	headed := p.headed(ps.Section)
	stranger := false
	if len(p.named)+len(p.acts) > 0 {
		near := squash(strings.Join([]string{pa.Title, pa.Council, pa.Body, ps.Section, strings.Join(ps.leads, " "), strings.Join(ps.texts, " ")}, " "))
		stranger = !namesAll(near, p.named) || !namesActs(near, p.acts)
	}
	for i, u := range ps.Units {
		if t := strings.TrimSpace(ps.texts[i]); t == "" || t[0] == '(' && strings.Index(t, ")") >= len(t)-2 {
			continue // nothing, or a source in brackets
		}
		f := p.finding(x, pa, ps, i)
		f.nameless = f.nameless || stranger
		p.rate(&f, l, ps.leads[i])
		if headed && u.Kind != knowledge.Title {
			f.headed = true
			f.score += scoreHeaded
		}
		if u.Kind == knowledge.Title {
			f.score += scoreTitle
		}
		if i > 0 && ps.joins[i-1] == goesOn && u.Kind == knowledge.Sentence && halfTold(ps.texts[i]) {
			f.score += scoreAlone
		}
		out = append(out, f)
		if next := p.pair(f, x.units, ps); next != nil {
			p.rate(next, l, ps.leads[i])
			if leansBack(ps.texts[i+1]) {
				next.score += scoreLeans
			}
			out = append(out, *next)
		}
	}
	return out
}

// finding works out what a unit speaks of by itself, with what introduces it,
// and with what stands near.
func (p *part) finding(x matches, pa *paper, ps *passage, i int) finding {
	share := slices.Clone(x.units[i])
	raise(share, x.leads[i], nearLead)
	if t := ps.under(i); t >= 0 {
		raise(share, x.units[t], nearTitle)
	}
	raise(share, pa.of, nearBody)
	if ps.Units[i].Kind == knowledge.Title {
		raise(share, pa.about, nearPassage) // a heading speaks for its paper
	}
	p.borrow(share, x.whole, x.section, pa.about)

	context := slices.Clone(share)
	raise(context, x.section, nearSection)
	if i > 0 {
		raise(context, x.units[i-1], nearNeighbour)
	}
	if i+1 < len(x.units) {
		raise(context, x.units[i+1], nearNeighbour)
	}
	sought := 1.0
	if p.sought >= 0 {
		sought = context[p.sought]
		if p.expect == Agent { // who does it must stand beside what is done
			sought = min(share[p.sought], share[p.heaviest()])
		}
	}
	if p.speaker >= 0 {
		sought = min(sought, max(context[p.speaker], pa.of[p.speaker]))
	}
	raise(context, x.whole, nearPassage)
	raise(context, pa.about, nearPaper)

	led := slices.Clone(x.leads[i])
	raise(led, x.section, nearSection)
	return finding{paper: pa, passage: ps, unit: i, until: i, sought: sought, anchored: p.anchored(share), nameless: p.nameless(context), led: p.weigh(led), own: p.weigh(x.units[i]),
		asked: p.asked(x.units[i]), missing: p.missing(context), gap: p.gap(context), share: p.weigh(share), context: p.weigh(context)}
}

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

func raise(to, from []float64, share float64) {
	for i, v := range from {
		to[i] = max(to[i], v*share)
	}
}
