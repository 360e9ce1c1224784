package slack_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"hearth/bot"
)

func TestALineForOneInAChannel(t *testing.T) {
	a, s := open(t, nil)
	posted, err := s.Post(t.Context(), channel, message("k", bot.Fleeting))
	if err != nil || posted == "" {
		t.Fatalf("posted as %q (%v)", posted, err)
	}
	got := a.called("chat.postEphemeral")
	if len(got) != 1 || got[0].Form.Get("user") != "U1" || got[0].Form.Get("channel") != "C1" || got[0].Form.Get("thread_ts") != channel.Thread {
		t.Errorf("got %v", got)
	}
	if again, err := s.Post(t.Context(), channel, message("k", bot.Fleeting)); err != nil || again != posted || len(a.called("chat.postEphemeral")) != 1 {
		t.Errorf("posted again as %q (%v)", again, err)
	}
	if n := len(a.called("chat.postMessage")); n != 0 {
		t.Errorf("%d messages for everybody", n)
	}
}

// Slack shows a line for one person in a thread only where somebody has replied
// there: where a mention began it, the line must stand in the channel.
func TestALineForAMentionStandsInTheChannel(t *testing.T) {
	a, s := open(t, nil)
	mention := fmt.Sprintf("slack/%s/%s/", channel.Workspace, channel.Channel)
	for what, c := range map[string]struct{ key, thread string }{
		"the mention that began the thread": {mention + channel.Thread + "/line", ""},
		"a reply in it":                     {mention + "9.000001/line", channel.Thread},
		"one whose time stamp begins alike": {mention + channel.Thread + "1/line", channel.Thread},
	} {
		before := len(a.called("chat.postEphemeral"))
		if _, err := s.Post(t.Context(), channel, message(c.key, bot.Fleeting)); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		got := a.called("chat.postEphemeral")[before:]
		if len(got) != 1 || got[0].Form.Get("thread_ts") != c.thread {
			t.Errorf("%s: the line stands in the thread %q, want %q", what, got[0].Form.Get("thread_ts"), c.thread)
		}
	}
}

// Who has typed a command is answered where hearth wasn't invited, as long as Slack
// lets it.
func TestALineAtTheAddressOfACommand(t *testing.T) {
	at := threaded(channel, "")
	for what, c := range map[string]struct {
		address          string
		place            bot.Place
		passes           time.Duration
		says             http.HandlerFunc
		answered, posted int
	}{
		"while it is fresh":                  {"/commands/1", at, 0, nil, 1, 0},
		"Slack says ok in plain words":       {"/commands/1", at, 0, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok")) }, 1, 0},
		"when it is old":                     {"/commands/1", at, 25 * time.Minute, nil, 0, 1},
		"in another channel":                 {"/commands/1", bot.Place{Platform: bot.Slack, Channel: "C2", Kind: bot.Channel}, 0, nil, 0, 1},
		"in a thread, where no command is":   {"/commands/1", channel, 0, nil, 0, 1},
		"when it is used up":                 {"/commands/1", at, 0, status(http.StatusNotFound), 1, 1},
		"when Slack says that it is used up": {"/commands/1", at, 0, refuses("used_url"), 1, 1},
		"that is not Slack's":                {"https://evil.example/commands/1", at, 0, nil, 0, 1},
		"that begins like Slack's":           {"https://hooks.slack.com.evil.example/1", at, 0, nil, 0, 1},
		"that is not whole":                  {"http://%zz", at, 0, nil, 0, 1},
	} {
		t.Run(what, func(t *testing.T) {
			a, s := open(t, nil)
			address := c.address
			if address[0] == '/' {
				address = a.URL + address
			}
			s.Answerable("C1", "U1", address)
			a.pass(c.passes)
			if c.says != nil {
				a.rule("response_url", c.says)
			}
			for i, key := range []string{"k", "l"} {
				if posted, err := s.Post(t.Context(), c.place, message(key, bot.Fleeting)); err != nil || posted == "" {
					t.Fatalf("posted as %q (%v)", posted, err)
				}
				answered, posted := c.answered, c.posted*(i+1)
				if c.posted == 0 {
					answered *= i + 1 // it can be used again
				}
				if len(a.called("response_url")) != answered || len(a.called("chat.postEphemeral")) != posted {
					t.Errorf("%s: %d at the address, %d posted; want %d and %d", key, len(a.called("response_url")), len(a.called("chat.postEphemeral")), answered, posted)
				}
			}
		})
	}
}
