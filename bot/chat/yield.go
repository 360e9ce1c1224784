package chat

import (
	"context"
	"sync"
	"time"
)

// yieldFor bounds how long an answer waits for what is being received.
const yieldFor = 250 * time.Millisecond

// A lull is when nothing is being received. Whoever sends a turn waits for it to
// be acknowledged, and whoever is answered reads for longer than that: so when
// many turns come at once, all are taken before the next is answered.
type lull struct {
	mu    sync.Mutex
	n     int
	begun chan struct{} // closed when it begins; nil while it is one
}

func (l *lull) receiving() (done func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.n++; l.n == 1 {
		l.begun = make(chan struct{})
	}
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.n--; l.n == 0 {
			close(l.begun)
			l.begun = nil
		}
	}
}

// wait returns in a lull, or after yieldFor.
func (l *lull) wait(ctx context.Context) {
	l.mu.Lock()
	begun := l.begun
	l.mu.Unlock()
	if begun == nil {
		return
	}
	late := time.NewTimer(yieldFor)
	defer late.Stop()
	select {
	case <-begun:
	case <-late.C:
	case <-ctx.Done():
	}
}
