package pdf

import (
	"math"
	"strings"

	"hearth/knowledge"
)

// maxCell is more lines than a table's cell has; what is longer is a column.
const maxCell = 8

// tableRow makes a row of the lines that begin ls, where they are one: a line
// with wide gaps, or stacks of lines beside one another that begin at one
// height. n is how many lines it took.
func (s *shape) tableRow(ls []line) (Block, int) {
	if cells := ls[0].cells; len(cells) > 1 {
		n := s.wrapped(ls)
		if n > 1 {
			return row(s.stacks(ls[:n])), n
		}
		return row(cells), 1
	}
	stacks, n := s.beside(ls)
	if len(stacks) < 2 {
		return Block{}, 0
	}
	return row(stacks), n
}

func row(cells []string) Block {
	return Block{Kind: knowledge.Row, Text: strings.Join(cells, "\t")}
}

// wrapped is 1: a line that has its own cells stands by itself, unless a stack
// beside it begins at its height.
func (s *shape) wrapped(ls []line) int {
	if _, n := s.beside(ls); n > 1 {
		return n
	}
	return 1
}

func (s *shape) stacks(ls []line) []string {
	cells, _ := s.beside(ls)
	return cells
}

// beside finds stacks of lines side by side from the first line on.
func (s *shape) beside(ls []line) (cells []string, n int) {
	top := ls[0].top
	at, right := 0, 0.0
	for at < len(ls) {
		end, edge := at+1, ls[at].right
		for end < len(ls) && !ls[end].fromTop && end-at <= maxCell && (ls[end-1].top-ls[end].top)/ls[end].size < s.pitch*1.3 && math.Abs(ls[end].left-ls[at].left) < 3*ls[at].size {
			edge = math.Max(edge, ls[end].right)
			end++
		}
		follows := end < len(ls) && ls[end].fromTop && math.Abs(ls[end].top-top) < 0.7*ls[end].size && ls[end].left > edge
		if end-at > maxCell || at > 0 && ls[at].left < right || !follows && at == 0 {
			break
		}
		text := ls[at].text
		for _, l := range ls[at+1 : end] {
			text = join(text, l.text)
		}
		cells, n, right = append(cells, text), end, edge
		if !follows {
			break
		}
		at = end
	}
	if len(cells) < 2 {
		return nil, 0
	}
	return cells, n
}

// headRows finds the rows that name the columns of those after them: every
// cell short and wordy, the row after it of as many cells with another look.
func headRows(bs []Block) {
	for i := range bs {
		if bs[i].Kind != knowledge.Row || i > 0 && bs[i-1].Kind == knowledge.Row || i+1 >= len(bs) || bs[i+1].Kind != knowledge.Row {
			continue
		}
		cells, below := strings.Split(bs[i].Text, "\t"), strings.Split(bs[i+1].Text, "\t")
		if len(cells) < 2 || len(cells) != len(below) {
			continue
		}
		labels, plain := 0, 0
		for j, c := range cells {
			if len(strings.Fields(c)) <= 6 && hasLetters(c) && !strings.ContainsAny(c, "0123456789") {
				labels++
			}
			if strings.ContainsAny(below[j], "0123456789") || len(below[j]) > 3*len(c) || below[j] == "No" || below[j] == "Yes" {
				plain++
			}
		}
		bs[i].Head = labels == len(cells) && (plain*2 >= len(cells) || len(cells) > 2)
	}
}
