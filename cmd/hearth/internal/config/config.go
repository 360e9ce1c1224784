// Package config turns the environment into hearth's settings. It is the one
// package that reads the environment: every part gets a struct of what it needs
// and none of them a global.
//
// Load reads and checks all settings before anything is opened and reports
// every mistake at once, each with the variable's name and what to write
// instead. What must not be seen is a Secret, which cannot print; a mistake in
// a setting that holds one is told without repeating it. Load costs less than a
// millisecond.
package config

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"
	_ "time/tzdata" // zones must be known in a container that has none of its own

	"github.com/kelseyhightower/envconfig"

	"hearth/storage/backup"
)

// Prefix is what the name of every setting begins with.
const Prefix = "HEARTH_"

// raw has the settings as they stand in the environment. All are texts, so
// that envconfig has nothing to refuse: it stops at the first mistake, and
// people want to hear of all of them.
type raw struct {
	Data      string `default:"data"`
	Council   string
	Zone      string `default:"Europe/London"`
	LogLevel  string `split_words:"true" default:"warn"`
	LogFormat string `split_words:"true" default:"auto"`
	Web       string `default:"127.0.0.1:8080"`
	URL       string
	SMTP      Secret
	MailFrom  string `split_words:"true"`
	OIDC      Secret

	BackupDir       string `split_words:"true"`
	BackupRecipient string `split_words:"true"`

	SlackBotToken      Secret `split_words:"true"`
	SlackAppToken      Secret `split_words:"true"`
	SlackSigningSecret Secret `split_words:"true"`
	SlackAPI           string `split_words:"true" default:"https://slack.com/api/"`

	TeamsAppID       string `split_words:"true"`
	TeamsAppPassword Secret `split_words:"true"`
	TeamsTenant      string `split_words:"true"`
	TeamsCloud       string `split_words:"true" default:"public"`
}

// A Config has every setting, checked.
type Config struct {
	Data      string         // the folder that holds what hearth knows, absolute
	Council   string         // whom "we" and "our" mean; empty: nobody in particular
	Zone      *time.Location // whose clock and calendar hearth goes by
	LogLevel  slog.Level
	LogFormat string // "auto", "text" or "json"
	Web       Web
	Slack     Slack
	Teams     Teams
	BackupDir string      // where the nightly backups go; empty: nowhere
	BackupTo  backup.Lock // whom backups are encrypted to; zero: nobody
	NoColour  bool        // NO_COLOR is set: never colour, not even on a terminal
	Unknown   []string
	RunDir    string // the user's own folder for sockets (XDG_RUNTIME_DIR), else that for temporary files
	raw       raw
}

// Mistakes are all that is wrong with the environment.
type Mistakes []string

// Error lists the mistakes, one a line.
func (m Mistakes) Error() string {
	return "the settings need mending:\n  " + strings.Join(m, "\n  ")
}

// Plain is the same for the person who set them.
func (m Mistakes) Plain() string { return m.Error() }

// Load reads the environment of the process. Its error is of type Mistakes.
// Config.Unknown names the variables that look like settings but are none.
func Load() (Config, error) {
	var r raw
	if err := envconfig.Process("hearth", &r); err != nil {
		return Config{}, Mistakes{err.Error()}
	}
	c := Config{raw: r, Council: strings.TrimSpace(r.Council), Unknown: unknown(os.Environ())}
	_, c.NoColour = os.LookupEnv("NO_COLOR")
	if c.RunDir = os.Getenv("XDG_RUNTIME_DIR"); !filepath.IsAbs(c.RunDir) {
		c.RunDir = os.TempDir()
	}

	var bad Mistakes
	note := func(err error) {
		if err != nil {
			bad = append(bad, err.Error())
		}
	}
	var err error
	c.Data, err = folder(r.Data)
	note(err)
	c.Zone, err = zone(r.Zone)
	note(err)
	c.LogLevel, err = level(r.LogLevel)
	note(err)
	c.LogFormat, err = format(r.LogFormat)
	note(err)
	var webBad []string
	c.Web, webBad = webOf(r)
	bad = append(bad, webBad...)
	var slackBad []string
	c.Slack, slackBad = slackOf(r)
	bad = append(bad, slackBad...)
	var teamsBad []string
	c.Teams, teamsBad = teamsOf(r)
	bad = append(bad, teamsBad...)
	c.BackupTo, err = recipient(r.BackupRecipient)
	note(err)
	c.BackupDir, err = backups(r, c.Data)
	note(err)
	if len(bad) > 0 {
		return Config{}, bad
	}
	return c, nil
}

