package main

import (
	"github.com/spf13/cobra"

	"hearth/briefings"
	"hearth/knowledge"
)

func (sh *shell) memberLeave() *cobra.Command {
	var on string
	var back bool
	cmd := &cobra.Command{
		Use:   "leave MEMBER --on DATE",
		Short: "Say from which day somebody is a member no more",
		Long: `From that day hearth doesn't know them: they are signed out everywhere and get no
answers. Their record stays. --back says that they are here after all.`,
		Example: `  hearth member leave "Jane Smith" --on 2026-05-07
  hearth member leave "Jane Smith" --back`,
		Args: oneMember,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			var day knowledge.Date
			switch {
			case back == (on != ""):
				return usage("for example --on 2026-05-07", "say from which day with --on, or --back")
			case !back:
				if day, err = wholeDay("on", on); err != nil {
					return err
				}
			}
			a := sh.app()
			defer a.Close()
			m, err := a.LeaveMember(cmd.Context(), args[0], day)
			if err != nil {
				return err
			}
			if back {
				return sh.printf("%s is here.\n", m.Name)
			}
			return sh.printf("%s is a member no more from %s.\n", m.Name, day.Long())
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "the `DATE` from which they are a member no more")
	cmd.Flags().BoolVar(&back, "back", false, "they are here after all")
	return cmd
}

func (sh *shell) memberLink() *cobra.Command {
	var l briefings.Link
	var away bool
	cmd := &cobra.Command{
		Use:   "link MEMBER --platform PLATFORM --id ID",
		Short: "Say which name on a platform is whose",
		Long: `Links a member by hand to the name that a platform has for them, where it doesn't
vouch for their e-mail address. A name belongs to one member.`,
		Example: `  hearth member link "Jane Smith" --platform slack --workspace T024BE7LD --id U023BECGF
  hearth member link "Jane Smith" --platform slack --workspace T024BE7LD --id U023BECGF --remove`,
		Args: oneMember,
		RunE: func(cmd *cobra.Command, args []string) error {
			if l.Platform == "" || l.ID == "" {
				return usage(`"hearth member link --help" shows an example`, "give --platform and the person's --id there")
			}
			a := sh.app()
			defer a.Close()
			m, err := a.LinkMember(cmd.Context(), args[0], l, away)
			if err != nil {
				return err
			}
			return sh.printf("%s", memberDetails(m))
		},
	}
	cmd.Flags().StringVar(&l.Platform, "platform", "", "the `PLATFORM`, in one word: slack, teams …")
	cmd.Flags().StringVar(&l.Workspace, "workspace", "", "the platform's `ID` of the workspace, where it has several")
	cmd.Flags().StringVar(&l.ID, "id", "", "the platform's `ID` of the person")
	cmd.Flags().BoolVar(&away, "remove", false, "take the link away")
	return cmd
}
