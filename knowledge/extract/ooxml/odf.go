package ooxml

import (
	"context"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

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
