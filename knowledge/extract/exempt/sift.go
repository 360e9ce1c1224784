package exempt

import (
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// A Part is a stretch of pages that the file itself sets apart: a report of a
// pack, or what a bookmark opens. Parts may lie within one another.
type Part struct {
	Title    string
	Item     string // agenda item number, of a report
	From, To int    // pages counted from 1
}

// Clues are what the reader of a file knows beside its text. All are optional.
type Clues struct {
	// Margins has each page's running heads and feet, which the text lacks;
	// under 0 those of a file without pages.
	Margins map[int][]string
	// Joined has the index of each block that goes on with the sentence of the
	// block before it, as across a page's end.
	Joined map[int]bool
	// Parts are in the order of the file.
	Parts []Part
}

// Sift takes out of a paper what is marked exempt, records a refusal for each
// stretch and gives an *extract.Error with reason Exempt where nothing of the
// paper is left. name is the file's base name, for that error.
func (c Clues) Sift(name string, p *extract.Paper) error {
	var found []extract.Refusal
	var gone map[int]bool
	if paged(p) {
		found, gone = c.pages(p)
	} else {
		found, gone = c.stretches(p)
	}
	if len(found) == 0 {
		return nil
	}
	p.Refused = append(p.Refused, found...)
	drop(p, gone)
	if len(p.Blocks) == 0 {
		return &extract.Error{Name: name, Reason: extract.Exempt,
			Hint: "It is marked as not for the public, so I have kept nothing of it. If that is wrong, add a copy without the marking."}
	}
	return nil
}

func paged(p *extract.Paper) bool {
	for _, b := range p.Blocks {
		if b.Page > 0 {
			return true
		}
	}
	return false
}

// drop rebuilds the text without the blocks that are gone, and clears every
// field that may repeat them.
func drop(p *extract.Paper, gone map[int]bool) {
	var text strings.Builder
	var kept []knowledge.Block
	for i, b := range p.Blocks {
		if gone[i] {
			continue
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		at := text.Len() - b.Start
		text.WriteString(p.Text[b.Start:b.End])
		b.Start, b.End = b.Start+at, b.End+at
		if b.Body > 0 {
			b.Body += at
		}
		kept = append(kept, b)
	}
	title := p.Title
	p.Text, p.Blocks = text.String(), kept
	if title != "" && !strings.Contains(fold(p.Text), fold(title)) {
		p.Title = ""
	}
}

// lines makes what judge reads of a paper's blocks; speaks has yet to say what
// they are about.
func (c Clues) lines(p *extract.Paper) []line {
	out := make([]line, len(p.Blocks))
	for i, b := range p.Blocks {
		l := line{text: p.Text[b.Start:b.End]}
		switch b.Kind {
		case knowledge.Heading:
			l.where = inHead
		case knowledge.Item:
			l.where = inList
		case knowledge.Row:
			l.where = inRow
		}
		if i+1 < len(p.Blocks) {
			n := p.Blocks[i+1]
			l.next = p.Text[n.Start:n.End]
		}
		out[i] = l
	}
	for i := len(out) - 1; i > 0; i-- {
		if c.Joined[i] {
			out[i-1].text += " " + out[i].text
			out[i-1].next = out[i].next
			out[i] = line{}
		}
	}
	return out
}

// speaks notes in every line whether the paper speaks of exempt items or of the
// press and public.
func speaks(p *extract.Paper, ls []line) []line {
	about := private.MatchString(fold(p.Text))
	for i := range ls {
		ls[i].about = about
	}
	return ls
}
