package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

// A batchLine is one line of a file of questions.
type batchLine struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	Previous string `json:"previous"`
}

// askBatch answers every line in order, one line of JSON each. A line that is
// no question gets an answer with the status "failed" in its place, so that the
// lines of both files go together.
func (sh *shell) askBatch(ctx context.Context, a *app.App, q knowledge.Question, file string) error {
	return sh.eachLine(ctx, file, func(n int, line []byte) error {
		var b batchLine
		if err := json.Unmarshal(line, &b); err != nil || b.Question == "" {
			return sh.json(knowledge.Answer{ID: b.ID, Question: b.Question, Status: knowledge.Failed,
				Reply: fmt.Sprintf(`Line %d is no question; write {"id":"…","question":"…"}.`, n)})
		}
		q.ID, q.Text, q.Previous, q.Now = b.ID, b.Question, b.Previous, sh.now()
		return sh.json(a.Ask(ctx, q))
	})
}

// eachLine calls fn for every line of a file that isn't blank, with its number
// from 1. "-" is standard input.
func (sh *shell) eachLine(ctx context.Context, file string, fn func(n int, line []byte) error) error {
	in, err := sh.open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	r := bufio.NewReader(in)
	for n := 1; ; n++ {
		line, err := r.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := fn(n, line); err != nil {
				return err
			}
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("reading %s: %w", file, err)
		case ctx.Err() != nil:
			return ctx.Err()
		}
	}
}

func (sh *shell) open(file string) (io.ReadCloser, error) {
	if file == "-" {
		return io.NopCloser(sh.Stdin), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, &mistake{exitUsage, err, "name a file that is there and that you may read"}
	}
	return f, nil
}
