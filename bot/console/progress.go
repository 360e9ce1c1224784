package console

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// A Progress draws how far a long piece of work has come: a bar, the rate and
// the time left. It writes nothing during the first second, so quick work leaves
// no trace, and nothing at all where no person looks. It is for one goroutine.
type Progress struct {
	out   io.Writer // nil: silent
	width int
	unit  string
	now   func() time.Time
	begun time.Time
	drawn time.Time
	shown bool
}

// NewProgress starts to measure. Where out is no terminal nothing is ever
// drawn. The unit is what is counted: "documents".
func NewProgress(out io.Writer, style Style, unit string) *Progress {
	if !IsTerminal(out) {
		out = nil
	}
	return newProgress(out, style.Width, unit, time.Now)
}

func newProgress(out io.Writer, width int, unit string, now func() time.Time) *Progress {
	return &Progress{out: out, width: width, unit: unit, now: now, begun: now()}
}

// How long work must last to be drawn, and how often the line is drawn anew.
const (
	quiet   = time.Second
	between = 100 * time.Millisecond
)

// Step says that done of total are done. A total of 0 is not known: then only
// the count and the rate are shown.
func (p *Progress) Step(done, total int) {
	if p.out == nil {
		return
	}
	now := p.now()
	if now.Sub(p.begun) < quiet || now.Sub(p.drawn) < between {
		return
	}
	p.drawn, p.shown = now, true
	// The work goes on whether or not the line can be drawn.
	_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", p.line(done, total, now.Sub(p.begun)))
}

// Done takes the line away.
func (p *Progress) Done() {
	if p.out != nil && p.shown {
		_, _ = io.WriteString(p.out, "\r\x1b[K")
	}
}

func (p *Progress) line(done, total int, spent time.Duration) string {
	rate := float64(done) / spent.Seconds()
	tail := fmt.Sprintf("%d %s, %s a second", done, p.unit, figure(rate))
	if total <= 0 || done <= 0 {
		return tail
	}
	left := time.Duration(float64(max(total-done, 0)) / rate * float64(time.Second)).Round(time.Second)
	tail = fmt.Sprintf("%d of %d %s, %s a second, %s left", done, total, p.unit, figure(rate), left)
	room := min(p.width-len(tail)-3, 30)
	if room < 5 {
		return tail
	}
	full := min(room*done/total, room)
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", room-full) + "] " + tail
}

// figure writes a rate with as many digits as it deserves.
func figure(rate float64) string {
	if rate < 10 {
		return fmt.Sprintf("%.1f", rate)
	}
	return fmt.Sprintf("%.0f", rate)
}
