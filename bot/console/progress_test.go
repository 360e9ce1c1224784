package console

import (
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	type step struct {
		after       time.Duration
		done, total int
	}
	for what, c := range map[string]struct {
		steps []step
		want  string
	}{
		"quick work leaves no trace": {[]step{{500 * time.Millisecond, 5, 10}, {999 * time.Millisecond, 10, 10}}, ""},
		"rate and time left":         {[]step{{2 * time.Second, 10, 40}}, "\r\x1b[K[#######.......................] 10 of 40 documents, 5.0 a second, 6s left\r\x1b[K"},
		"an unknown total":           {[]step{{2 * time.Second, 400, 0}}, "\r\x1b[K400 documents, 200 a second\r\x1b[K"},
		"more than was expected":     {[]step{{2 * time.Second, 12, 10}}, "\r\x1b[K[##############################] 12 of 10 documents, 6.0 a second, 0s left\r\x1b[K"},
		"not drawn at every step": {[]step{{2 * time.Second, 10, 0}, {2*time.Second + time.Millisecond, 11, 0}},
			"\r\x1b[K10 documents, 5.0 a second\r\x1b[K"},
	} {
		t.Run(what, func(t *testing.T) {
			var out strings.Builder
			begun := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
			now := begun
			p := newProgress(&out, 88, "documents", func() time.Time { return now })
			for _, s := range c.steps {
				now = begun.Add(s.after)
				p.Step(s.done, s.total)
			}
			p.Done()
			if out.String() != c.want {
				t.Errorf("got  %q\nwant %q", out.String(), c.want)
			}
		})
	}
}

func TestProgressIsSilentWhereNobodyLooks(t *testing.T) {
	var out strings.Builder
	p := NewProgress(&out, Style{Width: 88}, "documents")
	p.begun = p.begun.Add(-time.Hour)
	p.Step(1, 2)
	p.Done()
	if out.Len() > 0 {
		t.Errorf("wrote %q", out.String())
	}
}
