package pdf

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearth/knowledge"
)

// joinPages finds the blocks that go on over a page's end.
func (s *shape) joinPages(f *File, pages [][]line) {
	for i := 1; i < len(f.Pages); i++ {
		a, b := f.Pages[i-1].Blocks, f.Pages[i].Blocks
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		last, first := a[len(a)-1], &b[0]
		if (last.Kind != knowledge.Paragraph && last.Kind != knowledge.Item) || first.Kind != knowledge.Paragraph || first.Body > 0 {
			continue
		}
		above := pages[i-1]
		end, _ := utf8.DecodeLastRuneInString(last.Text)
		begin, _ := utf8.DecodeRuneInString(first.Text)
		full := len(above) > 0 && above[len(above)-1].right > 0.8*widest(above)
		first.Joins = (full || unicode.IsLower(begin)) && !strings.ContainsRune(".:;?!", end) && (unicode.IsLower(begin) || !unicode.IsUpper(begin) || full && !s.titleLike(*first))
		first.tight = first.Joins && (end == softHyphen || end == '-')
	}
}

func (s *shape) titleLike(b Block) bool { return len(strings.Fields(b.Text)) <= 8 }

func widest(ls []line) float64 {
	right := 0.0
	for _, l := range ls {
		right = max(right, l.right)
	}
	return right
}

var cutWord = regexp.MustCompile(`(\pL+)` + string(softHyphen) + `\s?(\pL+)`)

// mendHyphens decides of each hyphen at a line's end whether it belongs to the
// word: as the file itself writes the word elsewhere; else it stays, unless
// the file cuts words throughout.
func (s *shape) mendHyphens(f *File) {
	has := false
	known := map[string]bool{}
	for _, p := range f.Pages {
		for _, b := range p.Blocks {
			has = has || strings.ContainsRune(b.Text, softHyphen)
			for _, w := range strings.FieldsFunc(strings.ToLower(b.Text), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != softHyphen }) {
				known[w] = true
			}
		}
	}
	if !has {
		return
	}
	mend := func(text string) string {
		text = cutWord.ReplaceAllStringFunc(text, func(m string) string {
			p := cutWord.FindStringSubmatch(m)
			whole, parted := p[1]+p[2], p[1]+"-"+p[2]
			if known[strings.ToLower(parted)] || !known[strings.ToLower(whole)] && !s.hyphen {
				return parted
			}
			return whole
		})
		return strings.ReplaceAll(text, string(softHyphen), "-")
	}
	for i := range f.Pages {
		for j := range f.Pages[i].Blocks {
			b := &f.Pages[i].Blocks[j]
			b.Text = mend(b.Text)
		}
		for j, m := range f.Pages[i].Margins {
			f.Pages[i].Margins[j] = mend(m)
		}
	}
}

// listItems makes items of numbered blocks that follow an opening line or
// the item numbered before them, and headings of short numbered lines, where
// the file's numbers mostly stand at such lines and not at paragraphs.
func (f *File) listItems() {
	level, titles := f.deepest(), f.numbersTitles()
	inList, last := false, 0
	var before Block
	for i := range f.Pages {
		bs := f.Pages[i].Blocks
		for j := range bs {
			b := &bs[j]
			if b.Kind == knowledge.Paragraph && b.Body > 0 {
				n := leading(b.Text)
				opened := strings.HasSuffix(strings.TrimSpace(before.Text), ":")
				if opened || inList && last > 0 && n == last+1 {
					b.Kind, b.Level = knowledge.Item, 1
				} else if titles && title(b.Text[b.Body:]) && f.plainNext(i, j) {
					b.Kind, b.Level = knowledge.Heading, level
				}
			}
			inList = b.Kind == knowledge.Item
			last, before = leading(b.Text), *b
		}
	}
}

// leading is the whole number that a text begins with.
func leading(text string) int {
	n := 0
	for _, r := range strings.TrimLeft(text, "(") {
		if r < '0' || r > '9' || n > 9999 {
			break
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// numbersTitles tells whether most numbered blocks look like headings.
func (f *File) numbersTitles() bool {
	like, all := 0, 0
	for i, p := range f.Pages {
		for j, b := range p.Blocks {
			if b.Kind == knowledge.Paragraph && b.Body > 0 {
				all++
				if title(b.Text[b.Body:]) && f.plainNext(i, j) {
					like++
				}
			}
		}
	}
	return like*2 > all
}

// title tells whether the words look like a heading's.
func title(words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	return unicode.IsUpper(first) && len(strings.Fields(words)) <= 12 && !strings.ContainsRune(".,;:!", last)
}

// plainNext tells whether text without a number follows a block.
func (f *File) plainNext(i, j int) bool {
	if j++; j == len(f.Pages[i].Blocks) {
		i, j = i+1, 0
	}
	if i == len(f.Pages) || len(f.Pages[i].Blocks) == 0 {
		return false
	}
	n := f.Pages[i].Blocks[j]
	return n.Kind != knowledge.Heading && (n.Body == 0 || isBullet(firstWord(n.Text)))
}

// deepest is the level for headings that look like text.
func (f *File) deepest() int {
	d := 0
	for _, p := range f.Pages {
		for _, b := range p.Blocks {
			if b.Kind == knowledge.Heading {
				d = max(d, b.Level)
			}
		}
	}
	return min(max(d, 1)+1, 6)
}
