package slackstub

import (
	"encoding/json"
	"time"
)

// The names by which the workspace's own app is known where Options don't say
// otherwise.
const (
	DefaultTeam     = "T0HEARTH01"
	DefaultApp      = "A0HEARTH01"
	DefaultBot      = "U0HEARTHBT" // the app's user, who is mentioned
	DefaultBotID    = "B0HEARTH01"
	DefaultBotToken = "xoxb-1111-2222-stubstubstub"
	DefaultAppToken = "xapp-1-A0HEARTH01-3333-stubstubstub"
	DefaultSecret   = "5f1d0c0ffee0c0ffee0c0ffee0c0ffee"
)

// Scopes are all that the app may be given; what Options leave empty means them.
var Scopes = []string{
	"app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write", "commands",
	"groups:history", "groups:read", "im:history", "im:read", "im:write", "users:read", "users:read.email",
}

// Events are all that the app may be told; what Options leave empty means them.
var Events = []string{
	"app_home_opened", "app_mention", "assistant_thread_started", "assistant_thread_context_changed",
	"message.channels", "message.groups", "message.im", "message.mpim",
}

// Options say what workspace it is. The zero value is one that works.
type Options struct {
	Listen   string // a loopback address; "": 127.0.0.1 at any port
	Team     string // its id
	TeamName string
	Domain   string // before ".slack.com"

	BotToken, AppToken, SigningSecret string

	Scopes   []string // what the app was given
	Events   []string // what it asked to be told
	Commands []string // its slash commands; none: "/hearth"
	NoThread bool     // the workspace has no assistant threads
	NoSocket bool     // Socket Mode is switched off

	// Now is where the workspace's time begins to count from; Advance adds to it.
	// nil: the machine's clock.
	Now func() time.Time
	// AckWait is how long the app has to acknowledge, by the machine's clock; 0: 3 s.
	AckWait time.Duration
	// Ping is how often a socket is pinged; 0: every 10 s.
	Ping time.Duration
	// Pace is the least time between two messages in one channel, by the machine's
	// clock, after Burst of them; the rest get HTTP 429. 0: no limit.
	Pace  time.Duration
	Burst int
	// Capture is handed every payload that was taken: blocks of a "message", the
	// view of a "modal" or "home". It must not call the stub.
	Capture func(kind string, value json.RawMessage)
}
