// Package pdftest writes small PDF files for tests, whole or broken on
// purpose, and reads files with a parser that the tests of several packages
// share. It is for tests alone. Costs: the first test on a machine compiles the
// parser, later ones find it in the folder for temporary files.
package pdftest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearth/knowledge/extract/pdf"
)

// CacheDir is where the tests keep the compiled parser.
func CacheDir() string { return filepath.Join(os.TempDir(), "hearth-test-pdfium") }

var shared = pdf.New(pdf.Options{CacheDir: CacheDir()})

// Read reads a file with the shared parser.
func Read(t testing.TB, name string, data []byte) (*pdf.File, error) {
	t.Helper()
	return shared.Read(t.Context(), name, bytes.NewReader(data), int64(len(data)))
}

// ReadWith reads a file with a reader of the test's own.
func ReadWith(ctx context.Context, r *pdf.Reader, name string, data []byte) (*pdf.File, error) {
	return r.Read(ctx, name, bytes.NewReader(data), int64(len(data)))
}

// A Line is text at a place of a page, in points from the lower left corner.
type Line struct {
	X, Y, Size float64
	Bold       bool
	Text       string // Latin-1; the bullet too
}

// A Mark is a bookmark; Page counts from 1.
type Mark struct {
	Title string
	Depth int
	Page  int
}

// A Doc is a PDF to be. Pages of it may be empty.
type Doc struct {
	Pages   [][]Line
	Marks   []Mark
	Roman   int    // this many first pages are labelled i, ii, …; the rest from 1
	Encrypt bool   // with a password that nobody has
	Extra   string // objects to add, numbered from 900
}

// Flow sets lines of text on a page from the top: "# " is a heading of 18
// points, "## " of 14, "" a blank line, "head: " a running head, "foot: " a
// running foot, "| " before the cells of a row.
func Flow(text string) []Line {
	var out []Line
	y := 770.0
	for _, l := range strings.Split(strings.Trim(text, "\n"), "\n") {
		l = strings.TrimSpace(l)
		switch {
		case l == "":
			y -= 14
			continue
		case strings.HasPrefix(l, "head: "):
			out = append(out, Line{57, 815, 9, false, l[6:]})
			continue
		case strings.HasPrefix(l, "foot: "):
			out = append(out, Line{57, 25, 9, false, l[6:]})
			continue
		case strings.HasPrefix(l, "# "):
			y -= 12
			out = append(out, Line{57, y, 18, true, l[2:]})
			y -= 24
			continue
		case strings.HasPrefix(l, "## "):
			y -= 8
			out = append(out, Line{57, y, 14, true, l[3:]})
			y -= 20
			continue
		case strings.HasPrefix(l, "| "):
			for i, c := range strings.Split(l[2:], "|") {
				out = append(out, Line{57 + 160*float64(i), y, 12, false, strings.TrimSpace(c)})
			}
		default:
			out = append(out, Line{57, y, 12, false, l})
		}
		y -= 14
	}
	return out
}

// Simple is a document of flowed pages.
func Simple(pages ...string) Doc {
	d := Doc{}
	for _, p := range pages {
		d.Pages = append(d.Pages, Flow(p))
	}
	return d
}

