package config

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// DefaultSlackAPI is where Slack's own Web API is.
const DefaultSlackAPI = "https://slack.com/api/"

// Slack is all that hearth needs in a Slack workspace.
type Slack struct {
	BotToken      Secret   // zero: hearth is not in Slack, and nothing else is set
	AppToken      Secret   // for Socket Mode; zero: none
	SigningSecret Secret   // for signed requests; zero: none
	API           *url.URL // of the Web API
}

// On tells whether hearth is in Slack.
func (s Slack) On() bool { return !s.BotToken.IsZero() }

// Socket tells whether hearth listens over a connection of its own; else, where it
// is in Slack, Slack sends requests to it.
func (s Slack) Socket() bool { return !s.AppToken.IsZero() }

// The shapes of what Slack gives out.
var (
	botToken      = regexp.MustCompile(`^xoxb-[0-9A-Za-z-]+$`)
	appToken      = regexp.MustCompile(`^xapp-[0-9A-Za-z-]+$`)
	signingSecret = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

// slackOf reads what Slack needs; it lists every mistake, and repeats no secret.
func slackOf(r raw) (s Slack, bad []string) {
	s = Slack{BotToken: tidy(r.SlackBotToken), AppToken: tidy(r.SlackAppToken), SigningSecret: tidy(r.SlackSigningSecret)}
	bad = append(bad, s.wrongShapes()...)
	bad = append(bad, s.wrongPairs()...)
	var err error
	if s.API, err = slackAPI(r.SlackAPI); err != nil {
		bad = append(bad, err.Error())
	}
	return s, bad
}

// tidy takes away what was copied along.
func tidy(s Secret) Secret { return NewSecret(strings.TrimSpace(s.Reveal())) }

func (s Slack) wrongShapes() (bad []string) {
	bot, app := s.BotToken.Reveal(), s.AppToken.Reveal()
	if appToken.MatchString(bot) && botToken.MatchString(app) {
		bad = append(bad, Prefix+"SLACK_BOT_TOKEN and "+Prefix+"SLACK_APP_TOKEN are swapped; the first begins with xoxb-, the second with xapp-")
	} else {
		bad = append(bad, wrongBotToken(bot), wrongAppToken(app))
	}
	bad = append(bad, wrongSigningSecret(s.SigningSecret.Reveal()))
	return slices.DeleteFunc(bad, func(one string) bool { return one == "" })
}

func wrongBotToken(s string) string {
	switch {
	case s == "" || botToken.MatchString(s):
		return ""
	case appToken.MatchString(s):
		return Prefix + "SLACK_BOT_TOKEN holds an app-level token; that belongs in " + Prefix + "SLACK_APP_TOKEN, and here the bot token, which begins with xoxb-"
	case strings.HasPrefix(s, "xoxp-"):
		return Prefix + "SLACK_BOT_TOKEN holds a person's token, with which hearth would speak as that person; take the bot token, which begins with xoxb-"
	case strings.HasPrefix(s, "xoxe."):
		return Prefix + "SLACK_BOT_TOKEN holds a token that runs out after hours; switch token rotation off for the app and take the bot token, which begins with xoxb-"
	}
	return Prefix + "SLACK_BOT_TOKEN is no bot token; copy all of it from the app's page \"OAuth & Permissions\": it begins with xoxb-"
}

func wrongAppToken(s string) string {
	switch {
	case s == "" || appToken.MatchString(s):
		return ""
	case botToken.MatchString(s):
		return Prefix + "SLACK_APP_TOKEN holds a bot token; that belongs in " + Prefix + "SLACK_BOT_TOKEN, and here the app-level token, which begins with xapp-"
	}
	return Prefix + "SLACK_APP_TOKEN is no app-level token; make one under \"Basic Information\", \"App-Level Tokens\", with the scope connections:write: it begins with xapp-"
}

func wrongSigningSecret(s string) string {
	if s == "" || signingSecret.MatchString(s) {
		return ""
	}
	return Prefix + "SLACK_SIGNING_SECRET is no signing secret; copy it from the app's page \"Basic Information\": 32 characters, 0 to 9 and a to f"
}

// wrongPairs says what is missing: nothing can be said without a bot token, and
// nothing heard with it alone.
func (s Slack) wrongPairs() (bad []string) {
	if s.BotToken.IsZero() {
		needs := " needs " + Prefix + "SLACK_BOT_TOKEN, without which hearth can say nothing in Slack; set it too, or neither"
		if !s.AppToken.IsZero() {
			bad = append(bad, Prefix+"SLACK_APP_TOKEN"+needs)
		}
		if !s.SigningSecret.IsZero() {
			bad = append(bad, Prefix+"SLACK_SIGNING_SECRET"+needs)
		}
		return bad
	}
	if s.AppToken.IsZero() && s.SigningSecret.IsZero() {
		return []string{Prefix + "SLACK_BOT_TOKEN alone lets hearth speak in Slack and hear nothing; set " + Prefix + "SLACK_APP_TOKEN too, so that hearth opens a connection to Slack (Socket Mode), or " + Prefix + "SLACK_SIGNING_SECRET, so that Slack sends requests to " + Prefix + "URL"}
	}
	return nil
}

func slackAPI(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" ||
		u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, fmt.Errorf("%sSLACK_API is no address of a Web API; write %s, or leave it unset", Prefix, DefaultSlackAPI)
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}
