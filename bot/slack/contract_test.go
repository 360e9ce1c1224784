package slack_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/slack"
	"hearth/bot/slack/slackstub"
	"hearth/briefings"
)

// An ear is a Host that notes every turn it is told of, again and again.
type ear struct {
	receive func(bot.Turn) error       // nil: takes everything
	open    func(bot.Turn) *bot.Window // nil: opens nothing

	mu    sync.Mutex
	heard []bot.Turn // what was taken
}

func (e *ear) Receive(_ context.Context, t bot.Turn) error {
	if e.receive != nil {
		if err := e.receive(t); err != nil {
			return err
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, t)
	return nil
}

func (e *ear) Open(_ context.Context, t bot.Turn) (*bot.Window, error) {
	if e.open == nil {
		return nil, nil
	}
	return e.open(t), nil
}

// all gives the turns that were taken.
func (e *ear) all() []bot.Turn {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.heard)
}

func (e *ear) Home(context.Context, briefings.Link) ([]bot.Block, error) {
	return bot.Text("What hearth is."), nil
}

func (e *ear) Prompts() []bot.Choice {
	return []bot.Choice{{Label: "How often does the Board meet?", Action: "ask"}}
}

// take gives the turns that said a text, and forgets them all.
func (e *ear) take(text string) []bot.Turn {
	e.mu.Lock()
	defer e.mu.Unlock()
	out := slices.DeleteFunc(e.heard, func(t bot.Turn) bool { return t.Text != text })
	e.heard = nil
	return out
}

// listen has an adapter hear what happens in a workspace until the test ends, by
// Socket Mode or by signed requests.
func (c *council) listen(t testing.TB, s *slack.Adapter, host bot.Host, socket bool) {
	t.Helper()
	if !socket {
		server := httptest.NewServer(s.Handler(host))
		t.Cleanup(server.Close)
		at := server.URL + "/slack/"
		if err := c.SendTo(t.Context(), slackstub.Endpoints{Events: at + "events", Interactive: at + "interactive", Commands: at + "commands"}); err != nil {
			t.Fatal(err)
		}
		return
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Listen(ctx, host) }()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	if err := c.Wait(t.Context(), func() bool { return c.Sockets() > 0 }); err != nil {
		t.Fatal(err)
	}
}

// transports are the two ways in which Slack tells hearth.
var transports = map[string]bool{"by Socket Mode": true, "by signed requests": false}

func TestContract(t *testing.T) {
	for name, socket := range transports {
		t.Run(name, func(t *testing.T) {
			bottest.Run(t, func(t *testing.T) bottest.Bench {
				c := foundCouncil(t, slackstub.Options{})
				s, heard := c.adapter(t, nil), &ear{}
				c.listen(t, s, heard, socket)
				elsewhere := c.thread(t, c.direct)
				return bottest.Bench{
					Adapter: s, Place: c.place(c.direct, ""), Elsewhere: elsewhere, Channel: c.place(c.public, ""),
					Standing: func(t *testing.T, in bot.Place) []string { return c.standing(t, in) },
					Throttle: func(after time.Duration) {
						c.Break(slackstub.Fault{Method: "chat.postMessage", Status: http.StatusTooManyRequests, RetryAfter: after})
					},
					Lose: func() { c.Break(slackstub.Fault{Method: "chat.postMessage", Taken: true, Drop: true}) },
					// Slack has told of one message several times, under several event ids.
					Deliver: func(t *testing.T, text string, times int) []bot.Turn {
						ts, err := c.Say(c.jane, c.direct, "", text)
						if err != nil {
							t.Fatal(err)
						}
						for range times - 1 {
							if _, err := c.Tell(c.direct, ts, "message"); err != nil {
								t.Fatal(err)
							}
						}
						if err := c.Settled(t.Context()); err != nil {
							t.Fatal(err)
						}
						return heard.take(text)
					},
				}
			})
		})
	}
}
