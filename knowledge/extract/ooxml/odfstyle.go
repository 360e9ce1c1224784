package ooxml

import (
	"encoding/xml"
	"strconv"

	"hearth/knowledge/extract/draft"
)

// An odfLevel is one level of a list's numbering; no format: a bullet.
type odfLevel struct {
	format, prefix, suffix string
	first                  int
}

// odfStyles reads the styles of styles.xml and content.xml, and the headers and
// footers of the master pages.
type odfStyles struct {
	parents map[string]string
	outline map[string]int
	lists   map[string]map[int]odfLevel
	listOf  map[string]string
	bold    map[string]bool
	d       *draft.Draft

	style   string // now read
	list    string
	margins bool // within a header or footer
}

func (s *odfStyles) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "body":
		return errSkip
	case "style":
		s.style = attr(e, "name")
		s.parents[s.style] = attr(e, "parent-style-name")
		s.listOf[s.style] = attr(e, "list-style-name")
		if n, err := strconv.Atoi(attr(e, "default-outline-level")); err == nil {
			s.outline[s.style] = n
		}
	case "text-properties":
		if attr(e, "font-weight") == "bold" && s.style != "" {
			s.bold[s.style] = true
		}
	case "list-style":
		s.list = attr(e, "name")
		s.lists[s.list] = map[int]odfLevel{}
	case "list-level-style-number":
		if n, err := strconv.Atoi(attr(e, "level")); err == nil && s.lists[s.list] != nil {
			l := odfLevel{format: attr(e, "num-format"), prefix: attr(e, "num-prefix"), suffix: attr(e, "num-suffix")}
			if l.first, err = strconv.Atoi(attr(e, "start-value")); err != nil {
				l.first = 1
			}
			s.lists[s.list][n] = l
		}
	case "header", "footer", "header-left", "footer-left", "header-first", "footer-first":
		s.margins = true
	}
	return nil
}

func (s *odfStyles) end(name string) error {
	switch name {
	case "style":
		s.style = ""
	case "header", "footer", "header-left", "footer-left", "header-first", "footer-first":
		s.margins = false
	}
	return nil
}

func (s *odfStyles) text(t string) {
	if s.margins {
		s.d.Margin(0, t)
	}
}

// level is the heading level of a paragraph's style: its own, by its name, or
// that of a style it is based on.
func (s *odfStyles) level(style string) int {
	for range 16 { // styles may be made to run in a circle
		if style == "" {
			return 0
		}
		if n := s.outline[style]; n > 0 {
			return n
		}
		if n := named(style); n > 0 {
			return n
		}
		style = s.parents[style]
	}
	return 0
}
