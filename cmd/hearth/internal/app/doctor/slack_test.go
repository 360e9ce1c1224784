package doctor_test

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/slack"
	"hearth/cmd/hearth/internal/app/doctor"
)

func TestSlack(t *testing.T) {
	away := errors.New("no route to host")
	at := parsed(t, "https://hearth.example.gov.uk")
	well := "ok HEARTH_SLACK_BOT_TOKEN: hearth speaks in Exampleshire"
	all := "ok slack scopes: those that hearth uses, and no more"
	open := "ok HEARTH_SLACK_APP_TOKEN: a connection can be opened"
	for sentence, c := range map[string]struct {
		change func(*doctor.Slack)
		want   []string
	}{
		"all is well":                {func(*doctor.Slack) {}, []string{well, all, open}},
		"a signing secret beside it": {func(s *doctor.Slack) { s.Beside = true }, []string{well, all, open, "ok HEARTH_SLACK_SIGNING_SECRET: set, and not used"}},
		"Slack is away":              {func(s *doctor.Slack) { s.Err = away }, []string{"fix slack: slack.com can't be reached: no route to host"}},
		"a token that is no more":    {func(s *doctor.Slack) { s.Refused = "token_revoked" }, []string{"fix HEARTH_SLACK_BOT_TOKEN: the app is not in the workspace any more (token_revoked)"}},
		"an app that was taken away": {func(s *doctor.Slack) { s.Refused = "account_inactive" }, []string{"fix HEARTH_SLACK_BOT_TOKEN: the app is not in the workspace any more"}},
		"a token that ran out":       {func(s *doctor.Slack) { s.Refused = "token_expired" }, []string{"fix HEARTH_SLACK_BOT_TOKEN: the token has run out"}},
		"half a token":               {func(s *doctor.Slack) { s.Refused = "invalid_auth" }, []string{"fix HEARTH_SLACK_BOT_TOKEN: Slack does not take the token (invalid_auth)"}},
		"asked too often":            {func(s *doctor.Slack) { s.Refused, s.SocketRefused = "ratelimited", "ratelimited" }, []string{"look HEARTH_SLACK_BOT_TOKEN: Slack asks to wait", "look HEARTH_SLACK_APP_TOKEN: Slack asks to wait"}},
		"both tokens are wrong":      {func(s *doctor.Slack) { s.Refused, s.SocketRefused = "invalid_auth", "invalid_auth" }, []string{"fix HEARTH_SLACK_BOT_TOKEN", "fix HEARTH_SLACK_APP_TOKEN: Slack opens no connection for the token (invalid_auth)"}},
		"a person's token":           {func(s *doctor.Slack) { s.Bot = false }, []string{"fix HEARTH_SLACK_BOT_TOKEN: the token is a person's", all, open}},
		"a scope is missing": {func(s *doctor.Slack) {
			s.Missing, s.Unneeded = []string{"im:history", "users:read.email"}, []string{"files:read"}
		}, []string{well, "fix slack scopes: the app may not do what hearth does; it lacks im:history, users:read.email", open}},
		"a scope too many": {func(s *doctor.Slack) { s.Unneeded = []string{"files:read"} }, []string{well, "look slack scopes: the app may do more than hearth does: files:read", open}},
		"no socket for want of a scope": {func(s *doctor.Slack) { s.SocketRefused = "missing_scope" },
			[]string{well, all, "fix HEARTH_SLACK_APP_TOKEN: the token may not open a connection. Make one with the scope connections:write"}},
		"a firewall before the socket":    {func(s *doctor.Slack) { s.SocketErr = away }, []string{well, all, "fix HEARTH_SLACK_APP_TOKEN: no connection can be opened: no route to host"}},
		"a connection that is down":       {func(s *doctor.Slack) { s.Down = 90 * time.Second }, []string{well, all, "look HEARTH_SLACK_APP_TOKEN: one can be opened, but the hearth that serves has had no connection for 1m30s"}},
		"a clock that is a little off":    {func(s *doctor.Slack) { s.Ahead = time.Minute }, []string{well, all, open}},
		"a clock that is behind":          {func(s *doctor.Slack) { s.Ahead = -2 * time.Minute }, []string{well, all, open, "look clock: it is 2m0s behind Slack's"}},
		"a clock that is behind, by http": {func(s *doctor.Slack) { s.Ahead, s.Socket, s.Serving = -6*time.Minute, false, true }, []string{well, all, "ok HEARTH_SLACK_SIGNING_SECRET: of the right form; Slack's requests go to https://hearth.example.gov.uk/slack. Whether", "fix clock: it is 6m0s behind Slack's"}},
		"requests, and nobody serves":     {func(s *doctor.Slack) { s.Socket = false }, []string{well, all, "ok HEARTH_SLACK_SIGNING_SECRET: of the right form; Slack's requests go to https://hearth.example.gov.uk/slack, and hearth does not serve now"}},
		"requests to http":                {func(s *doctor.Slack) { s.Socket, s.URL = false, parsed(t, "http://127.0.0.1:8080") }, []string{well, all, "fix HEARTH_SLACK_SIGNING_SECRET: Slack sends requests to an https address alone"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			s := doctor.Slack{Host: "slack.com", Socket: true, URL: at, Workspace: "Exampleshire", Bot: true}
			c.change(&s)
			want(t, sentence, s.Findings(), c.want...)
		})
	}
	want(t, "not in Slack", []doctor.Finding{doctor.NoSlack()}, "ok HEARTH_SLACK_BOT_TOKEN: not set: hearth is not in Slack")
}

