package answer

import (
	"cmp"
	"context"
	"slices"

	"hearth/knowledge"
	"hearth/knowledge/index"
)

// A Found is a document that a search found.
type Found struct {
	Document string // id
	Title    string
	Section  string // of its best passage
	Page     int
	Score    float64 // of its best passage
}

// Search finds the k documents nearest to a text, best first, as a viewer may
// see them: without composing, without cut-offs.
func (d *Desk) Search(ctx context.Context, text string, as knowledge.Viewer, k int) ([]Found, error) {
	var out []Found
	err := d.look(ctx, func(r *index.Reader) error {
		q := index.ParseQuery(text)
		q.Viewer = as
		// Several of the best passages may be of one document.
		for q.K = max(k, 1); ; q.K *= 2 {
			hits, err := r.Search(q)
			if err != nil {
				return err
			}
			if out, err = foundIn(r, hits, k); err != nil || len(out) == k || len(hits) < q.K {
				return err
			}
		}
	})
	return out, err
}

// foundIn gives the first k documents of the hits, each by its best passage.
func foundIn(r *index.Reader, hits []index.Hit, k int) ([]Found, error) {
	var out []Found
	seen := map[uint32]bool{}
	for _, h := range hits {
		if seen[h.Document] || len(out) == k {
			continue
		}
		seen[h.Document] = true
		doc, err := r.Document(h.Document)
		if err != nil {
			return nil, err
		}
		p, err := r.Passage(h.Passage)
		if err != nil {
			return nil, err
		}
		out = append(out, Found{Document: doc.ID, Title: doc.Title, Section: p.Section, Page: p.Page, Score: h.Score})
	}
	return out, nil
}

// The passages whose sentences are weighed for a choice, the sentences that are
// looked at for the expected kind, and what finding it is worth, as a share of
// the best sentence's score.
const (
	sentencePassages = 10
	sentenceLooked   = 12
	sentenceKind     = 0.12
)

// Sentences chooses the k sentences that likeliest hold what a text asks for,
// best first, never refusing. Each is one line of at most 600 bytes.
func (d *Desk) Sentences(ctx context.Context, text string, as knowledge.Viewer, k int) ([]string, error) {
	var out []string
	err := d.look(ctx, func(r *index.Reader) error {
		out = nil
		q := index.ParseQuery(text)
		q.Viewer, q.K = as, sentencePassages
		hits, err := r.Search(q)
		if err != nil || len(hits) == 0 {
			return err
		}
		units, err := r.BestUnits(q, hits, max(k, sentenceLooked))
		if err != nil {
			return err
		}
		type choice struct {
			text  string
			score float64
		}
		var choices []choice
		expect := expectation(plainWords(text))
		heads := headsOf(text, expect, d.o.Glossary)
		for _, u := range units {
			p, err := r.Passage(u.Passage)
			if err != nil {
				return err
			}
			said, err := r.Text(u.Document, p.Units[u.Unit].Span)
			if err != nil {
				return err
			}
			c := choice{oneLine(said), u.Score}
			if expect != Anything && expect.holds(said, text, heads) {
				c.score += sentenceKind * units[0].Score
			}
			choices = append(choices, c)
		}
		slices.SortStableFunc(choices, func(a, b choice) int { return cmp.Compare(b.score, a.score) })
		for _, c := range choices[:min(k, len(choices))] {
			out = append(out, cutAt(c.text, 600))
		}
		return nil
	})
	return out, err
}

// look reads one state of the index.
func (d *Desk) look(ctx context.Context, fn func(*index.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.o.Index.View(fn)
}

// cutAt is a text of at most n bytes, cut before a word.
func cutAt(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[:n]
	for i := len(s) - 1; i > 0; i-- {
		if s[i] == ' ' {
			return s[:i]
		}
	}
	return s
}
