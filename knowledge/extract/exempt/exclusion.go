package exempt

import (
	"strings"
)

// excludeAfter refuses the parts from the i-th on that come after an exclusion
// with the agenda number k, until one that says it is open.
func (s *sheaf) excludeAfter(i int, k number) {
	for _, part := range s.Parts[i:] {
		if judge(line{text: part.Title, where: inHead, about: s.speaks()}) == reopens {
			return
		}
		n := parseNumber(part.Item)
		if k.n > 0 && n.n > 0 && !n.after(k) || k.n > 0 && n.n == 0 && s.inEarlier(part, k) {
			continue
		}
		s.refuse(part.From, part.To, whyExcluded)
	}
}

// inEarlier tells whether the part lies within a report of an earlier number.
func (s *sheaf) inEarlier(part Part, k number) bool {
	r, ok := s.report(part.From)
	return ok && !parseNumber(r.Item).after(k)
}

// agendaGoesOn tells whether numbered lines follow a heading on the agenda: it
// then heads the private part of the list.
func (s *sheaf) agendaGoesOn(i int) bool {
	first := s.firstReport()
	for j := i + 1; j < len(s.ls) && s.p.Blocks[j].Page < first; j++ {
		if numberOf(s.ls[j].text).n > 0 {
			return true
		}
	}
	return false
}

// exclude refuses what follows an exclusion of press and public at block i.
func (s *sheaf) exclude(i int) {
	page, k := s.p.Blocks[i].Page, numberOf(s.ls[i].text)
	r, inside := s.report(page)
	first, after := s.firstReport(), i+1
	if judge(s.ls[i]) == excludes {
		after = afterResolution(s.ls, i)
	}
	stop := reopened(s.ls, i)
	switch {
	case inside:
		s.drop(after, min(stop, s.firstOn(r.To+1)), whyExcluded)
		minutes := strings.Contains(fold(r.Title), "minutes") // of a meeting before this one
		if !minutes && (stop == len(s.ls) || s.p.Blocks[stop].Page > r.To) {
			s.excludeAfter(s.partAfter(r), s.upTo(k, parseNumber(r.Item)))
		}
	case first > page:
		s.drop(after, min(stop, s.firstOn(first)), whyExcluded)
		s.excludeAfter(0, s.upTo(k, s.lastNumber(i)))
	default:
		s.drop(after, stop, whyExcluded)
		if stop == len(s.ls) {
			s.refuse(page+1, s.last, whyExcluded)
		}
	}
}

// upTo is the last agenda number that is public, given the exclusion's own
// number and the one before it.
func (s *sheaf) upTo(own, before number) number {
	if own.n > 0 {
		return own
	}
	return before
}

func (s *sheaf) lastNumber(i int) number {
	best := number{}
	for _, l := range s.ls[:i] {
		if n := numberOf(l.text); n.n > 0 && n.n <= best.n+2 && n.after(best) {
			best = n
		}
	}
	return best
}

func (s *sheaf) partAfter(r Part) int {
	for i, part := range s.Parts {
		if part.From > r.To {
			return i
		}
	}
	return len(s.Parts)
}

func (s *sheaf) firstOn(page int) int {
	for i, b := range s.p.Blocks {
		if b.Page >= page {
			return i
		}
	}
	return len(s.ls)
}
