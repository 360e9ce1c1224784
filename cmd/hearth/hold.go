package main

import (
	"time"

	"github.com/spf13/cobra"
)

func (sh *shell) hold() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "hold",
		Short: "Stop deletion for an information request",
		Long: `While a hold is in force nothing that it covers is deleted: not by time, and not
when a member asks to be forgotten, who is told that it waits. A hold covers all
that hearth keeps of members, or what belongs to one of them.

The reason stays with the hold and goes when it ends; that there was one stays.
Adding and ending stand in the audit log, without the reason.`,
		Args: cobra.ArbitraryArgs,
		RunE: parent,
	}
	cmd.AddCommand(sh.holdAdd(), sh.holdList(), sh.holdEnd())
	return cmd
}

func (sh *shell) holdAdd() *cobra.Command {
	var why, member string
	cmd := &cobra.Command{
		Use:   "add --why REASON",
		Short: "Put a hold in force",
		Example: `  hearth hold add --why "Information request 2026/117"
  hearth hold add --why "Subject access request 2026/9" --member 5f0c2a91`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			h, err := a.AddHold(cmd.Context(), why, member)
			if err != nil {
				return err
			}
			return sh.printf("%s is in force. \"hearth hold end %s\" ends it.\n", h.ID, h.ID)
		},
	}
	cmd.Flags().StringVar(&why, "why", "", "the `REASON`, best a reference number")
	cmd.Flags().StringVar(&member, "member", "", "only what belongs to the member with this `ID`")
	return cmd
}

// holdFacts are what a script may want to know of a hold.
type holdFacts struct {
	ID     string     `json:"id"`
	Member string     `json:"member,omitempty"`
	Why    string     `json:"why,omitempty"`
	Who    string     `json:"who"`
	Since  time.Time  `json:"since"`
	Ended  *time.Time `json:"ended,omitempty"`
}

func (sh *shell) holdList() *cobra.Command {
	var all, asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the holds in force",
		Args:  nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			list, err := a.Holds(cmd.Context(), all)
			if err != nil {
				return err
			}
			if len(list) == 0 && !asJSON {
				return sh.printf("There are none.\n")
			}
			facts := []holdFacts{}
			for _, h := range list {
				f := holdFacts{ID: h.ID, Member: h.Member, Why: h.Why, Who: h.Who, Since: h.Since}
				if !h.Ended.IsZero() {
					f.Ended = &h.Ended
				}
				facts = append(facts, f)
			}
			if asJSON {
				return sh.json(facts)
			}
			for _, f := range facts {
				if err := sh.printf("%s\n", sh.holdLine(f)); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "those that have ended, too")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print them as JSON")
	return cmd
}

func (sh *shell) holdLine(f holdFacts) string {
	line := f.ID + "  everything"
	if f.Member != "" {
		line = f.ID + "  member " + f.Member
	}
	line += ", since " + sh.day(f.Since)
	if f.Ended != nil {
		return line + ", ended " + sh.day(*f.Ended)
	}
	return line + ": " + f.Why
}

// day is a moment's day by the council's calendar.
func (sh *shell) day(t time.Time) string { return t.In(sh.cfg.Zone).Format("2 January 2006") }

func (sh *shell) holdEnd() *cobra.Command {
	return &cobra.Command{
		Use:     "end ID",
		Short:   "End a hold",
		Long:    "Ends a hold. What waited for it is deleted at the next sweep.",
		Example: "  hearth hold end h1a2b3c4d",
		Args: func(cmd *cobra.Command, args []string) error {
			return exactly(1, "the id of a hold")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			a := sh.app()
			defer a.Close()
			h, err := a.EndHold(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return sh.printf("%s has ended. It was in force since %s.\n", h.ID, sh.day(h.Since))
		},
	}
}
