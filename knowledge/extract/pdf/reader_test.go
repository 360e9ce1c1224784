package pdf_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/pdf"
	"hearth/knowledge/extract/pdf/pdftest"
	"hearth/knowledge/knowledgetest"
)

func load(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func must(t testing.TB, data []byte) *pdf.File {
	t.Helper()
	f, err := pdftest.Read(t, "x.pdf", data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func content(t testing.TB, f *pdf.File) knowledge.Content {
	t.Helper()
	places, _, err := f.Sift("x.pdf", nil)
	if err != nil {
		t.Fatal(err)
	}
	return f.Content(places)
}

// TestSeeds holds the PDF copies of real papers against their text: nearly
// every line's words must be there, in order.
func TestSeeds(t *testing.T) {
	seeds := knowledgetest.Shared(t, "seeds")
	for i, want := range []struct{ headings, items, rows int }{{0, 2, 0}, {14, 0, 6}, {9, 7, 0}, {1, 20, 0}, {0, 0, 0}} {
		texts, _ := filepath.Glob(filepath.Join(seeds, fmt.Sprintf("00%d_*.txt", i)))
		if len(texts) != 1 {
			t.Fatalf("seed %d: %v", i, texts)
		}
		c := content(t, must(t, load(t, filepath.Join(seeds, "formats", fmt.Sprintf("seed00%d.pdf", i)))))
		got, at := extract.Letters(c.Text), 0
		found, all := 0, 0
		for _, l := range strings.Split(string(load(t, texts[0])), "\n") {
			for _, tag := range []string{"<b>", "</b>", "<p>", "</p>"} {
				l = strings.ReplaceAll(l, tag, "")
			}
			for _, cell := range strings.Split(l, "\t") {
				k := extract.Letters(cell)
				if k == "" {
					continue
				}
				all += len(k)
				if n := strings.Index(got[at:], k); n >= 0 && n < 2500 {
					at += n + len(k)
					found += len(k)
				}
			}
		}
		t.Logf("seed %d: %d of %d letters found in order, %.2f %%", i, found, all, 100*float64(found)/float64(all))
		if found*100 < 98*all {
			t.Errorf("seed %d: %d of %d letters of the paper's lines are found in order", i, found, all)
		}
		count := map[knowledge.BlockKind]int{}
		for _, b := range c.Blocks {
			count[b.Kind]++
		}
		if count[knowledge.Heading] < want.headings || count[knowledge.Item] < want.items || count[knowledge.Row] < want.rows {
			t.Errorf("seed %d: %d headings, %d items and %d rows; want at least %+v", i, count[knowledge.Heading], count[knowledge.Item], count[knowledge.Row], want)
		}
	}
}

// TestTwoColumns reads down the first column before the second.
func TestTwoColumns(t *testing.T) {
	c := content(t, must(t, knowledgetest.Read(t, "seeds", "formats", "twocol.pdf")))
	at := 0
	for _, words := range []string{
		"thanked officers for their hard work in putting the new corporate parenting strategy together",
		"encapsulated why the council should give LAC the best start in life",
		"greater reward than achieving the best for our children who need our help.",
		"The head of looked after children summarised the report. She noted",
		"corporate parenting panel, officers, members, foster carers and young people themselves",
		"Executive’s consideration. The purpose of the report",
	} {
		n := strings.Index(c.Text[at:], words)
		if n < 0 {
			t.Fatalf("%q is not after byte %d of the text", words, at)
		}
		at += n
	}
}

// TestStructure reads a page that has every kind of block.
func TestStructure(t *testing.T) {
	f := must(t, pdftest.Simple(`
head: Corporate parenting report
# Our strategy
The council shares the duty of a parent and every
member of it has a part to play in what we do
together.

Members may:

• visit a home
• read the plan

1. The first of the long numbered paragraphs that the
report has, which goes on.

(a) a lettered point

| Year | Children | Homes
| 2020 | 412 | 31
## A second heading
The part-
nership met.
foot: Page 1`, `
head: Corporate parenting report
It met again.
foot: Page 2`, `
head: Corporate parenting report
It met a third time.
foot: Page 3`).Bytes())
	c := content(t, f)
	var got []string
	for _, b := range c.Blocks {
		got = append(got, fmt.Sprintf("%d.%d p%d %s|%s", b.Kind, b.Level, b.Page, c.Text[b.Start:b.Words()], c.Text[b.Words():b.End]))
	}
	want := []string{
		"1.1 p1 |Our strategy",
		"0.0 p1 |The council shares the duty of a parent and every member of it has a part to play in what we do together.",
		"0.0 p1 |Members may:",
		"2.1 p1 • |visit a home",
		"2.1 p1 • |read the plan",
		"0.0 p1 1. |The first of the long numbered paragraphs that the report has, which goes on.",
		"2.1 p1 (a) |a lettered point",
		"3.0 p1 |Year\tChildren\tHomes",
		"3.0 p1 |2020\t412\t31",
		"1.2 p1 |A second heading",
		"0.0 p1 |The part-nership met.",
		"0.0 p2 |It met again.",
		"0.0 p3 |It met a third time.",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
	if m := f.Pages[1].Margins; len(m) != 1 || m[0] != "Corporate parenting report" {
		t.Errorf("margins of page 2 = %q", m)
	}
}

// TestPagesAndMarks reads bookmarks and the numbers as printed.
func TestPagesAndMarks(t *testing.T) {
	d := pdftest.Simple("One", "Two", "Three")
	d.Roman = 2
	d.Marks = []pdftest.Mark{{Title: "Chapter", Page: 1}, {Title: "Section (a)", Depth: 1, Page: 2}, {Title: "End", Page: 3}}
	f := must(t, d.Bytes())
	if got := fmt.Sprint(f.Pages[0].Printed, " ", f.Pages[1].Printed, " ", f.Pages[2].Printed); got != "i ii 1" {
		t.Errorf("printed = %q, want i ii 1", got)
	}
	if got, want := fmt.Sprint(f.Outline), "[{Chapter 0 1} {Section (a) 1 2} {End 0 3}]"; got != want {
		t.Errorf("outline = %s, want %s", got, want)
	}
	if got := content(t, f).Blocks[1].Printed; got != "ii" {
		t.Errorf("printed page of the second block = %q", got)
	}
}

// TestPageNumbers takes page numbers off the text, and leaves other figures.
func TestPageNumbers(t *testing.T) {
	f := must(t, pdftest.Simple("One is long enough.\nfoot: 211", "Two is long enough.\nfoot: 212", "Three is long enough.\nfoot: 87").Bytes())
	if got := fmt.Sprint(f.Pages[0].Printed, " ", f.Pages[1].Printed, " ", f.Pages[2].Printed); got != "211 212 " {
		t.Errorf("printed = %q", got)
	}
	if got, want := content(t, f).Text, "One is long enough.\n\nTwo is long enough.\n\nThree is long enough.\n\n87"; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
}

func deflated(n int) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	chunk := bytes.Repeat([]byte("q "), 1<<15)
	for range n {
		_, _ = z.Write(chunk)
	}
	_ = z.Close()
	return b.String()
}

// hostile are files that mean harm, or have come to some.
var hostile = sync.OnceValue(func() map[string][]byte {
	good := pdftest.Simple("# A report\nSome words.").Bytes()
	locked := pdftest.Simple("Words")
	locked.Encrypt = true
	return map[string][]byte{
		"nothing":            {},
		"no PDF":             []byte("%PDF-1.7\nhello"),
		"cut in half":        good[:len(good)/2],
		"NUL bytes":          bytes.Repeat([]byte{0}, 10_000),
		"a locked file":      locked.Bytes(),
		"a page of pictures": pdftest.Doc{Pages: [][]pdftest.Line{{}, {}}}.Bytes(),
		"a page tree that goes in a circle": pdftest.Raw(map[int]string{1: "<< /Type /Catalog /Pages 2 0 R >>",
			2: "<< /Type /Pages /Count 9 /Kids [3 0 R] >>", 3: "<< /Type /Pages /Count 9 /Parent 2 0 R /Kids [2 0 R 3 0 R] >>"}),
		"a claim of 100,000 pages": pdftest.Raw(map[int]string{1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Count 100000 /Kids [] >>"}),
		"a claim of 2,900 pages":   pdftest.Raw(map[int]string{1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Count 2900 /Kids [] >>"}),
		"deep nesting":             pdftest.Raw(map[int]string{1: "<< /Type /Catalog /Pages 2 0 R /X " + strings.Repeat("[", 100_000) + " >>", 2: "<< /Type /Pages /Count 0 /Kids [] >>"}),
		"a form that draws itself": pdftest.Raw(map[int]string{1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
			3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>",
			4: "<< /Length 5 >>\nstream\n/F Do\nendstream",
			5: "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 11 /Resources << /XObject << /F 5 0 R >> >> >>\nstream\n/F Do /F Do\nendstream"}),
	}
})

// bomb is a page of 330 MB in a few hundred kB.
func bomb() []byte {
	z := deflated(5_000)
	return pdftest.Raw(map[int]string{1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
		4: fmt.Sprintf("<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", len(z), z)})
}

// TestHostile says that no file breaks the reader: each ends in an error with a
// hint, in time, and a good file is read after it.
func TestHostile(t *testing.T) {
	r := pdf.New(pdf.Options{CacheDir: pdftest.CacheDir(), Timeout: 4 * time.Second})
	defer r.Close()
	good := pdftest.Simple("# A report\nSome words.").Bytes()
	reasons := map[string]extract.Reason{"a locked file": extract.Encrypted, "a page of pictures": extract.Scanned,
		"cut in half": extract.Damaged, "a claim of 100,000 pages": "", "no PDF": extract.Damaged}
	files := map[string][]byte{"a flate bomb": bomb()}
	maps.Copy(files, hostile())
	for name, data := range files {
		began := time.Now()
		f, err := pdftest.ReadWith(t.Context(), r, "bad.pdf", data)
		var e *extract.Error
		switch {
		case err == nil && reasons[name] == "":
			t.Logf("%s: read, %d pages", name, len(f.Pages))
		case !errors.As(err, &e) || e.Hint == "" || e.Name != "bad.pdf":
			t.Errorf("%s: %v, want an error with a hint", name, err)
		case reasons[name] != "" && e.Reason != reasons[name]:
			t.Errorf("%s: reason %s, want %s (%v)", name, e.Reason, reasons[name], err)
		default:
			t.Logf("%s: %s after %v", name, e.Reason, time.Since(began).Round(time.Millisecond))
		}
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if f, err := pdftest.ReadWith(t.Context(), r, "good.pdf", good); err != nil || len(f.Pages) != 1 {
			t.Fatalf("after %s a good file gives %v", name, err)
		}
	}
}

// TestCircularBookmarks says that bookmarks in a circle are left aside, and
// the text is read.
func TestCircularBookmarks(t *testing.T) {
	f := must(t, pdftest.Raw(map[int]string{
		1: "<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>", 2: "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 8 0 R >> >> >>",
		4: "<< /Length 40 >>\nstream\nBT /F1 12 Tf 50 700 Td (Some words.) Tj ET\nendstream",
		5: "<< /Type /Outlines /First 6 0 R /Last 7 0 R >>", 6: "<< /Title (A) /Next 7 0 R /Dest [3 0 R /Fit] >>", 7: "<< /Title (B) /Next 6 0 R /Dest [3 0 R /Fit] >>",
		8: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}))
	if len(f.Pages) != 1 || len(f.Pages[0].Blocks) != 1 {
		t.Errorf("pages = %+v", f.Pages)
	}
}

// TestLimits holds each of the options.
func TestLimits(t *testing.T) {
	three := pdftest.Simple("One word here.", "Two words here.", "Three words here.").Bytes()
	for sentence, c := range map[string]struct {
		opts pdf.Options
		want extract.Reason
	}{
		"bytes of the file": {pdf.Options{MaxBytes: 100}, extract.TooLarge},
		"pages":             {pdf.Options{MaxPages: 2}, extract.TooLarge},
		"text":              {pdf.Options{MaxText: 20}, extract.TooLarge},
		"time":              {pdf.Options{Timeout: time.Nanosecond}, extract.TooSlow},
	} {
		c.opts.CacheDir = pdftest.CacheDir()
		r := pdf.New(c.opts)
		_, err := pdftest.ReadWith(t.Context(), r, "x.pdf", three)
		var e *extract.Error
		if !errors.As(err, &e) || e.Reason != c.want {
			t.Errorf("%s: %v, want reason %s", sentence, err, c.want)
		}
		if err := r.Close(); err != nil {
			t.Errorf("%s: closing: %v", sentence, err)
		}
	}
}

// TestCancelled says that the caller's end is no fault of the file.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := pdf.New(pdf.Options{CacheDir: pdftest.CacheDir()})
	defer r.Close()
	if _, err := pdftest.ReadWith(ctx, r, "x.pdf", pdftest.Simple("Words").Bytes()); err != nil {
		t.Fatal(err)
	}
	cancel()
	_, err := pdftest.ReadWith(ctx, r, "x.pdf", pdftest.Simple("Words").Bytes())
	var e *extract.Error
	if !errors.Is(err, context.Canceled) || errors.As(err, &e) {
		t.Errorf("err = %v, want the context's", err)
	}
	if _, err := pdftest.ReadWith(t.Context(), r, "x.pdf", pdftest.Simple("Words").Bytes()); err != nil {
		t.Errorf("the parser did not outlive the first caller: %v", err)
	}
}

// TestAtOnce reads several files at once with one reader.
func TestAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			f, err := pdftest.Read(t, "x.pdf", pdftest.Simple(fmt.Sprintf("Paper number %d.", i)).Bytes())
			if err != nil || len(f.Pages) != 1 || !strings.Contains(f.Pages[0].Blocks[0].Text, fmt.Sprint(i)) {
				t.Errorf("file %d: %v", i, err)
			}
		})
	}
	wg.Wait()
}

func FuzzRead(f *testing.F) {
	for name, data := range hostile() {
		if len(data) < 5000 && name != "a form that draws itself" { // it takes seconds
			f.Add(data)
		}
	}
	f.Add(pdftest.Simple("# A report\n• an item\n| a | b").Bytes())
	r := pdf.New(pdf.Options{CacheDir: pdftest.CacheDir(), Timeout: 5 * time.Second})
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := pdftest.ReadWith(t.Context(), r, "x.pdf", data)
		var e *extract.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("err = %v, want an *extract.Error", err)
		}
		if err != nil {
			return
		}
		places, _, _ := file.Sift("x.pdf", nil)
		c := file.Content(places)
		for _, b := range c.Blocks {
			if b.Start > b.End || b.End > len(c.Text) || b.Words() > b.End || strings.ContainsRune(c.Text[b.Start:b.End], 0) {
				t.Fatalf("block %+v in a text of %d bytes", b, len(c.Text))
			}
		}
	})
}

// BenchmarkRead reads the long pack; the figure is pages a second.
func BenchmarkRead(b *testing.B) {
	data := knowledgetest.Read(b, "seeds", "formats", "pack.pdf")
	pages := 0
	for b.Loop() {
		f, err := pdftest.Read(b, "pack.pdf", data)
		if err != nil {
			b.Fatal(err)
		}
		pages += len(f.Pages)
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}
