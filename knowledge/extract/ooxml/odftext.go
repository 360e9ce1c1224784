package ooxml

import (
	"encoding/xml"
	"strconv"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
)

// An odfParagraph is a text:p or text:h that is being read.
type odfParagraph struct {
	text    strings.Builder
	style   string
	heading int
	bold    int
	all     int
}

// An odfList is a text:list around the words now read.
type odfList struct {
	style string
	item  int
	fresh bool // the item's first paragraph is still to come
}

// inline notes paragraphs and what stands within them.
func (o *odf) inline(e xml.StartElement) {
	switch e.Name.Local {
	case "p", "h":
		p := &odfParagraph{style: attr(e, "style-name"), heading: -1}
		if e.Name.Local == "h" {
			p.heading = 1
			if n, err := strconv.Atoi(attr(e, "outline-level")); err == nil && n > 0 {
				p.heading = n
			}
		}
		o.stack = append(o.stack, p)
	case "span":
		o.spans = append(o.spans, o.styles.bold[attr(e, "style-name")])
	case "s":
		o.put(" ")
	case "tab":
		o.put("\t")
	case "line-break":
		o.put("\n")
	}
}

func (o *odf) put(s string) {
	if n := len(o.stack); n > 0 {
		o.stack[n-1].text.WriteString(s)
	}
}

func (o *odf) text(s string) {
	n := len(o.stack)
	if n == 0 {
		return
	}
	p := o.stack[n-1]
	// Line ends in the file are white space like any other.
	p.text.WriteString(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s))
	words := len(strings.TrimSpace(s))
	p.all += words
	if o.styles.bold[p.style] || len(o.spans) > 0 && o.spans[len(o.spans)-1] {
		p.bold += words
	}
}

func (o *odf) paragraph(p *odfParagraph) {
	if strings.TrimSpace(p.text.String()) == "" {
		return
	}
	if p.style == "\x00margin" {
		o.d.Margin(0, p.text.String())
		return
	}
	if !o.within {
		return
	}
	piece := draft.Piece{Page: o.number, Bold: p.all > 0 && p.bold == p.all, Loose: true}
	if p.heading < 0 {
		p.heading = o.styles.level(p.style)
	}
	switch {
	case o.role == "title":
		piece.Kind, piece.Level, piece.Loose = knowledge.Heading, 2, false
		if o.number == 1 {
			piece.Level = 1
		}
	case p.heading > 0:
		piece.Kind, piece.Level, piece.Loose = knowledge.Heading, min(p.heading, 6), false
	case len(o.lists) > 0:
		o.inList(&piece)
	}
	for _, piece := range broken(piece, p.text.String()) {
		if o.noted > 0 {
			o.notes = append(o.notes, piece)
			continue
		}
		o.add(piece)
	}
}

// inList says which item of which list a paragraph is; an item's second
// paragraph is a paragraph.
func (o *odf) inList(piece *draft.Piece) {
	depth := len(o.lists)
	l := o.lists[depth-1]
	if !l.fresh {
		return
	}
	l.fresh = false
	level := o.styles.lists[l.style][depth]
	if level.format == "" {
		piece.Kind, piece.Level, piece.Loose = knowledge.Item, min(depth, 6), false
		return
	}
	first := max(level.first, 1)
	piece.Marker = level.prefix + draft.Number(level.format, first+l.item-1) + level.suffix
	if !numeric(piece.Marker) {
		piece.Kind, piece.Level, piece.Loose = knowledge.Item, min(depth, 6), false
	}
}
