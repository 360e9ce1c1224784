package chat

import (
	"slices"
	"strings"

	"hearth/bot"
	"hearth/knowledge"
)

// answerBlocks lay out an answer as it is before any tap: about firstWords words
// of its statements, one line that names its sources, and the buttons behind
// which the rest is.
func (c *Core) answerBlocks(turn string, a knowledge.Answer) []bot.Block {
	var out []bot.Block
	folded := false
	if len(a.Statements) > 0 {
		var st []bot.Statement
		st, folded = fold(c.statements(a), a.Parts.Openings)
		out = append(out, bot.Block{Statements: &bot.Statements{Items: st}},
			bot.Block{Sources: &bot.Sources{Brief: true, Items: c.sources(a)[:highest(st)]}})
	}
	for _, why := range a.Parts.Why {
		out = append(out, bot.Block{Paragraph: &bot.Paragraph{Text: why}})
	}
	if len(a.Nearest) > 0 {
		out = append(out, c.nearest(a))
	}
	var choices []bot.Choice
	switch {
	case len(a.Statements) > 0:
		choices = []bot.Choice{button(doSources, turn), button(doChallenge, turn)}
		if folded || len(a.Parts.Notes) > 0 {
			choices = append(choices, button(doMore, turn))
		}
	default:
		out = append(out, notes(a)...)
		choices = []bot.Choice{button(doChallenge, turn), button(doRing, "")}
	}
	return append(out, bot.Block{Choices: &bot.Choices{Items: choices}})
}

// whole lays out an answer in full, as it stands behind More.
func (c *Core) whole(turn string, a knowledge.Answer) []bot.Block {
	var out []bot.Block
	if len(a.Statements) > 0 {
		sources := c.sources(a)
		for i := range sources {
			sources[i].Quotes = nil // the statements are the quotes; Sources shows them in their surroundings
		}
		out = append(out, bot.Block{Statements: &bot.Statements{Items: c.statements(a)}}, bot.Block{Sources: &bot.Sources{Items: sources}})
	}
	for _, why := range a.Parts.Why {
		out = append(out, bot.Block{Paragraph: &bot.Paragraph{Text: why}})
	}
	if len(a.Nearest) > 0 {
		out = append(out, c.nearest(a))
	}
	out = append(out, notes(a)...)
	return append(out, bot.Block{Choices: &bot.Choices{Items: []bot.Choice{button(doSources, turn), button(doChallenge, turn)}}})
}

// highest is the highest number of a source that statements name. Sources are
// numbered in the order of the statements, so those after it are of statements
// that are folded away.
func highest(st []bot.Statement) (n int) {
	for _, s := range st {
		n = max(n, slices.Max(s.Sources))
	}
	return n
}

func notes(a knowledge.Answer) []bot.Block {
	if len(a.Parts.Notes) == 0 {
		return nil
	}
	return bot.Text(strings.Join(a.Parts.Notes, "\n"))
}

func (c *Core) statements(a knowledge.Answer) []bot.Statement {
	var out []bot.Statement
	for i, s := range a.Statements {
		numbers := slices.Clone(a.Parts.Numbers[i])
		slices.Sort(numbers)
		out = append(out, bot.Statement{Label: a.Parts.Labels[i], Text: s.Text(), Sources: slices.Compact(numbers)})
	}
	return out
}

func (c *Core) sources(a knowledge.Answer) []bot.Source {
	var out []bot.Source
	for i, cited := range a.SourcesOf() {
		s := bot.Source{Line: a.Parts.Lines[i], Short: bot.ShortSource(cited[0]), Link: c.o.Papers.Link(cited[0])}
		for _, q := range cited {
			s.Quotes = append(s.Quotes, bot.Quote{Text: q.Quote()})
			s.Cited = append(s.Cited, bot.Reference{Document: q.Document(), Version: q.Version(), Start: q.Span().Start, End: q.Span().End})
		}
		out = append(out, s)
	}
	return out
}

func (c *Core) nearest(a knowledge.Answer) bot.Block {
	var near bot.Nearest
	for _, n := range a.Nearest {
		near.Items = append(near.Items, bot.Near{Document: n.Document, Title: knowledge.ShownTitle(n.Title), Link: c.o.Papers.PaperLink(n.Document)})
	}
	return bot.Block{Nearest: &near}
}
