package config

// A Setting describes one variable of the environment to a person.
type Setting struct {
	Name    string
	Default string // as one would write it; empty: unset
	Says    string // one sentence: what it does
}

// Settings lists every setting in the order people should read them.
func Settings() []Setting {
	return []Setting{
		{"HEARTH_DATA", "data", "The folder that holds what hearth knows; it is made when the first document is added."},
		{"HEARTH_COUNCIL", "", `The council that "we" and "our" mean in a question, by any of its names, such as Middlesbrough; unset, the name given with "hearth council set council.name=…", if any.`},
		{"HEARTH_ZONE", "Europe/London", "The time zone whose clock and calendar hearth goes by."},
		{"HEARTH_LOG_LEVEL", "warn", "How much hearth tells the operator on standard error: debug, info, warn or error."},
		{"HEARTH_LOG_FORMAT", "auto", "How it tells it: text, json, or auto (text on a terminal, JSON otherwise)."},
		{"HEARTH_WEB", "127.0.0.1:8080", "Where the web pages listen; off this machine only behind a proxy that speaks https."},
		{"HEARTH_URL", "", "The address of the web pages as people type it, such as https://hearth.example.gov.uk; unset, where they listen."},
		{"HEARTH_SMTP", "", "The mail server that takes sign-in links: smtp://user:password@host:587, or smtps://…:465; unset, no e-mail is sent."},
		{"HEARTH_MAIL_FROM", "", "Whom e-mails are from, such as hearth <hearth@example.gov.uk>."},
		{"HEARTH_OIDC", "", "Who vouches for work accounts: https://CLIENT-ID:SECRET@issuer/path; #trust-email after it, only where the issuer is your own single tenant and does not say whether addresses are verified; unset, nobody."},
		{"HEARTH_BACKUP_RECIPIENT", "", `Whom backups are encrypted to: one or more recipients that begin with age1, parted by commas; "hearth backup keygen" makes one.`},
		{"HEARTH_BACKUP_DIR", "", "The folder for the nightly backups, of which 14 are kept; better on another disk. It needs HEARTH_BACKUP_RECIPIENT."},
	}
}

// A Value is the effective value of one setting.
type Value struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Set   bool   `json:"set"` // by the environment, not by default
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
	}
	var vs []Value
	for _, s := range Settings() {
		vs = append(vs, Value{s.Name, in[s.Name], set(s.Name)})
	}
	return vs
}
