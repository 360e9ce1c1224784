// Package cited opens what an answer was based on: from the references that a
// receipt keeps, which hold no words, back to the papers' words with what stands
// around them.
//
// Costs: each paper that is named is read once and cut into passages.
package cited

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hearth/bot"
	"hearth/knowledge"
	"hearth/storage"
)

// Papers keep documents and the text of every version that was cited. The errors
// wrap storage.ErrNotFound where there is no such thing any more.
type Papers interface {
	Get(ctx context.Context, id string) (knowledge.Document, error)
	Content(ctx context.Context, id, version string) (knowledge.Content, error)
}

// An Opener opens references. All fields are needed.
type Opener struct {
	Papers Papers
	// Recite makes a citation of a stretch of a document's text.
	Recite func(knowledge.Document, knowledge.Content, knowledge.Span) (knowledge.Citation, error)
	// Line names a citation in one line.
	Line func(knowledge.Citation, knowledge.Document) string
	// Link is the path on which a citation opens; "" where there is none.
	Link func(knowledge.Citation) string
}

// Citations gives the citations that references stand for, grouped as an answer
// groups its sources: those that share a line are one. What is not there any
// more, or isn't that document's, is left out.
func (o Opener) Citations(ctx context.Context, refs []bot.Reference) (groups [][]knowledge.Citation, lines []string, err error) {
	opened := map[string]knowledge.Content{}
	at := map[string]int{}
	for _, r := range refs {
		d, content, err := o.read(ctx, r, opened)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		c, err := o.Recite(d, content, knowledge.Span{Start: r.Start, End: r.End})
		if err != nil {
			continue
		}
		line := o.Line(c, d)
		n, seen := at[line]
		if !seen {
			n = len(groups)
			at[line] = n
			groups, lines = append(groups, nil), append(lines, line)
		}
		groups[n] = append(groups[n], c)
	}
	return groups, lines, nil
}

func (o Opener) read(ctx context.Context, r bot.Reference, opened map[string]knowledge.Content) (knowledge.Document, knowledge.Content, error) {
	d, err := o.Papers.Get(ctx, r.Document)
	if err != nil {
		return d, knowledge.Content{}, fmt.Errorf("document %s: %w", r.Document, err)
	}
	key := r.Document + " " + r.Version
	content, seen := opened[key]
	if !seen {
		if content, err = o.Papers.Content(ctx, r.Document, r.Version); err != nil {
			return d, content, fmt.Errorf("document %s: %w", r.Document, err)
		}
		opened[key] = content
	}
	d.Version = r.Version // the one that was cited, whatever is current
	return d, content, nil
}

// Sources gives the sources that references stand for, each quote with the
// paragraph before and after it.
func (o Opener) Sources(ctx context.Context, refs []bot.Reference) ([]bot.Source, error) {
	groups, lines, err := o.Citations(ctx, refs)
	if err != nil {
		return nil, err
	}
	opened := map[string]knowledge.Content{}
	var out []bot.Source
	for i, cs := range groups {
		s := bot.Source{Line: lines[i], Short: bot.ShortSource(cs[0]), Link: o.Link(cs[0])}
		for _, c := range cs {
			r := bot.Reference{Document: c.Document(), Version: c.Version(), Start: c.Span().Start, End: c.Span().End}
			_, content, err := o.read(ctx, r, opened)
			if err != nil {
				return nil, err
			}
			s.Cited = append(s.Cited, r)
			s.Quotes = append(s.Quotes, around(c, content))
		}
		out = append(out, s)
	}
	return out, nil
}

// around is a quote with what stands before and after it: the rest of its
// paragraph where it is a part of one, else the paragraphs beside.
func around(c knowledge.Citation, content knowledge.Content) bot.Quote {
	q := bot.Quote{Text: flow(c.Quote())}
	at := c.Span()
	first, last := -1, -1
	for i, b := range content.Blocks {
		if b.Start < at.End && at.Start < b.End {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return q
	}
	q.Before = flow(content.Text[content.Blocks[first].Words():max(at.Start, content.Blocks[first].Words())])
	q.After = flow(content.Text[min(at.End, content.Blocks[last].End):content.Blocks[last].End])
	if q.Before == "" && first > 0 {
		b := content.Blocks[first-1]
		q.Before = flow(content.Text[b.Start:b.End])
	}
	if q.After == "" && last+1 < len(content.Blocks) {
		b := content.Blocks[last+1]
		q.After = flow(content.Text[b.Start:b.End])
	}
	return q
}

// flow joins the broken lines of a source into one.
func flow(text string) string { return strings.Join(strings.Fields(text), " ") }
