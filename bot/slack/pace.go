package slack

import (
	"context"
	"sync"
	"time"

	"hearth/bot"
)

// DefaultPace is between two messages in one channel. Slack takes about one a
// second, and a few more for a short while:
// https://docs.slack.dev/apis/web-api/rate-limits.
const DefaultPace = time.Second

const (
	// pacedBurst is how many messages go out at once in a channel that was quiet.
	pacedBurst = 4
	// patience is how long a message is waited with: whoever waits keeps others
	// waiting, so that longer ones are put off.
	patience = 3 * time.Second
	// mostPaced is when channels that were quiet are forgotten.
	mostPaced = 2_000
)

// A pace keeps messages in one channel apart.
type pace struct {
	every time.Duration
	now   func() time.Time

	mu   sync.Mutex
	free map[string]time.Time // when a channel would take a whole burst again
}

func newPace(every time.Duration, now func() time.Time) *pace {
	return &pace{every: every, now: now, free: map[string]time.Time{}}
}

// wait returns when the next message may go to a channel. Where that is not soon it
// is *bot.Later, unless the message has begun.
func (p *pace) wait(ctx context.Context, method, channel string, begun bool) error {
	wait, taken := p.take(channel, begun)
	if !taken {
		return &bot.Later{After: wait, Err: &CallError{Method: method, Code: "ratelimited"}}
	}
	if wait <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func (p *pace) take(channel string, begun bool) (wait time.Duration, taken bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	free := p.free[channel]
	if free.Before(now) {
		free = now
	}
	wait = free.Sub(now) - (pacedBurst-1)*p.every
	if wait > patience && !begun {
		return wait, false
	}
	p.free[channel] = free.Add(p.every)
	if len(p.free) > mostPaced {
		for c, free := range p.free {
			if free.Before(now) {
				delete(p.free, c)
			}
		}
	}
	return wait, true
}