// Bytes writes the file.
func (d Doc) Bytes() []byte {
	w := &writer{at: map[int]int{}}
	w.buf.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	const font, bold, tree, first = 3, 4, 2, 10
	kids := []string{}
	for i := range d.Pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", first+2*i))
	}
	catalog := "/Type /Catalog /Pages 2 0 R"
	if len(d.Marks) > 0 {
		catalog += " /Outlines 5 0 R"
	}
	if d.Roman > 0 {
		catalog += fmt.Sprintf(" /PageLabels << /Nums [0 << /S /r >> %d << /S /D >>] >>", d.Roman)
	}
	w.obj(1, "<< "+catalog+" >>")
	w.obj(tree, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(d.Pages), strings.Join(kids, " ")))
	w.obj(font, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	w.obj(bold, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")
	for i, lines := range d.Pages {
		w.obj(first+2*i, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>", first+2*i+1))
		w.stream(first+2*i+1, "", draw(lines))
	}
	next := first + 2*len(d.Pages)
	if len(d.Marks) > 0 {
		next = d.outline(w, next, first)
	}
	if d.Extra != "" {
		w.buf.WriteString(d.Extra)
	}
	trailer := "/Root 1 0 R"
	if d.Encrypt {
		w.obj(next, "<< /Filter /Standard /V 1 /R 2 /P -4 /O ("+strings.Repeat("o", 32)+") /U ("+strings.Repeat("u", 32)+") >>")
		trailer += fmt.Sprintf(" /Encrypt %d 0 R /ID [(0123456789abcdef) (0123456789abcdef)]", next)
	}
	return w.end(trailer)
}

func draw(lines []Line) string {
	var s strings.Builder
	for _, l := range lines {
		face := "F1"
		if l.Bold {
			face = "F2"
		}
		text := strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)", "•", "\\225", "’", "\\222", "–", "\\226").Replace(l.Text)
		fmt.Fprintf(&s, "BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", face, l.Size, l.X, l.Y, text)
	}
	return s.String()
}

// outline writes the bookmarks as a tree, and gives the next free number.
func (d Doc) outline(w *writer, from, firstPage int) int {
	n := len(d.Marks)
	parent := make([]int, n)
	last := map[int]int{} // by depth
	kids := map[int][]int{}
	for i, m := range d.Marks {
		parent[i] = -1
		if m.Depth > 0 {
			parent[i] = last[m.Depth-1]
		}
		last[m.Depth] = i
		kids[parent[i]] = append(kids[parent[i]], i)
	}
	ref := func(i int) int { return from + i }
	w.obj(5, fmt.Sprintf("<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>", ref(kids[-1][0]), ref(kids[-1][len(kids[-1])-1]), n))
	for i, m := range d.Marks {
		up := 5
		if parent[i] >= 0 {
			up = ref(parent[i])
		}
		s := fmt.Sprintf("<< /Title (%s) /Parent %d 0 R /Dest [%d 0 R /Fit]", strings.NewReplacer("(", "\\(", ")", "\\)").Replace(m.Title), up, firstPage+2*(m.Page-1))
		for j, k := range kids[parent[i]] {
			if k == i && j > 0 {
				s += fmt.Sprintf(" /Prev %d 0 R", ref(kids[parent[i]][j-1]))
			}
			if k == i && j+1 < len(kids[parent[i]]) {
				s += fmt.Sprintf(" /Next %d 0 R", ref(kids[parent[i]][j+1]))
			}
		}
		if c := kids[i]; len(c) > 0 {
			s += fmt.Sprintf(" /First %d 0 R /Last %d 0 R /Count %d", ref(c[0]), ref(c[len(c)-1]), len(c))
		}
		w.obj(ref(i), s+" >>")
	}
	return from + n
}

type writer struct {
	buf bytes.Buffer
	at  map[int]int
	max int
}

func (w *writer) obj(n int, body string) {
	w.at[n], w.max = w.buf.Len(), max(w.max, n)
	fmt.Fprintf(&w.buf, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (w *writer) stream(n int, dict, body string) {
	w.obj(n, fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(body), dict, body))
}

func (w *writer) end(trailer string) []byte {
	start := w.buf.Len()
	fmt.Fprintf(&w.buf, "xref\n0 %d\n0000000000 65535 f \n", w.max+1)
	for i := 1; i <= w.max; i++ {
		if at, ok := w.at[i]; ok {
			fmt.Fprintf(&w.buf, "%010d 00000 n \n", at)
		} else {
			w.buf.WriteString("0000000000 65535 f \n")
		}
	}
	fmt.Fprintf(&w.buf, "trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", w.max+1, trailer, start)
	return w.buf.Bytes()
}

// Raw writes a file of objects as given, by number; a trailing stream is up to
// the caller. It is for files that are wrong on purpose.
func Raw(objects map[int]string) []byte {
	w := &writer{at: map[int]int{}}
	w.buf.WriteString("%PDF-1.7\n")
	for n := 1; n <= 1000; n++ {
		if body, ok := objects[n]; ok {
			w.obj(n, body)
		}
	}
	return w.end("/Root 1 0 R")
}
