package chat

import (
	"context"
	"fmt"
	"sync"

	"hearth/bot"
	"hearth/bot/ledger"
	"hearth/bot/posts"
)

// signals wake those who wait for a conversation.
type signals struct {
	mu     sync.Mutex
	places map[bot.Place]chan struct{}
}

func newSignals() *signals { return &signals{places: map[bot.Place]chan struct{}{}} }

// next is closed when something has happened in a place.
func (s *signals) next(p bot.Place) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, ok := s.places[p]
	if !ok {
		ch = make(chan struct{})
		s.places[p] = ch
	}
	return ch
}

func (s *signals) tell(p bot.Place) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch, ok := s.places[p]; ok {
		close(ch)
		delete(s.places, p)
	}
}

// Wait returns once a turn is done, or with the context's error.
func (c *Core) Wait(ctx context.Context, in bot.Place, turn string) error {
	for {
		next := c.done.next(in)
		t, err := c.o.Ledger.Get(ctx, turn)
		if err != nil {
			return err
		}
		if t.State == ledger.Done {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-next:
		}
	}
}

// Exchanges gives the last n exchanges of a conversation on a platform that
// hearth keeps itself.
func (c *Core) Exchanges(ctx context.Context, in bot.Place, n int) ([]bot.Exchange, error) {
	wall, ok := c.adapters[in.Platform].(interface {
		To(ctx context.Context, in bot.Place, turn string) ([]posts.Post, error)
	})
	if !ok {
		return nil, fmt.Errorf("%s keeps its conversations itself", in.Platform)
	}
	turns, err := c.o.Ledger.Last(ctx, in, n)
	if err != nil {
		return nil, err
	}
	var out []bot.Exchange
	for _, t := range turns {
		e := bot.Exchange{Turn: t.ID, Seq: t.Seq, At: t.At.In(c.o.Zone), Text: shown(t), Waiting: t.State != ledger.Done}
		e.Withheld = e.Text == ""
		ps, err := wall.To(ctx, in, t.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range ps {
			e.Messages = append(e.Messages, p.Message)
		}
		out = append(out, e)
	}
	return out, nil
}
