package slack

import (
	"fmt"
	"slices"
	"strings"
)

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
