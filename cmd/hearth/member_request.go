package main

import (
	"strings"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

func (sh *shell) memberRequests() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "requests",
		Short: "Who has asked to be added",
		Long: `Lists who has asked hearth to be added, the oldest first. What a request says of a
person, nobody has checked. A request lapses after 30 days.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			all, err := a.MemberRequests(cmd.Context())
			switch {
			case err != nil:
				return err
			case asJSON:
				return sh.json(append([]app.MemberRequest{}, all...))
			case len(all) == 0:
				return sh.printf("Nobody is waiting.\n")
			}
			for _, r := range all {
				says := strings.Join(strings.Fields(r.Name+" "+r.Email), " ")
				if says == "" {
					says = "no name given"
				}
				if err := sh.printf("%s  %s  %s on %s\n", r.ID, knowledge.DateOf(r.Asked.In(sh.cfg.Zone)).Long(), says, r.Link.Platform); err != nil {
					return err
				}
				if len(r.Same) > 0 {
					if err := sh.printf("    a member has that name or address: hearth member approve %s --as %s\n", r.ID, strings.Join(r.Same, " or ")); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

// oneRequest is what commands about one request take.
var oneRequest = exactly(1, `the id of one request; "hearth member requests" shows them`)

func (sh *shell) memberApprove() *cobra.Command {
	var roles []string
	var as string
	cmd := &cobra.Command{
		Use:   "approve REQUEST",
		Short: "Add whoever asked",
		Long: `Adds whoever asked as a member, or with the roles you give, and links them. Where
they have a record already, --as links them to it. Make sure first who it is.`,
		Example: `  hearth member approve 4f1c9a0b7d2e6583
  hearth member approve 4f1c9a0b7d2e6583 --as jane.smith@council.gov.uk`,
		Args: oneRequest,
		RunE: func(cmd *cobra.Command, args []string) error {
			rs, err := parseRoles(roles)
			if err != nil {
				return err
			}
			if as != "" && len(rs) > 0 {
				return usage("", "--as keeps the roles of the record; leave --role away")
			}
			a := sh.app()
			defer a.Close()
			m, err := a.ApproveMember(cmd.Context(), args[0], as, rs)
			if err != nil {
				return err
			}
			return sh.printf("%s", memberDetails(m))
		},
	}
	cmd.Flags().StringArrayVar(&roles, "role", nil, "a `ROLE`: member, officer, admin or dpo; give it again for several")
	cmd.Flags().StringVar(&as, "as", "", "the `MEMBER` who it is, where there is a record")
	return cmd
}

func (sh *shell) memberDecline() *cobra.Command {
	return &cobra.Command{
		Use:   "decline REQUEST",
		Short: "Say no to whoever asked",
		Long:  `Takes the request away with all that it says of the person.`,
		Args:  oneRequest,
		RunE: func(cmd *cobra.Command, args []string) error {
			a := sh.app()
			defer a.Close()
			if err := a.DeclineMember(cmd.Context(), args[0]); err != nil {
				return err
			}
			return sh.printf("%s is declined and forgotten.\n", args[0])
		},
	}
}
