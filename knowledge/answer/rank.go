package answer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hearth/knowledge"
)

// kindLooked of the best findings are looked at for the expected kind: patterns
// are slow, and what no evidence lifts above the best needn't be looked at. An
// address is looked for in all: it stands in lines of few words that match.
const kindLooked = 32

// rank looks for the expected kind in the best findings and sorts all by their
// scores.
func (p *part) rank(all []finding) {
	sortFindings(all)
	for i := range all {
		if i < kindLooked || p.expect.contact() {
			p.seek(&all[i])
		}
		all[i].score += p.kindScore(&all[i])
	}
	sortFindings(all)
}

// seek looks for evidence of the expected kind in a finding.
func (p *part) seek(f *finding) {
	text, lead := f.text(), reHeadingNumber().ReplaceAllString(f.passage.leads[f.unit], "")
	switch p.expect {
	case Anything, Agent, YesNo, List:
		f.kind = true
		return
	case Whose:
		f.kind = f.paper.Council != "" && strings.Contains(squash(text), squash(f.paper.Council))
	case Definition:
		f.meaning = p.term.defines(text)
		f.kind = p.term.given(text, f.meaning) || f.meaning > 0 && p.term.titles(f.passage.Section)
		return
	case Reason:
		_, last := lastHeading(f.passage.Section)
		f.kind = strings.Contains(squash(last), " reason") || p.expect.holds(text, p.text, p.heads)
	case Day:
		// A decision is of the day of its meeting, which its paper gives.
		f.kind = p.expect.holds(text, p.text, p.heads) || lead != "" && p.expect.holds(lead+" "+text, p.text, p.heads) ||
			f.paper.decides() && f.paper.Date.Day > 0 && p.deciding && reDecided().MatchString(text)
	case Named:
		f.kind = p.expect.holds(text, p.text, p.heads)
	case Count:
		f.kind = countsHead(text, p.text, p.heads, p.said) || lead != "" && countsHead(lead+" "+text, p.text, p.heads, p.said)
	default:
		f.kind = p.expect.holds(text, p.text, p.heads) || lead != "" && p.expect.holds(lead+" "+text, p.text, p.heads)
	}
	if p.expect == Duration && !namesUnit(text, p.text) {
		f.kind = false
	}
	if p.expect == Day && f.until > f.unit && reNothing().MatchString(f.passage.texts[f.until]) {
		f.kind = true // a form's "Not applicable" beneath what is asked
	}
	if p.strict() && strings.HasSuffix(strings.TrimSpace(text), "?") || p.future && !ahead(text, f.paper.Date) {
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

// reHeadingNumber is no figure of what stands beneath.
var reHeadingNumber = lazily(`^\s*\d+(?:\.\d+)*\.?\s+`)

// namesUnit tells whether a length of time is in the unit that a question asks
// for by name; true where it names none.
func namesUnit(text, question string) bool {
	m := reUnitAsked().FindStringSubmatch(question)
	return m == nil || strings.Contains(strings.ToLower(text), strings.TrimSuffix(strings.ToLower(m[1]), "s"))
}

var reUnitAsked = lazily(`(?i)\bhow many (?:working |school )?(hours|days|weeks|months|years)\b`)

var reNothing = lazily(`(?i)^(?:not applicable|n/a|none|nil|no)\.?$`)

// kindScore is what the expected kind, found or not, is worth.
func (p *part) kindScore(f *finding) float64 {
	switch {
	case p.expect == Anything || p.expect == Agent || p.expect == YesNo || p.expect == List:
		return 0
	case p.expect == Definition:
		return scoreMeaning * f.meaning
	case f.kind && p.expect == Decided && f.paper.decides() && reDecided().MatchString(f.text()):
		return scoreDecided
	case f.kind:
		return scoreKind
	case p.strict():
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

func sortFindings(all []finding) {
	slices.SortStableFunc(all, func(a, b finding) int { return cmp.Compare(b.score, a.score) })
}
