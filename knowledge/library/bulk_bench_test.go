package library_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"hearth/knowledge/knowledgetest"
	"hearth/knowledge/library"
)

type line struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// perturbed writes n lines made of the passages, one word in twenty of each
// changed for another of the collection's, so that no two are the same.
func perturbed(b *testing.B, path string, n int) {
	b.Helper()
	all := knowledgetest.Lines[line](b, "ir", "squad2dev", "corpus.jsonl")
	var words []string
	for _, l := range all {
		words = append(words, strings.Fields(l.Text)...)
	}
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	draw := rand.New(rand.NewPCG(7, 7))
	for i := range n {
		l := all[i%len(all)]
		text := strings.Fields(l.Text)
		for range 1 + len(text)/20 {
			text[draw.IntN(len(text))] = words[draw.IntN(len(words))]
		}
		if err := enc.Encode(line{fmt.Sprintf("%s-%d", l.ID, i), l.Title, strings.Join(text, " ")}); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkAddCollection adds a collection of 5,000 passages to an empty
// library, index and all; with HEARTH_TEST_LONG one of 200,000 too.
func BenchmarkAddCollection(b *testing.B) {
	sizes := []int{5000}
	if os.Getenv("HEARTH_TEST_LONG") != "" {
		sizes = append(sizes, 200_000)
	}
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) { addCollection(b, n) })
	}
}

func addCollection(b *testing.B, n int) {
	path := filepath.Join(b.TempDir(), "c.jsonl")
	perturbed(b, path, n)
	o := reading(b)
	for b.Loop() {
		l := open(b, filepath.Join(b.TempDir(), "data"), o)
		r, err := l.Add(b.Context(), []string{path}, library.AddOptions{})
		if err != nil || r.Documents != n {
			b.Fatalf("%d documents, %v", r.Documents, err)
		}
		shut(b, l)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "documents/s")
	b.ReportMetric(float64(m.Sys>>20), "MB-held")
}
