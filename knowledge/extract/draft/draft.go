// Package draft turns the pieces that a reader finds in a file into a
// document's text with its structure. Readers add pieces in reading order and
// say of each only what their format states; what it leaves open (is this short
// line a heading? is this numbered line a list item?) is settled here, once for
// every format. It promises that words stay in the source's order and spelling:
// pieces are joined, parted or left out, never reworded.
//
// Costs: time and memory grow with the text alone; every step is one pass.
package draft

import (
	"strings"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// After says what parts a piece from the one before it.
type After uint8

// What a reader may know of the gap before a piece.
const (
	Unknown   After = iota // a paragraph of its own in a word processor's file
	BlankLine              // a blank line, or a break that the author asked for
	NextLine               // nothing but a line end
)

// A Piece is a paragraph, heading, list item, table row or line as found.
type Piece struct {
	Kind    knowledge.BlockKind
	Level   int
	Marker  string // numbering before the words, "2." or "(a)"; bullets have none
	Text    string
	Cells   []string // of a Row, in place of Text
	Header  bool
	Page    int
	Printed string

	Loose bool // the format doesn't state the kind: it may prove a heading or an item
	Bold  bool // wholly set in bold
	After After

	last int // runes of the last line that was joined, for the width of a wrapped line
}

// A Draft is one document on its way to becoming a Paper.
type Draft struct {
	Pieces []Piece
	Meta   knowledge.Meta // what the file's author or its markup states
	ID     string
	Pages  int
	Cut    bool
	Notes  []string
	// Margins are headers and footers by page, under 0 in a file without pages:
	// no part of the text, but an exempt mark in one counts.
	Margins map[int][]string
	// Unread says that the file holds more than was read (attachments).
	Unread bool
	// Slides says that the file is a presentation.
	Slides bool
	// Wrap is the width at which lines were broken, 0 where they weren't.
	Wrap int
}

// Add puts one piece at the end.
func (d *Draft) Add(p Piece) { d.Pieces = append(d.Pieces, p) }

// Margin notes a line of a header or footer.
func (d *Draft) Margin(page int, s string) {
	if s = Clean(s); s == "" {
		return
	}
	if d.Margins == nil {
		d.Margins = map[int][]string{}
	}
	d.Margins[page] = append(d.Margins[page], s)
}

// Paper tidies the draft and gives the finished paper.
func (d *Draft) Paper() extract.Paper {
	d.tidy()
	if d.Slides && d.Meta.Kind == "" {
		d.Meta.Kind = knowledge.Presentation
	}
	c := d.Content()
	return extract.Paper{Meta: d.Meta, ID: d.ID, Content: c, Cut: d.Cut, Notes: d.Notes,
		Unread: d.Unread, FirstPage: min(1, d.Pages), LastPage: d.Pages}
}

// Content lays the pieces out as text, one block a line.
func (d *Draft) Content() knowledge.Content {
	var b strings.Builder
	c := knowledge.Content{Pages: d.Pages}
	for _, p := range d.Pieces {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		bl := knowledge.Block{Kind: p.Kind, Level: p.Level, Start: b.Len(), Page: p.Page, Printed: p.Printed, Header: p.Header}
		if p.Marker != "" {
			b.WriteString(p.Marker + " ")
			bl.Body = b.Len()
		}
		if p.Kind == knowledge.Row {
			b.WriteString(strings.Join(p.Cells, "\t"))
		} else {
			b.WriteString(p.Text)
		}
		bl.End = b.Len()
		c.Blocks = append(c.Blocks, bl)
	}
	c.Text = b.String()
	return c
}

// Of takes a finished content apart again, so that a reader that lays out its
// own text (PDF) can have the furniture of council pages removed.
func Of(c knowledge.Content) *Draft {
	d := &Draft{Pages: c.Pages}
	for _, b := range c.Blocks {
		p := Piece{Kind: b.Kind, Level: b.Level, Page: b.Page, Printed: b.Printed, Header: b.Header}
		words := c.Text[b.Words():b.End]
		p.Marker = strings.TrimSpace(c.Text[b.Start:b.Words()])
		if b.Kind == knowledge.Row {
			p.Cells = strings.Split(words, "\t")
		} else {
			p.Text = words
		}
		d.Add(p)
	}
	return d
}

// words are the piece's words, the cells of a row with spaces between.
func (p Piece) words() string {
	if p.Kind == knowledge.Row {
		return strings.TrimSpace(strings.Join(p.Cells, " "))
	}
	return p.Text
}

// open tells whether it is still to be settled what the piece is.
func (p Piece) open() bool { return p.Loose && p.Kind == knowledge.Paragraph && p.Marker == "" }

func runes(s string) int { return utf8.RuneCountInString(s) }
