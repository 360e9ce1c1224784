package answer

import (
	"slices"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

// saysNothing tells whether a finding's words, whatever they speak of, are no
// answer by their shape: a question, a label, a heading with nothing beneath it,
// a line too thin to tell anything, or the mere mention of what is asked.
func (p *part) saysNothing(f *finding) bool {
	text := strings.TrimSpace(f.text())
	switch {
	case strings.HasSuffix(text, ":"):
		return true
	case strings.HasSuffix(text, "?"):
		return !slices.ContainsFunc(p.ideas, func(i idea) bool { return i.asks() })
	case p.inside && mentions(text):
		return true
	case f.until == f.unit && (p.expect.told() || p.expect == Decided || p.expect == Definition && f.meaning < 1) && thin(text):
		return true
	}
	return f.bare() && !(f.kind && (p.strict() && (p.expect != Definition || p.term.short != "" && p.term.spelt(text)) || p.expect == Named))
}

// asks tells whether an idea's own words are of questions that are asked.
func (i *idea) asks() bool {
	own := i.ways[0].stems
	return slices.Contains(own, "question") || slices.Contains(own, "ask")
}

// mentions tells whether words only say that there are findings, results or
// recommendations of something, not what they are.
func mentions(text string) bool { return reMentions().MatchString(text) }

var reMentions = lazily(`(?i)^(?:the )?(?:findings|results|conclusions|outcomes|recommendations|contents|details|evaluation) (?:of|from)\b[^:]*$`)

// thin tells whether a line has too few words to tell anything: a date with a
// committee's name, a label.
func thin(text string) bool {
	n := 0
	for _, w := range plainWords(text) {
		if slices.Contains([]string{"is", "are", "was", "were", "be", "been", "must", "may", "can", "has", "have", "had", "will", "does", "do"}, w) {
			return false
		}
		if !analysis.Stopword(w) && !isNumber(w) {
			n++
		}
	}
	return n < 4
}

// bare tells whether a finding is a heading with nothing beneath it.
func (f *finding) bare() bool {
	return f.passage.Units[f.unit].Kind == knowledge.Title && f.until == f.unit && !f.listed
}

// enumerates tells whether a sentence sets out several things itself: as many as
// the question says there are, or so many that it is no mere turn of phrase.
func enumerates(text string, number int) bool {
	if parts := strings.Count(text, ";") + 1; parts > 2 {
		return parts >= number
	}
	commas := strings.Count(text, ", ")
	if !strings.Contains(text, " and ") || commas < 2 {
		return false
	}
	parts := commas + 1
	if !strings.Contains(text, ", and ") {
		parts++
	}
	return parts >= max(number, 5) || number > 0 && parts >= number || strings.Contains(text, ": ") && parts >= number
}
