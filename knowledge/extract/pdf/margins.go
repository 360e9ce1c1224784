package pdf

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"hearth/knowledge/extract"
)

// A margin is what was taken off one page's head and foot.
type margin struct {
	words  []string
	number string // the page's number as it stands there
}

var (
	pageNumber = regexp.MustCompile(`(?i)^(?:page|p\.?)?\s*[-–—]?\s*(\d{1,4}|[ivxl]{1,6})\s*[-–—]?\s*(?:(?:of|/)\s*\d{1,4})?$`)
	itemTag    = regexp.MustCompile(`(?i)^agenda item(?: no\.?)?:? \d{1,3}[a-z]?$`)
)

// depth is how many lines from a page's top or bottom may be its head or foot.
const depth = 4

// takeMargins removes running heads, feet and page numbers from the pages'
// lines. A line is running where it stands at the same height on the page
// before or after, or the one beyond (left and right pages differ), three
// times in all, its digits apart, and is short and set off.
func takeMargins(raw []rawPage, pages [][]line) []margin {
	type spot struct {
		key    string
		height int
	}
	where := map[spot][]int{}
	edges := make([][]int, len(pages))
	for i, ls := range pages {
		edges[i] = edgeLines(ls)
		for _, j := range edges[i] {
			k := spot{extract.Letters(withoutDigits(ls[j].text)), int(math.Round(ls[j].bottom / 4))}
			for d := -1; d <= 1; d++ {
				where[spot{k.key, k.height + d}] = append(where[spot{k.key, k.height + d}], i)
			}
		}
	}
	running := func(i int, l line) bool {
		k := spot{extract.Letters(withoutDigits(l.text)), int(math.Round(l.bottom / 4))}
		if k.key == "" || len(strings.Fields(l.text)) > 14 {
			return false
		}
		near, last := 0, -9
		for _, n := range where[k] {
			if n != last && n-i <= 4 && i-n <= 4 {
				near++
			}
			last = n
		}
		return near >= 3
	}
	counts := pageNumbers(raw, pages, edges)
	out := make([]margin, len(pages))
	for i, ls := range pages {
		drop := map[int]bool{}
		high, low := raw[i].height*0.9, raw[i].height*0.1
		for _, j := range edges[i] {
			l := ls[j]
			outer := l.bottom > high || l.top < low
			switch {
			case outer && pageNumber.MatchString(l.text) && alone(ls, j) && counts.sound(raw[i], i, l.text):
				out[i].number = pageNumber.FindStringSubmatch(l.text)[1]
				drop[j] = true
			case outer && itemTag.MatchString(l.text), running(i, l) && (outer || apart(ls, j)):
				if n := trailingNumber(l.text); n != "" && out[i].number == "" && outer {
					out[i].number = n
				}
				out[i].words = append(out[i].words, l.text)
				drop[j] = true
			}
		}
		if len(drop) > 0 {
			kept := ls[:0:0]
			for j, l := range ls {
				if !drop[j] {
					l.fromTop = len(kept) > 0 && l.bottom > kept[len(kept)-1].top-0.3*kept[len(kept)-1].size
					kept = append(kept, l)
				}
			}
			pages[i] = kept
		}
	}
	return out
}

// numbersOf has the numbers that stand at each page's head or foot.
type numbersOf []map[string]bool

func pageNumbers(raw []rawPage, pages [][]line, edges [][]int) numbersOf {
	out := make(numbersOf, len(pages))
	for i, ls := range pages {
		out[i] = map[string]bool{}
		for _, j := range edges[i] {
			l := ls[j]
			if m := pageNumber.FindStringSubmatch(l.text); m != nil && (l.bottom > raw[i].height*0.9 || l.top < raw[i].height*0.1) {
				out[i][m[1]] = true
			}
		}
	}
	return out
}

// sound tells whether a number is the page's: it says so, the file labels or
// counts the page so, or the pages beside it go on counting. A table's last
// figure, alone at the foot of a page, is none.
func (c numbersOf) sound(p rawPage, i int, text string) bool {
	n := pageNumber.FindStringSubmatch(text)[1]
	if strings.Contains(strings.ToLower(text), "p") || n == p.label || n == strconv.Itoa(p.number) {
		return true
	}
	for _, step := range []int{-1, 1} {
		if i+step < 0 || i+step >= len(c) {
			continue
		}
		v, err := strconv.Atoi(n)
		for other := range c[i+step] {
			o, oerr := strconv.Atoi(other)
			if err == nil && oerr == nil && o == v+step || err != nil && oerr != nil {
				return true
			}
		}
	}
	return false
}

// edgeLines are the indexes of the lines nearest to the top and bottom.
func edgeLines(ls []line) []int {
	var out []int
	for j, l := range ls {
		above, below := 0, 0
		for _, o := range ls {
			if o.bottom > l.top-1 {
				above++
			}
			if o.top < l.bottom+1 {
				below++
			}
			if above >= depth && below >= depth {
				break
			}
		}
		if above < depth || below < depth {
			out = append(out, j)
		}
	}
	return out
}

// alone tells whether nothing else stands on the line's height.
func alone(ls []line, j int) bool {
	for k, o := range ls {
		if k != j && o.top > ls[j].bottom+1 && o.bottom < ls[j].top-1 && o.left < ls[j].left {
			return len(strings.Fields(o.text)) <= 14
		}
	}
	return true
}

// apart tells whether a line is set off from the text by more than a line.
func apart(ls []line, j int) bool {
	gap := math.Inf(1)
	for k, o := range ls {
		if k == j {
			continue
		}
		if d := math.Max(ls[j].bottom-o.top, o.bottom-ls[j].top); d > 0 {
			gap = math.Min(gap, d)
		}
	}
	return gap > 0.9*ls[j].size
}

func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, s)
}

var lastNumber = regexp.MustCompile(`(?i)(?:^|\bpage |\s)(\d{1,4})$`)

func trailingNumber(s string) string {
	if itemTag.MatchString(s) {
		return ""
	}
	if m := lastNumber.FindStringSubmatch(s); m != nil && strings.Contains(strings.ToLower(s), "page") {
		return m[1]
	}
	return ""
}
