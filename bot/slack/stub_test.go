package slack_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	slackgo "github.com/slack-go/slack"

	"hearth/bot"
	"hearth/bot/slack"
	"hearth/bot/slack/blockkit"
	"hearth/bot/slack/slackstub"
)

// names are all scopes that hearth needs.
func names() (out []string) {
	for _, s := range slack.Scopes() {
		out = append(out, s.Name)
	}
	return out
}

// A council is a workspace with hearth, one member, and a channel of each kind where
// both are.
type council struct {
	*slackstub.Stub
	jane   string
	public string // a channel's id
	closed string
	direct string
}

// found a council whose app may do some things.
func foundCouncil(t testing.TB, o slackstub.Options) *council {
	t.Helper()
	if o.Scopes == nil {
		o.Scopes = names()
	}
	if o.Events == nil {
		o.Events = slack.Events()
	}
	s, err := slackstub.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	c := &council{Stub: s, jane: s.AddUser(slackstub.User{Name: "jane", RealName: "Jane Doe", Email: "jane@council.example"}).ID}
	c.public = s.AddChannel(slackstub.Channel{Name: "board", Members: []string{c.jane, slackstub.DefaultBot}}).ID
	c.closed = s.AddChannel(slackstub.Channel{Name: "members", Kind: slackstub.Closed, Members: []string{c.jane, slackstub.DefaultBot}}).ID
	c.direct = s.DM(c.jane).ID
	return c
}

func (c *council) adapter(t testing.TB, change func(*slack.Options)) *slack.Adapter {
	t.Helper()
	o := slack.Options{Token: c.BotToken(), AppToken: c.AppToken(), SigningSecret: c.SigningSecret(), API: c.API(), Now: c.Now, Pace: time.Nanosecond}
	if change != nil {
		change(&o)
	}
	s, err := slack.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// place is a thread in a channel, or the channel itself.
func (c *council) place(channel, thread string) bot.Place {
	kind := bot.Channel
	if channel == c.direct {
		kind = bot.Direct
	}
	return bot.Place{Platform: bot.Slack, Workspace: c.Team(), Channel: channel, Thread: thread, Kind: kind}
}

// thread has Jane begin one.
func (c *council) thread(t testing.TB, channel string) bot.Place {
	t.Helper()
	ts, err := c.Say(c.jane, channel, "", "Something to reply to.")
	if err != nil {
		t.Fatal(err)
	}
	return c.place(channel, ts)
}

// standing gives the keys of hearth's messages in a place, each once, in order.
func (c *council) standing(t testing.TB, in bot.Place) (keys []string) {
	t.Helper()
	for _, m := range c.Said(in.Channel) {
		if m.Thread != in.Thread || m.TS == m.Thread {
			continue
		}
		var md slackgo.SlackMetadata
		if err := json.Unmarshal(m.Metadata, &md); err != nil {
			t.Fatal(err)
		}
		key, n, _, ok := blockkit.KeyOf(md)
		if !ok {
			t.Fatalf("a message without a key stands there: %s", m.Metadata)
		}
		if n == 1 {
			keys = append(keys, key)
		} else if !slices.Contains(keys, key) {
			t.Errorf("part %d of %s stands before the first", n, key)
		}
	}
	return keys
}
