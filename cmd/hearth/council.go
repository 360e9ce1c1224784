package main

import (
	"strings"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) council() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "council",
		Short: "The numbers that hearth gives to members",
		Long: `When somebody is worried about a child, or asks for what papers can't give,
hearth says whom to ring. These are your council's numbers, with the hours when
they are answered and the day somebody last tried them. With none set it says
to ring the switchboard, or 999 if a child is in danger.

What the council has decided about its hearth is set here too: whether papers of
the public shelf can be read without signing in, and how long words and receipts
are kept.`,
		Args: cobra.ArbitraryArgs,
		RunE: parent,
	}
	cmd.AddCommand(sh.councilShow(), sh.councilSet())
	return cmd
}

func (sh *shell) councilShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Print what is set",
		Args:  nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			_, settings, err := a.Contacts(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				byName := map[string]string{}
				for _, s := range settings {
					byName[s.Name] = s.Value
				}
				return sh.json(byName)
			}
			if len(settings) == 0 {
				return sh.printf("Nothing is set. \"hearth council set --help\" shows how.\n")
			}
			for _, s := range settings {
				if err := sh.printf("%-28s %s\n", s.Name, s.Value); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

func (sh *shell) councilSet() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "set NAME=VALUE…",
		Short: "Set how offices are reached",
		Long: `Sets one or more settings; what you don't name stays as it is, and an empty
VALUE takes a setting away. The names are:

  ` + strings.Join(app.CouncilNames(), "\n  ") + `

council.name is whom "we" and "our" mean in a question; HEARTH_COUNCIL, where it
is set, is asked first. papers.public is "yes" where anybody may read papers of
the public shelf on the web pages without signing in. words.kept-days is how long
the words of questions are kept (90 unless you set 7 to 365); receipts.kept-months
how long it is kept which papers somebody was shown (12 unless you set 1 to 24).

Try a number before you set it, and give the day as its checked-on: a number
that is changed without one is shown as not checked.`,
		Example: `  hearth council set front-door.phone="01642 000000" front-door.hours="Mon-Thu 08:30-17:00, Fri 08:30-16:30"
  hearth council set front-door.checked-on=2026-11-20
  hearth council set police.phone 101
  hearth council set complaints.email=`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || !strings.Contains(args[0], "=") && len(args) < 2 {
				return exactly(-1, "a name and a value, like front-door.phone=\"01642 000000\"")(cmd, args)
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return app.CouncilNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			changes, err := settingsOf(args)
			if err != nil {
				return err
			}
			a := sh.app()
			defer a.Close()
			if err := a.SetContacts(cmd.Context(), changes); err != nil {
				return err
			}
			for _, c := range changes {
				if err := sh.printf("%s\n", strings.TrimSpace(c.Name+" "+c.Value)); err != nil {
					return err
				}
			}
			return nil
		},
	}
	return cmd
}

// settingsOf reads "name=value" for each argument, or one name with the words
// of its value after it.
func settingsOf(args []string) ([]app.Setting, error) {
	if !strings.Contains(args[0], "=") {
		return []app.Setting{{Name: args[0], Value: strings.Join(args[1:], " ")}}, nil
	}
	var out []app.Setting
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			return nil, usage(`put a value with spaces in quotation marks: name="the value"`, "%q is no name=value", arg)
		}
		out = append(out, app.Setting{Name: strings.TrimSpace(name), Value: value})
	}
	return out, nil
}
