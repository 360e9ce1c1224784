// Package chunk cuts a document's text into passages that can be quoted as
// they stand: a paragraph or a few short ones, a list with the line that
// introduces it, a stretch of a table, each with its headings, page and the
// units (sentences, items, cells) that an answer may quote by themselves.
//
// A sentence, an item and a cell are never cut (what goes on for over 4,000 bytes
// without a full stop is no sentence). Short neighbours under the same
// heading are joined until they make about least words; a paragraph longer than
// longest is parted between sentences into pieces of like length, and a list
// longer than longestList between items, each item still knowing its list and
// the line that introduces it. Cost: linear in the text.
package chunk

import (
	"strings"

	"hearth/knowledge"
)

const (
	// least words make a passage by themselves; fewer are joined to what
	// follows under the same heading.
	least = 40
	// joinedMost bounds what joining makes: BM25 finds a subject better in a
	// passage about one thing.
	joinedMost = 160
	// longest paragraph that stays whole: it is its author's own unit. Parting
	// at 160 words took .005 from nDCG@10 on the abstracts of cisi and .001 on
	// squad2dev; 500 won .003 and nothing, but is much to show.
	longest = 320
	// longestList stays whole, lead included.
	longestList = 200
	// longestSentence, in bytes, is far beyond any sentence.
	longestSentence = 4000
)

// Split cuts a content into passages in reading order, and gives the
// document's lists: a unit's List is an index into lists, counted from 1.
func Split(c knowledge.Content) (passages []knowledge.Passage, lists []knowledge.List) {
	s := &splitter{text: c.Text}
	blocks := c.Blocks
	if len(blocks) == 0 && strings.TrimSpace(c.Text) != "" {
		blocks = []knowledge.Block{{Start: 0, End: len(c.Text)}}
	}
	for i, b := range blocks {
		if b.Start < 0 || b.End > len(c.Text) || b.Start >= b.End {
			continue
		}
		s.block(b, i+1 < len(blocks) && blocks[i+1].Kind == knowledge.Item)
	}
	s.flush()
	s.orphans()
	return s.passages, s.lists
}

type splitter struct {
	text     string
	passages []knowledge.Passage
	lists    []knowledge.List
	path     []heading        // the headings that hold here, outermost first
	waiting  []knowledge.Unit // headings that no passage begins with yet
	cur      draft
	list     int // the list that is open; 0: none
	lead     knowledge.Span
	columns  []knowledge.Span // names of the table's columns
	asks     bool             // they ask for what stands beneath
}

type heading struct {
	level int
	text  string
}

// A draft is the passage being made.
type draft struct {
	units []knowledge.Unit
	words int
	list  int // the list it is, or holds
	table bool
}

func (s *splitter) block(b knowledge.Block, beforeList bool) {
	if b.Kind != knowledge.Item {
		s.list = 0
	}
	if b.Kind != knowledge.Row {
		s.columns, s.asks = nil, false
	}
	switch b.Kind {
	case knowledge.Heading:
		s.heading(b)
	case knowledge.Item:
		s.item(b)
	case knowledge.Row:
		s.row(b)
	default:
		s.paragraph(b, beforeList)
	}
}

func (s *splitter) unit(b knowledge.Block, at knowledge.Span, kind knowledge.UnitKind) knowledge.Unit {
	return knowledge.Unit{Span: at, Kind: kind, Page: b.Page, Printed: b.Printed}
}

func (s *splitter) heading(b knowledge.Block) {
	s.flush()
	at := trimmed(s.text, knowledge.Span{Start: b.Words(), End: b.End})
	if at.Len() == 0 {
		return
	}
	level := max(b.Level, 1)
	if n := len(s.path); n > 0 && s.path[n-1].level >= level {
		// A heading with no word under it must still be found and quoted.
		s.orphans()
	}
	for len(s.path) > 0 && s.path[len(s.path)-1].level >= level {
		s.path = s.path[:len(s.path)-1]
	}
	s.path = append(s.path, heading{level, oneLine(at.Of(s.text))})
	u := s.unit(b, at, knowledge.Title)
	u.Marker = marker(s.text, b)
	s.waiting = append(s.waiting, u)
	s.lead = at
}

// take gives the heading that the next passage begins with; headings further
// out stand in its path.
func (s *splitter) take() []knowledge.Unit {
	if len(s.waiting) == 0 {
		return nil
	}
	w := s.waiting
	s.waiting = nil
	return w[len(w)-1:]
}

// orphans makes a passage of the headings that led to no text.
func (s *splitter) orphans() {
	if len(s.waiting) > 0 {
		s.cur = draft{units: s.waiting}
		s.waiting = nil
		s.flush()
	}
}

func (s *splitter) add(units []knowledge.Unit, words int) {
	if len(s.cur.units) == 0 {
		s.cur.units = s.take()
	}
	s.cur.units = append(s.cur.units, units...)
	s.cur.words += words
}

func (s *splitter) flush() {
	if len(s.cur.units) == 0 {
		s.cur = draft{}
		return
	}
	us := s.cur.units
	p := knowledge.Passage{
		Span: knowledge.Span{Start: us[0].Start, End: us[len(us)-1].End},
		Page: us[0].Page, Printed: us[0].Printed, Section: s.section(), Units: us,
	}
	s.passages = append(s.passages, p)
	s.cur = draft{}
}

func (s *splitter) section() string {
	names := make([]string, len(s.path))
	for i, h := range s.path {
		names[i] = h.text
	}
	return strings.Join(names, " > ")
}
