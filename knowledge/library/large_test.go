package library_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"hearth/knowledge/library"
)

// TestALargeCollection adds 20,000 lines (3,000 unless HEARTH_TEST_LONG is
// set) and watches the heap: it must not grow with the lines beyond what the
// list of their ids and the index's vocabulary take.
func TestALargeCollection(t *testing.T) {
	n := 3_000
	if os.Getenv("HEARTH_TEST_LONG") != "" {
		n = 20_000
	}
	dir := t.TempDir()
	collection(t, dir+"/c.jsonl", n)
	o := reading(t)
	l := open(t, dir+"/data", o)
	var most, stages uint64
	var m runtime.MemStats
	runtime.GC() // what the tests before this one left
	began := time.Now()
	var indexing time.Time
	r, err := l.Add(t.Context(), []string{dir + "/c.jsonl"}, library.AddOptions{Progress: func(p library.Progress) {
		if p.Stage == "indexing" && indexing.IsZero() {
			indexing = time.Now()
		}
		if stages++; p.Documents%1000 == 0 {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}})
	if err != nil || r.Documents != n {
		t.Fatalf("%d documents, %v", r.Documents, err)
	}
	t.Logf("%d lines: records in %v, index in %v, at most %d MB of heap, %d calls of progress", n, indexing.Sub(began), time.Since(indexing), most>>20, stages)
	if limit := uint64(150<<20 + n*1000); most > limit {
		t.Errorf("the heap grew to %d MB, want at most %d", most>>20, limit>>20)
	}
	if stages < uint64(n/1000) {
		t.Errorf("progress was told %d times only", stages)
	}
	if c := sound(t, l); c.Documents != n {
		t.Errorf("%d documents, want %d", c.Documents, n)
	}
}

// collection writes lines of about 600 bytes, from a fixed seed.
func collection(t *testing.T, path string, n int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		var text strings.Builder
		for range 90 {
			fmt.Fprintf(&text, "w%d ", int(rng.ExpFloat64()*2000))
		}
		fmt.Fprintf(w, "{\"id\":\"d%d\",\"title\":\"Line %d\",\"text\":%q}\n", i, i, text.String()+".")
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
