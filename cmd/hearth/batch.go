package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

// A batchLine is one line of a file of questions.
type batchLine struct {
	ID       lineID `json:"id"`
	Question string `json:"question"`
	Previous string `json:"previous"`
}

// A lineID is an id as people number their lines: "q1", or 1.
type lineID string

// UnmarshalJSON takes a string or a number.
func (id *lineID) UnmarshalJSON(b []byte) error {
	var number json.Number
	if json.Unmarshal(b, &number) == nil && !bytes.HasPrefix(b, []byte(`"`)) {
		*id = lineID(number)
		return nil
	}
	return json.Unmarshal(b, (*string)(id))
}

// askBatch answers every line in order, one line of JSON each. A line that is
// no question gets an answer with the status "failed" in its place, so that the
// lines of both files go together.
func (sh *shell) askBatch(ctx context.Context, a *app.App, q knowledge.Question, file string) error {
	return sh.eachLine(ctx, file, func(n int, line []byte) error {
		b, err := batchLineOf(n, line)
		if err != nil || strings.TrimSpace(b.Question) == "" {
			return sh.json(knowledge.Answer{ID: string(b.ID), Question: b.Question, Status: knowledge.Failed,
				Reply: fmt.Sprintf(`Line %d is no question; write {"id":"…","question":"…"}, or the question alone.`, n)})
		}
		q.ID, q.Text, q.Previous, q.Now = string(b.ID), b.Question, b.Previous, sh.now()
		answer := a.Ask(ctx, q)
		if ctx.Err() != nil && answer.Status == knowledge.Failed {
			return ctx.Err() // it was stopped; the line wasn't at fault
		}
		return sh.json(answer)
	})
}

// batchLineOf reads a line: an object of JSON, else the words of a question,
// whose id is the line's number.
func batchLineOf(n int, line []byte) (b batchLine, err error) {
	if !bytes.HasPrefix(line, []byte("{")) {
		return batchLine{ID: lineID(strconv.Itoa(n)), Question: string(line)}, nil
	}
	err = json.Unmarshal(line, &b)
	return b, err
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
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff")) // of an editor on Windows
		}
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
	f, err := sh.files.Open(file)
	if err != nil {
		return nil, &mistake{exitUsage, err, "name a file that is there and that you may read"}
	}
	return f, nil
}
