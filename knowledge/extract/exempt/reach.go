package exempt

import (
	"regexp"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// What the officer reads as the reason.
const (
	whyMarked   = "marked not for publication"
	whyMargin   = "marked so at the head or foot of the page"
	whyExcluded = "follows the exclusion of press and public"
	whyNamed    = "said to be exempt elsewhere in the file"
)

// resolution is the wording of the exclusion itself, which is public.
var resolution = regexp.MustCompile(`\b(?:press|public|exclu\w+|100 ?a|12 ?a)\b`)

// maxResolution is how many words such a resolution has at most; a longer
// block has something else in it too.
const maxResolution = 110

// stretches sifts a paper without pages, block by block.
func (c Clues) stretches(p *extract.Paper) ([]extract.Refusal, map[int]bool) {
	ls := c.lines(p)
	if c.quiet(ls) {
		return nil, nil
	}
	return c.sift(p, speaks(p, ls))
}

// quiet tells whether nothing in a paper without pages can refuse anything.
func (c Clues) quiet(ls []line) bool {
	for _, head := range c.Margins[0] {
		if loud(fold(head)) {
			return false
		}
	}
	for _, l := range ls {
		if loud(fold(l.text)) {
			return false
		}
	}
	return true
}

// sift does the work of stretches, for a paper that is not quiet.
func (c Clues) sift(p *extract.Paper, ls []line) ([]extract.Refusal, map[int]bool) {
	gone := map[int]bool{}
	var found []extract.Refusal
	cut := func(from, to int, why string) {
		fresh := false
		for i := from; i < to; i++ {
			fresh = fresh || !gone[i]
			gone[i] = true
		}
		if fresh {
			found = append(found, extract.Refusal{Why: why, Beyond: from > 0 && (why == whyMarked || why == whyNamed) && beyond(p, from, to)})
		}
	}
	for _, head := range c.Margins[0] {
		if f := judge(line{text: head, where: inHead, about: true}); f != nothing && f != reopens {
			cut(0, len(ls), whyMargin)
		}
	}
	bad := map[string]bool{}
	for _, l := range ls {
		if l.where != inHead {
			for _, n := range named(l.text) {
				bad[n] = true
			}
		}
	}
	for i := range ls {
		if gone[i] {
			continue
		}
		switch f := judge(ls[i]); {
		case f == whole:
			cut(0, len(ls), whyMarked)
		case f == marked && listed(ls, i):
			cut(i, resume(p, ls, i), whyMarked)
		case f == marked && namesOther(ls, i):
			for _, n := range named(ls[i].text) {
				bad[n] = true
			}
		case f == marked && cover(ls, i):
			cut(0, len(ls), whyMarked)
		case f == marked:
			cut(section(p, ls, i), resume(p, ls, section(p, ls, i)), whyMarked)
		case f == excludes:
			cut(afterResolution(ls, i), reopened(ls, i), whyExcluded)
		case bad[titled(ls[i])]:
			cut(i, resume(p, ls, i), whyNamed)
		}
	}
	return found, gone
}

// namesOther tells whether a marked line speaks of an appendix and not of what
// it stands on: an entry in a list of appendices.
func namesOther(ls []line, i int) bool {
	l := ls[i]
	if l.where == inHead || len(named(l.text)) == 0 {
		return false
	}
	if l.where == inList || l.where == inRow {
		return true
	}
	for _, seg := range segmentBreak.Split(unnumbered(fold(l.text)), -1) {
		if seg = strings.Trim(seg, " ,."); seg != "" && !marks(seg) {
			return i > 2 // it has a title of its own
		}
	}
	return false
}

// cover tells whether a marking stands where a paper's title page has it:
// near the beginning, before the second heading of the text.
func cover(ls []line, i int) bool {
	if i > 12 {
		return false
	}
	heads := 0
	for _, l := range ls[:i] {
		if l.where == inHead {
			heads++
		}
	}
	if ls[i].where == inHead {
		return i == 0 || heads == 0 || i == heads // the title's own lines
	}
	return heads <= 1 || i <= 3
}

// section is where the stretch that a marking labels begins: at its heading.
func section(p *extract.Paper, ls []line, i int) int {
	for j := i; j >= 0; j-- {
		if p.Blocks[j].Kind == knowledge.Heading || titled(ls[j]) != "" {
			return j
		}
	}
	return 0
}

// resume is the block where what follows a refused heading or item is public
// again: its next sibling by name or number, or a higher level of heading.
func resume(p *extract.Paper, ls []line, from int) int {
	b := p.Blocks[from]
	own, num := titled(ls[from]), numberOf(ls[from].text)
	for j := from + 1; j < len(ls); j++ {
		t, n := titled(ls[j]), numberOf(ls[j].text)
		switch head := p.Blocks[j].Kind == knowledge.Heading; {
		case head && b.Kind == knowledge.Heading && p.Blocks[j].Level < b.Level:
			return j
		case own != "" && t != "" && t != own:
			return j
		case own == "" && t != "" && head:
			return j
		case num.n > 0 && n.after(num) && n.n <= num.n+1 && (p.Blocks[j].Kind == b.Kind && p.Blocks[j].Level <= b.Level):
			return j
		case judge(ls[j]) == reopens:
			return j
		}
	}
	return len(ls)
}

// beyond tells whether a stretch that begins with a refused heading or line goes
// on over a heading of the same or a higher level. resume doesn't end it there:
// a heading "Not for publication" may stand over the next one, and in many files
// all headings have one level.
func beyond(p *extract.Paper, from, to int) bool {
	first := p.Blocks[from]
	for _, b := range p.Blocks[from+1 : to] {
		if b.Kind == knowledge.Heading && (first.Kind != knowledge.Heading || b.Level <= first.Level) {
			return true
		}
	}
	return false
}

// afterResolution is the block after an exclusion's own wording.
func afterResolution(ls []line, i int) int {
	j := i + 1
	for ; j < len(ls) && j <= i+3; j++ {
		if ls[j].where == inHead || len(strings.Fields(ls[j].text)) > maxResolution || !resolution.MatchString(fold(ls[j].text)) || titled(ls[j]) != "" || numberOf(ls[j].text).n > 0 {
			break
		}
	}
	return j
}

func reopened(ls []line, i int) int {
	for j := i + 1; j < len(ls); j++ {
		if judge(ls[j]) == reopens {
			return j
		}
	}
	return len(ls)
}
