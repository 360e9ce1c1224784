package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) member() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "member",
		Short: "The people whom hearth knows",
		Long: `Who may ask hearth, and what else they may do: a record for each councillor and
each officer, linked to the names that Slack, Teams and others have for them.
hearth keeps no party.

A member is named by their id, their e-mail address or their whole name. The
roles are member (asks, sees their own data), officer (papers, contacts,
members), admin (roles, backups) and dpo (exports, erasure, the log).`,
		Args: cobra.ArbitraryArgs,
		RunE: parent,
	}
	cmd.AddCommand(sh.memberList(), sh.memberShow(), sh.memberAdd(), sh.memberSet(), sh.memberLeave(), sh.memberLink(),
		sh.memberRequests(), sh.memberApprove(), sh.memberDecline(), sh.memberImport(), sh.memberSignin())
	return cmd
}

// oneMember is what commands about one member take.
var oneMember = exactly(1, `one member: an id, an e-mail address or a whole name; "hearth member list" shows them`)

func (sh *shell) memberList() *cobra.Command {
	var f app.MemberFilter
	var role string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list [WORDS]",
		Short: "Who is a member, by surname",
		Long: `Lists who is here. WORDS choose by part of a name, an address, a ward or a
committee.`,
		Example: `  hearth member list
  hearth member list scrutiny
  hearth member list --role officer`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			f.Query = strings.Join(args, " ")
			if role != "" {
				if f.Role, err = briefings.ParseRole(role); err != nil {
					return usage("", "%w", err)
				}
			}
			a := sh.app()
			defer a.Close()
			all, err := a.Members(cmd.Context(), f)
			switch {
			case err != nil:
				return err
			case asJSON:
				return sh.json(append([]briefings.Member{}, all...))
			case len(all) == 0:
				return sh.printf("Nobody. \"hearth member add --help\" shows how to add somebody.\n")
			}
			return sh.printf("%s", memberTable(all))
		},
	}
	cmd.Flags().BoolVar(&f.Left, "left", false, "those who have left, too")
	cmd.Flags().StringVar(&role, "role", "", "only those with this `ROLE`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

// memberTable is a line for each member.
func memberTable(all []briefings.Member) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, m := range all {
		left := ""
		if !m.Left.IsZero() {
			left = "left on " + m.Left.Long()
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", m.ID, m.Name, rolesOf(m), m.Ward, left) // a Builder takes all
	}
	_ = w.Flush()
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func rolesOf(m briefings.Member) string {
	var out []string
	for _, r := range m.Roles {
		out = append(out, string(r))
	}
	return strings.Join(out, ", ")
}

func (sh *shell) memberShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show MEMBER",
		Short: "All that hearth's record says of one member",
		Args:  oneMember,
		RunE: func(cmd *cobra.Command, args []string) error {
			a := sh.app()
			defer a.Close()
			m, err := a.Member(cmd.Context(), args[0])
			switch {
			case err != nil:
				return err
			case asJSON:
				return sh.json(m)
			}
			return sh.printf("%s", memberDetails(m))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

// memberDetails are a record's, one a line.
func memberDetails(m briefings.Member) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-8s %s\n", name, value)
		}
	}
	line("id", m.ID)
	line("name", m.Name)
	line("e-mail", m.Email)
	line("roles", rolesOf(m))
	line("ward", m.Ward)
	for _, s := range m.Seats {
		line("seat", s.Body+spanOf(briefings.Period{From: s.From, Until: s.Until}))
	}
	for _, p := range m.Leave {
		line("leave", strings.TrimPrefix(spanOf(p), ", "))
	}
	for _, l := range m.Links {
		line("link", strings.Join(strings.Fields(l.Platform+" "+l.Workspace+" "+l.ID), " "))
	}
	line("added", m.Added.Long())
	line("left", m.Left.Long())
	return b.String()
}

// spanOf tells a stretch of days as --seat and --leave read it.
func spanOf(p briefings.Period) string {
	out := ""
	if !p.From.IsZero() {
		out += ", from " + p.From.String()
	}
	if !p.Until.IsZero() {
		if out == "" {
			out = ","
		}
		out += " until " + p.Until.String()
	}
	return out
}
