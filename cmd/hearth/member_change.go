package main

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
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

// withSeats is the seats with some added or dated anew, and others taken away.
func withSeats(had, more []briefings.Seat, away []string) ([]briefings.Seat, error) {
	out := slices.Clone(had)
	for _, s := range more {
		if at := slices.IndexFunc(out, sameBody(s.Body)); at < 0 {
			out = append(out, s)
		} else {
			if !s.From.IsZero() {
				out[at].From = s.From
			}
			out[at].Until = s.Until
		}
	}
	for _, body := range away {
		if !slices.ContainsFunc(out, sameBody(body)) {
			return nil, usage("", "there is no seat on %q to take away", body)
		}
		out = slices.DeleteFunc(out, sameBody(body))
	}
	return out, nil
}

func sameBody(body string) func(briefings.Seat) bool {
	return func(s briefings.Seat) bool { return strings.EqualFold(s.Body, strings.TrimSpace(body)) }
}

func parseRoles(words []string) ([]briefings.Role, error) {
	var out []briefings.Role
	for _, w := range words {
		for one := range strings.SplitSeq(w, ",") {
			r, err := briefings.ParseRole(one)
			if err != nil {
				return nil, usage("", "%w", err)
			}
			out = append(out, r)
		}
	}
	return out, nil
}

var spanForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(.*?),?(?:\s*\bfrom\s+(\d[\d-]*))?(?:\s*\buntil\s+(\d[\d-]*))?$`)
})

// parseSpan takes "Cabinet, from 2026-05-20 until 2027-05-19" apart.
func parseSpan(s string) (string, briefings.Period, error) {
	m := spanForm().FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", briefings.Period{}, usage("", "%q has more than one line", s)
	}
	var p briefings.Period
	var err error
	if p.From, err = knowledge.ParseDate(m[2]); err == nil {
		p.Until, err = knowledge.ParseDate(m[3])
	}
	if err != nil {
		return "", p, usage("", "%w", err)
	}
	return strings.TrimSpace(m[1]), p, nil
}

func parseSeats(words []string) ([]briefings.Seat, error) {
	var out []briefings.Seat
	for _, w := range words {
		body, p, err := parseSpan(w)
		if err != nil {
			return nil, err
		}
		out = append(out, briefings.Seat{Body: body, From: p.From, Until: p.Until})
	}
	return out, nil
}

func parseLeaves(words []string) ([]briefings.Period, error) {
	var out []briefings.Period
	for _, w := range words {
		rest, p, err := parseSpan(w)
		if err != nil {
			return nil, err
		}
		if rest != "" || p.From.IsZero() {
			return nil, usage(`write it like "from 2026-12-01 until 2027-02-28"`, "%q is no stretch of days", w)
		}
		out = append(out, p)
	}
	return out, nil
}

// wholeDay reads a day that a flag gives.
func wholeDay(flag, s string) (knowledge.Date, error) {
	d, err := knowledge.ParseDate(s)
	if err != nil || d.Day == 0 {
		return d, usage("for example --"+flag+" 2026-05-07", "%q is no whole day", s)
	}
	return d, nil
}

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
