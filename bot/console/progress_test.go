package console

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestTheLineOfProgress(t *testing.T) {
	for what, c := range map[string]struct {
		at    State
		spent time.Duration
		want  string
	}{
		"rate and time left":     {State{"", "documents", 10, 40}, 2 * time.Second, "[#######.......................] 10 of 40 documents, 5.0 a second, 6s left"},
		"an unknown total":       {State{"", "documents", 400, 0}, 2 * time.Second, "400 documents, 200 a second"},
		"more than was expected": {State{"", "documents", 12, 10}, 2 * time.Second, "[##############################] 12 of 10 documents, 6.0 a second, 0s left"},
		"nothing to count yet":   {State{"reading a\x1b[2Jpack.pdf", "files", 0, 1}, 3 * time.Second, "reading a[2Jpack.pdf, 3s so far"},
	} {
		t.Run(what, func(t *testing.T) {
			if got := line(c.at, c.spent, 88); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestQuickWorkLeavesNoTrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		p := &Progress{out: &out, width: 88}
		p.Step(State{Unit: "documents", Done: 5, Total: 10})
		<-time.After(900 * time.Millisecond)
		p.Done()
		if out.Len() > 0 {
			t.Errorf("wrote %q", out.String())
		}
	})
}

func TestSilentWorkGoesOnCountingAndItsLineGoesAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		p := &Progress{out: &out, width: 88}
		for range 2 { // a bar can be used again
			out.Reset()
			p.Step(State{Doing: "reading pack.pdf"})
			<-time.After(3100 * time.Millisecond)
			p.Done()
			got := out.String()
			if !strings.Contains(got, "reading pack.pdf, 1s so far") || !strings.Contains(got, "reading pack.pdf, 3s so far") {
				t.Errorf("got %q", got)
			}
			if !strings.HasSuffix(got, "\r\x1b[K") {
				t.Errorf("the line stays: %q", got)
			}
		}
		p.Done() // again is no harm
	})
}

func TestProgressIsSilentWhereNobodyLooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		p := NewProgress(&out, Style{Width: 88})
		p.Step(State{Unit: "documents", Done: 1, Total: 2})
		<-time.After(time.Minute)
		p.Done()
		if out.Len() > 0 {
			t.Errorf("wrote %q", out.String())
		}
	})
}
