package chunk

import (
	"strings"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

// paragraph adds a paragraph, sentence by sentence, to the passage at hand or to
// one of its own.
func (s *splitter) paragraph(b knowledge.Block, beforeList bool) {
	whole := trimmed(s.text, knowledge.Span{Start: b.Words(), End: b.End})
	var units []knowledge.Unit
	total := 0
	for _, at := range analysis.Sentences(whole.Of(s.text)) {
		at.Start, at.End = at.Start+whole.Start, at.End+whole.Start
		for at.Len() > 0 {
			var piece knowledge.Span
			piece, at = s.bounded(at)
			units = append(units, s.unit(b, piece, knowledge.Sentence))
			total += wordCount(piece.Of(s.text))
		}
	}
	if len(units) == 0 {
		return
	}
	units[0].Marker = marker(s.text, b)
	if s.cur.words > 0 && (s.cur.table || s.cur.words >= least || s.cur.words+total > joinedMost) {
		s.flush()
	}
	if total > longest {
		s.parts(units, total)
	} else {
		s.add(units, total)
	}
	s.lead = knowledge.Span{}
	if beforeList {
		s.lead = units[len(units)-1].Span
	}
}

// bounded cuts what can be no sentence: a stretch without a full stop that goes
// on for pages, as broken files have it.
func (s *splitter) bounded(at knowledge.Span) (piece, rest knowledge.Span) {
	if at.Len() <= longestSentence {
		return at, knowledge.Span{}
	}
	cut := at.Start + longestSentence
	if i := strings.LastIndexAny(s.text[at.Start:cut], " \t\n"); i > longestSentence/2 {
		cut = at.Start + i
	}
	for !utf8.RuneStart(s.text[cut]) {
		cut--
	}
	return trimmed(s.text, knowledge.Span{Start: at.Start, End: cut}), trimmed(s.text, knowledge.Span{Start: cut, End: at.End})
}

// parts makes passages of like length of a long paragraph.
func (s *splitter) parts(units []knowledge.Unit, total int) {
	pieces := (total + joinedMost - 1) / joinedMost
	each := (total + pieces - 1) / pieces
	for _, u := range units {
		n := wordCount(u.Of(s.text))
		if s.cur.words > 0 && s.cur.words+n > each+each/8 {
			s.flush()
		}
		s.add([]knowledge.Unit{u}, n)
	}
}

func wordCount(s string) int { return len(strings.Fields(s)) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func trimmed(text string, at knowledge.Span) knowledge.Span {
	cut := strings.TrimLeft(text[at.Start:at.End], " \t\n\r\v\f\u00a0")
	at.Start = at.End - len(cut)
	at.End = at.Start + len(strings.TrimRight(cut, " \t\n\r\v\f\u00a0"))
	return at
}
