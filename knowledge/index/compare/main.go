// Command compare measures hearth's index beside bleve's scorch with BM25 on
// the same passages and questions, in one run: latency at k = 10 in one
// goroutine with the files in the page cache, build time, size, and memory,
// anonymous and file-backed apart. It is a module of its own, so that bleve is
// no dependency of hearth. Costs: one index at a time in the folder for temporary
// files, which grows with the passages, and a process of its own that asks it.
//
//	go run . -data ../../../../shared/ir/squad2dev -passages 1204,20000,200000
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
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
	ask := flag.String("ask", "", "(used by compare itself) folder of an index to ask")
	flag.Parse()
	var err error
	if *ask != "" {
		err = askAll(*ask, *only, *data, *count)
	} else {
		err = run(context.Background(), *data, *sizes, *count, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, data, sizes string, count int, only string) error {
	corpus, err := readLines[passage](filepath.Join(data, "corpus.jsonl"))
	if err != nil {
		return err
	}
	fmt.Println("passages  engine  build s  index MB     p50 µs     p95 µs     p99 µs  anon MB  file MB")
	for size := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		for name := range strings.SplitSeq(only, ",") {
			if err := measure(ctx, name, data, corpus, n, count); err != nil {
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

// measure builds an index here and asks it in a process of its own, whose
// memory is that of asking alone.
func measure(ctx context.Context, name, data string, corpus []passage, n, count int) error {
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
	debug.FreeOSMemory()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, self, "-ask", dir, "-only", name, "-data", data, "-questions", strconv.Itoa(count))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return err
	}
	fmt.Printf("%8d  %-6s  %7.1f  %8.1f  %s", n, name, took.Seconds(), float64(size)/1e6, out)
	return nil
}

// askAll asks one engine all questions twice, the first time to warm the page
// cache, and prints the second round's times and the memory.
func askAll(dir, name, data string, count int) error {
	questions, err := readLines[question](filepath.Join(data, "queries.jsonl"))
	if err != nil {
		return err
	}
	// Spread over the collection, whose questions come subject by subject.
	step := max(len(questions)/count, 1)
	e := engineNamed(name)
	if err := e.open(dir); err != nil {
		return err
	}
	defer func() { _ = e.close() }() // it was only read
	var times []time.Duration
	for range 2 {
		times = times[:0]
		for i := 0; i < len(questions) && len(times) < count; i += step {
			t := time.Now()
			if _, err := e.search(questions[i].Text); err != nil {
				return err
			}
			times = append(times, time.Since(t))
		}
	}
	anon, file := memory()
	slices.Sort(times)
	at := func(share float64) float64 {
		return float64(times[int(share*float64(len(times)-1))].Nanoseconds()) / 1000
	}
	fmt.Printf("%9.1f  %9.1f  %9.1f  %7.1f  %7.1f\n", at(.5), at(.95), at(.99), float64(anon)/1e6, float64(file)/1e6)
	return nil
}
