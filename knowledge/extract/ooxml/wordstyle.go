package ooxml

import (
	"encoding/xml"
	"strconv"
	"strings"

	"hearth/knowledge/extract/draft"
)

// A wordStyle is what a style says of its paragraphs.
type wordStyle struct {
	name, based string
	heading     int // level from 1; 0: none
	num         string
	level       int
	list        bool
}

// wordStyles reads word/styles.xml.
type wordStyles struct {
	styles map[string]*wordStyle
	now    *wordStyle
}

func (s *wordStyles) start(e xml.StartElement) error {
	val := attr(e, "val")
	if e.Name.Local == "style" {
		s.now = &wordStyle{}
		if attr(e, "type") == "paragraph" {
			s.styles[attr(e, "styleId")] = s.now
		}
		return nil
	}
	if s.now == nil {
		return nil
	}
	switch e.Name.Local {
	case "name":
		s.now.name = val
		s.now.heading = max(s.now.heading, named(val))
		low := strings.ToLower(val)
		s.now.list = strings.HasPrefix(low, "list bullet") || strings.HasPrefix(low, "list number")
	case "basedOn":
		s.now.based = val
	case "outlineLvl":
		if n, err := strconv.Atoi(val); err == nil && n < 9 {
			s.now.heading = n + 1
		}
	case "numId":
		s.now.num = val
	case "ilvl":
		s.now.level, _ = strconv.Atoi(val) // no number is the first level
	}
	return nil
}

func (s *wordStyles) end(name string) error {
	if name == "style" {
		s.now = nil
	}
	return nil
}

func (s *wordStyles) text(string) {}

// find gives a style with what it takes from those it is based on.
func (s *wordStyles) find(id string) wordStyle {
	var found wordStyle
	for range 16 { // a chain of styles may be made to run in a circle
		st := s.styles[id]
		if st == nil {
			break
		}
		if found.heading == 0 {
			found.heading = st.heading
		}
		if found.num == "" {
			found.num, found.level = st.num, st.level
		}
		found.list = found.list || st.list
		id = st.based
	}
	return found
}

// named gives the heading level in a style's name: "heading 2" is 2, "Title" 1.
func named(style string) int {
	low := strings.ToLower(strings.ReplaceAll(style, "_20_", " "))
	if low == "title" {
		return 1
	}
	if rest, ok := strings.CutPrefix(low, "heading"); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(rest)); err == nil && n >= 1 && n <= 9 {
			return n
		}
	}
	return 0
}

// A wordLevel is one level of a list's numbering.
type wordLevel struct {
	format, text string
	first        int
}

// wordNumbers reads word/numbering.xml and counts as Word does, since the
// numbers aren't in the text.
type wordNumbers struct {
	abstract map[string]map[int]*wordLevel
	nums     map[string]string // a list's number → its abstract one
	seen     map[string][]int  // counters by abstract list

	id, num string
	level   *wordLevel
}

func (n *wordNumbers) start(e xml.StartElement) error {
	val := attr(e, "val")
	switch e.Name.Local {
	case "abstractNum":
		n.id = attr(e, "abstractNumId")
		n.abstract[n.id] = map[int]*wordLevel{}
	case "num":
		n.num = attr(e, "numId")
	case "abstractNumId":
		n.nums[n.num] = val
	case "lvlOverride":
		return errSkip
	case "lvl":
		i, err := strconv.Atoi(attr(e, "ilvl"))
		n.level = &wordLevel{first: 1}
		if levels := n.abstract[n.id]; err == nil && levels != nil && i >= 0 && i < 9 {
			levels[i] = n.level
		}
	case "start":
		if v, err := strconv.Atoi(val); err == nil && n.level != nil && v >= 0 && v < 10_000 {
			n.level.first = v
		}
	case "numFmt":
		if n.level != nil {
			n.level.format = val
		}
	case "lvlText":
		if n.level != nil {
			n.level.text = val
		}
	}
	return nil
}

func (n *wordNumbers) end(string) error { return nil }
func (n *wordNumbers) text(string)      {}

// next counts one paragraph of a list and gives the number that it shows.
func (n *wordNumbers) next(num string, level int) (marker string, bulleted, counted bool) {
	levels := n.abstract[n.nums[num]]
	if num == "" || num == "0" || levels == nil || level < 0 || level > 8 || levels[level] == nil {
		return "", false, false
	}
	l := levels[level]
	if l.format == "bullet" {
		return "", true, false
	}
	if l.format == "none" || l.text == "" {
		return "", false, false
	}
	id := n.nums[num]
	count := n.seen[id]
	for len(count) <= level {
		first := 1
		if k := levels[len(count)]; k != nil {
			first = k.first
		}
		count = append(count, first-1)
	}
	count[level]++
	n.seen[id] = count[:level+1]
	return l.show(count, levels), false, true
}

// show fills a pattern like "%1.%2" with the counts.
func (l *wordLevel) show(count []int, levels map[int]*wordLevel) string {
	s := l.text
	for i, c := range count {
		kind := "1"
		if k := levels[i]; k != nil {
			switch k.format {
			case "lowerLetter":
				kind = "a"
			case "upperLetter":
				kind = "A"
			case "lowerRoman":
				kind = "i"
			case "upperRoman":
				kind = "I"
			}
		}
		s = strings.ReplaceAll(s, "%"+strconv.Itoa(i+1), draft.Number(kind, max(c, 1)))
	}
	return s
}
