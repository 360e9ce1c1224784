package console

import (
	"bufio"
	"context"
	"errors"
	"io"

	"github.com/peterh/liner"
)

// A LineReader gives what a person types, a line at a time.
type LineReader interface {
	// ReadLine shows the prompt and waits for a line, without its end. It
	// returns io.EOF when the person is done, and the context's error when it
	// is cancelled while waiting.
	ReadLine(ctx context.Context, prompt string) (string, error)
	// Close gives the terminal back as it was.
	Close() error
}

// PlainLines reads lines from a file or a pipe and shows no prompt.
func PlainLines(in io.Reader) LineReader {
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, maxLine)
	return &plainLines{sc: sc}
}

// maxLine is far above any question; a longer line is no question.
const maxLine = 1 << 20

type plainLines struct{ sc *bufio.Scanner }

func (p *plainLines) ReadLine(ctx context.Context, _ string) (string, error) {
	return await(ctx, func() (string, error) {
		if p.sc.Scan() {
			return p.sc.Text(), nil
		}
		if err := p.sc.Err(); err != nil {
			return "", err
		}
		return "", io.EOF
	})
}

func (p *plainLines) Close() error { return nil }

// EditedLines reads from the terminal with editing and with the arrow keys
// going through what was typed before, in this conversation only: nothing is
// written to a history file.
func EditedLines() LineReader {
	l := liner.NewLiner()
	l.SetCtrlCAborts(true)
	return &editedLines{l}
}

type editedLines struct{ l *liner.State }

func (e *editedLines) ReadLine(ctx context.Context, prompt string) (string, error) {
	line, err := await(ctx, func() (string, error) { return e.l.Prompt(prompt) })
	if errors.Is(err, liner.ErrPromptAborted) {
		return "", io.EOF
	}
	if err == nil && line != "" {
		e.l.AppendHistory(line)
	}
	return line, err
}

func (e *editedLines) Close() error { return e.l.Close() }

// await runs a read that can't be cancelled and stops waiting for it when the
// context ends. The read itself then goes on until its input ends; the process
// is about to do so as well.
func await(ctx context.Context, read func() (string, error)) (string, error) {
	type result struct {
		line string
		err  error
	}
	got := make(chan result, 1)
	go func() {
		line, err := read()
		got <- result{line, err}
	}()
	select {
	case r := <-got:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
