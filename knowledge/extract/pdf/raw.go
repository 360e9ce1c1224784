package pdf

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A rawFile is what the parser tells of a file.
type rawFile struct {
	pages   []rawPage
	outline []Bookmark
	refused int // pages that could not be opened
	lastErr error
}

type rawPage struct {
	number        int
	label         string
	width, height float64
	rects         []rect
}

// A rect is a stretch of text that stands on one line in one font. Heights
// count from the page's bottom.
type rect struct {
	text                     string
	left, right, top, bottom float64
	size                     float64 // 0 where the parser doesn't know
	bold                     bool
}

// softHyphen stands for a hyphen at a line's end until it is known whether the
// word has it in the middle of a line too.
const softHyphen = '\u0002'

// clean makes valid UTF-8 without control characters or marks of the parser's.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == softHyphen:
			return r
		case r == '\ufffe' || r == '\u00ad' || r == '\ufffd' || r == '\ufeff' || r == '\u200b':
			return -1
		case r == '\t' || r == '\n' || r == '\r' || r == '\u00a0':
			return ' '
		case r < ' ' || r == 0x7f:
			return -1
		case r >= 0xe000 && r <= 0xf8ff:
			return '•' // symbol fonts' private signs: nearly always bullets
		}
		return r
	}, s)
}

func boldName(name string) bool {
	low := strings.ToLower(name)
	for _, w := range []string{"bold", "black", "heavy", "demi"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// maxBookmarks is beyond any pack; a hostile file may have more, or a circle.
const maxBookmarks = 20_000

// outline reads the bookmarks in order, those without a page left out.
func outline(ctx context.Context, inst pdfium.Pdfium, doc references.FPDF_DOCUMENT, pages int) ([]Bookmark, error) {
	var out []Bookmark
	seen := 0
	var walk func(parent *references.FPDF_BOOKMARK, depth int) error
	walk = func(parent *references.FPDF_BOOKMARK, depth int) error {
		child, err := inst.FPDFBookmark_GetFirstChild(&requests.FPDFBookmark_GetFirstChild{Document: doc, Bookmark: parent})
		if err != nil {
			return ctx.Err()
		}
		for mark := child.Bookmark; mark != nil; {
			if seen++; seen > maxBookmarks || depth > 12 {
				return ctx.Err()
			}
			title, err := inst.FPDFBookmark_GetTitle(&requests.FPDFBookmark_GetTitle{Bookmark: *mark})
			if err != nil {
				return ctx.Err()
			}
			if n := target(inst, doc, *mark); n > 0 && n <= pages {
				if t := strings.Join(strings.Fields(clean(title.Title)), " "); t != "" {
					out = append(out, Bookmark{Title: t, Depth: depth, Page: n})
				}
			}
			if err := walk(mark, depth+1); err != nil {
				return err
			}
			next, err := inst.FPDFBookmark_GetNextSibling(&requests.FPDFBookmark_GetNextSibling{Document: doc, Bookmark: *mark})
			if err != nil {
				return ctx.Err()
			}
			mark = next.Bookmark
		}
		return nil
	}
	return out, walk(nil, 0)
}

// target is the page, counted from 1, that a bookmark opens; 0: none.
func target(inst pdfium.Pdfium, doc references.FPDF_DOCUMENT, mark references.FPDF_BOOKMARK) int {
	dest, err := inst.FPDFBookmark_GetDest(&requests.FPDFBookmark_GetDest{Document: doc, Bookmark: mark})
	if err != nil || dest.Dest == nil {
		return 0
	}
	index, err := inst.FPDFDest_GetDestPageIndex(&requests.FPDFDest_GetDestPageIndex{Document: doc, Dest: *dest.Dest})
	if err != nil {
		return 0
	}
	return index.Index + 1
}
