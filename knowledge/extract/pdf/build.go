package pdf

import (
	"fmt"
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
