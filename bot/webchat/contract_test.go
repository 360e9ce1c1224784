package webchat_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/posts"
	"hearth/bot/webchat"
	"hearth/bot/webchat/webchattest"
	"hearth/storage/bolt/bolttest"
)

// ear is a Talk that notes every turn it is told of, again and again.
type ear struct {
	*webchattest.Talk
	mu    sync.Mutex
	heard []bot.Turn
}

func (e *ear) Receive(ctx context.Context, t bot.Turn) error {
	e.mu.Lock()
	e.heard = append(e.heard, t)
	e.mu.Unlock()
	return e.Talk.Receive(ctx, t)
}

func TestContract(t *testing.T) {
	bottest.Run(t, func(t *testing.T) bottest.Bench {
		wall := posts.New(bot.Web, bolttest.Open(t))
		heard := &ear{Talk: &webchattest.Talk{}}
		d := open(t, func(o *webchat.Options) { o.Talk = heard })
		return bottest.Bench{Adapter: wall, Place: bot.Place{Platform: bot.Web, Channel: "m1", Thread: "t1", Kind: bot.Direct},
			Standing: func(t *testing.T, in bot.Place) (keys []string) {
				all, err := wall.All(t.Context(), in)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range all {
					keys = append(keys, p.Message.Key)
				}
				return keys
			},
			// A browser sends a form again when its person presses twice.
			Deliver: func(t *testing.T, text string, times int) []bot.Turn {
				heard.heard = nil
				b := d.As("m1")
				home := b.Get("/")
				for range times {
					sent := b.Post("/ask", "turn", home.Attr(`form.ask input[name=turn]`, "value"),
						"thread", home.Attr(`form.ask input[name=thread]`, "value"), "text", text)
					if !strings.HasPrefix(sent.Header.Get("Location"), "/talk/") {
						t.Fatalf("asking: %d %s", sent.Status, sent.Text("main"))
					}
				}
				return heard.heard
			}}
	})
}
