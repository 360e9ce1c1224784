package doctor

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"hearth/bot/slack"
)

// Slack is what was found out of hearth's place in a workspace. Nothing of it names
// a person.
type Slack struct {
	Host    string   // that was asked
	Socket  bool     // hearth opens a connection; else Slack sends requests to URL
	Beside  bool     // a signing secret is set beside the app-level token
	URL     *url.URL // the public address
	Serving bool     // hearth serves now

	Err       error         // what the network said where Slack could not be asked; the rest is empty then
	Refused   string        // why Slack refuses the bot token, in its word; the rest is empty then
	Workspace string        // the workspace's name
	Bot       bool          // the token is a bot's
	Missing   []string      // scopes that hearth uses and the app doesn't have
	Unneeded  []string      // scopes that the app has and hearth doesn't use
	Ahead     time.Duration // by how much this machine's clock is ahead of Slack's; less than zero: behind

	SocketErr     error         // what the network said where no connection could be had
	SocketRefused string        // why Slack opens none, in its word
	Down          time.Duration // for how long the hearth that serves has had no connection
}

// Tried adds what Slack itself said.
func (s Slack) Tried(t slack.Trial, err error) Slack {
	s.Workspace, s.Bot, s.Unneeded, s.Ahead = t.Team, true, t.Spare, t.Skew
	for _, scope := range t.Missing {
		s.Missing = append(s.Missing, scope.Name)
	}
	for _, one := range parts(err) {
		refused, socket, away := amiss(one)
		switch {
		case socket:
			s.SocketErr, s.SocketRefused = away, refused
		case refused == personal:
			s.Bot = false
		default:
			s.Err, s.Refused = away, refused
		}
	}
	return s
}

// parts are the errors that one joins.
func parts(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	if err == nil {
		return nil
	}
	return []error{err}
}

// personal stands for a person's token among the refusals.
const personal = "personal"

// amiss tells what one error of trying means: the word by which Slack refused, or why
// it was away; and whether it was asked for a connection.
func amiss(err error) (refused string, socket bool, away error) {
	call, called := errors.AsType[*slack.CallError](err)
	if called {
		refused, socket = call.Code, call.Method == "apps.connections.open"
	}
	if wrong, ok := errors.AsType[*slack.TokenError](err); ok {
		switch {
		case wrong.App && !called:
			return "not_allowed_token_type", true, nil
		case !wrong.App && !called:
			return personal, false, nil
		}
		return refused, wrong.App, nil
	}
	if lacks, ok := errors.AsType[*slack.ScopeError](err); ok {
		if slices.Equal(lacks.Missing, []string{slack.AppScope}) {
			return "missing_scope", true, nil
		}
		return "", false, nil // they are listed
	}
	switch {
	case refused != "":
		return refused, socket, nil
	case called:
		err = call.Err
	}
	return "", socket, err
}

// The settings and other things that are looked at.
const (
	slackBot     = "HEARTH_SLACK_BOT_TOKEN"
	slackApp     = "HEARTH_SLACK_APP_TOKEN"
	slackSigning = "HEARTH_SLACK_SIGNING_SECRET"
)

// NoSlack is the finding where hearth is not in Slack.
func NoSlack() Finding { return fine(slackBot, "not set: hearth is not in Slack") }

// Findings judges the token, the scopes, how hearth listens, and the clock.
func (s Slack) Findings() []Finding {
	switch {
	case s.Err != nil:
		return append([]Finding{mend("slack", fmt.Sprintf("%s can't be reached: %v", s.Host, cause(s.Err)), "See that the firewall lets hearth out to it on port 443.")}, s.listening()...)
	case s.Refused != "":
		return append([]Finding{s.token()}, s.listening()...)
	}
	out := []Finding{s.token(), s.scopes()}
	return append(append(out, s.listening()...), s.clock()...)
}

func (s Slack) token() Finding {
	const again = "Copy the bot token anew from the app's page \"OAuth & Permissions\"."
	switch {
	case s.Refused == "account_inactive" || s.Refused == "token_revoked":
		return mend(slackBot, "the app is not in the workspace any more ("+s.Refused+")", "Install it there again and copy its bot token anew from \"OAuth & Permissions\".")
	case s.Refused == "token_expired":
		return mend(slackBot, "the token has run out", "Switch token rotation off for the app, install it again and copy its bot token anew.")
	case s.Refused == "ratelimited":
		return look(slackBot, "Slack asks to wait before it says more", "Look again in a minute.")
	case s.Refused != "":
		return mend(slackBot, "Slack does not take the token ("+s.Refused+")", again)
	case !s.Bot:
		return mend(slackBot, "the token is a person's: hearth would speak as that person", again)
	}
	return fine(slackBot, "hearth speaks in %s", s.Workspace)
}

