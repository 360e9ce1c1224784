package config

import (
	"fmt"
	"strings"
)

// sent are the settings that shape what a command prints or writes. They go with a command
// to the hearth that serves the data folder; no other does, and none may that is
// a secret.
var sent = map[string]func(*Config, string) error{
	"HEARTH_COUNCIL": func(c *Config, s string) error {
		c.Council = strings.TrimSpace(s)
		return nil
	},
	"HEARTH_ZONE": func(c *Config, s string) (err error) {
		c.Zone, err = zone(s)
		return err
	},
	"HEARTH_BACKUP_RECIPIENT": func(c *Config, s string) (err error) {
		c.BackupTo, err = recipient(s)
		return err
	},
	"HEARTH_LOG_LEVEL": func(c *Config, s string) (err error) {
		c.LogLevel, err = level(s)
		return err
	},
	"HEARTH_LOG_FORMAT": func(c *Config, s string) (err error) {
		c.LogFormat, err = format(s)
		return err
	},
}

// Sent are the settings that go with a command to the hearth that serves the data
// folder, by their names: those that shape what it prints or writes. Beside how it logs
// only what the environment sets; else those of the serving hearth hold.
func (c Config) Sent() map[string]string {
	out := map[string]string{}
	for _, v := range c.Effective() {
		if sent[v.Name] != nil && (v.Set || strings.HasPrefix(v.Name, Prefix+"LOG_")) {
			out[v.Name] = v.Value
		}
	}
	return out
}

// With gives the settings for a command that somebody sent: theirs where they
// sent any, else these. Its error is of type Mistakes.
func (c Config) With(settings map[string]string, noColour bool) (Config, error) {
	c.NoColour, c.Unknown = noColour, nil
	var bad Mistakes
	for name, value := range settings {
		set := sent[name]
		if set == nil {
			bad = append(bad, fmt.Sprintf("%s is no setting that goes with a command", name))
		} else if err := set(&c, value); err != nil {
			bad = append(bad, err.Error())
		}
	}
	if len(bad) > 0 {
		return Config{}, bad
	}
	return c, nil
}
