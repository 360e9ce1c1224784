package main

import (
	"strings"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

func (sh *shell) knowledgeSet() *cobra.Command {
	return &cobra.Command{
		Use:   "set ID NAME=VALUE…",
		Short: "Change what is known of a paper: its shelf, date, council …",
		Long: `Sets one or more details of a paper. They hold for its later versions, too. An
empty VALUE means "not stated". The names are:

  ` + strings.Join(app.DetailNames(), ", ") + `

Dates are written like 2021-03-16, or 2021-03, or 2021.`,
		Example: `  hearth knowledge set strategy-x2fa shelf=public
  hearth knowledge set strategy-x2fa in_force_until=2024-03-31 superseded_by=strategy-b7qa`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return exactly(-1, "the id of one paper and what to set, like shelf=public")(cmd, args)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			changes := map[string]string{}
			for _, arg := range args[1:] {
				name, value, ok := strings.Cut(arg, "=")
				if !ok {
					return usage(`put a value with spaces in quotation marks: title="the value"`, "%q is no name=value", arg)
				}
				changes[strings.TrimSpace(name)] = value
			}
			a := sh.app()
			defer a.Close()
			d, err := a.SetDetails(cmd.Context(), args[0], changes)
			if err != nil {
				return err
			}
			return sh.table([]knowledge.Document{d})
		},
	}
}

func (sh *shell) knowledgeRemove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove ID…",
		Short: "Take papers away, with all their words",
		Long: `Takes papers out of hearth with every version and their originals, and writes its
files anew without them. The reports of a pack go with it. This can't be undone.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return exactly(-1, "the id of at least one paper; \"hearth knowledge list\" shows them")(cmd, args)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			a := sh.app()
			defer a.Close()
			if err := a.Remove(cmd.Context(), args...); err != nil {
				return err
			}
			return sh.printf("%s gone, with all their words.\n", strings.Join(args, ", "))
		},
	}
}

func (sh *shell) knowledgeAdopt() *cobra.Command {
	var office, on string
	cmd := &cobra.Command{
		Use:   "adopt ID --office OFFICE",
		Short: "Say that your council has checked one of hearth's own summaries",
		Long: `hearth's own summaries are labelled "not yet checked by your council" until an
officer adopts them. An adopted text is never changed by a new hearth.

Give the name of the office that checked it, not of a person.`,
		Example: `  hearth knowledge adopt starter/care-leavers --office "Head of Corporate Parenting" --on 2026-11-20`,
		Args:    exactly(1, "the id of one summary; \"hearth knowledge list --kind summary\" shows them"),
		RunE: func(cmd *cobra.Command, args []string) error {
			day := knowledge.DateOf(sh.now())
			var err error
			if on != "" {
				if day, err = knowledge.ParseDate(on); err != nil {
					return usage("", "%w", err)
				}
				if day.Day == 0 {
					return usage("for example --on 2026-11-20", "%s is no whole day", on)
				}
			}
			if today := knowledge.DateOf(sh.now()); today.Before(day) {
				return usage("give the day it was checked, or leave --on away for today", "%s is still to come", day.Long())
			}
			if strings.TrimSpace(office) == "" {
				return usage(`for example --office "Head of Corporate Parenting"`, "say which office has checked it")
			}
			a := sh.app()
			defer a.Close()
			d, before, err := a.Adopt(cmd.Context(), args[0], office, day)
			if err != nil {
				return err
			}
			if before != nil {
				sh.tell("this takes the place of: checked by %s on %s", before.Office, before.Date.Long())
			}
			return sh.printf("%s: checked by %s on %s.\n", d.Title, d.Adopted.Office, d.Adopted.Date.Long())
		},
	}
	cmd.Flags().StringVar(&office, "office", "", "the `OFFICE` that has checked it")
	cmd.Flags().StringVar(&on, "on", "", "the `DATE` it was checked, today if not given")
	return cmd
}
