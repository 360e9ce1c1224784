package pdf

import (
	"math"
	"sort"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// A shape is what a file's lines have in common.
type shape struct {
	body   float64
	pitch  float64 // from line to line within a paragraph, in sizes
	levels []float64
	marks  map[int][]Bookmark // by page
	hyphen bool               // words are cut at line ends throughout
}

func newShape(pages [][]line, body float64, outline []Bookmark) *shape {
	s := &shape{body: body, marks: map[int][]Bookmark{}}
	for _, b := range outline {
		s.marks[b.Page] = append(s.marks[b.Page], b)
	}
	var pitches []float64
	big := map[float64]int{}
	total, cut := 0, 0
	for _, ls := range pages {
		for i, l := range ls {
			total++
			if strings.HasSuffix(l.text, string(softHyphen)) {
				cut++
			}
			if l.size > 1.12*body && hasLetters(l.text) {
				big[math.Round(l.size)]++
			}
			if i > 0 && !l.fromTop && ls[i-1].bottom > l.bottom && math.Abs(l.size-ls[i-1].size) < 0.6 {
				if d := (ls[i-1].top - l.top) / l.size; d > 0.95 && d < 3 {
					pitches = append(pitches, d)
				}
			}
		}
	}
	s.pitch = 1.15
	if len(pitches) > 0 {
		sort.Float64s(pitches)
		s.pitch = math.Min(pitches[len(pitches)/12], 2.2)
	}
	for size := range big {
		s.levels = append(s.levels, size)
	}
	sort.Sort(sort.Reverse(sort.Float64Slice(s.levels)))
	s.hyphen = cut > 12 && cut*25 > total
	return s
}

func hasLetters(t string) bool {
	return strings.ContainsFunc(t, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0xbf })
}

// level is the heading level of a line by its look alone; 0: none.
func (s *shape) level(l line) int {
	if !hasLetters(l.text) || len(l.text) > 200 || isBullet(firstWord(l.text)) {
		return 0
	}
	if l.size > 1.12*s.body {
		for i, size := range s.levels {
			if math.Abs(size-math.Round(l.size)) < 0.6 {
				return min(i+1, 6)
			}
		}
	}
	if l.bold && len(l.cells) == 0 && len(strings.Fields(l.text)) <= 14 && !strings.HasSuffix(l.text, ".") && !strings.HasSuffix(l.text, ",") && !strings.HasSuffix(l.text, ";") {
		return min(len(s.levels)+1, 6)
	}
	return 0
}

func firstWord(t string) string {
	w, _, _ := strings.Cut(t, " ")
	return w
}

// blocks makes a page's lines into blocks.
func (s *shape) blocks(ls []line, p rawPage) []Block {
	var out []Block
	right := 0.8 * p.width
	for _, l := range ls {
		if l.left > 0.4*p.width && l.right-l.left > 0.25*p.width {
			right = 0 // columns: each has its own right edge
		}
	}
	for i := 0; i < len(ls); {
		if row, n := s.tableRow(ls[i:]); n > 0 {
			out = append(out, row)
			i += n
			continue
		}
		n := s.paragraph(ls[i:], right)
		if b := s.block(ls[i:i+n], p.number); extract.Letters(b.Text) != "" {
			out = append(out, b)
		}
		i += n
	}
	headRows(out)
	return out
}

// block joins lines to one block.
func (s *shape) block(ls []line, page int) Block {
	b := Block{Text: ls[0].text}
	if len(ls[0].cells) > 0 {
		b.Text = strings.Join(ls[0].cells, " ")
	}
	for _, l := range ls[1:] {
		b.Text = join(b.Text, l.text)
	}
	if m := marker(b.Text); m > 0 {
		b.Body = m
		if w := firstWord(b.Text); isBullet(w) || strings.HasPrefix(w, "(") || strings.HasSuffix(w, ")") {
			b.Kind, b.Level = knowledge.Item, 1
		}
	}
	if level := s.headingLevel(ls, b.Text, page); level > 0 {
		b.Kind, b.Level = knowledge.Heading, level
	}
	return b
}

// headingLevel goes by look, then by bookmarks of the same words.
func (s *shape) headingLevel(ls []line, text string, page int) int {
	if l := s.level(ls[0]); l > 0 && len(text) <= 300 {
		return l
	}
	key := extract.Letters(text)
	for _, m := range s.marks[page] {
		if k := extract.Letters(m.Title); k == key || len(k) > 8 && strings.TrimLeft(k, "0123456789") == key {
			return min(m.Depth+1, 6)
		}
	}
	return 0
}
