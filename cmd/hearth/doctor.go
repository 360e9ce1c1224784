package main

import (
	"errors"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) doctor() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look at everything that is set, and say what to mend",
		Long: `Looks at the data folder, the papers, contacts and members, the web pages and
their address, the mail server, the issuer of work accounts, Slack, Teams, the
clock and the backups, and says of each in a line how it is:

  ok    nothing to do
  look  somebody should look when there is time
  fix   hearth can't do its work, or not safely, until this is mended

It sends no mail, signs nobody in, changes nothing and names nobody. Where a
hearth serves, it looks from there. It ends with the code 1 where anything must be
fixed, else with 0.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			found := a.Doctor(cmd.Context(), sh.checkup())
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			if asJSON {
				if err := sh.json(found); err != nil {
					return err
				}
			} else {
				for _, f := range found {
					if err := sh.printf("%s\n", f); err != nil {
						return err
					}
				}
			}
			if n := app.ToFix(found); n > 0 {
				return &mistake{exitFailed, errors.New(counted(n, "thing needs", "things need") + " fixing"), ""}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the findings as JSON: grade, what, says, do")
	return cmd
}

// checkup is what is set for the hearth that serves, or else for this command.
func (sh *shell) checkup() app.Checkup {
	cfg := sh.cfg
	if sh.within != nil {
		cfg = sh.within.cfg
	}
	c := app.Checkup{Web: cfg.Web, Slack: cfg.Slack, Teams: cfg.Teams, BackupDir: cfg.BackupDir, Lock: cfg.BackupTo, LogLevel: cfg.LogLevel, Unknown: cfg.Unknown, Built: builtAt()}
	for _, v := range cfg.Effective() {
		c.URLGiven = c.URLGiven || v.Name == "HEARTH_URL" && v.Set
	}
	return c
}

// builtAt is when the source was committed that this hearth was built from; the zero
// time where that isn't known.
func builtAt() time.Time {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return time.Time{}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			if at, err := time.Parse(time.RFC3339, s.Value); err == nil {
				return at
			}
		}
	}
	return time.Time{}
}
