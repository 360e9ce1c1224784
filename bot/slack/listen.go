package slack

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"hearth/bot"
)

const (
	firstPause = time.Second // before another try to connect; it doubles
	mostPause  = time.Minute
	// mostLeaving is how long a connection is still read that Slack has said it ends.
	mostLeaving = 30 * time.Second
)

// Listen hears by Socket Mode what happens in the workspace, until the context ends.
// What was begun then is finished and acknowledged; what waits is left to be told
// again. Where Slack ends a connection, the next is opened while the old is still
// read. Where Slack can't be reached it is tried again; the error says that the app
// token is not taken, and never nil.
//
// What happens in one channel is handed over in the order of its telling, channels
// beside one another. Where the host is slow no more is read than fits the queues.
func (a *Adapter) Listen(ctx context.Context, host bot.Host) error {
	if a.o.AppToken == "" {
		return &TokenError{App: true, Kind: "missing"}
	}
	l := newLines(ctx, a, host)
	var links sync.WaitGroup
	up := &upness{watch: a.o.Watch.Connected}
	pause := firstPause
	live, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer func() {
		l.close() // while the connections stand
		stop()
		links.Wait()
	}()
	for {
		c, err := a.dial(ctx, live, l)
		if err == nil {
			pause = firstPause
			links.Go(func() {
				up.add(1)
				defer up.add(-1)
				c.run(ctx)
			})
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-c.leaving:
				if !c.early() {
					continue
				}
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if e, ok := hopeless(err); ok {
			return e
		}
		if err != nil {
			a.o.Log.Warn("no connection with Slack; it is tried again", "pause", pause, "err", err)
		}
		wait := pause/2 + rand.N(pause/2+1)
		if asked, ok := after(err); ok {
			wait = max(wait, asked)
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			t.Stop()
			return ctx.Err()
		case <-t.C:
		}
		pause = min(2*pause, mostPause)
	}
}

// hopeless gives what no later try can do better: the token is not taken.
func hopeless(err error) (error, bool) {
	e, ok := errors.AsType[*CallError](err)
	if !ok {
		return nil, false
	}
	switch e.Code {
	case "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired":
		return &TokenError{App: true, Err: e}, true
	case "not_allowed_token_type":
		return &TokenError{App: true, Kind: "of the wrong kind", Err: e}, true
	case "missing_scope", "no_permission":
		return &ScopeError{[]string{AppScope}}, true
	}
	return nil, false
}

// upness tells the watch when the first connection stands and the last is gone.
type upness struct {
	watch func(up bool)
	mu    sync.Mutex
	n     int
}

func (u *upness) add(d int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	was := u.n > 0
	u.n += d
	if is := u.n > 0; is != was && u.watch != nil {
		u.watch(is)
	}
}
