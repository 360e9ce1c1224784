// Command compare measures hearth's index beside bleve's scorch with BM25 on
// the same passages and questions, in one run: latency at k = 10 in one
// goroutine with the files in the page cache, build time, size, and memory,
// anonymous and file-backed apart. It is a module of its own, so that bleve is
// no dependency of hearth.
//
//	go run . -data ../../../../shared/ir/squad2dev -passages 1204,20000,200000
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An engine is one of the two.
type engine interface {
	// build makes an index in a folder and gives how many bytes it takes.
	build(ctx context.Context, dir string, data []passage, n int) (int64, error)
	open(dir string) error
	search(question string) (int, error)
	close() error
}

type question struct{ ID, Text string }

func main() {
	data := flag.String("data", "", "folder with corpus.jsonl and queries.jsonl")
	sizes := flag.String("passages", "1204,20000,200000", "how many passages, parted by commas")
	count := flag.Int("questions", 1000, "how many questions")
	only := flag.String("only", "hearth,bleve", "which engines")
	flag.Parse()
	if err := run(context.Background(), *data, *sizes, *count, *only); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, data, sizes string, count int, only string) error {
	corpus, err := readLines[passage](filepath.Join(data, "corpus.jsonl"))
	if err != nil {
		return err
	}
	questions, err := readLines[question](filepath.Join(data, "queries.jsonl"))
	if err != nil {
		return err
	}
	// Spread over the collection, whose questions come subject by subject.
	step := max(len(questions)/count, 1)
	var asked []string
	for i := 0; i < len(questions) && len(asked) < count; i += step {
		asked = append(asked, questions[i].Text)
	}
	fmt.Println("passages  engine  build s  index MB     p50 µs     p95 µs     p99 µs  anon MB  file MB")
	for size := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		for name := range strings.SplitSeq(only, ",") {
			if err := measure(ctx, name, corpus, n, asked); err != nil {
				return fmt.Errorf("%s at %d: %w", name, n, err)
			}
		}
	}
	return nil
}

func engineNamed(name string) engine {
	if name == "bleve" {
		return &bleveEngine{}
	}
	return &hearthEngine{}
}

func measure(ctx context.Context, name string, corpus []passage, n int, asked []string) error {
	dir, err := os.MkdirTemp("", "compare-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	began := time.Now()
	size, err := engineNamed(name).build(ctx, dir, corpus, n)
	if err != nil {
		return err
	}
	took := time.Since(began)
	freeMemory()
	anon0, _ := memory()
	e := engineNamed(name)
	if err := e.open(dir); err != nil {
		return err
	}
	defer e.close()
	times := make([]time.Duration, 0, len(asked))
	for round := range 2 { // the first warms the page cache
		times = times[:0]
		for _, q := range asked {
			t := time.Now()
			if _, err := e.search(q); err != nil {
				return err
			}
			times = append(times, time.Since(t))
		}
		_ = round
	}
	anon, file := memory()
	slices.Sort(times)
	at := func(share float64) float64 {
		return float64(times[int(share*float64(len(times)-1))].Nanoseconds()) / 1000
	}
	fmt.Printf("%8d  %-6s  %7.1f  %8.1f  %9.1f  %9.1f  %9.1f  %7.1f  %7.1f\n", n, name, took.Seconds(), float64(size)/1e6, at(.5), at(.95), at(.99), float64(anon-anon0)/1e6, float64(file)/1e6)
	return nil
}
