package answer

import (
	"fmt"
	"strings"
	"unicode"

	"hearth/knowledge"
)

// mostItems of a list are shown; a longer one says how many there are.
const mostItems = 12

// statement says what a finding says: its one or two sentences, or its item or
// cell behind the line that introduces it.
func statement(f *finding, c composer) (knowledge.Statement, error) {
	u := f.passage.Units[f.unit]
	at := knowledge.Place{Span: knowledge.Span{Start: u.Start, End: f.passage.Units[f.until].End},
		Page: u.Page, Printed: u.Printed, Section: f.passage.Section, Score: f.passage.score}
	if at.Page == 0 {
		at.Page, at.Printed = f.passage.Page, f.passage.Printed
	}
	text := f.raw()
	at.Source = sourceOf(f.paper.Document, text)
	cited, err := c.cite(f.paper, at)
	if err != nil {
		return knowledge.Statement{}, err
	}
	says := withoutJoint(oneLine(text))
	if at.Source != "" {
		says = withoutSource(says)
	}
	if lead := oneLine(f.passage.leads[f.unit]); lead != "" && u.Kind != knowledge.Sentence && u.Kind != knowledge.Title && !(f.underHeading() && whole(says)) {
		says = strings.TrimRight(lead, " :") + ": " + says
	}
	return knowledge.NewStatement(c.dated(f, says), binding(f.paper.Document, text, f.passage.leads[f.unit]), cited)
}

// underHeading tells whether what introduces the finding is a heading.
func (f *finding) underHeading() bool {
	_, last := lastHeading(f.passage.Section)
	return oneLine(f.passage.leads[f.unit]) == oneLine(last)
}

// whole tells whether a text is a sentence that stands by itself.
func whole(s string) bool {
	return capital(s) && len(strings.Fields(s)) > 5 && strings.ContainsAny(s[len(s)-1:], ".?!)")
}

// wholeList says every item of a list, each with its own citation.
func wholeList(f *finding, l knowledge.List, c composer) (knowledge.Statement, error) {
	var b strings.Builder
	var cited []knowledge.Citation
	lead := ""
	if l.Lead.Len() > 0 {
		text, err := c.quote(f.paper.number, l.Lead)
		if err != nil {
			return knowledge.Statement{}, err
		}
		lead = oneLine(text)
	}
	if lead == "" {
		_, lead = lastHeading(f.passage.Section)
	}
	shown := l.Items[:min(len(l.Items), mostItems)]
	u := f.passage.Units[f.unit]
	source := sourceOf(f.paper.Document, strings.TrimRight(lead, " :"))
	if source != "" {
		lead = withoutSource(strings.TrimRight(lead, " :"))
	}
	if lead != "" {
		b.WriteString(strings.TrimRight(lead, " :.") + ":")
	}
	if len(shown) < len(l.Items) {
		fmt.Fprintf(&b, " (the first %d of %d)", len(shown), len(l.Items))
	}
	for _, item := range shown {
		text, err := c.quote(f.paper.number, item)
		if err != nil {
			return knowledge.Statement{}, err
		}
		said, own := oneLine(text), source
		if own == "" {
			own = sourceOf(f.paper.Document, text)
		} else if sourceOf(f.paper.Document, text) != "" {
			said = withoutSource(said)
		}
		b.WriteString("\n• " + withoutJoint(said))
		one, err := c.cite(f.paper, knowledge.Place{Span: item, Page: u.Page, Printed: u.Printed,
			Section: f.passage.Section, Source: own, Score: f.passage.score})
		if err != nil {
			return knowledge.Statement{}, err
		}
		cited = append(cited, one)
	}
	return knowledge.NewStatement(c.dated(f, strings.TrimSpace(b.String())), binding(f.paper.Document, "", lead), cited...)
}

// lastHeading parts a heading path into what stands above and the last heading.
func lastHeading(path string) (above, last string) {
	if i := strings.LastIndex(path, " > "); i >= 0 {
		return path[:i], path[i+3:]
	}
	return "", path
}

// dated puts the date before a present figure or post-holder that rests on old
// evidence, and says that nothing newer is known.
func (c composer) dated(f *finding, says string) string {
	d := f.paper.Date
	if !c.present || d.IsZero() || !d.Time().AddDate(1, 0, 0).Before(c.now) {
		return says
	}
	return fmt.Sprintf("%s: %s Nothing newer is in the papers I have.", d.Long(), ended(says))
}

// withoutJoint is an item without what joined it to the next one: "; and".
func withoutJoint(s string) string {
	for _, joint := range []string{"; and", "; or", ", and", ";", ","} {
		if rest, ok := strings.CutSuffix(s, joint); ok {
			return rest
		}
	}
	return s
}

// ended is a text that ends as a sentence does.
func ended(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".?!:") {
		return s
	}
	return s + "."
}

// binding says what stands behind words of a document. Minutes and decisions
// bind only where they give the decision itself.
func binding(d knowledge.Document, text, lead string) knowledge.Binding {
	switch d.Kind {
	case knowledge.Act:
		return knowledge.LawSays
	case knowledge.Regulations:
		return knowledge.RegulationsSay
	case knowledge.StatutoryGuidance:
		return knowledge.GuidanceSays
	case knowledge.Summary:
		return knowledge.HearthSummarises
	case knowledge.Minutes, knowledge.Decision:
		if reDecided().MatchString(text) || reDecidedLead().MatchString(lead) {
			return knowledge.CouncilDecided
		}
	}
	return knowledge.ReportSays
}

var (
	reDecided     = lazily(`(?i)^(?:that (?:the|it|all|members|executive|cabinet|council)\b.* be |resolved|recommended|agreed|ordered|approved)`)
	reDecidedLead = lazily(`(?i)\b(?:resolved|recommended|ordered|decided|agreed)\b`)
)

var reSource = lazily(`\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*(\.?)\s*$`)

// sourceOf is what the last bracket of a summary's words names as their source:
// an Act with its section, regulations, guidance. Empty where it names none, and
// for papers that are no summary: their words are the source.
func sourceOf(d knowledge.Document, text string) string {
	m := reSource().FindStringSubmatch(text)
	if d.Kind != knowledge.Summary || m == nil || !strings.ContainsFunc(m[1], unicode.IsUpper) || len(strings.Fields(m[1])) < 2 && !strings.ContainsAny(m[1], "0123456789.") {
		return ""
	}
	return m[1]
}

// sourceAt is where the last bracket of a text begins, its end where it doesn't
// end in one.
func sourceAt(text string) int {
	t := strings.TrimRight(text, ". \n")
	if !strings.HasSuffix(t, ")") {
		return len(text)
	}
	depth := 0
	for i := len(t) - 1; i >= 0; i-- {
		switch t[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

// withoutSource is a text without its last bracket, which the source line shows.
func withoutSource(text string) string {
	return ended(strings.TrimSpace(reSource().ReplaceAllString(text, "")))
}

var reSpace = lazily(`\s+`)

// oneLine is a text with its white space folded.
func oneLine(s string) string { return strings.TrimSpace(reSpace().ReplaceAllString(s, " ")) }
