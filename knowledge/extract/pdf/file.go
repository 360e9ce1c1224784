package pdf

import (
	"strconv"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/exempt"
)

// A File is what was read out of a PDF.
type File struct {
	Pages   []Page
	Outline []Bookmark // in order, those without a page left out
	Notes   []string   // what of it could not be read
}

// A Page is one page's text in reading order.
type Page struct {
	Number  int      // counted from 1
	Printed string   // its number as printed or labelled, where it differs
	Margins []string // running heads and feet, page numbers apart
	Blocks  []Block
}

// A Block is a stretch of one page.
type Block struct {
	Kind  knowledge.BlockKind
	Level int
	Text  string
	Body  int  // where the words begin after a marker
	Head  bool // a table's first row that names its columns
	Joins bool // it goes on with the last block of the page before
	tight bool // … and its first word with that block's last, cut by a hyphen
}

// A Bookmark opens a page.
type Bookmark struct {
	Title string
	Depth int // 0 is the highest
	Page  int // counted from 1
}

func (f *File) words() int {
	n := 0
	for _, p := range f.Pages {
		for _, b := range p.Blocks {
			n += len(strings.Fields(b.Text))
		}
		for _, m := range p.Margins {
			n += len(strings.Fields(m))
		}
	}
	return n
}

// A Place is a block within a file: page and block counted from 0.
type Place struct{ Page, Block int }

// Before tells whether a comes before b.
func (a Place) Before(b Place) bool {
	return a.Page < b.Page || a.Page == b.Page && a.Block < b.Block
}

// End is the place after the last block.
func (f *File) End() Place { return Place{Page: len(f.Pages)} }

// Sift makes one paper of the whole file, takes out what is marked exempt and
// gives the places that are left, in order. parts are the bookmarks' and
// reports' pages, for exempt to go by.
func (f *File) Sift(name string, parts []exempt.Part) (left []Place, refused []extract.Refusal, err error) {
	p, clues := &extract.Paper{}, exempt.Clues{Margins: map[int][]string{}, Joined: map[int]bool{}, Parts: parts}
	var text strings.Builder
	places := []Place{}
	for i, page := range f.Pages {
		if len(page.Margins) > 0 {
			clues.Margins[page.Number] = page.Margins
		}
		for j, b := range page.Blocks {
			start := text.Len()
			text.WriteString(b.Text + "\n\n")
			clues.Joined[len(p.Blocks)] = b.Joins
			// Printed, which sifting leaves alone, says which place it is.
			p.Blocks = append(p.Blocks, knowledge.Block{Kind: b.Kind, Level: b.Level, Start: start,
				End: start + len(b.Text), Page: page.Number, Printed: strconv.Itoa(len(places))})
			places = append(places, Place{i, j})
		}
	}
	p.Text, p.Pages = text.String(), len(f.Pages)
	err = clues.Sift(name, p)
	for _, b := range p.Blocks {
		if n, bad := strconv.Atoi(b.Printed); bad == nil {
			left = append(left, places[n])
		}
	}
	return left, p.Refused, err
}

func (f *File) at(p Place) Block { return f.Pages[p.Page].Blocks[p.Block] }

// Content makes the text of some places, in order: blocks that a page's end
// cut are joined again where both sides are there.
func (f *File) Content(places []Place) knowledge.Content {
	c := knowledge.Content{Pages: len(f.Pages)}
	var text strings.Builder
	last := Place{-1, -1}
	for _, at := range places {
		b, page := f.at(at), f.Pages[at.Page]
		if b.Joins && len(c.Blocks) > 0 && f.follows(last, at) {
			if !b.tight {
				text.WriteString(" ")
			}
			text.WriteString(b.Text)
			c.Blocks[len(c.Blocks)-1].End = text.Len()
			last = at
			continue
		}
		if text.Len() > 0 {
			sep := "\n\n"
			if prev := c.Blocks[len(c.Blocks)-1]; prev.Kind == b.Kind && (b.Kind == knowledge.Row || b.Kind == knowledge.Item) {
				sep = "\n"
			}
			text.WriteString(sep)
		}
		block := knowledge.Block{Kind: b.Kind, Level: b.Level, Start: text.Len(), Page: page.Number, Printed: page.Printed, Header: b.Head}
		if b.Body > 0 {
			block.Body = block.Start + b.Body
		}
		text.WriteString(b.Text)
		block.End = text.Len()
		c.Blocks = append(c.Blocks, block)
		last = at
	}
	c.Text = text.String()
	return c
}

// follows tells whether b is the first block of the page after a's, and a the
// last of its own.
func (f *File) follows(a, b Place) bool {
	return a.Page >= 0 && a.Page+1 == b.Page && b.Block == 0 && a.Block == len(f.Pages[a.Page].Blocks)-1
}
