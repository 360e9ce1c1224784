package slack_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/slack"
	"hearth/bot/slack/slackstub"
)

// texts are what was said in a channel, each once, in the order of its first coming.
func texts(turns []bot.Turn, channel string) (out []string) {
	seen := map[string]bool{}
	for _, t := range turns {
		if t.Place.Channel == channel && !seen[t.ID] {
			seen[t.ID] = true
			out = append(out, t.Text)
		}
	}
	return out
}

func (c *council) settled(t testing.TB) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	if err := c.Settled(ctx); err != nil {
		t.Fatal("not everything was acknowledged: ", err)
	}
}

// burst has Jane say so much in two channels, in turn.
func (c *council) burst(t testing.TB, n int) (direct, public []string) {
	t.Helper()
	for i := range n {
		text := fmt.Sprint("question ", i)
		if i%2 == 0 {
			if _, err := c.Say(c.jane, c.direct, "", text); err != nil {
				t.Fatal(err)
			}
			direct = append(direct, text)
			continue
		}
		if _, err := c.Mention(c.jane, c.public, "", text); err != nil {
			t.Fatal(err)
		}
		public = append(public, text)
	}
	return direct, public
}

func TestABurstIsHeardInOrder(t *testing.T) {
	for name, socket := range transports {
		t.Run(name, func(t *testing.T) {
			c, e := foundCouncil(t, slackstub.Options{}), &ear{}
			c.listen(t, c.adapter(t, nil), e, socket)
			direct, public := c.burst(t, 300)
			c.settled(t)
			if got := texts(e.all(), c.direct); !slices.Equal(got, direct) {
				t.Errorf("directly: %d of %d, or out of order: %v", len(got), len(direct), got)
			}
			if got := texts(e.all(), c.public); !slices.Equal(got, public) {
				t.Errorf("in the channel: %d of %d, or out of order: %v", len(got), len(public), got)
			}
		})
	}
}

func TestNothingIsLostWhenConnectionsEnd(t *testing.T) {
	for sentence, end := range map[string]func(c *council){
		"Slack warns":              func(c *council) { c.Disconnect(slackstub.Warning) },
		"Slack asks for a refresh": func(c *council) { c.Disconnect(slackstub.RefreshRequested) },
		"the line is cut":          func(c *council) { c.Cut() },
		"acknowledgements are lost": func(c *council) {
			c.DropAcks(10)
			c.Cut()
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			c := foundCouncil(t, slackstub.Options{AckWait: 2 * time.Second})
			var n atomic.Int32
			e := &ear{}
			e.receive = func(bot.Turn) error {
				if n.Add(1) == 20 { // in the midst of it
					end(c)
				}
				return nil
			}
			c.listen(t, c.adapter(t, nil), e, true)
			direct, public := c.burst(t, 100)
			c.settled(t)
			for channel, want := range map[string][]string{c.direct: direct, c.public: public} {
				got := texts(e.all(), channel)
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("%d of %d were heard", len(got), len(want))
				}
			}
		})
	}
}

func TestTheSocketDoesNotAcknowledgeWhatWasNotKept(t *testing.T) {
	c := foundCouncil(t, slackstub.Options{AckWait: 50 * time.Millisecond})
	var n atomic.Int32
	e := &ear{receive: func(bot.Turn) error {
		if n.Add(1) <= 2 {
			return errors.New("no space left")
		}
		return nil
	}}
	c.listen(t, c.adapter(t, nil), e, true)
	if _, err := c.Say(c.jane, c.direct, "", "hello"); err != nil {
		t.Fatal(err)
	}
	c.settled(t)
	d := c.Deliveries()[0]
	if !d.Acked || len(d.Attempts) < 3 {
		t.Errorf("acknowledged %v after %d attempts, want after 3", d.Acked, len(d.Attempts))
	}
	if got := texts(e.all(), c.direct); !slices.Equal(got, []string{"hello"}) {
		t.Errorf("heard %v", got)
	}
}

func TestWhatWasBegunIsFinishedAndTheRestLeft(t *testing.T) {
	c := foundCouncil(t, slackstub.Options{AckWait: time.Minute})
	begun, finish := make(chan struct{}), make(chan struct{})
	once := sync.OnceFunc(func() { close(begun) })
	e := &ear{receive: func(bot.Turn) error {
		once()
		<-finish
		return nil
	}}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.adapter(t, nil).Listen(ctx, e) }()
	if err := c.Wait(t.Context(), func() bool { return c.Sockets() > 0 }); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"first", "second"} {
		if _, err := c.Say(c.jane, c.direct, "", text); err != nil {
			t.Fatal(err)
		}
	}
	<-begun
	stop()
	select {
	case err := <-ended:
		t.Fatal("ended before what was begun was finished: ", err)
	case <-time.After(50 * time.Millisecond): // so that a wrong end has time to come
	}
	close(finish)
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	if err := c.Wait(t.Context(), func() bool { return c.Sockets() == 0 }); err != nil {
		t.Fatal(err)
	}
	all := c.Deliveries()
	if !all[0].Acked || all[1].Acked {
		t.Errorf("acknowledged: %v and %v, want the first alone", all[0].Acked, all[1].Acked)
	}
	if got := texts(e.all(), c.direct); !slices.Equal(got, []string{"first"}) {
		t.Errorf("heard %v", got)
	}
}

func TestAnAppTokenThatIsNotTaken(t *testing.T) {
	for sentence, token := range map[string]string{"none": "", "another": "xapp-1-A-1-another"} {
		t.Run(sentence, func(t *testing.T) {
			c := foundCouncil(t, slackstub.Options{})
			err := c.adapter(t, func(o *slack.Options) { o.AppToken = token }).Listen(t.Context(), &ear{})
			if e, ok := errors.AsType[*slack.TokenError](err); !ok || !e.App {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

func TestTheWatchIsToldOfTheConnection(t *testing.T) {
	c, told := foundCouncil(t, slackstub.Options{}), make(chan bool, 8)
	s := c.adapter(t, func(o *slack.Options) { o.Watch.Connected = func(up bool) { told <- up } })
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Listen(ctx, &ear{}) }()
	if up := <-told; !up {
		t.Error("told that it is down first")
	}
	c.Cut()
	if up := <-told; up {
		t.Error("a cut was not told")
	}
	if up := <-told; !up {
		t.Error("the next connection was not told")
	}
	stop()
	<-ended
	if up := <-told; up {
		t.Error("the end was not told")
	}
}
