package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hearth/cmd/hearth/internal/app"
	"hearth/storage/bolt"
)

func TestPercentile(t *testing.T) {
	// By the nearest rank: the p-th percentile of n is the one at rank
	// ceil(p/100 × n). For ten times the 50th is the 5th, the 95th the 10th.
	var ten []time.Duration
	for i := range 10 {
		ten = append(ten, time.Duration(i+1)*time.Millisecond)
	}
	for what, c := range map[string]struct {
		times []time.Duration
		p     int
		want  int64
	}{
		"no times":                {nil, 50, 0},
		"one time is all of them": {ten[:1], 99, 1000},
		"the middle of ten":       {ten, 50, 5000},
		"95 of ten":               {ten, 95, 10000},
		"the least":               {ten, 1, 1000},
	} {
		t.Run(what, func(t *testing.T) {
			if got := percentile(c.times, c.p); got != c.want {
				t.Errorf("got %d µs, want %d", got, c.want)
			}
		})
	}
}

func TestASentenceIsPrintedOnOneShortLine(t *testing.T) {
	if got := oneLine("the Board\n receives\tevidence "); got != "the Board receives evidence" {
		t.Errorf("got %q", got)
	}
	if got := []rune(oneLine(strings.Repeat("é", 700))); len(got) != 600 {
		t.Errorf("got %d characters, want 600", len(got))
	}
}

func TestExitCodes(t *testing.T) {
	for what, c := range map[string]struct {
		err  error
		code exit
		says string
	}{
		"all is well":            {nil, exitDone, ""},
		"something broke":        {errors.New("the disk is full"), exitFailed, "hearth: the disk is full\n"},
		"a slip in the command":  {usage("try this", "no such thing"), exitUsage, "hearth: no such thing\nhint: try this\n"},
		"a wrapped slip":         {fmt.Errorf("adding: %w", usage("try this", "no such thing")), exitUsage, "hearth: adding: no such thing\nhint: try this\n"},
		"some files unread":      {&mistake{code: exitUnread, err: errors.New("2 files could not be read")}, exitUnread, "hearth: 2 files could not be read\n"},
		"somebody else's folder": {&app.NotOwnerError{Dir: "x"}, exitUsage, "hearth: only the owner of x may see more than the public shelf\nhint: " + (&app.NotOwnerError{}).Hint() + "\n"},
		"a sentence for people":  {fmt.Errorf("opening: %w", &bolt.LockedError{Path: "x"}), exitBusy, "hearth: " + (&bolt.LockedError{Path: "x"}).Plain() + "\n"},
	} {
		t.Run(what, func(t *testing.T) {
			var out strings.Builder
			if got := report(c.err, &out); got != c.code || out.String() != c.says {
				t.Errorf("got %d %q, want %d %q", got, out.String(), c.code, c.says)
			}
		})
	}
}
