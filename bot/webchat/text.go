package webchat

import (
	"fmt"
	"strconv"
	"strings"

	"hearth/knowledge"
)

// pieceBytes is about how much of a paper one page shows. The longest Act has
// 6 MB, which no phone lays out in time.
const pieceBytes = 120_000

// A part is one stretch of a paper as the template shows it; one field is set.
type part struct {
	Page    *pageMark
	Heading *heading
	Text    []run
	Items   []item
	Table   *table
}

type pageMark struct {
	ID, Name string
	Open     string // the original at this page
}

type heading struct {
	Level int
	Text  []run
}

type item struct {
	Level int
	Text  []run
}

type table struct {
	Name string
	Rows []row
}

type row struct {
	Head  bool
	Cells [][]run
}

// A run is words that are marked or not. First is the first that is marked,
// where the address leads.
type run struct {
	Text        string
	Mark, First bool
}

// pieces parts the blocks of a paper into stretches of about pieceBytes; there
// is at least one.
func pieces(c knowledge.Content) [][]knowledge.Block {
	var out [][]knowledge.Block
	from, size := 0, 0
	for i, b := range c.Blocks {
		if size > 0 && size+b.End-b.Start > pieceBytes {
			out = append(out, c.Blocks[from:i])
			from, size = i, 0
		}
		size += b.End - b.Start
	}
	return append(out, c.Blocks[from:])
}

// choosePiece is the stretch that was asked for by number, else the one with
// the marked words, else the first.
func choosePiece(pieces [][]knowledge.Block, asked string, mark knowledge.Span) int {
	if n, err := strconv.Atoi(asked); err == nil && n >= 1 && n <= len(pieces) {
		return n - 1
	}
	for i, blocks := range pieces {
		if mark.Len() > 0 && len(blocks) > 0 && mark.Start < blocks[len(blocks)-1].End {
			return i
		}
	}
	return 0
}

// A layout turns blocks into parts.
type layout struct {
	text   string
	mark   knowledge.Span
	open   func(page int) string
	parts  []part
	level  int // of the last heading; the page's title is 1
	page   int
	tables int
	marked bool
}

func layOut(c knowledge.Content, blocks []knowledge.Block, mark knowledge.Span, open func(int) string) []part {
	l := &layout{text: c.Text, mark: mark, open: open, level: 1}
	for _, b := range blocks {
		if b.Page > 0 && b.Page != l.page {
			l.page = b.Page
			l.parts = append(l.parts, part{Page: &pageMark{fmt.Sprintf("page-%d", b.Page), pageName(b.Page, b.Printed), open(b.Page)}})
		}
		l.add(b)
	}
	return l.parts
}

// pageName is "Page 7 (printed ii)".
func pageName(page int, printed string) string {
	if printed == "" || printed == strconv.Itoa(page) {
		return fmt.Sprintf("Page %d", page)
	}
	return fmt.Sprintf("Page %d (printed %s)", page, printed)
}

func (l *layout) add(b knowledge.Block) {
	switch b.Kind {
	case knowledge.Heading:
		// A heading may go one deeper than the last, whatever the paper does:
		// who listens to the page counts on it.
		l.level = max(2, min(b.Level+1, l.level+1, 6))
		l.parts = append(l.parts, part{Heading: &heading{l.level, l.runs(b.Start, b.End)}})
	case knowledge.Item:
		if last := l.last(); last == nil || last.Items == nil {
			l.parts = append(l.parts, part{})
		}
		last := l.last()
		last.Items = append(last.Items, item{max(1, min(b.Level, 4)), l.runs(b.Start, b.End)})
	case knowledge.Row:
		if last := l.last(); last == nil || last.Table == nil {
			l.tables++
			l.parts = append(l.parts, part{Table: &table{Name: fmt.Sprintf("Table %d", l.tables)}})
		}
		last := l.last()
		last.Table.Rows = append(last.Table.Rows, row{b.Header, l.cells(b)})
	default:
		l.parts = append(l.parts, part{Text: l.runs(b.Start, b.End)})
	}
}

func (l *layout) last() *part {
	if len(l.parts) == 0 {
		return nil
	}
	return &l.parts[len(l.parts)-1]
}

// cells parts a row at its tabs.
func (l *layout) cells(b knowledge.Block) (out [][]run) {
	from := b.Start
	for cell := range strings.SplitSeq(l.text[b.Start:b.End], "\t") {
		out = append(out, l.runs(from, from+len(cell)))
		from += len(cell) + 1
	}
	return out
}

// runs parts a stretch at the ends of the marked words.
func (l *layout) runs(start, end int) []run {
	from, to := max(start, l.mark.Start), min(end, l.mark.End)
	if from >= to || strings.TrimSpace(l.text[from:to]) == "" {
		return []run{{Text: l.text[start:end]}}
	}
	var out []run
	if start < from {
		out = append(out, run{Text: l.text[start:from]})
	}
	out = append(out, run{Text: l.text[from:to], Mark: true, First: !l.marked})
	l.marked = true
	if to < end {
		out = append(out, run{Text: l.text[to:end]})
	}
	return out
}
