package ooxml

import (
	"context"
	"encoding/xml"
	"io"
	"sort"
	"strconv"
	"strings"

	"hearth/knowledge"
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

// A paragraph of Word that is being read. A text box within it has paragraphs
// of its own, so they stand on a stack.
type wordParagraph struct {
	text    strings.Builder
	style   string
	num     string
	level   int
	outline int // from 0; -1: by its style
	bold    int
	all     int
	run     bool // the run now read is bold
	inRun   bool
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

// inParagraph notes what an element within a paragraph says.
func (w *word) inParagraph(p *wordParagraph, e xml.StartElement) {
	val := attr(e, "val")
	switch e.Name.Local {
	case "pStyle":
		p.style = val
	case "numId":
		p.num = val
	case "ilvl":
		p.level, _ = strconv.Atoi(val) // no number is the first level
	case "outlineLvl":
		if n, err := strconv.Atoi(val); err == nil && n < 9 {
			p.outline = n
		}
	case "r":
		p.run, p.inRun = false, true
	case "b":
		if p.inRun {
			p.run = val != "0" && val != "false" && val != "off"
		}
	case "t":
		w.inText = true
	case "tab", "ptab":
		if p.inRun {
			p.text.WriteByte('\t')
		}
	case "br", "cr":
		p.text.WriteByte('\n')
	case "noBreakHyphen":
		p.text.WriteByte('-')
	}
}

func (w *word) text(s string) {
	p := w.top()
	if p == nil || !w.inText {
		return
	}
	p.text.WriteString(s)
	n := len(strings.TrimSpace(s))
	p.all += n
	if p.run {
		p.bold += n
	}
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

// paragraph makes pieces of a paragraph: one for each line that its author broke.
func (w *word) paragraph(p *wordParagraph) {
	if strings.TrimSpace(p.text.String()) == "" {
		return
	}
	piece := draft.Piece{Bold: p.all > 0 && p.bold == p.all}
	style := w.styles.find(p.style)
	level := p.outline + 1
	if level == 0 {
		level = style.heading
	}
	num, ilvl := p.num, p.level
	if num == "" {
		num, ilvl = style.num, max(style.level, p.level)
	}
	marker, bulleted, counted := w.numbers.next(num, ilvl)
	switch {
	case level > 0:
		piece.Kind, piece.Level, piece.Marker = knowledge.Heading, min(level, 6), marker
	case bulleted:
		piece.Kind, piece.Level = knowledge.Item, min(ilvl+1, 6)
	case counted && !numeric(marker):
		piece.Kind, piece.Level, piece.Marker = knowledge.Item, min(ilvl+1, 6), marker
	case counted:
		piece.Marker, piece.Level, piece.Loose = marker, 0, true
	case style.list:
		piece.Kind, piece.Level = knowledge.Item, 1
	default:
		piece.Loose = true
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
		w.add(piece)
	}
}

// numeric tells "2." and "2.1" from "(a)" and "iv.".
func numeric(marker string) bool {
	m := strings.TrimLeft(marker, "(")
	return m != "" && m[0] >= '0' && m[0] <= '9'
}
