package ooxml

import (
	"context"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
)

// ODF reads an OpenDocument text or presentation; a slide counts as a page.
func ODF(ctx context.Context, src io.ReaderAt, size int64) (*draft.Draft, error) {
	a, err := open(src, size)
	if err != nil {
		return nil, err
	}
	if a.parts["content.xml"] == nil {
		return nil, extract.Broken("content.xml is missing")
	}
	locks := &odfLocks{}
	if err := a.walk(ctx, "META-INF/manifest.xml", locks); err != nil {
		return nil, err
	}
	if locks.locked {
		return nil, extract.ErrEncrypted
	}
	d := &draft.Draft{}
	styles := &odfStyles{parents: map[string]string{}, outline: map[string]int{}, lists: map[string]map[int]odfLevel{}, listOf: map[string]string{}, bold: map[string]bool{}, d: d}
	for _, part := range []string{"styles.xml", "content.xml"} {
		if err := a.walk(ctx, part, styles); err != nil {
			return nil, err
		}
		styles.margins = false
	}
	o := &odf{page: page{d: d}, styles: styles}
	if err := a.walk(ctx, "content.xml", o); err != nil {
		return nil, err
	}
	d.Pages, d.Slides = o.number, o.number > 0
	d.Pieces = append(d.Pieces, o.notes...)
	return d, nil
}

// odfLocks looks for encrypted parts in the manifest.
type odfLocks struct{ locked bool }

func (l *odfLocks) start(e xml.StartElement) error {
	l.locked = l.locked || e.Name.Local == "encryption-data"
	return nil
}
func (l *odfLocks) end(string) error { return nil }
func (l *odfLocks) text(string)      {}

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

// odf reads content.xml.
type odf struct {
	page
	styles *odfStyles
	number int // the slide
	stack  []*odfParagraph
	lists  []*odfList
	spans  []bool
	role   string // of the frame on a slide
	noted  int    // depth of footnotes
	notes  []draft.Piece
	within bool // office:text or a slide
}

func (o *odf) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "annotation", "tracked-changes", "sequence-decls", "notes", "table-of-content-source", "note-citation", "forms":
		return errSkip
	case "text":
		o.within = o.within || strings.Contains(e.Name.Space, "office")
	case "page":
		o.within, o.number = true, o.number+1
	case "frame", "custom-shape":
		o.role = attr(e, "class")
	case "footer-decl", "header-decl":
		o.stack = append(o.stack, &odfParagraph{style: "\x00margin"})
	case "note":
		o.noted++
	case "table":
		o.startTable()
	case "table-cell":
		o.startCell()
	case "list":
		style := attr(e, "style-name")
		if n := len(o.lists); style == "" && n > 0 {
			style = o.lists[n-1].style
		}
		o.lists = append(o.lists, &odfList{style: style})
	case "list-item":
		if n := len(o.lists); n > 0 {
			l := o.lists[n-1]
			l.item, l.fresh = l.item+1, true
			if v, err := strconv.Atoi(attr(e, "start-value")); err == nil && v > 0 && v < 10_000 {
				l.item = v
			}
		}
	}
	o.inline(e)
	return nil
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

func (o *odf) end(name string) error {
	switch name {
	case "p", "h", "footer-decl", "header-decl":
		if n := len(o.stack); n > 0 {
			p := o.stack[n-1]
			o.stack = o.stack[:n-1]
			o.paragraph(p)
		}
	case "span":
		if n := len(o.spans); n > 0 {
			o.spans = o.spans[:n-1]
		}
	case "frame", "custom-shape":
		o.role = ""
	case "note":
		o.noted--
	case "list":
		if n := len(o.lists); n > 0 {
			o.lists = o.lists[:n-1]
		}
	case "table-cell":
		o.endCell()
	case "table-row":
		o.endRow(o.number)
	case "table":
		o.endTable()
	}
	return nil
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
	lines := strings.Split(p.text.String(), "\n")
	if piece.Kind != knowledge.Paragraph || piece.Marker != "" {
		lines = []string{strings.Join(lines, " ")}
	}
	for i, l := range lines {
		piece.Text = l
		if i > 0 {
			piece.After = draft.NextLine
		}
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
