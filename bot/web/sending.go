package web

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// mostSending is how many people are being sent a link at once. Signing in is
// rare; so many at once are an attack or a broken relay, and more would only add
// to it.
const mostSending = 16

// sending is what is sent after the reply, so that the reply takes as long whether
// or not there is anything to send.
type sending struct {
	wg sync.WaitGroup

	mu     sync.Mutex
	closed bool
	next   int
	cancel map[int]context.CancelFunc // of those under way
}

// begin runs send, unless too many are under way or the site has closed.
func (m *sending) begin(ctx context.Context, within time.Duration, send func(context.Context)) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed || len(m.cancel) >= mostSending {
		return false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
	if m.cancel == nil {
		m.cancel = map[int]context.CancelFunc{}
	}
	id := m.next
	m.next++
	m.cancel[id] = cancel
	m.wg.Go(func() {
		defer m.done(id)
		send(ctx)
	})
	return true
}

func (m *sending) done(id int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.cancel[id]()
	delete(m.cancel, id)
}

// close lets none begin and waits for those under way until the context ends;
// then it gives them up.
func (m *sending) close(ctx context.Context) error {
	m.mu.Lock()
	m.closed = true
	m.mu.Unlock()
	done := make(chan struct{})
	go func() { m.wg.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
	}
	m.mu.Lock()
	for _, cancel := range m.cancel {
		cancel()
	}
	m.mu.Unlock()
	<-done
	return fmt.Errorf("sign-in links were given up: %w", ctx.Err())
}
