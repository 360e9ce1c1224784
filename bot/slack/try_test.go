package slack_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/slack"
)

func TestAGoodInstallation(t *testing.T) {
	a, s := open(t, func(o *slack.Options) {
		now := o.Now
		o.Now = func() time.Time { return now().Add(400 * time.Millisecond) }
	})
	a.rule("auth.test", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-OAuth-Scopes", strings.ReplaceAll(scopes(), ",", ", ")+", reactions:write")
		w.Header().Set("Date", a.clock().Add(-90*time.Second).UTC().Format(http.TimeFormat))
		says(map[string]any{"ok": true, "team_id": "T1", "team": "Redcar", "user_id": "U0", "bot_id": "B0"})(w, r)
	})
	got, err := s.Try(t.Context())
	want := slack.Trial{Team: "Redcar", Self: slack.Self{Team: "T1", User: "U0", Bot: "B0"}, Spare: []string{"reactions:write"}, Skew: 90 * time.Second, Connected: true}
	if err != nil || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
	if c := a.called("apps.connections.open"); len(c) != 1 {
		t.Errorf("Socket Mode was asked %d times", len(c))
	}
}

func TestWithoutAnAppTokenSocketModeIsNotAsked(t *testing.T) {
	a, s := open(t, func(o *slack.Options) { o.AppToken = "" })
	if got, err := s.Try(t.Context()); err != nil || got.Connected || len(a.called("apps.connections.open")) != 0 {
		t.Errorf("got %+v (%v)", got, err)
	}
}

// Each thing that is amiss has a type and says what to do.
func TestWhatIsAmiss(t *testing.T) {
	is := func(want func(error) bool) func(error) bool { return want }
	tokens := func(app bool) func(error) bool {
		return is(func(err error) bool {
			e, ok := errors.AsType[*slack.TokenError](err)
			return ok && e.App == app
		})
	}
	lacks := func(names ...string) func(error) bool {
		return is(func(err error) bool {
			e, ok := errors.AsType[*slack.ScopeError](err)
			return ok && slices.Equal(e.Missing, names)
		})
	}
	away := is(func(err error) bool { _, ok := errors.AsType[*slack.UnreachableError](err); return ok })
	later := is(func(err error) bool { _, ok := errors.AsType[*bot.Later](err); return ok })
	refused := is(func(err error) bool { _, ok := errors.AsType[*slack.CallError](err); return ok })
	lacking := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-OAuth-Scopes", strings.ReplaceAll(scopes(), "im:write,", ""))
		says(map[string]any{"ok": true, "team_id": "T1", "user_id": "U0", "bot_id": "B0"})(w, r)
	}
	for what, c := range map[string]struct {
		bot, app  string
		rule      string
		says      http.HandlerFunc
		is        func(error) bool
		line      string
		hint      string
		connected bool
	}{
		"a bot token that Slack doesn't know":         {rule: "auth.test", says: refuses("invalid_auth"), is: tokens(false), line: "invalid_auth", hint: "xoxb-", connected: true},
		"an app that was removed":                     {rule: "auth.test", says: refuses("account_inactive"), is: tokens(false), line: "removed", hint: "installed", connected: true},
		"a user's token":                              {bot: "xoxp-1-secret", is: tokens(false), line: "a user's token", hint: "xoxb-", connected: true},
		"the two tokens changed round, the bot's":     {bot: "xapp-1-secret", is: tokens(false), line: "the bot token is an app-level token", hint: "xoxb-", connected: true},
		"the two tokens changed round, the app's":     {app: "xoxb-1-secret", is: tokens(true), line: "the app token is a bot's token", hint: "xapp-"},
		"a token of a user that looks like a bot's":   {rule: "auth.test", says: says(map[string]any{"ok": true, "team_id": "T1", "user_id": "U1"}), is: tokens(false), line: "a user's token", hint: "xoxb-", connected: true},
		"a kind of token that Slack doesn't take":     {rule: "auth.test", says: refuses("not_allowed_token_type"), is: tokens(false), line: "wrong kind", hint: "xoxb-", connected: true},
		"an app token that Slack doesn't know":        {rule: "apps.connections.open", says: refuses("invalid_auth"), is: tokens(true), line: "invalid_auth", hint: "xapp-"},
		"an app token without its scope":              {rule: "apps.connections.open", says: refuses("missing_scope"), is: lacks("connections:write"), line: "connections:write", hint: "new app-level token"},
		"a scope that is missing":                     {rule: "auth.test", says: lacking, is: lacks("im:write"), line: "im:write", hint: "manifest", connected: true},
		"a Slack that doesn't answer":                 {rule: "auth.test", says: status(http.StatusBadGateway), is: away, line: "reached", hint: "slack.com", connected: true},
		"a Slack that doesn't answer for Socket Mode": {rule: "apps.connections.open", says: status(http.StatusBadGateway), is: away, line: "reached", hint: "slack.com"},
		"another address than Slack's":                {rule: "auth.test", says: status(http.StatusNotFound), is: away, line: "reached", hint: "slack.com", connected: true},
		"a Slack that is ill":                         {rule: "auth.test", says: refuses("internal_error"), is: later, line: "internal_error", connected: true},
		"a word of next year":                         {rule: "apps.connections.open", says: refuses("a_word"), is: refused, line: "a_word"},
	} {
		t.Run(what, func(t *testing.T) {
			a, s := open(t, func(o *slack.Options) {
				if c.bot != "" {
					o.Token = c.bot
				}
				if c.app != "" {
					o.AppToken = c.app
				}
			})
			if c.rule != "" {
				a.rule(c.rule, c.says)
			}
			got, err := s.Try(t.Context())
			if !c.is(err) || !strings.Contains(err.Error(), c.line) {
				t.Errorf("got %v, want %q", err, c.line)
			}
			h, ok := errors.AsType[interface {
				error
				Hint() string
			}](err)
			if !ok || !strings.Contains(h.Hint(), c.hint) {
				t.Errorf("the hint is not %q: %v", c.hint, h)
			}
			if got.Connected != c.connected {
				t.Errorf("connected: %v", got.Connected)
			}
			unsaid(t, a, err)
			if c.bot+c.app != "" && strings.Contains(fmt.Sprint(a.calls), "xapp-1-secret") && c.bot != "" {
				t.Error("a token of the wrong kind was sent")
			}
		})
	}
}

// All that is amiss is told at once.
func TestBothTokensAreTried(t *testing.T) {
	a, s := open(t, nil)
	a.rule("auth.test", refuses("invalid_auth"))
	a.rule("apps.connections.open", refuses("missing_scope"))
	_, err := s.Try(t.Context())
	_, first := errors.AsType[*slack.TokenError](err)
	_, second := errors.AsType[*slack.ScopeError](err)
	if !first || !second {
		t.Errorf("got %v, want both", err)
	}
}
