package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"hearth/cmd/hearth/internal/app"
)

func TestStoppedBeforeAnythingWasAdded(t *testing.T) {
	t.Setenv("HEARTH_DATA", filepath.Join(t.TempDir(), "data"))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out, errs bytes.Buffer
	code := run(ctx, []string{"knowledge", "add", "--starter"}, env{strings.NewReader(""), &out, &errs})
	if code != exitStopped || !strings.HasPrefix(errs.String(), "hearth: stopped: nothing was added\n") {
		t.Errorf("ended with %d and %q", code, errs.String())
	}
	if out.Len() > 0 {
		t.Errorf("printed %q", out.String())
	}
	if got := hearth(t, "knowledge", "check"); got != "All is sound: there are no papers yet.\n" {
		t.Errorf("the check says %q", got)
	}
}

func TestWhatStaysOfWorkThatBrokeOff(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	full := errors.New("the disk is full")
	for what, c := range map[string]struct {
		ctx  context.Context
		done int
		err  error
		code exit
		says string
	}{
		"stopped after some":   {stopped, 3, context.Canceled, exitStopped, "hearth: stopped: 3 papers are added and stay\nhint: the same command again goes on with the rest; the next question brings the index up to date, if it must be\n"},
		"stopped after one":    {stopped, 1, context.Canceled, exitStopped, "hearth: stopped: 1 paper is added and stays\nhint: the same command again goes on with the rest; the next question brings the index up to date, if it must be\n"},
		"broken after some":    {t.Context(), 2, full, exitFailed, "hearth: 2 papers are added and stay; then: the disk is full\n"},
		"broken before any":    {t.Context(), 0, full, exitFailed, "hearth: nothing was added; then: the disk is full\n"},
		"a question, stopped":  {nil, 0, context.Canceled, exitStopped, "hearth: stopped\n"},
		"a slip is not broken": {t.Context(), 0, &app.UnknownCouncilError{Setting: "X", Name: "Y"}, exitUsage, "hearth: X=\"Y\" names no council that I know, and no paper is of it\nhint: " + (&app.UnknownCouncilError{}).Hint() + "\n"},
	} {
		t.Run(what, func(t *testing.T) {
			err := c.err
			if c.ctx != nil {
				err = brokenOff(c.ctx, app.Report{Documents: c.done}, c.err)
			}
			var out strings.Builder
			if got := report(err, &out); got != c.code || out.String() != c.says {
				t.Errorf("got %d %q, want %d %q", got, out.String(), c.code, c.says)
			}
		})
	}
}

func TestAReportOfAPackSaysWhetherItIsKept(t *testing.T) {
	for what, c := range map[string]struct {
		part app.PartReport
		want string
	}{
		"chosen now":             {app.PartReport{Number: 2, Title: "Fostering", ID: "pack/fostering", First: 3, Last: 9, Kept: true}, "(pack/fostering)"},
		"not chosen":             {app.PartReport{Number: 3, Title: "Roads", ID: "pack/roads", First: 10, Last: 12}, "(left out)"},
		"kept by an earlier add": {app.PartReport{Number: 8, Title: "Care", ID: "pack/care", First: 20, Last: 22, Already: true}, "(kept already: pack/care)"},
	} {
		t.Run(what, func(t *testing.T) {
			if got := partText(c.part); !strings.HasSuffix(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
