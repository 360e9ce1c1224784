package ooxml

import (
	"encoding/xml"
	"strconv"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
)

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
	for _, piece := range broken(piece, p.text.String()) {
		w.add(piece)
	}
}

// numeric tells "2." and "2.1" from "(a)" and "iv.".
func numeric(marker string) bool {
	m := strings.TrimLeft(marker, "(")
	return m != "" && m[0] >= '0' && m[0] <= '9'
}
