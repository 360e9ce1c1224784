package exempt

import (
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// A sheaf is one sifting of a paper with pages.
type sheaf struct {
	Clues
	p    *extract.Paper
	ls   []line
	last int
	why  []string     // by page; empty: kept
	gone map[int]bool // blocks refused on pages that are kept in part
	part map[int]string
}

// pages sifts a paper with pages.
func (c Clues) pages(p *extract.Paper) ([]extract.Refusal, map[int]bool) {
	s := &sheaf{Clues: c, p: p, ls: speaks(p, c.lines(p)), last: p.Pages, gone: map[int]bool{}, part: map[int]string{}}
	for _, b := range p.Blocks {
		s.last = max(s.last, b.Page)
	}
	for _, part := range c.Parts {
		s.last = max(s.last, part.To)
	}
	for page := range c.Margins {
		s.last = max(s.last, page)
	}
	s.why = make([]string, s.last+1)
	s.margins()
	s.titles()
	s.blocks()
	s.appendices()
	for i, b := range p.Blocks {
		if b.Page > 0 && s.why[b.Page] != "" {
			s.gone[i] = true
		}
	}
	return s.refusals(), s.gone
}

// speaks tells whether the paper speaks of exempt items anywhere.
func (s *sheaf) speaks() bool { return len(s.ls) > 0 && s.ls[0].about }

// refuse marks pages, the first reason standing.
func (s *sheaf) refuse(from, to int, why string) {
	for n := max(from, 1); n <= min(to, s.last); n++ {
		if s.why[n] == "" {
			s.why[n] = why
		}
	}
}

// refusals tells of the pages and the odd blocks that go, pages in a row as
// one.
func (s *sheaf) refusals() []extract.Refusal {
	for i, b := range s.p.Blocks {
		if why, ok := s.part[i]; ok && s.why[b.Page] == "" {
			s.why[b.Page] = why
		}
	}
	var out []extract.Refusal
	for n := 1; n <= s.last; n++ {
		switch {
		case s.why[n] == "":
		case len(out) > 0 && out[len(out)-1].To == n-1 && out[len(out)-1].Why == s.why[n]:
			out[len(out)-1].To = n
		default:
			out = append(out, extract.Refusal{From: n, To: n, Why: s.why[n]})
		}
	}
	return out
}

// drop takes single blocks of a page that is otherwise kept.
func (s *sheaf) drop(from, to int, why string) {
	for i := from; i < to && i < len(s.ls); i++ {
		if !s.gone[i] {
			s.gone[i], s.part[i] = true, why
		}
	}
}

// report is the numbered part that holds the page.
func (s *sheaf) report(page int) (Part, bool) {
	for _, part := range s.Parts {
		if part.Item != "" && part.From <= page && page <= part.To {
			return part, true
		}
	}
	return Part{}, false
}

func (s *sheaf) firstReport() int {
	first := 0
	for _, part := range s.Parts {
		if part.Item != "" && (first == 0 || part.From < first) {
			first = part.From
		}
	}
	return first
}

func (s *sheaf) begins(page int) bool {
	for _, part := range s.Parts {
		if part.Item != "" && part.From == page {
			return true
		}
	}
	return false
}

func (s *sheaf) margins() {
	carry := false
	for n := 1; n <= s.last; n++ {
		heads := s.Margins[n]
		hit := false
		for _, h := range heads {
			switch judge(line{text: h, where: inHead, about: true}) {
			case marked, whole, excludes:
				hit = true
			}
		}
		if !hit && (s.begins(n) || hasWords(heads)) {
			carry = false
		}
		if carry = carry || hit; carry {
			s.refuse(n, n, whyMargin)
		}
	}
}

// hasWords tells whether any head or foot says more than a page number.
func hasWords(heads []string) bool {
	for _, h := range heads {
		if strings.Trim(fold(h), "page of0123456789.-–|/ivx") != "" {
			return true
		}
	}
	return false
}

// titles goes by what bookmarks and reports are called.
func (s *sheaf) titles() {
	for i, part := range s.Parts {
		switch judge(line{text: part.Title, where: inHead, about: s.speaks()}) {
		case marked, whole:
			s.refuse(part.From, part.To, whyMarked)
		case excludes:
			s.refuse(part.From+1, part.To, whyExcluded)
			s.excludeAfter(i+1, parseNumber(part.Item))
		}
	}
}

func (s *sheaf) blocks() {
	for i := range s.ls {
		page := s.p.Blocks[i].Page
		if page == 0 || s.why[page] != "" || s.gone[i] {
			continue
		}
		f := judge(s.ls[i])
		if f == nothing || f == reopens {
			continue
		}
		r, inside := s.report(page)
		front := !inside && s.firstReport() > page
		switch {
		case f == excludes:
			s.exclude(i)
		case f == marked && namesOther(s.ls, i):
		case f == marked && listed(s.ls, i):
			s.listing(i)
		case front && s.agendaGoesOn(i):
			s.exclude(i)
		case inside && (f == whole || page == r.From):
			s.refuse(r.From, r.To, whyMarked)
		case inside:
			s.refuse(page, s.until(i, r.To), whyMarked)
		case f == whole && s.firstReport() == 0:
			s.refuse(1, s.last, whyMarked)
		case page == 1 || cover(s.ls, i):
			s.refuse(1, s.last, whyMarked)
		default:
			s.refuse(page, s.until(i, s.last), whyMarked)
		}
	}
}

// until is the last page of what block i labels: before the page on which the
// next appendix begins.
func (s *sheaf) until(i, to int) int {
	own, page := titled(s.ls[i]), s.p.Blocks[i].Page
	for j := i - 1; own == "" && j >= 0 && s.p.Blocks[j].Page == page; j-- {
		own = titled(s.ls[j])
	}
	for j := i + 1; j < len(s.ls); j++ {
		if t := titled(s.ls[j]); t != "" && t != own && s.p.Blocks[j].Page > page && s.opens(j) {
			return min(to, s.p.Blocks[j].Page-1)
		}
	}
	return to
}

// opens tells whether block j is among the first of its page.
func (s *sheaf) opens(j int) bool {
	return j < 3 || s.p.Blocks[j-3].Page != s.p.Blocks[j].Page || s.p.Blocks[j].Kind == knowledge.Heading && (j < 6 || s.p.Blocks[j-6].Page != s.p.Blocks[j].Page)
}

// listing takes a marked line out of an agenda, and the report it announces.
func (s *sheaf) listing(i int) {
	s.drop(i, min(resume(s.p, s.ls, i), s.endOfPage(i)), whyMarked)
	n := numberOf(s.ls[i].text)
	for _, part := range s.Parts {
		if part.Item != "" && parseNumber(part.Item) == n {
			s.refuse(part.From, part.To, whyMarked)
		}
	}
}

func (s *sheaf) endOfPage(i int) int {
	j := i
	for j < len(s.ls) && s.p.Blocks[j].Page == s.p.Blocks[i].Page {
		j++
	}
	return j
}
