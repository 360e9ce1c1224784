package chunk

import (
	"strings"

	"hearth/knowledge"
)

// item adds one item of a list to its list and to the passage at hand.
func (s *splitter) item(b knowledge.Block) {
	at := trimmed(s.text, knowledge.Span{Start: b.Words(), End: b.End})
	if at.Len() == 0 {
		return
	}
	words := wordCount(at.Of(s.text))
	if s.list == 0 {
		s.open()
	}
	l := &s.lists[s.list-1]
	l.Items = append(l.Items, at)
	if s.cur.list == s.list && s.cur.words > 0 && s.cur.words+words > longestList {
		s.flush()
	}
	u := s.unit(b, at, knowledge.ListItem)
	u.Marker, u.List, u.Lead = marker(s.text, b), s.list, l.Lead
	s.add([]knowledge.Unit{u}, words)
	s.cur.list = s.list
}

// open begins a list. The line that introduces it is the sentence before it,
// where that reads like an introduction, or the heading it stands under; a
// passage that was long enough without the list ends before that line.
func (s *splitter) open() {
	lead := s.lead
	s.lead = knowledge.Span{}
	if !s.introduces(lead) {
		lead = knowledge.Span{}
	}
	s.lists = append(s.lists, knowledge.List{Lead: lead})
	s.list = len(s.lists)
	if s.cur.words <= least {
		return
	}
	us := s.cur.units
	last := us[len(us)-1]
	if lead.Len() == 0 || last.Span != lead || len(us) < 2 {
		if lead.Len() == 0 {
			s.flush()
		}
		return
	}
	if wordCount(lead.Of(s.text)) < s.cur.words {
		s.cur.units = us[:len(us)-1]
		s.flush()
		s.cur = draft{units: []knowledge.Unit{last}, words: wordCount(lead.Of(s.text))}
	}
}

// introduces tells whether a line leads to the list behind it: a heading, a
// line that ends in a colon, or a short one that says what follows.
func (s *splitter) introduces(at knowledge.Span) bool {
	if at.Len() == 0 {
		return false
	}
	line := at.Of(s.text)
	if len(s.cur.units) == 0 || s.cur.units[len(s.cur.units)-1].Kind == knowledge.Title {
		return true
	}
	if strings.HasSuffix(line, ":") || strings.HasSuffix(line, ": -") || strings.HasSuffix(line, ":-") {
		return true
	}
	if wordCount(line) > 40 {
		return false
	}
	if !strings.HasSuffix(line, ".") {
		return true
	}
	low := strings.ToLower(line)
	for _, word := range []string{"follow", "below", "these", "includ", "such as", "to:"} {
		if strings.Contains(low, word) {
			return true
		}
	}
	return false
}

// marker is what stands before a block's words, where it numbers them.
func marker(text string, b knowledge.Block) string {
	m := strings.TrimSpace(text[b.Start:b.Words()])
	if strings.ContainsAny(m, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		return m
	}
	return ""
}
