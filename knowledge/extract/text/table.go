package text

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
)

// row reads a table's row. A row whose only filled cell has several paragraphs
// becomes several rows, so that each can be quoted.
func (p *parser) row(cells []string, head bool) {
	p.after = draft.BlankLine
	p.table++
	filled, at := 0, 0
	for i, c := range cells {
		if strings.TrimSpace(unmark(c)) != "" {
			filled, at = filled+1, i
		}
	}
	if parts := paragraphs(cells[at]); filled == 1 && len(parts) > 1 {
		for _, part := range parts {
			row := make([]string, at+1)
			row[at] = unmark(part)
			p.add(draft.Piece{Kind: knowledge.Row, Cells: row})
		}
		return
	}
	if filled == 1 && p.table == 1 && !head && wholly(cells[at]) {
		p.add(draft.Piece{Text: unmark(cells[at]), Loose: true, Bold: true})
		p.table = 0
		return
	}
	labels := filled > 1
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = unmark(c)
		labels = labels && (strings.TrimSpace(c) == "" || wholly(c))
	}
	p.add(draft.Piece{Kind: knowledge.Row, Cells: row, Header: p.table == 1 && (labels || head && filled > 1 && !strings.HasSuffix(row[0], ":"))})
}

// cells parts the cells of a table's row: between bars, or between tabs.
func cells(s string) ([]string, bool) {
	t := strings.TrimSpace(s)
	if strings.HasPrefix(t, "|") && strings.Count(t, "|") >= 2 {
		return strings.Split(strings.Trim(t, "|"), "|"), true
	}
	if strings.Contains(strings.TrimLeft(s, "\t "), "\t") {
		if _, ok := draft.Bullet(strings.TrimSpace(s)); !ok && !numberedLine.MatchString(t) {
			return strings.Split(strings.TrimLeft(s, " "), "\t"), true
		}
	}
	return nil, false
}

// numberedLine is a paragraph whose number is followed by a tab.
var numberedLine = regexp.MustCompile(`^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-zA-Z]{1,4}\))\t[^\t]+$`)

// width is where the lines of a text were broken, 0 where they weren't: most
// lines that another follows are nearly as long as the longest.
func width(lines []string) int {
	const least, most = 50, 140
	longest := 0
	for _, l := range lines {
		n := utf8.RuneCountInString(strings.TrimRight(l, " "))
		if n > most && !strings.Contains(l, "\t") && !strings.Contains(l, "|") {
			return 0
		}
		if n <= most {
			longest = max(longest, n)
		}
	}
	near, all := 0, 0
	for i := 0; i+1 < len(lines); i++ {
		a, b := strings.TrimSpace(lines[i]), strings.TrimSpace(lines[i+1])
		if a == "" || b == "" || strings.Contains(a, "\t") {
			continue
		}
		first, _, _ := strings.Cut(b, " ")
		all++
		if utf8.RuneCountInString(a)+1+utf8.RuneCountInString(first) > longest-12 {
			near++
		}
	}
	if longest < least || near < 2 || near*2 < all {
		return 0
	}
	return longest - 9
}