func (s Slack) scopes() Finding {
	const what = "slack scopes"
	const how = "Put what \"hearth slack manifest\" prints under \"App Manifest\" and install the app again."
	switch {
	case len(s.Missing) > 0:
		return mend(what, "the app may not do what hearth does; it lacks "+strings.Join(s.Missing, ", "), how)
	case len(s.Unneeded) > 0:
		return look(what, "the app may do more than hearth does: "+strings.Join(s.Unneeded, ", "), how)
	}
	return fine(what, "those that hearth uses, and no more")
}

// listening judges how what members write reaches hearth.
func (s Slack) listening() (out []Finding) {
	if !s.Socket {
		return []Finding{s.requests()}
	}
	switch {
	case s.SocketErr != nil:
		out = append(out, mend(slackApp, fmt.Sprintf("no connection can be opened: %v", cause(s.SocketErr)), "See that the firewall lets hearth out to "+s.Host+" and to wss-primary.slack.com on port 443, for WebSockets too."))
	case s.SocketRefused == "missing_scope":
		out = append(out, mend(slackApp, "the token may not open a connection", "Make one with the scope connections:write under \"Basic Information\", \"App-Level Tokens\"."))
	case s.SocketRefused == "ratelimited":
		out = append(out, look(slackApp, "Slack asks to wait before it opens another connection", "Look again in a minute."))
	case s.SocketRefused != "":
		out = append(out, mend(slackApp, "Slack opens no connection for the token ("+s.SocketRefused+")",
			"See that Socket Mode is on for the app, and make a token anew under \"Basic Information\", \"App-Level Tokens\"."))
	case s.Down > 0:
		out = append(out, look(slackApp, fmt.Sprintf("one can be opened, but the hearth that serves has had no connection for %s", s.Down.Round(time.Second)), "Look into hearth's log, and start it anew."))
	case s.Err == nil && s.Refused == "":
		out = append(out, fine(slackApp, "a connection can be opened"))
	}
	if s.Beside {
		out = append(out, fine(slackSigning, "set, and not used: hearth listens over its own connection"))
	}
	return out
}

// requests judges the address to which Slack sends requests.
func (s Slack) requests() Finding {
	switch {
	case s.URL.Scheme != "https":
		return mend(slackSigning, "Slack sends requests to an https address alone, and HEARTH_URL is none",
			"Set HEARTH_URL to the address at which your proxy takes https, or set "+slackApp+" and let hearth open a connection.")
	case !public(s.URL.Hostname()):
		return mend(slackSigning, fmt.Sprintf("Slack sends requests to %s, which the internet does not know", s.URL.Host),
			"Set HEARTH_URL to an address that the internet can reach, or set "+slackApp+" and let hearth open a connection.")
	case !s.Serving:
		return fine(slackSigning, "of the right form; Slack's requests go to %s, and hearth does not serve now", s.URL.JoinPath("slack"))
	}
	return fine(slackSigning, "of the right form; Slack's requests go to %s. Whether they arrive, the app's page \"Event Subscriptions\" tells", s.URL.JoinPath("slack"))
}

// names that no public name server leads anywhere by.
var inside = []string{".local", ".localhost", ".internal", ".lan", ".home", ".corp", ".intranet", ".test", ".example", ".invalid"}

// public tells whether a host's name or number can be one that the internet knows.
func public(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsGlobalUnicast() && !ip.IsPrivate()
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return strings.Contains(host, ".") && !slices.ContainsFunc(inside, func(end string) bool { return strings.HasSuffix(host, end) })
}

// clock judges the time: requests that seem older than five minutes are refused, as
// whoever had caught one could send it again.
func (s Slack) clock() []Finding {
	skew := s.Ahead.Round(time.Second)
	if skew.Abs() <= mostSkew {
		return nil
	}
	way := "ahead of"
	if skew < 0 {
		way = "behind"
	}
	says := fmt.Sprintf("it is %s %s Slack's", skew.Abs(), way)
	if s.Socket {
		return []Finding{look("clock", says, "Set this machine's clock by a time server (NTP).")}
	}
	return []Finding{mend("clock", says, "Set this machine's clock by a time server (NTP); else Slack's requests seem too old and are refused.")}
}
