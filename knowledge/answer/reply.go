package answer

import (
	"fmt"
	"slices"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
	"hearth/knowledge/glossary"
)

// parts are what the reply to answered parts is made of: each statement with
// what stands behind it and the numbers of its sources, the sources, what is
// missing, how misspelt words were read, and what the abbreviations mean.
func parts(statements []knowledge.Statement, docs map[string]knowledge.Document, missing []string, words *glossary.Glossary, took []string) knowledge.Parts {
	p := knowledge.Parts{Why: missing}
	number := func(line string) int {
		if i := slices.Index(p.Lines, line); i >= 0 {
			return i + 1
		}
		p.Lines = append(p.Lines, line)
		return len(p.Lines)
	}
	for _, s := range statements {
		var numbers []int
		for _, c := range s.Citations() {
			numbers = append(numbers, number(SourceLine(c, docs[c.Document()])))
		}
		p.Labels = append(p.Labels, who(s, s.Citations()[0]))
		p.Openings = append(p.Openings, opening(s.Text()))
		p.Numbers = append(p.Numbers, numbers)
	}
	if len(took) > 0 {
		p.Notes = append(p.Notes, "I took "+strings.Join(took, ", ")+".")
	}
	p.Notes = append(p.Notes, explained(statements, words)...)
	return p
}

// opening is the first sentence of a text, or its first line.
func opening(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	if first := analysis.Sentences(line); len(first) > 0 {
		return line[first[0].Start:first[0].End]
	}
	return line
}

// reply is an answer as a member reads it.
func reply(statements []knowledge.Statement, p knowledge.Parts) string {
	var paragraphs []string
	for i, s := range statements {
		marks := ""
		for j, n := range p.Numbers[i] {
			if !slices.Contains(p.Numbers[i][:j], n) {
				marks += fmt.Sprintf("[%d]", n)
			}
		}
		paragraphs = append(paragraphs, fmt.Sprintf("%s: %s %s", p.Labels[i], s.Text(), marks))
	}
	paragraphs = append(paragraphs, p.Why...)
	var b strings.Builder
	b.WriteString(strings.Join(paragraphs, "\n\n") + "\n")
	for i, line := range p.Lines {
		fmt.Fprintf(&b, "\n[%d] %s", i+1, line)
	}
	notes := p.Notes
	if len(notes) > 0 && strings.HasPrefix(notes[0], "I took ") {
		b.WriteString("\n\n" + notes[0])
		notes = notes[1:]
	}
	if len(notes) > 0 {
		b.WriteString("\n\n" + strings.Join(notes, "\n"))
	}
	return b.String()
}

// who says what stands behind a statement, with the council that it is of.
func who(s knowledge.Statement, c knowledge.Citation) string {
	b, date := s.Binds(), c.Date()
	if strings.HasPrefix(s.Text(), date.Long()+": ") { // it says its date itself
		date = knowledge.Date{}
	}
	says := b.Says()
	switch {
	case b == knowledge.HearthSummarises && c.Source() != "":
		return says + " of " + c.Source()
	case b == knowledge.CouncilDecided && c.Council() != "":
		return c.Council() + " decided" + on(date)
	case b == knowledge.ReportSays && c.Council() != "":
		return fmt.Sprintf("%s (%s%s)", saysOf(c.Kind()), c.Council(), comma(date))
	case b == knowledge.ReportSays:
		return saysOf(c.Kind()) + paren(date)
	}
	return says
}

// saysOf is "a report says" in the words for the kind of paper.
func saysOf(k knowledge.Kind) string {
	switch k {
	case knowledge.Minutes:
		return "The minutes say"
	case knowledge.Decision:
		return "The record of the decision says"
	case knowledge.Presentation:
		return "A presentation says"
	case knowledge.Strategy:
		return "The strategy says"
	case knowledge.Guidance:
		return "Guidance says"
	}
	return "A report says"
}

func on(d knowledge.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Day == 0:
		return " in " + d.Long()
	}
	return " on " + d.Long()
}

func comma(d knowledge.Date) string {
	if d.IsZero() {
		return ""
	}
	return ", " + d.Long()
}

func paren(d knowledge.Date) string {
	if d.IsZero() {
		return ""
	}
	return " (" + d.Long() + ")"
}

// SourceLine says where a citation comes from, in one line: title, council,
// body, kind, date, page and section, and what it is worth.
func SourceLine(c knowledge.Citation, d knowledge.Document) string {
	var of []string
	for _, s := range []string{d.Council, d.Body, kindInWords(c.Kind()), c.Date().Long()} {
		if s != "" {
			of = append(of, s)
		}
	}
	line := knowledge.ShownTitle(c.Title())
	if c.Kind() == knowledge.Summary && c.Source() != "" {
		line = c.Source() + ", in “" + knowledge.ShownTitle(c.Title()) + "”"
	}
	if len(of) > 0 {
		line += " (" + strings.Join(of, ", ") + ")"
	}
	if c.Page() > 0 {
		line += fmt.Sprintf(", page %d", c.Page())
		if c.Printed() != "" {
			line += " (printed " + c.Printed() + ")"
		}
	}
	if _, last := lastHeading(c.Section()); last != "" && !strings.EqualFold(last, c.Title()) && !strings.EqualFold(last, "Minutes:") {
		line += ", under “" + knowledge.ShownTitle(strings.TrimRight(last, ": ")) + "”"
	}
	if d.Cut {
		line += "; this minute is cut short at source"
	}
	if d.Starter {
		line += "; " + Standing(d)
	}
	return line
}

// Standing says who answers for a document of hearth's own.
func Standing(d knowledge.Document) string {
	if d.Adopted != nil && d.Adopted.Version == d.Version {
		return fmt.Sprintf("hearth's summary, not legal advice; checked by %s on %s", d.Adopted.Office, d.Adopted.Date.Long())
	}
	return "hearth's summary, not legal advice; not yet checked by your council"
}

func kindInWords(k knowledge.Kind) string {
	switch k {
	case knowledge.Other, "":
		return ""
	case knowledge.Act:
		return "Act of Parliament"
	}
	return strings.ReplaceAll(string(k), "_", " ")
}

// explained tells what the abbreviations in the statements mean.
func explained(statements []knowledge.Statement, words *glossary.Glossary) []string {
	var text, lines []string
	for _, s := range statements {
		text = append(text, s.Text())
	}
	for _, m := range words.Explain(strings.Join(text, "\n")) {
		lines = append(lines, fmt.Sprintf("%s: %s. %s.", m.Short, strings.TrimSuffix(m.Full, "."), strings.TrimSuffix(m.Plain, ".")))
	}
	return lines
}
