package pdf

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
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

// Beyond any pack; a hostile file may have more.
const (
	maxBookmarks = 20_000
	maxDepth     = 12
)

// outline reads the bookmarks in order, those without a page left out. A file
// whose bookmarks go round in a circle, or are more than any pack's, has none.
func outline(ctx context.Context, inst pdfium.Pdfium, doc references.FPDF_DOCUMENT, pages int) ([]Bookmark, error) {
	if !finite(inst, doc) {
		return nil, ctx.Err()
	}
	// One by one they would not tell their pages: the library's GetDest looks
	// for a title instead.
	tree, err := inst.GetBookmarks(&requests.GetBookmarks{Document: doc})
	if err != nil {
		return nil, ctx.Err()
	}
	var out []Bookmark
	var walk func(marks []responses.GetBookmarksBookmark, depth int)
	walk = func(marks []responses.GetBookmarksBookmark, depth int) {
		for _, m := range marks {
			title := strings.Join(strings.Fields(clean(m.Title)), " ")
			if m.DestInfo != nil && title != "" && m.DestInfo.PageIndex >= 0 && m.DestInfo.PageIndex < pages {
				out = append(out, Bookmark{Title: title, Depth: depth, Page: m.DestInfo.PageIndex + 1})
			}
			walk(m.Children, depth+1)
		}
	}
	walk(tree.Bookmarks, 0)
	return out, nil
}

// finite tells whether the bookmarks end, without asking for them all at once:
// the library follows a circle for ever.
func finite(inst pdfium.Pdfium, doc references.FPDF_DOCUMENT) bool {
	seen := 0
	var walk func(parent *references.FPDF_BOOKMARK, depth int) bool
	walk = func(parent *references.FPDF_BOOKMARK, depth int) bool {
		child, err := inst.FPDFBookmark_GetFirstChild(&requests.FPDFBookmark_GetFirstChild{Document: doc, Bookmark: parent})
		if err != nil || depth > maxDepth {
			return false
		}
		for mark := child.Bookmark; mark != nil; {
			if seen++; seen > maxBookmarks || !walk(mark, depth+1) {
				return false
			}
			next, err := inst.FPDFBookmark_GetNextSibling(&requests.FPDFBookmark_GetNextSibling{Document: doc, Bookmark: *mark})
			if err != nil {
				return false
			}
			mark = next.Bookmark
		}
		return true
	}
	return walk(nil, 0)
}