func TestSlackReachesWhatTheInternetKnows(t *testing.T) {
	for host, known := range map[string]bool{
		"hearth.example.gov.uk": true, "8.8.8.8": true, "[2001:4860:4860::8888]": true, "hearth.council.gov.uk.": true,
		"hearth": false, "localhost": false, "10.1.2.3": false, "192.168.0.7:8443": false, "[fd00::1]": false, "127.0.0.1": false, "hearth.council.local": false, "hearth.internal": false, "169.254.1.1": false,
	} {
		s := doctor.Slack{URL: parsed(t, "https://"+host), Bot: true}
		found := s.Findings()
		if got := found[2].Grade == doctor.OK; got != known {
			t.Errorf("%s is public: %v, want %v (%s)", host, got, known, found[2])
		}
	}
}

// What the adapter says of its trial becomes findings.
func TestWhatSlackSaysOfItself(t *testing.T) {
	call := func(method, code string) *slack.CallError { return &slack.CallError{Method: method, Code: code} }
	away := &slack.CallError{Method: "auth.test", Err: &net.DNSError{Err: "no such host"}}
	awayApp := &slack.CallError{Method: "apps.connections.open", Err: context.DeadlineExceeded}
	well, open := "ok HEARTH_SLACK_BOT_TOKEN: hearth speaks in Exampleshire", "ok HEARTH_SLACK_APP_TOKEN: a connection"
	for sentence, c := range map[string]struct {
		trial slack.Trial
		err   error
		want  []string
	}{
		"nothing is amiss": {slack.Trial{Connected: true}, nil, []string{well, "ok slack scopes", open}},
		"scopes and skew": {slack.Trial{Missing: []slack.Scope{{Name: "im:write"}}, Spare: []string{"files:read"}, Skew: 3 * time.Minute}, &slack.ScopeError{Missing: []string{"im:write"}},
			[]string{well, "fix slack scopes: the app may not do what hearth does; it lacks im:write", open, "look clock: it is 3m0s ahead"}},
		"a token that is no more":      {slack.Trial{}, &slack.TokenError{Err: call("auth.test", "token_revoked")}, []string{"fix HEARTH_SLACK_BOT_TOKEN: the app is not in the workspace any more"}},
		"a person's token":             {slack.Trial{}, &slack.TokenError{Kind: "a user's token"}, []string{"fix HEARTH_SLACK_BOT_TOKEN: the token is a person's", "ok slack scopes", open}},
		"both tokens are refused":      {slack.Trial{}, errors.Join(&slack.TokenError{Err: call("auth.test", "invalid_auth")}, &slack.TokenError{App: true, Err: call("apps.connections.open", "invalid_auth")}), []string{"fix HEARTH_SLACK_BOT_TOKEN: Slack does not take", "fix HEARTH_SLACK_APP_TOKEN: Slack opens no connection for the token (invalid_auth)"}},
		"a bot's token for the app's":  {slack.Trial{}, &slack.TokenError{App: true, Kind: "a bot's token"}, []string{well, "ok slack scopes", "fix HEARTH_SLACK_APP_TOKEN: Slack opens no connection"}},
		"no scope for the socket":      {slack.Trial{}, &slack.ScopeError{Missing: []string{slack.AppScope}}, []string{well, "ok slack scopes", "fix HEARTH_SLACK_APP_TOKEN: the token may not open a connection"}},
		"nobody knows the name":        {slack.Trial{}, errors.Join(&slack.UnreachableError{Err: away}, &slack.UnreachableError{Err: awayApp}), []string{"fix slack: slack.com can't be reached: the name is not known here (no such host)", "fix HEARTH_SLACK_APP_TOKEN: no connection can be opened: no answer in time"}},
		"Slack asks to wait":           {slack.Trial{}, &bot.Later{Err: call("auth.test", "ratelimited")}, []string{"look HEARTH_SLACK_BOT_TOKEN: Slack asks to wait"}},
		"what nobody has thought of":   {slack.Trial{}, call("auth.test", "ekm_access_denied"), []string{"fix HEARTH_SLACK_BOT_TOKEN: Slack does not take the token (ekm_access_denied)"}},
		"the time for looking is over": {slack.Trial{}, context.DeadlineExceeded, []string{"fix slack: slack.com can't be reached: no answer in time"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			c.trial.Team = "Exampleshire"
			s := doctor.Slack{Host: "slack.com", Socket: true}.Tried(c.trial, c.err)
			want(t, sentence, s.Findings(), c.want...)
		})
	}
}
