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
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

const (
	// least words make a passage by themselves; fewer are joined to what
	// follows under the same heading.
	least = 40
	// joinedMost bounds what joining makes: BM25 finds a subject better in a
	// passage about one thing.
	joinedMost = 160
	// longest paragraph that stays whole. Paragraphs are their author's own
	// unit: parting those of 200 to 300 words cost more questions than it won.
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

func (s *splitter) paragraph(b knowledge.Block, beforeList bool) {
	whole := trimmed(s.text, knowledge.Span{Start: b.Words(), End: b.End})
	var units []knowledge.Unit
	total := 0
	for _, at := range analysis.Sentences(whole.Of(s.text)) {
		at.Start, at.End = at.Start+whole.Start, at.End+whole.Start
		for at.Len() > 0 {
			var piece knowledge.Span
			piece, at = s.bounded(at)
			units = append(units, s.unit(b, piece, knowledge.Sentence))
			total += wordCount(piece.Of(s.text))
		}
	}
	if len(units) == 0 {
		return
	}
	units[0].Marker = marker(s.text, b)
	if s.cur.words > 0 && (s.cur.table || s.cur.words >= least || s.cur.words+total > joinedMost) {
		s.flush()
	}
	if total > longest {
		s.parts(units, total)
	} else {
		s.add(units, total)
	}
	s.lead = knowledge.Span{}
	if beforeList {
		s.lead = units[len(units)-1].Span
	}
}

// bounded cuts what can be no sentence: a stretch without a full stop that goes
// on for pages, as broken files have it.
func (s *splitter) bounded(at knowledge.Span) (piece, rest knowledge.Span) {
	if at.Len() <= longestSentence {
		return at, knowledge.Span{}
	}
	cut := at.Start + longestSentence
	if i := strings.LastIndexAny(s.text[at.Start:cut], " \t\n"); i > longestSentence/2 {
		cut = at.Start + i
	}
	for !utf8.RuneStart(s.text[cut]) {
		cut--
	}
	return trimmed(s.text, knowledge.Span{Start: at.Start, End: cut}), trimmed(s.text, knowledge.Span{Start: cut, End: at.End})
}

// parts makes passages of like length of a long paragraph.
func (s *splitter) parts(units []knowledge.Unit, total int) {
	pieces := (total + joinedMost - 1) / joinedMost
	each := (total + pieces - 1) / pieces
	for _, u := range units {
		n := wordCount(u.Of(s.text))
		if s.cur.words > 0 && s.cur.words+n > each+each/8 {
			s.flush()
		}
		s.add([]knowledge.Unit{u}, n)
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

func wordCount(s string) int { return len(strings.Fields(s)) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func trimmed(text string, at knowledge.Span) knowledge.Span {
	cut := strings.TrimLeft(text[at.Start:at.End], " \t\n\r\v\f\u00a0")
	at.Start = at.End - len(cut)
	at.End = at.Start + len(strings.TrimRight(cut, " \t\n\r\v\f\u00a0"))
	return at
}
