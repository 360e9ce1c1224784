// Package guess finds out what a paper says of itself: its title, the council
// and the body that it was written for, its date, its kind, the nation whose law
// it tells, the days from and until which it binds. It fills in only what the
// text says in so many words at a place where papers say it, and leaves the rest
// "not stated": an empty field is mended by an officer in a moment, a wrong one
// misleads a member.
//
// Costs: the council's name is sought in the whole text (one pass), everything
// else in its first blocks.
package guess

import (
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// top is how many blocks count as a paper's head.
const top = 30

// A head is the beginning of a paper, as the guesses look at it.
type head struct {
	paper  *extract.Paper
	blocks []string // words of the first blocks
	kinds  []knowledge.Block
	labels map[string]string // what stands beside or below "Subject:", "Submitted to:", …
}

// Fill fills in the empty fields of a paper's Meta, its kind always. The shelf
// is never guessed.
func Fill(p *extract.Paper) {
	h := newHead(p)
	stated := p.Kind == knowledge.Summary // by its author, hearth's starter for one
	if p.Title == "" {
		p.Title = h.title()
	}
	if p.Kind == "" {
		p.Kind = h.kind()
	}
	if p.Date.IsZero() {
		p.Date = h.date()
	}
	if p.Item == "" {
		p.Item = h.item()
	}
	switch {
	case p.Council != "":
	case everyones(p.Kind):
		// It names councils as examples; its own stands in its head, if any.
		if !stated && !national(p.Kind) && !inEngland(p.Title) {
			head, _ := h.split()
			p.Council = titular(head)
		}
	case !inEngland(p.Title):
		p.Council = council(h.split())
	}
	if p.Body == "" && (p.Council != "" || !everyones(p.Kind)) {
		p.Body = h.body()
	}
	if p.Nation == "" {
		p.Nation = h.nation()
	}
	h.force()
}

// everyones tells whether papers of the kind are as a rule about every council's
// work, so that a board or council they name is not theirs.
func everyones(k knowledge.Kind) bool {
	return national(k) || k == knowledge.Guidance || k == knowledge.Summary
}

// inEngland tells whether a title says that the paper is about every council.
func inEngland(title string) bool {
	return strings.HasSuffix(title, "in England") || strings.Contains(title, "in England:")
}

// national tells whether papers of the kind are no council's own.
func national(k knowledge.Kind) bool {
	return k == knowledge.Act || k == knowledge.Regulations || k == knowledge.StatutoryGuidance
}

func newHead(p *extract.Paper) *head {
	h := &head{paper: p, labels: map[string]string{}}
	for _, b := range p.Blocks[:min(len(p.Blocks), top)] {
		h.blocks = append(h.blocks, p.Text[b.Start:b.End])
		h.kinds = append(h.kinds, b)
	}
	for i, b := range h.blocks {
		h.label(i, b)
	}
	return h
}

// split parts the paper's text at the end of its head.
func (h *head) split() (head, rest string) {
	at := 0
	if n := len(h.kinds); n > 0 {
		at = h.kinds[n-1].End
	}
	return h.paper.Text[:at], h.paper.Text[at:]
}

// label notes what a labelled line or row says: "Subject:<tab>Budget", "Date:
// 4 May 2020", "1. Title of Item/Report" with its answer in the next block.
func (h *head) label(i int, text string) {
	if h.kinds[i].Kind == knowledge.Row && h.kinds[i].Header {
		h.columns(i, text)
		return
	}
	key, value, tabbed := strings.Cut(text, "\t")
	if !tabbed {
		var colon bool
		if key, value, colon = strings.Cut(text, ":"); !colon || len(key) > 40 {
			key, value = strings.TrimRight(text, ":"), ""
			if h.kinds[i].Kind == knowledge.Heading && i+1 < len(h.blocks) && h.kinds[i+1].Kind != knowledge.Heading {
				value = h.blocks[i+1]
			}
		}
	}
	h.note(key, value)
}

// columns reads a heading row with the row below it: "Report to | Date".
func (h *head) columns(i int, text string) {
	if i+1 >= len(h.blocks) || h.kinds[i+1].Kind != knowledge.Row {
		return
	}
	values := strings.Split(h.blocks[i+1], "\t")
	for j, key := range strings.Split(text, "\t") {
		if j < len(values) {
			h.note(key, values[j])
		}
	}
}

func (h *head) note(key, value string) {
	key = strings.ToLower(strings.Trim(key, " :*0123456789."))
	value = strings.TrimSpace(strings.ReplaceAll(value, "\t", " "))
	if key != "" && value != "" && len(value) < 400 && h.labels[key] == "" {
		h.labels[key] = value
	}
}

// said gives what the paper says under the first of the labels that it has.
func (h *head) said(labels ...string) string {
	for _, l := range labels {
		if v := h.labels[l]; v != "" {
			return v
		}
	}
	return ""
}
