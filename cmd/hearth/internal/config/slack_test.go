package config_test

import (
	"strings"
	"testing"

	"hearth/bot/slack"
	"hearth/cmd/hearth/internal/config"
)

// What Slack gives out looks like this.
const (
	botToken = "xoxb-1234567890-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"
	appToken = "xapp-1-A0123456789-1234567890123-0a1b2c3d4e5f"
	signing  = "0123456789abcdef0123456789abcdef"
)

func TestWhatSlackNeedsIsRead(t *testing.T) {
	for sentence, c := range map[string]struct {
		set        map[string]string
		on, socket bool
		api        string
	}{
		"nothing is set":              {nil, false, false, slack.DefaultAPI},
		"a socket":                    {map[string]string{"BOT_TOKEN": botToken, "APP_TOKEN": appToken}, true, true, slack.DefaultAPI},
		"requests":                    {map[string]string{"BOT_TOKEN": botToken, "SIGNING_SECRET": signing}, true, false, slack.DefaultAPI},
		"both":                        {map[string]string{"BOT_TOKEN": botToken, "APP_TOKEN": appToken, "SIGNING_SECRET": signing}, true, true, slack.DefaultAPI},
		"copied with its line's end":  {map[string]string{"BOT_TOKEN": " " + botToken + "\n", "APP_TOKEN": appToken + "\r\n"}, true, true, slack.DefaultAPI},
		"a government's Slack":        {map[string]string{"API": "https://slack-gov.com/api/"}, false, false, "https://slack-gov.com/api/"},
		"a stub on this machine":      {map[string]string{"API": "http://127.0.0.1:8090/api"}, false, false, "http://127.0.0.1:8090/api/"},
		"a stub of this machine, too": {map[string]string{"API": "http://[::1]:8090/api/"}, false, false, "http://[::1]:8090/api/"},
	} {
		t.Run(sentence, func(t *testing.T) {
			clean(t)
			for name, value := range c.set {
				t.Setenv("HEARTH_SLACK_"+name, value)
			}
			got, err := config.Load()
			if err != nil {
				t.Fatal(err)
			}
			s := got.Slack
			if s.On() != c.on || s.Socket() != c.socket || s.API.String() != c.api {
				t.Errorf("on %v, socket %v, at %s; want %v, %v, %s", s.On(), s.Socket(), s.API, c.on, c.socket, c.api)
			}
			if want := c.set["BOT_TOKEN"]; s.BotToken.Reveal() != strings.TrimSpace(want) {
				t.Errorf("the bot token is not what was set")
			}
		})
	}
}

func TestMistakesInWhatSlackNeeds(t *testing.T) {
	for sentence, c := range map[string]struct {
		set  map[string]string
		says []string // each of the mistakes, and no more
	}{
		"swapped tokens are one mistake": {map[string]string{"BOT_TOKEN": appToken, "APP_TOKEN": botToken},
			[]string{"HEARTH_SLACK_BOT_TOKEN and HEARTH_SLACK_APP_TOKEN are swapped"}},
		"an app token for the bot's": {map[string]string{"BOT_TOKEN": appToken, "APP_TOKEN": appToken},
			[]string{"HEARTH_SLACK_BOT_TOKEN holds an app-level token; that belongs in HEARTH_SLACK_APP_TOKEN"}},
		"a bot token for the app's": {map[string]string{"BOT_TOKEN": botToken, "APP_TOKEN": botToken},
			[]string{"HEARTH_SLACK_APP_TOKEN holds a bot token; that belongs in HEARTH_SLACK_BOT_TOKEN"}},
		"a person's token":           {map[string]string{"BOT_TOKEN": "xoxp-1-2-3", "APP_TOKEN": appToken}, []string{"holds a person's token"}},
		"a token that runs out":      {map[string]string{"BOT_TOKEN": "xoxe.xoxb-1-2-3", "APP_TOKEN": appToken}, []string{"switch token rotation off"}},
		"half a token":               {map[string]string{"BOT_TOKEN": "xoxb-", "APP_TOKEN": "xapp-1 2"}, []string{"HEARTH_SLACK_BOT_TOKEN is no bot token", "HEARTH_SLACK_APP_TOKEN is no app-level token"}},
		"a client id for the secret": {map[string]string{"BOT_TOKEN": botToken, "SIGNING_SECRET": "1234567890.1234567890"}, []string{"HEARTH_SLACK_SIGNING_SECRET is no signing secret"}},
		"a secret of 33":             {map[string]string{"BOT_TOKEN": botToken, "SIGNING_SECRET": signing + "0"}, []string{"HEARTH_SLACK_SIGNING_SECRET is no signing secret"}},
		"an app token alone":         {map[string]string{"APP_TOKEN": appToken}, []string{"HEARTH_SLACK_APP_TOKEN needs HEARTH_SLACK_BOT_TOKEN"}},
		"a signing secret alone":     {map[string]string{"SIGNING_SECRET": signing}, []string{"HEARTH_SLACK_SIGNING_SECRET needs HEARTH_SLACK_BOT_TOKEN"}},
		"a bot token alone": {map[string]string{"BOT_TOKEN": botToken},
			[]string{"set HEARTH_SLACK_APP_TOKEN too, so that hearth opens a connection to Slack (Socket Mode), or HEARTH_SLACK_SIGNING_SECRET"}},
		"http off this machine":        {map[string]string{"API": "http://slack.example.org/api/"}, []string{"HEARTH_SLACK_API is no address"}},
		"a password in the address":    {map[string]string{"API": "https://me:" + word + "@slack.com/api/"}, []string{"HEARTH_SLACK_API is no address"}},
		"an address without its host":  {map[string]string{"API": "https:///api/"}, []string{"HEARTH_SLACK_API is no address"}},
		"an address that says nothing": {map[string]string{"API": ""}, []string{"HEARTH_SLACK_API is no address"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			clean(t)
			for name, value := range c.set {
				t.Setenv("HEARTH_SLACK_"+name, value)
			}
			_, err := config.Load()
			if err == nil {
				t.Fatal("it went unseen")
			}
			said := err.Error()
			for _, want := range c.says {
				if !strings.Contains(said, want) {
					t.Errorf("they don't say %q:\n%s", want, said)
				}
			}
			if n := strings.Count(said, "\n"); n != len(c.says) {
				t.Errorf("%d mistakes, want %d:\n%s", n, len(c.says), said)
			}
			for _, secret := range []string{botToken[5:], appToken[5:], signing, word, "1-2-3", "1234567890.123"} {
				if strings.Contains(said, secret) {
					t.Errorf("they repeat what is secret:\n%s", said)
				}
			}
		})
	}
}
