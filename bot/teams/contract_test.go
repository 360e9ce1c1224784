package teams_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"encoding/json"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/teams/teamsstub"
)

func TestContract(t *testing.T) {
	bottest.Run(t, func(t *testing.T) bottest.Bench {
		c := open(t, teamsstub.Options{Capture: capture(t)}, nil)
		other := c.AddUser(teamsstub.User{Name: "John Doe", Email: "john@council.example"})
		elsewhere := c.chat()
		elsewhere.Channel = c.Chat(other.ID).ID
		return bottest.Bench{Adapter: c, Place: c.chat(), Channel: c.channel(), Elsewhere: elsewhere, Standing: c.standing,
			Deliver: func(t *testing.T, text string, times int) []bot.Turn {
				before := len(c.host.all())
				_, delivery, err := c.Say(c.jane.ID, "", "", text)
				if err != nil {
					t.Fatal(err)
				}
				c.settle()
				for range times - 1 {
					if status, err := c.Again(t.Context(), delivery); err != nil || status != 202 {
						t.Fatalf("told again: HTTP %d (%v)", status, err)
					}
				}
				return c.host.all()[before:]
			},
			Throttle: func(after time.Duration) {
				c.Break(teamsstub.Fault{Op: teamsstub.Send, Status: 429, RetryAfter: after})
			},
			Lose: func() { c.Break(teamsstub.Fault{Op: teamsstub.Send, Taken: true, Drop: true}) },
		}
	})
}

// capture writes what Teams took to where .ci/e2e looks at its structure.
func capture(t *testing.T) func(kind string, value json.RawMessage) {
	dir := os.Getenv("HEARTH_TEST_PAYLOADS")
	if dir == "" {
		return nil
	}
	return func(kind string, value json.RawMessage) {
		b, err := json.Marshal(map[string]any{"kind": kind, "value": value})
		if err != nil {
			t.Error(err)
			return
		}
		f, err := os.CreateTemp(filepath.Clean(dir), "teams-*.json")
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = f.Close() }()
		if _, err := f.Write(b); err != nil {
			t.Error(err)
		}
	}
}
