package bottest

import (
	"context"
	"errors"
	"testing"
	"time"

	"hearth/bot"
)

// A Bench is an adapter as the contract tries it, over its platform or a stub of
// it.
type Bench struct {
	Adapter bot.Adapter
	Place   bot.Place // a member's own
	// Channel is a place where others read along; zero: the platform has none.
	Channel bot.Place
	// Elsewhere is another place of that member's; zero: another thread in Place.
	Elsewhere bot.Place
	// Standing gives the keys of the messages that stand in a place, in the order
	// in which a person sees them.
	Standing func(t *testing.T, in bot.Place) []string
	// Deliver has a person write a text, which the platform tells of as often as
	// times says, and gives the turns that reached the Handler.
	Deliver func(t *testing.T, text string, times int) []bot.Turn
	// Throttle makes the platform ask for another try after a while, once. Nil:
	// the platform never does.
	Throttle func(after time.Duration)
	// Lose makes the platform take the next message and never say so. Nil: it
	// can't.
	Lose func()
}

// Run holds an adapter to the contract of bot.Adapter. open gives a bench that
// nothing was done at.
func Run(t *testing.T, open func(t *testing.T) Bench) {
	t.Run("every kind of message is taken, and stands there in order", func(t *testing.T) {
		b := open(t)
		var want []string
		for _, f := range Messages() {
			post(t, b, f.Message)
			want = append(want, f.Message.Key)
		}
		same(t, b.Standing(t, b.Place), want)
	})
	t.Run("what stands there is found by its key, and nothing else is", func(t *testing.T) {
		b := open(t)
		looker, can := b.Adapter.(bot.Looker)
		if !can {
			t.Log("this platform can't be asked what stands there")
			return
		}
		posted := post(t, b, Messages()[0].Message)
		for key, want := range map[string]string{Messages()[0].Message.Key: posted, Messages()[0].Message.Key + "0": "", "other": ""} {
			if found, err := looker.Find(t.Context(), b.Place, key); err != nil || found != want {
				t.Errorf("%s is found as %q (%v), want %q", key, found, err, want)
			}
		}
		elsewhere := elsewhere(b)
		if found, err := looker.Find(t.Context(), elsewhere, Messages()[0].Message.Key); err != nil || found != "" {
			t.Errorf("in another thread it is found as %q (%v)", found, err)
		}
	})
	t.Run("a message for another place doesn't stand here", func(t *testing.T) {
		b := open(t)
		elsewhere := elsewhere(b)
		if _, err := b.Adapter.Post(t.Context(), elsewhere, Messages()[0].Message); err != nil {
			t.Fatal(err)
		}
		same(t, b.Standing(t, b.Place), nil)
	})
	t.Run("what is for one member is not posted where others read along", func(t *testing.T) {
		b := open(t)
		if b.Channel == (bot.Place{}) {
			t.Log("nobody else reads along on this platform")
			return
		}
		m := Messages()[0].Message
		if posted, err := b.Adapter.Post(t.Context(), b.Channel, m); err == nil {
			t.Errorf("it was posted as %q", posted)
		} else if _, later := errors.AsType[*bot.Later](err); later {
			t.Errorf("got %v: another try would do no better", err)
		}
		same(t, b.Standing(t, b.Channel), nil)
		m.Visibility = bot.ToPlace
		if _, err := b.Adapter.Post(t.Context(), b.Channel, m); err != nil {
			t.Fatal(err)
		}
		same(t, b.Standing(t, b.Channel), []string{m.Key})
	})
	t.Run("a message that nobody waits for any more isn't posted", func(t *testing.T) {
		b := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := b.Adapter.Post(ctx, b.Place, Messages()[0].Message); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want the context's error", err)
		}
		same(t, b.Standing(t, b.Place), nil)
	})
	t.Run("a turn that is told of again has the same identity", func(t *testing.T) {
		b := open(t)
		first := b.Deliver(t, "How often does the Board meet?", 3)
		other := b.Deliver(t, "How often does the Board meet?", 1)
		if len(first) == 0 || len(other) == 0 {
			t.Fatal("the turn never came")
		}
		for _, turn := range first {
			if turn.ID != first[0].ID {
				t.Errorf("told again it is %s, and was %s", turn.ID, first[0].ID)
			}
		}
		if other[0].ID == first[0].ID {
			t.Error("the same words said again have the same identity")
		}
		for _, turn := range []bot.Turn{first[0], other[0]} {
			if turn.ID == "" || turn.Place.Platform != b.Adapter.Platform() || turn.Kind != bot.Said || turn.Text == "" || turn.At.IsZero() || !turn.Addressed {
				t.Errorf("the turn lacks something: %+v", turn)
			}
		}
	})
	t.Run("a platform that asks for another try is believed", func(t *testing.T) {
		b := open(t)
		if b.Throttle == nil {
			t.Log("this platform never asks for another try")
			return
		}
		b.Throttle(7 * time.Second)
		_, err := b.Adapter.Post(t.Context(), b.Place, Messages()[0].Message)
		if later, ok := errors.AsType[*bot.Later](err); !ok || later.After < 7*time.Second {
			t.Errorf("got %v, want Later of at least 7 s", err)
		}
	})
	t.Run("a message that was taken and not acknowledged is found", func(t *testing.T) {
		b := open(t)
		looker, can := b.Adapter.(bot.Looker)
		if b.Lose == nil || !can {
			t.Log("this platform acknowledges what it takes")
			return
		}
		b.Lose()
		if _, err := b.Adapter.Post(t.Context(), b.Place, Messages()[0].Message); err == nil {
			t.Error("what was not acknowledged is told as posted")
		}
		if found, err := looker.Find(t.Context(), b.Place, Messages()[0].Message.Key); err != nil || found == "" {
			t.Errorf("found %q (%v)", found, err)
		}
	})
}

func elsewhere(b Bench) bot.Place {
	if b.Elsewhere != (bot.Place{}) {
		return b.Elsewhere
	}
	p := b.Place
	p.Thread += "x"
	return p
}

func post(t *testing.T, b Bench, m bot.Message) string {
	t.Helper()
	posted, err := b.Adapter.Post(t.Context(), b.Place, m)
	if err != nil || posted == "" {
		t.Fatalf("%s: posted as %q (%v)", m.Key, posted, err)
	}
	return posted
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("there stand %q, want %q", got, want)
		return
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("there stand %q, want %q", got, want)
			return
		}
	}
}
