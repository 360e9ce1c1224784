package config

// A Setting describes one variable of the environment to a person.
type Setting struct {
	Name    string
	Default string // as one would write it; empty: unset
	Says    string // one sentence: what it does
	For     string // the platform that it belongs to: "web", "slack", "teams"; "": all of them
}

// The platforms whose settings stand by themselves. A council sets those that are
// for all and those of the platforms that it uses.
const (
	web   = "web"
	slack = "slack"
	teams = "teams"
)

// Settings lists every setting in the order people should read them.
func Settings() []Setting {
	return []Setting{
		{"HEARTH_DATA", "data", "The folder that holds what hearth knows; it is made when the first document is added.", ""},
		{"HEARTH_COUNCIL", "", `The council that "we" and "our" mean in a question, by any of its names, such as Middlesbrough; unset, the name given with "hearth council set council.name=…", if any.`, ""},
		{"HEARTH_ZONE", "Europe/London", "The time zone whose clock and calendar hearth goes by.", ""},
		{"HEARTH_LOG_LEVEL", "warn", "How much hearth tells the operator on standard error: debug, info, warn or error.", ""},
		{"HEARTH_LOG_FORMAT", "auto", "How it tells it: text, json, or auto (text on a terminal, JSON otherwise).", ""},
		{"HEARTH_URL", "", "The address of the web pages as people type it, such as https://hearth.example.gov.uk; unset, where they listen.", ""},
		{"HEARTH_BACKUP_RECIPIENT", "", `Whom backups are encrypted to: one or more recipients that begin with age1, parted by commas; "hearth backup keygen" makes one.`, ""},
		{"HEARTH_BACKUP_DIR", "", "The folder for the nightly backups, of which 14 are kept; better on another disk. It needs HEARTH_BACKUP_RECIPIENT.", ""},
		{"HEARTH_WEB", "127.0.0.1:8080", "Where the web pages listen; off this machine only behind a proxy that speaks https.", web},
		{"HEARTH_SMTP", "", "The mail server that takes sign-in links: smtp://user:password@host:587, or smtps://…:465; unset, no e-mail is sent.", web},
		{"HEARTH_MAIL_FROM", "", "Whom e-mails are from, such as hearth <hearth@example.gov.uk>.", web},
		{"HEARTH_OIDC", "", "Who vouches for work accounts: https://CLIENT-ID:SECRET@issuer/path; #trust-email after it, only where the issuer is your own single tenant and does not say whether addresses are verified; unset, nobody.", web},
		{"HEARTH_SLACK_BOT_TOKEN", "", `With what hearth speaks in Slack: the bot token of the council's own app, which begins with xoxb-; "hearth slack manifest --help" says how to come by it; unset, hearth is not in Slack.`, slack},
		{"HEARTH_SLACK_APP_TOKEN", "", "With what hearth listens in Slack over a connection that it opens itself (Socket Mode): an app-level token, which begins with xapp-.", slack},
		{"HEARTH_SLACK_SIGNING_SECRET", "", "By what hearth knows Slack's requests to HEARTH_URL: the app's signing secret, 32 characters; for where there is no HEARTH_SLACK_APP_TOKEN, beside which it is not used.", slack},
		{"HEARTH_SLACK_API", DefaultSlackAPI, "Where Slack takes what hearth says; another address than Slack's own is for GovSlack and for tests.", slack},
		{"HEARTH_TEAMS_APP_ID", "", `Who hearth is in Teams: the "Application (client) ID" of the council's own app registration, 36 characters; "hearth teams manifest --help" says how to come by it; unset, hearth is not in Teams.`, teams},
		{"HEARTH_TEAMS_APP_PASSWORD", "", "With what hearth speaks in Teams: the value of a client secret of that app registration.", teams},
		{"HEARTH_TEAMS_TENANT", "", `Whose Teams it is: the organisation's "Directory (tenant) ID", 36 characters; what comes from another organisation is refused.`, teams},
		{"HEARTH_TEAMS_CLOUD", DefaultTeamsCloud, "Where Microsoft's side is: public, gcc-high or dod; for tests four addresses parted by spaces: where the token is got, the OpenID metadata, the issuer and the connector.", teams},
	}
}

// A Value is the effective value of one setting.
type Value struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Set   bool   `json:"set"`           // by the environment, not by default
	For   string `json:"for,omitempty"` // as Setting.For
}

// Effective lists every setting with the value that is in force.
func (c Config) Effective() []Value {
	in := map[string]string{
		"HEARTH_DATA":             c.Data,
		"HEARTH_COUNCIL":          c.Council,
		"HEARTH_ZONE":             c.Zone.String(),
		"HEARTH_LOG_LEVEL":        c.raw.LogLevel,
		"HEARTH_LOG_FORMAT":       c.LogFormat,
		"HEARTH_WEB":              c.Web.Listen,
		"HEARTH_URL":              c.Web.URL.String(),
		"HEARTH_SMTP":             c.raw.SMTP.String(),
		"HEARTH_MAIL_FROM":        c.raw.MailFrom,
		"HEARTH_OIDC":             c.raw.OIDC.String(),
		"HEARTH_BACKUP_RECIPIENT": c.raw.BackupRecipient,
		"HEARTH_BACKUP_DIR":       c.BackupDir,

		"HEARTH_SLACK_BOT_TOKEN":      c.raw.SlackBotToken.String(),
		"HEARTH_SLACK_APP_TOKEN":      c.raw.SlackAppToken.String(),
		"HEARTH_SLACK_SIGNING_SECRET": c.raw.SlackSigningSecret.String(),
		"HEARTH_SLACK_API":            c.Slack.API.String(),

		"HEARTH_TEAMS_APP_ID":       c.Teams.AppID,
		"HEARTH_TEAMS_APP_PASSWORD": c.raw.TeamsAppPassword.String(),
		"HEARTH_TEAMS_TENANT":       c.Teams.Tenant,
		"HEARTH_TEAMS_CLOUD":        c.raw.TeamsCloud,
	}
	var vs []Value
	for _, s := range Settings() {
		vs = append(vs, Value{s.Name, in[s.Name], set(s.Name), s.For})
	}
	return vs
}
