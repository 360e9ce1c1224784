package app

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"hearth/bot/chat"
)

// lasts counts the turns that are finished after serving was told to stop.
type lasts struct {
	told atomic.Pointer[context.Context] // ends when it is
	n    atomic.Int64
}

// count goes between a Watch and the conversations.
func (l *lasts) count(w chat.Watch) chat.Watch {
	finished := w.Finished
	w.Finished = func(platform, status string, since time.Duration) {
		if ctx := l.told.Load(); ctx != nil && (*ctx).Err() != nil {
			l.n.Add(1)
		}
		if finished != nil {
			finished(platform, status, since)
		}
	}
	return w
}

// conversations answers turns until it is told to stop, finishes those that it
// has begun, and says how many those were and how many it left.
func (h *House) conversations(l *lasts) Part {
	return Part{Name: "the conversations", Run: func(ctx context.Context) (string, error) {
		l.told.Store(&ctx)
		if err := h.Core.Run(ctx); err != nil {
			return "", err
		}
		_, left, err := h.Ledger.Oldest(context.WithoutCancel(ctx))
		var did []string
		if n := int(l.n.Load()); n > 0 {
			did = append(did, were(n)+" finished")
		}
		if left > 0 {
			did = append(did, were(left)+" left for the next start")
		}
		return strings.Join(did, ", "), err
	}}
}

func were(n int) string {
	if n == 1 {
		return "1 question was"
	}
	return counted(n, "question") + " were"
}
