package slack

import (
	"context"
	"errors"
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
