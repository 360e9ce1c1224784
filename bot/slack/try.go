package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// A Trial is what Slack says of hearth's installation.
type Trial struct {
	Team      string        // the workspace's name
	Self      Self          // who hearth is there
	Spare     []string      // scopes that the token has and hearth has no use for
	Missing   []Scope       // scopes that hearth needs and the token lacks
	Skew      time.Duration // how far this computer's clock is ahead of Slack's, to the second
	Connected bool          // Socket Mode can be used; false where there is no app token
}

// A TokenError says that a token is not what is needed.
type TokenError struct {
	App  bool   // it is the app-level token; else the bot's
	Kind string // what it is instead, where that can be seen: "a user's token"
	Err  error  // what Slack said, where it was asked
}

// Error is the operator's line. It doesn't hold the token.
func (e *TokenError) Error() string {
	which := "the bot token"
	if e.App {
		which = "the app token"
	}
	if e.Kind != "" {
		return fmt.Sprintf("%s is %s", which, e.Kind)
	}
	return fmt.Sprintf("%s is not taken: %v", which, e.Err)
}

// Unwrap gives the cause.
func (e *TokenError) Unwrap() error { return e.Err }

// Hint says where the right one is.
func (e *TokenError) Hint() string {
	if e.App {
		return "it begins with xapp- and is made under Basic Information, App-Level Tokens, with the scope " + AppScope
	}
	return "it begins with xoxb- and stands under OAuth & Permissions once the app is installed in the workspace"
}

// A ScopeError says that a token may not do all that hearth needs.
type ScopeError struct{ Missing []string }

// Error names the scopes.
func (e *ScopeError) Error() string {
	return "hearth's app lacks " + strings.Join(e.Missing, ", ")
}

// Hint says how they are added.
func (e *ScopeError) Hint() string {
	if slices.Equal(e.Missing, []string{AppScope}) {
		return "make a new app-level token with the scope " + AppScope + " under Basic Information, App-Level Tokens"
	}
	return "hearth slack manifest prints all that are needed: put it in the app's settings, and install the app again"
}

// An UnreachableError says that Slack was not there.
type UnreachableError struct{ Err error }

// Error is the operator's line.
func (e *UnreachableError) Error() string { return fmt.Sprintf("Slack can't be reached: %v", e.Err) }

// Unwrap gives the cause.
func (e *UnreachableError) Unwrap() error { return e.Err }

// Hint says what to look at.
func (e *UnreachableError) Hint() string {
	return "hearth must be able to reach slack.com over https, and wss-primary.slack.com for Socket Mode; a proxy is named by HTTPS_PROXY"
}

// kinds are what tokens are by how they begin. Slack has no list of them all; what
// is not known is tried.
var kinds = []struct{ prefix, kind string }{
	{"xoxb-", "a bot's token"}, {"xapp-", "an app-level token"}, {"xoxp-", "a user's token"}, {"xoxe.xoxb-", "a bot's token that runs out"},
	{"xoxe.xoxp-", "a user's token that runs out"}, {"xoxe-", "a token that renews another"}, {"xoxs-", "a browser's token"}, {"xoxc-", "a browser's token"},
}

func wrongKind(token, want string) string {
	for _, k := range kinds {
		if strings.HasPrefix(token, k.prefix) && k.prefix != want {
			return k.kind
		}
	}
	return ""
}

// Try asks Slack whether hearth is well installed: the token, its scopes, the clock,
// and, with an app token, whether Socket Mode can be used, without using it. The
// error joins all that is amiss: *TokenError, *ScopeError, *UnreachableError, or what
// Post would give. What could be learnt is in the Trial nevertheless.
func (a *Adapter) Try(ctx context.Context) (Trial, error) {
	var t Trial
	err := errors.Join(a.tryBot(ctx, &t), a.tryApp(ctx, &t))
	return t, err
}

func (a *Adapter) tryBot(ctx context.Context, t *Trial) error {
	if kind := wrongKind(a.o.Token, "xoxb-"); kind != "" {
		return &TokenError{Kind: kind}
	}
	said, err := a.api.AuthTestContext(ctx)
	if said != nil {
		t.Skew = skew(said.Header, a.o.Now())
	}
	if err == nil && (said.TeamID == "" || said.UserID == "") {
		err = errNothingSaid
	}
	if err != nil {
		return a.amiss(ctx, methodAuth, false, err)
	}
	t.Team, t.Self = said.Team, Self{Team: said.TeamID, User: said.UserID, Bot: said.BotID}
	if said.BotID == "" {
		return &TokenError{Kind: "a user's token"}
	}
	has := strings.FieldsFunc(said.Header.Get("X-OAuth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
	missing := t.compare(has)
	if len(missing) > 0 {
		return &ScopeError{missing}
	}
	return nil
}

// compare notes what scopes are missing and spare.
func (t *Trial) compare(has []string) (missing []string) {
	spare := slices.Clone(has)
	for _, s := range Scopes() {
		if !slices.Contains(has, s.Name) {
			t.Missing = append(t.Missing, s)
			missing = append(missing, s.Name)
		}
		spare = slices.DeleteFunc(spare, func(n string) bool { return n == s.Name })
	}
	t.Spare = spare
	return missing
}

func (a *Adapter) tryApp(ctx context.Context, t *Trial) error {
	if a.o.AppToken == "" {
		return nil
	}
	if kind := wrongKind(a.o.AppToken, "xapp-"); kind != "" {
		return &TokenError{App: true, Kind: kind}
	}
	_, address, err := a.api.StartSocketModeContext(ctx)
	if err == nil && address == "" {
		err = errNothingSaid
	}
	if err != nil {
		return a.amiss(ctx, methodConnect, true, err)
	}
	t.Connected = true
	return nil
}

// amiss gives a call's error the type that doctor has a sentence for.
func (a *Adapter) amiss(ctx context.Context, method string, app bool, err error) error {
	err = a.failed(ctx, method, err)
	e, ok := errors.AsType[*CallError](err)
	if !ok {
		return err
	}
	switch e.Code {
	case "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired":
		return &TokenError{App: app, Err: e}
	case "not_allowed_token_type":
		return &TokenError{App: app, Kind: "of the wrong kind", Err: e}
	case "missing_scope", "no_permission":
		if app {
			return &ScopeError{[]string{AppScope}}
		}
	case "":
		return &UnreachableError{e}
	}
	return err
}

// skew is how far now is ahead of when Slack says that it answered; 0 where it
// doesn't say.
func skew(h http.Header, now time.Time) time.Duration {
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	return now.Sub(at).Truncate(time.Second)
}
