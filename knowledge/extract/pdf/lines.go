package pdf

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is what stands on one line of one column, or of one table cell.
type line struct {
	text                     string
	left, right, top, bottom float64
	size                     float64
	bold                     bool
	cells                    []string // where gaps part it into two or more
	bullet                   bool     // its first rect was a mark by itself
	fromTop                  bool     // it begins a new column
}

// lines puts the rects of a page together to lines, in the order in which the
// file draws them, which is the order of reading but for foot and head.
func lines(p rawPage, body float64) []line {
	rects := sizes(p.rects, body)
	var out []line
	var row []rect
	flush := func() {
		if len(row) > 0 {
			out = append(out, makeLine(row, p.width))
			row = nil
		}
	}
	for _, r := range rects {
		if len(row) > 0 && !sameLine(row, r) {
			flush()
		}
		row = append(row, r)
	}
	flush()
	for i := 1; i < len(out); i++ {
		out[i].fromTop = out[i].bottom > out[i-1].top-0.3*out[i-1].size
	}
	return out
}

// sizes fills in the sizes that the parser doesn't know, from the rects
// beside them that are as tall.
func sizes(rects []rect, body float64) []rect {
	out := append([]rect(nil), rects...)
	for i := range out {
		r := &out[i]
		tall := r.top - r.bottom
		if r.size > 0 && tall < 1.6*r.size {
			continue
		}
		best, bold := body, false
		guess := tall / 0.72
		if strings.ContainsAny(r.text, "gjpqy,;()Q[]") {
			guess = tall / 0.92
		}
		if i > 0 && math.Abs(out[i-1].size-guess) <= math.Abs(best-guess)+0.2 {
			best, bold = out[i-1].size, out[i-1].bold
		}
		r.size, r.bold = best, bold
	}
	return out
}

func sameLine(row []rect, r rect) bool {
	last := row[len(row)-1]
	over := math.Min(last.top, r.top) - math.Max(last.bottom, r.bottom)
	low := math.Min(last.top-last.bottom, r.top-r.bottom)
	mid := (r.top + r.bottom) / 2
	small := mid < last.top+1 && mid > last.bottom-0.35*last.size // dots and dashes
	return (over > 0.4*low || small) && r.left > last.right-0.5*last.size
}

// makeLine joins the rects of a line; wide gaps part cells.
func makeLine(row []rect, width float64) line {
	l := line{left: row[0].left, right: row[len(row)-1].right, top: row[0].top, bottom: row[0].bottom}
	var cell strings.Builder
	var cells []string
	weight, boldness := 0, 0
	for i, r := range row {
		l.top, l.bottom = math.Max(l.top, r.top), math.Min(l.bottom, r.bottom)
		n := utf8.RuneCountInString(strings.TrimSpace(r.text))
		l.size += r.size * float64(n)
		weight += n
		if r.bold {
			boldness += n
		}
		if i > 0 {
			gap := r.left - row[i-1].right
			marker := i == 1 && (isBullet(row[0].text) || isNumber(row[0].text))
			l.bullet = l.bullet || marker
			ragged := l.right < 0.85*width
			switch {
			case !marker && (gap > 1.5*r.size || gap > 0.37*r.size && ragged && r.bold == row[i-1].bold && r.size == row[i-1].size):
				cells = append(cells, strings.TrimSpace(cell.String()))
				cell.Reset()
			case gap > 0.12*r.size && !strings.HasSuffix(cell.String(), " ") && !strings.HasPrefix(r.text, " "):
				cell.WriteString(" ")
			}
		}
		cell.WriteString(r.text)
	}
	if weight > 0 {
		l.size /= float64(weight)
	}
	l.bold = boldness*2 > weight
	if cells = append(cells, strings.TrimSpace(cell.String())); len(cells) > 1 {
		l.cells = cells
	}
	l.text = strings.Join(strings.Fields(strings.Join(cells, " ")), " ")
	return l
}

const bullets = "•·●○▪■□◦‣⁃➢➤✓✔❖♦*–—-"

func isBullet(s string) bool {
	s = strings.TrimSpace(s)
	r, n := utf8.DecodeRuneInString(s)
	return s != "" && n == len(s) && (strings.ContainsRune(bullets, r) || s == "o")
}

// isNumber tells whether the text is a list's or paragraph's number: "2.",
// "(a)", "iv)", "3.1".
func isNumber(s string) bool {
	n := marker(strings.TrimSpace(s) + " x")
	return n > 0 && n >= len(strings.TrimSpace(s))
}

// marker is the length of the marker and the spaces after it that a text
// begins with; 0: none.
func marker(s string) int {
	word, rest, ok := strings.Cut(s, " ")
	if !ok || strings.TrimSpace(rest) == "" {
		return 0
	}
	n := len(s) - len(strings.TrimLeft(rest, " "))
	if isBullet(word) {
		return n
	}
	core := strings.TrimPrefix(word, "(")
	open := core != word
	inner := strings.TrimRight(core, ".):")
	closed := inner != core
	switch {
	case inner == "" || len(inner) > 9 || open && !strings.HasSuffix(core, ")"):
		return 0
	case digits(inner) && len(inner) <= 3 && closed:
		return n
	case strings.Contains(inner, ".") && dotted(inner):
		return n
	case closed && len(inner) == 1 && unicode.IsLetter(rune(inner[0])) && (open || strings.HasSuffix(core, ")") || unicode.IsLower(rune(inner[0]))):
		return n
	case closed && strings.Trim(inner, "ivx") == "" && len(inner) <= 5:
		return n
	}
	return 0
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func dotted(s string) bool {
	for _, p := range strings.Split(s, ".") {
		if !digits(p) || len(p) > 2 {
			return false
		}
	}
	return true
}

// bodySize is the size that most of a file's letters have.
func bodySize(pages []rawPage) float64 {
	count := map[float64]int{}
	for _, p := range pages {
		for _, r := range p.rects {
			if r.size > 0 {
				count[math.Round(r.size*2)/2] += len(r.text)
			}
		}
	}
	best, most := 11.0, 0
	keys := []float64{}
	for s := range count {
		keys = append(keys, s)
	}
	sort.Float64s(keys)
	for _, s := range keys {
		if count[s] > most {
			best, most = s, count[s]
		}
	}
	return best
}
