package slack_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"hearth/bot"
	"hearth/bot/slack"
)

func TestMessagesInOneChannelKeepApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := slack.NewPace(time.Second, time.Now)
		start := time.Now()
		var at []time.Duration
		for range 7 {
			if err := p.Wait(t.Context(), "C1", false); err != nil {
				t.Fatal(err)
			}
			at = append(at, time.Since(start))
		}
		if want := "[0s 0s 0s 0s 1s 2s 3s]"; fmt.Sprint(at) != want {
			t.Errorf("went at %v, want %s", at, want)
		}
		before := time.Since(start)
		if err := p.Wait(t.Context(), "C2", false); err != nil || time.Since(start) != before {
			t.Errorf("another channel waited until %s (%v)", time.Since(start), err)
		}
		<-time.After(time.Hour)
		before = time.Since(start)
		for range 4 {
			if err := p.Wait(t.Context(), "C1", false); err != nil || time.Since(start) != before {
				t.Errorf("a quiet channel waited until %s (%v)", time.Since(start), err)
			}
		}
	})
}

// Whoever would wait long is put off, so that others needn't wait for them; the rest
// of a message that has begun waits.
func TestALongWaitIsPutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := slack.NewPace(time.Second, time.Now)
		errs := make(chan error, 12)
		for range 12 {
			go func() { errs <- p.Wait(t.Context(), "C1", false) }()
		}
		put := 0
		for range 12 {
			if later, ok := errors.AsType[*bot.Later](<-errs); ok {
				put++
				if later.After <= 3*time.Second {
					t.Errorf("put off by %s", later.After)
				}
			}
		}
		if put != 5 { // 4 at once, 3 within three seconds
			t.Errorf("%d were put off, want 5", put)
		}
		for range 6 {
			go func() { errs <- p.Wait(t.Context(), "C1", true) }()
		}
		for range 6 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := p.Wait(ctx, "C1", true); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want the context's error", err)
		}
	})
}

func TestQuietChannelsAreForgotten(t *testing.T) {
	now := time.Unix(0, 0)
	p := slack.NewPace(time.Second, func() time.Time { return now })
	for i := range 10_000 {
		now = now.Add(time.Second)
		if err := p.Wait(t.Context(), fmt.Sprint(i), false); err != nil {
			t.Fatal(err)
		}
	}
	if p.Size() > 2_001 {
		t.Errorf("%d channels are remembered", p.Size())
	}
}
