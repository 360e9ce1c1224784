package library_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"hearth/knowledge/library"
)

// papers writes n files of about 5 KB.
func papers(b *testing.B, dir string, n int) {
	b.Helper()
	for i := range n {
		var text strings.Builder
		fmt.Fprintf(&text, "Report %d to the corporate parenting board\n", i)
		for j := range 30 {
			fmt.Fprintf(&text, "Paragraph %d of report %d says that the number of children in care was %d, and that %d of them moved home this year. The board asked for more.\n", j, i, i*j%500, j)
		}
		write(b, filepath.Join(dir, fmt.Sprintf("%d/r%d.txt", i%20, i)), text.String())
	}
}

// BenchmarkAdd adds 1,000 documents to an empty library, index and all.
func BenchmarkAdd(b *testing.B) {
	in := b.TempDir()
	papers(b, in, 1000)
	for b.Loop() {
		l := open(b, filepath.Join(b.TempDir(), "data"), options())
		r, err := l.Add(b.Context(), []string{in}, library.AddOptions{})
		if err != nil || r.Documents != 1000 {
			b.Fatalf("%d documents, %v", r.Documents, err)
		}
		shut(b, l)
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}

// BenchmarkAddOne adds one document more to a library of 1,000.
func BenchmarkAddOne(b *testing.B) {
	in := b.TempDir()
	papers(b, in, 1000)
	l := open(b, filepath.Join(b.TempDir(), "data"), options())
	if _, err := l.Add(b.Context(), []string{in}, library.AddOptions{}); err != nil {
		b.Fatal(err)
	}
	more := b.TempDir()
	for i := 0; b.Loop(); i++ {
		path := write(b, filepath.Join(more, fmt.Sprintf("m%d.txt", i)), fmt.Sprintf("Minutes %d\nThe board met for the %dth time.\n", i, i))
		if r, err := l.Add(b.Context(), []string{path}, library.AddOptions{}); err != nil || r.Documents != 1 {
			b.Fatalf("%+v, %v", r, err)
		}
	}
}

// BenchmarkOpenToAsk is what "hearth ask" pays before its question.
func BenchmarkOpenToAsk(b *testing.B) {
	in := b.TempDir()
	papers(b, in, 1000)
	dir := filepath.Join(b.TempDir(), "data")
	l := open(b, dir, options())
	if _, err := l.Add(b.Context(), []string{in}, library.AddOptions{}); err != nil {
		b.Fatal(err)
	}
	shut(b, l)
	o := options()
	o.ReadOnly = true
	for b.Loop() {
		l, err := library.Open(b.Context(), dir, o)
		if err != nil {
			b.Fatal(err)
		}
		if err := l.Ready(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
		shut(b, l)
	}
}
