package main

import (
	"slices"

	"github.com/spf13/cobra"

	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
)

// memberFields are what add and set have in common.
type memberFields struct {
	name, email, ward string
	roles, seats      []string
}

func (f *memberFields) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.name, "name", "", "the person's `NAME`, without titles")
	cmd.Flags().StringVar(&f.email, "email", "", "their e-mail `ADDRESS` at the council")
	cmd.Flags().StringVar(&f.ward, "ward", "", "the `WARD` that a councillor speaks for")
	cmd.Flags().StringArrayVar(&f.roles, "role", nil, "a `ROLE`: member, officer, admin or dpo; give it again for several")
	cmd.Flags().StringArrayVar(&f.seats, "seat", nil, "a `COMMITTEE` or office, with \", from 2026-05-20 until 2027-05-19\" where you know it; give it again for several")
}

func (sh *shell) memberAdd() *cobra.Command {
	var f memberFields
	cmd := &cobra.Command{
		Use:   "add --name NAME",
		Short: "Add one person",
		Long: `Adds a person, who may then ask. Whoever signs in on a platform that vouches for
the same e-mail address is linked by themselves.`,
		Example: `  hearth member add --name "Jane Smith" --email jane.smith@council.gov.uk --ward "Mill Hill" --seat "Children's Scrutiny Committee"
  hearth member add --name "Olu Ade" --email olu.ade@council.gov.uk --role officer`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			m := briefings.Member{Name: f.name, Email: f.email, Ward: f.ward}
			var err error
			if m.Roles, err = parseRoles(f.roles); err != nil {
				return err
			}
			if m.Seats, err = parseSeats(f.seats); err != nil {
				return err
			}
			a := sh.app()
			defer a.Close()
			if m, err = a.AddMember(cmd.Context(), m); err != nil {
				return err
			}
			return sh.printf("%s", memberDetails(m))
		},
	}
	f.flags(cmd)
	return cmd
}

func (sh *shell) memberSet() *cobra.Command {
	var f memberFields
	var seatsEnd, leave, leaveEnd []string
	cmd := &cobra.Command{
		Use:   "set MEMBER",
		Short: "Change a member's record",
		Long: `Changes what you name and leaves the rest as it is; an empty value takes an
e-mail address or a ward away. --role replaces all roles. --seat adds a
committee, or gives new dates to one that is there; --no-seat takes one off the
record as if it had never been.`,
		Example: `  hearth member set jane.smith@council.gov.uk --ward "Mill Hill"
  hearth member set "Jane Smith" --seat "Cabinet, from 2026-05-20" --seat "Planning Committee, until 2026-05-19"
  hearth member set "Olu Ade" --role officer --role admin
  hearth member set "Jane Smith" --leave "from 2026-12-01 until 2027-02-28"`,
		Args: oneMember,
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().NFlag() == 0 {
				return usage(`"hearth member set --help" shows an example`, "say what to change, like --ward")
			}
			roles, err := parseRoles(f.roles)
			if err != nil {
				return err
			}
			seats, err := parseSeats(f.seats)
			if err != nil {
				return err
			}
			leaves, err := parseLeaves(leave)
			if err != nil {
				return err
			}
			gone, err := parseLeaves(leaveEnd)
			if err != nil {
				return err
			}
			edit := func(m briefings.Member) (app.MemberChange, error) {
				var c app.MemberChange
				changed(cmd, "name", &c.Name, f.name)
				changed(cmd, "email", &c.Email, f.email)
				changed(cmd, "ward", &c.Ward, f.ward)
				changed(cmd, "role", &c.Roles, roles)
				if len(seats)+len(seatsEnd) > 0 {
					all, err := withSeats(m.Seats, seats, seatsEnd)
					if err != nil {
						return c, err
					}
					c.Seats = &all
				}
				if len(leaves)+len(gone) > 0 {
					all := slices.DeleteFunc(append(slices.Clone(m.Leave), leaves...), func(p briefings.Period) bool { return slices.Contains(gone, p) })
					c.Leave = &all
				}
				return c, nil
			}
			a := sh.app()
			defer a.Close()
			m, err := a.EditMember(cmd.Context(), args[0], edit)
			if err != nil {
				return err
			}
			return sh.printf("%s", memberDetails(m))
		},
	}
	f.flags(cmd)
	cmd.Flags().StringArrayVar(&seatsEnd, "no-seat", nil, "take a `COMMITTEE` off the record")
	cmd.Flags().StringArrayVar(&leave, "leave", nil, "`DAYS` of leave, like \"from 2026-12-01 until 2027-02-28\"")
	cmd.Flags().StringArrayVar(&leaveEnd, "no-leave", nil, "take `DAYS` of leave off the record, as \"hearth member show\" prints them")
	return cmd
}

// changed sets what was given on the command line.
func changed[T any](cmd *cobra.Command, flag string, to **T, v T) {
	if cmd.Flags().Changed(flag) {
		*to = &v
	}
}
