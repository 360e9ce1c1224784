package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"hearth/bot"
	"hearth/cmd/hearth/internal/app"
)

// An exit is the code with which hearth ends.
type exit int

// The exit codes. They are listed in README.md and in "hearth help", and never
// change their meaning.
const (
	exitDone    exit = 0 // done; an answer of any status but "failed" too
	exitFailed  exit = 1 // something broke
	exitUsage   exit = 2 // the command line or a setting is wrong, or names what isn't there; nothing was done
	exitUnread  exit = 3 // done, but some files could not be read; they are listed
	exitBusy    exit = 4 // another hearth holds the data folder
	exitDamaged exit = 5 // "knowledge check" found something wrong
	exitPaused  exit = 6 // the council has paused answers; nothing was looked up

	exitStopped exit = 130 // somebody stopped it with Ctrl-C; what was finished stays
)

// A mistake is an error with its own exit code, and with a hint where one helps.
type mistake struct {
	code exit
	err  error
	hint string // what to do about it; empty: nothing to say
}

func (m *mistake) Error() string { return m.err.Error() }
func (m *mistake) Unwrap() error { return m.err }

// usage is a mistake in what was typed.
func usage(hint, format string, args ...any) error {
	return &mistake{exitUsage, fmt.Errorf(format, args...), hint}
}

// A hinter is an error that knows what to do about it.
type hinter interface {
	error
	Hint() string
}

// report tells the person at the terminal what went wrong and gives the code
// to end with.
func report(err error, stderr io.Writer) exit {
	if err == nil {
		return exitDone
	}
	if r, ok := errors.AsType[*relayed](err); ok {
		return r.code // all is said
	}
	code, hint := exitFailed, ""
	if m, ok := errors.AsType[*mistake](err); ok {
		code, hint = m.code, m.hint
	} else if h, ok := errors.AsType[hinter](err); ok {
		hint = h.Hint()
	}
	text := err.Error()
	switch {
	case app.Busy(err):
		code, hint = exitBusy, "" // the sentence says what to do
	case code == exitFailed && errors.Is(err, context.Canceled):
		code, text = exitStopped, "stopped"
	case app.IsPaused(err):
		code = exitPaused
	case code == exitFailed && app.Mistaken(err):
		code = exitUsage
	}
	if p, ok := errors.AsType[bot.Plainer](err); ok {
		text = p.Plain()
	}
	// There is nobody left to tell when standard error is gone.
	_, _ = fmt.Fprintf(stderr, "hearth: %s\n", strings.TrimRight(text, "\n"))
	if hint != "" {
		_, _ = fmt.Fprintf(stderr, "hint: %s\n", hint)
	}
	return code
}
