package pdf

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// build makes a file of what the parser gave.
func build(raw *rawFile) *File {
	body := bodySize(raw.pages)
	pages := make([][]line, len(raw.pages))
	for i, p := range raw.pages {
		pages[i] = lines(p, body)
	}
	margins := takeMargins(raw.pages, pages)
	shape := newShape(pages, body, raw.outline)
	f := &File{Outline: raw.outline}
	for i, p := range raw.pages {
		page := Page{Number: p.number, Margins: margins[i].words, Blocks: shape.blocks(pages[i], p)}
		page.Printed = printed(p, margins[i].number)
		f.Pages = append(f.Pages, page)
	}
	shape.joinPages(f, pages)
	shape.mendHyphens(f)
	f.listItems()
	if raw.refused > 0 {
		f.Notes = append(f.Notes, fmt.Sprintf("%d of its %d pages could not be opened.", raw.refused, len(raw.pages)))
	}
	if n := f.wordless(); n > 0 && n*4 >= len(f.Pages) && len(f.Pages) > 3 {
		f.Notes = append(f.Notes, fmt.Sprintf("%d of its %d pages have no text: they may be pictures.", n, len(f.Pages)))
	}
	return f
}

func (f *File) wordless() int {
	n := 0
	for _, p := range f.Pages {
		if len(p.Blocks) == 0 {
			n++
		}
	}
	return n
}

// printed is the page's number as a reader sees it, where it isn't the counted
// one: the file's own label first, else the number at its head or foot.
func printed(p rawPage, foot string) string {
	counted := fmt.Sprint(p.number)
	if p.label != "" && p.label != counted && len(p.label) <= 12 {
		return p.label
	}
	if foot != counted {
		return foot
	}
	return ""
}

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

// paragraph counts the lines that belong to the first one's block. The text
// reaches at least as far right as least.
func (s *shape) paragraph(ls []line, least float64) int {
	right := math.Max(columnRight(ls), least)
	n := 1
	for n < len(ls) && s.goesOn(ls[:n], ls[n], right) {
		if _, cells := s.tableRow(ls[n:]); cells > 0 {
			break
		}
		n++
	}
	return n
}

// columnRight is how far the lines of the first one's column reach.
func columnRight(ls []line) float64 {
	right := ls[0].right
	for i, l := range ls {
		if i > 0 && l.fromTop || i > 60 {
			break
		}
		right = math.Max(right, l.right)
	}
	return right
}

// goesOn tells whether next belongs to the block of the lines before it.
func (s *shape) goesOn(before []line, next line, right float64) bool {
	last := before[len(before)-1]
	if next.fromTop || len(next.cells) > 0 {
		return false
	}
	if marker(next.text) > 0 && !(strings.HasPrefix(next.text, "- ") && next.left > before[0].left+2) && startsItem(last, next) {
		return false
	}
	if math.Abs(next.size-last.size) > 0.08*last.size {
		return false
	}
	head, nextHead := s.level(before[0]), s.level(next)
	if (head > 0) != (nextHead > 0) {
		return false
	}
	if d := (last.top - next.top) / last.size; d > s.pitch*1.3 || d > s.pitch+0.55 {
		return false
	}
	if head > 0 {
		return head == nextHead
	}
	if strings.HasSuffix(last.text, string(softHyphen)) {
		return true
	}
	// A line that had room for the next one's first word was ended on purpose.
	word := float64(len(firstWord(next.text))+1) * charWidth(last)
	first, _ := utf8.DecodeRuneInString(next.text)
	return unicode.IsLower(first) || last.right+word*1.15 > right
}

func charWidth(l line) float64 {
	if n := len(l.text); n > 8 {
		return (l.right - l.left) / float64(n)
	}
	return 0.5 * l.size
}

// startsItem tells a marker from a number or letter that happens to begin a
// wrapped line, as in "section\n22. The duty".
func startsItem(last, next line) bool {
	if next.bullet || next.left < last.left-1 {
		return true
	}
	w := firstWord(next.text)
	if isBullet(w) || strings.HasPrefix(w, "(") {
		return true
	}
	end := last.text[len(last.text)-1]
	return strings.ContainsRune(".:;?!", rune(end)) || strings.HasSuffix(last.text, " and") || strings.HasSuffix(last.text, " or") ||
		(last.top-next.top)/last.size > 1.3
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

// join puts the next line after a text: without a space after a hyphen.
func join(a, b string) string {
	if strings.HasSuffix(a, string(softHyphen)) {
		return a + b
	}
	if strings.HasSuffix(a, "-") && !strings.HasSuffix(a, " -") && !strings.HasSuffix(a, "--") || strings.HasSuffix(a, "/") && !strings.Contains(firstWord(b), "/") && strings.Contains(a, "://") {
		return a + b
	}
	return a + " " + b
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
