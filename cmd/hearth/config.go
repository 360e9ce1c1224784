package main

import (
	"unicode/utf8"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/config"
)

func (sh *shell) config() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "The settings in force",
		Long: `Prints every setting with the value that is in force, and whether the
environment sets it: first what is for all, then what one platform needs.
README.md says what each does.`,
		Args: nothing,
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return sh.json(sh.cfg.Effective())
			}
			return sh.settings(sh.cfg.Effective())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print them as JSON")
	return cmd
}

// headings say for what a group of settings is, by config.Setting.For.
var headings = map[string]string{"web": "for the web pages", "slack": "for Slack", "teams": "for Teams"}

// settings prints what is in force, each group below its heading.
func (sh *shell) settings(all []config.Value) error {
	var name, value int
	for _, v := range all {
		name, value = max(name, len(v.Name)), max(value, utf8.RuneCountInString(v.Value))
	}
	group := ""
	for _, v := range all {
		if v.For != group {
			group = v.For
			if err := sh.printf("\n%s\n", headings[group]); err != nil {
				return err
			}
		}
		from := "default"
		if v.Set {
			from = "set"
		}
		if err := sh.printf("%-*s  %-*s  %s\n", name, v.Name, value, v.Value, from); err != nil {
			return err
		}
	}
	return nil
}
