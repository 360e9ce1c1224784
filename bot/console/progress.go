package console

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// A Progress draws how far a long piece of work has come: a bar, the rate and
// the time left. It writes nothing during the first second, so quick work leaves
// no trace, and nothing at all where no person looks. While the work is silent
// the line goes on counting the seconds. It is safe for concurrent use.
type Progress struct {
	out   io.Writer // nil: silent
	width int

	mu    sync.Mutex
	begun time.Time
	at    State
	shown bool
	stop  chan struct{} // nil: nobody draws
	drawn sync.WaitGroup
}

// A State is how far work has come.
type State struct {
	Doing       string // what is being done, where nothing can be counted yet: "reading pack.pdf"
	Unit        string // what is counted: "documents"
	Done, Total int    // a Total of 0 is not known
}

// NewProgress makes a Progress that draws on out, if that is a terminal.
func NewProgress(out io.Writer, style Style) *Progress {
	if !IsTerminal(out) {
		out = nil
	}
	return &Progress{out: out, width: style.Width}
}

// How long work must last to be drawn, and how often the line is drawn anew.
const (
	quiet   = time.Second
	between = 200 * time.Millisecond
)

// Step says how far the work has come; the first one begins to count the time.
// Done must follow, also where the work fails.
func (p *Progress) Step(s State) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = s
	if p.stop != nil {
		return
	}
	stop := make(chan struct{})
	p.begun, p.stop = time.Now(), stop
	p.drawn.Go(func() { p.draw(stop) })
}

func (p *Progress) draw(stop <-chan struct{}) {
	tick := time.NewTicker(between)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
		}
		p.mu.Lock()
		if spent := time.Since(p.begun); spent >= quiet {
			p.shown = true
			// The work goes on whether or not the line can be drawn.
			_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", line(p.at, spent, p.width))
		}
		p.mu.Unlock()
	}
}

// Done stops drawing and takes the line away. The next Step begins anew.
func (p *Progress) Done() {
	p.mu.Lock()
	stop := p.stop
	p.stop = nil
	p.mu.Unlock()
	if stop == nil {
		return
	}
	close(stop)
	p.drawn.Wait()
	if p.shown {
		_, _ = io.WriteString(p.out, "\r\x1b[K")
	}
	p.shown = false
}

// line is what is drawn after some time spent.
func line(s State, spent time.Duration, width int) string {
	rate := float64(s.Done) / spent.Seconds()
	switch {
	case s.Done == 0:
		return fmt.Sprintf("%s, %s so far", clean(s.Doing), spent.Round(time.Second))
	case s.Total == 0:
		return fmt.Sprintf("%d %s, %s a second", s.Done, s.Unit, figure(rate))
	}
	left := time.Duration(float64(max(s.Total-s.Done, 0)) / rate * float64(time.Second)).Round(time.Second)
	tail := fmt.Sprintf("%d of %d %s, %s a second, %s left", s.Done, s.Total, s.Unit, figure(rate), left)
	room := min(width-len(tail)-3, 30)
	if room < 5 {
		return tail
	}
	full := min(room*s.Done/s.Total, room)
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", room-full) + "] " + tail
}

// figure writes a rate with as many digits as it deserves.
func figure(rate float64) string {
	if rate < 10 {
		return fmt.Sprintf("%.1f", rate)
	}
	return fmt.Sprintf("%.0f", rate)
}
