package ooxml

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
)

// slide reads one slide. Its title may stand anywhere in the file, so the pieces
// are gathered first.
type slide struct {
	page
	out    *draft.Draft
	number int
	hidden bool

	role   string // of the shape now read: "title", "body", "ftr", …
	holder bool   // the shape is a placeholder of the layout
	title  []string
	level  int
	bullet int // 1 yes, -1 no, 0 by the shape
	auto   string
	count  []int
	line   strings.Builder
	bold   bool
	inRun  bool
	inText bool
}

func (s *slide) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "Fallback":
		return errSkip
	case "sld":
		s.hidden = attr(e, "show") == "0"
	case "sp":
		s.role, s.holder, s.count = "", false, nil
	case "ph":
		s.role, s.holder = attr(e, "type"), true
	case "tbl":
		s.startTable()
	case "tc":
		s.startCell()
	case "p":
		s.line.Reset()
		s.level, s.bullet, s.auto, s.bold = 0, 0, "", true
	case "pPr":
		s.level, _ = strconv.Atoi(attr(e, "lvl")) // none is the first level
		s.level = min(max(s.level, 0), 8)
	case "buNone":
		s.bullet = -1
	case "buChar", "buBlip":
		s.bullet = 1
	case "buAutoNum":
		s.bullet, s.auto = 1, attr(e, "type")
	case "r", "fld":
		s.inRun = true
	case "rPr":
		s.bold = s.bold && (attr(e, "b") == "1" || !s.inRun)
	case "t":
		s.inText = true
	case "br":
		s.line.WriteByte('\n')
	}
	return nil
}

func (s *slide) text(t string) {
	if s.inText {
		s.line.WriteString(t)
	}
}

func (s *slide) end(name string) error {
	switch name {
	case "t":
		s.inText = false
	case "r", "fld":
		s.inRun = false
	case "p":
		s.paragraph()
	case "tc":
		s.endCell()
	case "tr":
		s.endRow(s.number)
	case "tbl":
		s.endTable()
	}
	return nil
}

func (s *slide) paragraph() {
	text := s.line.String()
	if strings.TrimSpace(text) == "" {
		return
	}
	switch s.role {
	case "title", "ctrTitle":
		s.title = append(s.title, text)
		return
	case "ftr", "hdr", "dt":
		s.out.Margin(s.number, text)
		return
	case "sldNum":
		return
	}
	p := draft.Piece{Page: s.number}
	inTable := len(s.grids) > 0
	bulleted := s.bullet > 0 || s.bullet == 0 && s.holder && (s.role == "" || s.role == "body" || s.role == "obj") && !inTable
	if bulleted {
		p.Kind, p.Level, p.Text = knowledge.Item, min(s.level+1, 6), strings.ReplaceAll(text, "\n", " ")
		p.Marker = s.numbered()
		s.add(p)
		return
	}
	for i, l := range strings.Split(text, "\n") {
		p.Text, p.Loose, p.Bold = l, true, s.bold && !inTable
		if i > 0 {
			p.After = draft.NextLine
		}
		s.add(p)
	}
}

// numbered counts a numbered item of the shape.
func (s *slide) numbered() string {
	if s.auto == "" {
		return ""
	}
	for len(s.count) <= s.level {
		s.count = append(s.count, 0)
	}
	s.count = s.count[:s.level+1]
	s.count[s.level]++
	kind, after := "1", "."
	switch {
	case strings.HasPrefix(s.auto, "alphaLc"):
		kind = "a"
	case strings.HasPrefix(s.auto, "alphaUc"):
		kind = "A"
	case strings.HasPrefix(s.auto, "romanLc"):
		kind = "i"
	case strings.HasPrefix(s.auto, "romanUc"):
		kind = "I"
	}
	if strings.HasSuffix(s.auto, "ParenBoth") || strings.HasSuffix(s.auto, "ParenR") {
		after = ")"
	}
	return draft.Number(kind, s.count[s.level]) + after
}

// finish puts the slide into the draft, its title first.
func (s *slide) finish() {
	if s.hidden {
		s.out.Unread = true
		s.out.Notes = append(s.out.Notes, fmt.Sprintf("Slide %d is hidden, so I have left it out.", s.number))
		return
	}
	if len(s.title) > 0 {
		level := 2
		if s.number == 1 {
			level = 1
		}
		s.out.Add(draft.Piece{Kind: knowledge.Heading, Level: level, Text: strings.Join(s.title, " "), Page: s.number})
	}
	s.out.Pieces = append(s.out.Pieces, s.d.Pieces...)
}