func recipient(s string) (backup.Lock, error) {
	if s == "" {
		return backup.Lock{}, nil
	}
	l, err := backup.LockTo(s)
	if err != nil {
		return l, fmt.Errorf("%sBACKUP_RECIPIENT: %w", Prefix, err)
	}
	return l, nil
}

// backups is the folder for backups: with nobody to encrypt to there can't be
// any, and within the data folder they would be lost with it.
func backups(r raw, data string) (string, error) {
	if r.BackupDir == "" {
		return "", nil
	}
	p, err := filepath.Abs(r.BackupDir)
	switch {
	case err != nil:
		return "", fmt.Errorf("%sBACKUP_DIR=%q: %w; name the folder with its whole path", Prefix, r.BackupDir, err)
	case r.BackupRecipient == "":
		return "", fmt.Errorf("%sBACKUP_DIR needs %sBACKUP_RECIPIENT, as backups are always encrypted; \"hearth backup keygen\" makes one", Prefix, Prefix)
	case data != "" && (p == data || strings.HasPrefix(p, data+string(filepath.Separator))):
		return "", fmt.Errorf("%sBACKUP_DIR=%q lies in the data folder; name one on another disk", Prefix, r.BackupDir)
	}
	if info, err := os.Stat(p); err == nil && !info.IsDir() {
		return "", fmt.Errorf("%sBACKUP_DIR=%q is a file; name a folder", Prefix, r.BackupDir)
	}
	return p, nil
}

func folder(s string) (string, error) {
	if strings.TrimSpace(s) == "" {
		return "", fmt.Errorf("%sDATA is empty; name a folder, or leave it unset for ./data", Prefix)
	}
	p, err := filepath.Abs(s)
	if err != nil {
		return "", fmt.Errorf("%sDATA=%q: %w; name the folder with its whole path", Prefix, s, err)
	}
	if info, err := os.Stat(p); err == nil && !info.IsDir() {
		return "", fmt.Errorf("%sDATA=%q is a file; name a folder", Prefix, s)
	}
	return p, nil
}

func zone(s string) (*time.Location, error) {
	// time.LoadLocation takes "" for UTC and "Local" for wherever the machine
	// stands: both would pass a slip unseen.
	if s == "" || s == "Local" {
		return nil, fmt.Errorf("%sZONE=%q is no time zone; write one like Europe/London", Prefix, s)
	}
	z, err := time.LoadLocation(s)
	if err != nil {
		return nil, fmt.Errorf("%sZONE=%q is no time zone; write one like Europe/London", Prefix, s)
	}
	return z, nil
}

func level(s string) (slog.Level, error) {
	levels := map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	}
	l, ok := levels[strings.ToLower(s)]
	if !ok {
		return 0, fmt.Errorf("%sLOG_LEVEL=%q is no level; choose debug, info, warn or error", Prefix, s)
	}
	return l, nil
}

func format(s string) (string, error) {
	switch f := strings.ToLower(s); f {
	case "auto", "text", "json":
		return f, nil
	}
	return "", fmt.Errorf("%sLOG_FORMAT=%q is no format; choose auto, text or json", Prefix, s)
}

func set(name string) bool {
	_, ok := os.LookupEnv(name)
	return ok
}

// unknown picks the variables with hearth's prefix that are no settings. Those
// of the tests are left alone.
func unknown(environ []string) []string {
	known := map[string]bool{}
	for _, s := range Settings() {
		known[s.Name] = true
	}
	var names []string
	for _, e := range environ {
		name, _, _ := strings.Cut(e, "=")
		ours := strings.HasPrefix(name, Prefix) && !strings.HasPrefix(name, Prefix+"TEST_") && name != Prefix+"SHARED"
		if ours && !known[name] {
			names = append(names, name)
		}
	}
	return names
}
