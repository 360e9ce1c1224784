package ooxml

import (
	"context"
	"encoding/xml"
	"io"
	"sort"
	"strings"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
)

// DOCX reads a Word document.
func DOCX(ctx context.Context, src io.ReaderAt, size int64) (*draft.Draft, error) {
	a, err := open(src, size)
	if err != nil {
		return nil, err
	}
	if a.parts["word/document.xml"] == nil {
		return nil, extract.Broken("word/document.xml is missing")
	}
	styles := &wordStyles{styles: map[string]*wordStyle{}}
	numbers := &wordNumbers{abstract: map[string]map[int]*wordLevel{}, nums: map[string]string{}, seen: map[string][]int{}}
	if err := a.walk(ctx, "word/styles.xml", styles); err != nil {
		return nil, err
	}
	if err := a.walk(ctx, "word/numbering.xml", numbers); err != nil {
		return nil, err
	}
	d := &draft.Draft{}
	for _, part := range []string{"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"} {
		w := &word{page: page{d: d}, styles: styles, numbers: numbers}
		if err := a.walk(ctx, part, w); err != nil {
			return nil, err
		}
	}
	return d, a.margins(ctx, d, styles, numbers)
}

// margins reads headers and footers.
func (a *archive) margins(ctx context.Context, d *draft.Draft, styles *wordStyles, numbers *wordNumbers) error {
	names := append(a.matching("word/header"), a.matching("word/footer")...)
	sort.Strings(names)
	for _, name := range names {
		m := &draft.Draft{}
		if err := a.walk(ctx, name, &word{page: page{d: m}, styles: styles, numbers: numbers}); err != nil {
			return err
		}
		for _, p := range m.Pieces {
			d.Margin(0, p.Text+strings.Join(p.Cells, " "))
		}
	}
	return nil
}

// word reads the body of a document, a header or a footer.
type word struct {
	page
	styles  *wordStyles
	numbers *wordNumbers
	stack   []*wordParagraph
	inText  bool
}

func (w *word) top() *wordParagraph {
	if len(w.stack) == 0 {
		return nil
	}
	return w.stack[len(w.stack)-1]
}

func (w *word) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "Fallback", "del", "moveFrom", "instrText", "delText", "rPrChange", "pPrChange", "sectPr", "comment", "pict":
		// Fallback repeats what Choice said; what is deleted or moved away is gone.
		if e.Name.Local == "pict" {
			return nil // text boxes of older versions
		}
		return errSkip
	case "footnote", "endnote":
		if t := attr(e, "type"); t == "separator" || t == "continuationSeparator" || t == "continuationNotice" {
			return errSkip
		}
	case "p":
		w.stack = append(w.stack, &wordParagraph{outline: -1})
	case "tbl":
		w.startTable()
	case "tc":
		w.startCell()
	}
	if p := w.top(); p != nil {
		w.inParagraph(p, e)
	}
	return nil
}

func (w *word) end(name string) error {
	switch name {
	case "t":
		w.inText = false
	case "r":
		if p := w.top(); p != nil {
			p.inRun = false
		}
	case "p":
		if p := w.top(); p != nil {
			w.stack = w.stack[:len(w.stack)-1]
			w.paragraph(p)
		}
	case "tc":
		w.endCell()
	case "tr":
		w.endRow(0)
	case "tbl":
		w.endTable()
	}
	return nil
}
