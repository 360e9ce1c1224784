package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

func (sh *shell) knowledge() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "knowledge",
		Short: "The papers that hearth answers from",
		Long: `Add papers, see what is there, choose who may be answered from them, take them
away. A paper that is taken away is gone from hearth's files with all its words.`,
		Args: cobra.ArbitraryArgs,
		RunE: parent,
	}
	cmd.AddCommand(sh.knowledgeAdd(), sh.knowledgeList(), sh.knowledgeShow(), sh.knowledgeSet(),
		sh.knowledgeRemove(), sh.knowledgeAdopt(), sh.knowledgeCheck(), sh.knowledgeRebuild())
	return cmd
}

func (sh *shell) knowledgeList() *cobra.Command {
	var asJSON bool
	var shelf, kind, council string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the papers, one a line",
		Args:  nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			if err := a.OwnerOnly(); err != nil {
				return err
			}
			docs, err := a.List(cmd.Context(), app.Filter{Shelf: knowledge.Shelf(shelf), Kind: knowledge.Kind(kind), Council: council})
			if err != nil {
				return err
			}
			if asJSON {
				for _, d := range docs {
					if err := sh.json(d); err != nil {
						return err
					}
				}
				return nil
			}
			return sh.table(docs)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&asJSON, "json", false, "print a line of JSON for each")
	f.StringVar(&shelf, "shelf", "", "only what stands on this `SHELF`")
	f.StringVar(&kind, "kind", "", "only papers of this `KIND`")
	f.StringVar(&council, "council", "", "only papers of this `COUNCIL`")
	complete(cmd, "shelf", "public", "members", "officers")
	complete(cmd, "kind", kinds()...)
	return cmd
}

func kinds() []string {
	var out []string
	for _, k := range knowledge.Kinds() {
		out = append(out, string(k))
	}
	return out
}

// table lists documents in columns.
func (sh *shell) table(docs []knowledge.Document) error {
	w := tabwriter.NewWriter(sh.Stdout, 0, 0, 2, ' ', 0)
	for _, d := range docs {
		_, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", d.ID, d.Shelf, d.Kind, stated(d.Date.String()), stated(d.Council), d.Title)
		if err != nil {
			return err
		}
	}
	return w.Flush()
}

func stated(s string) string {
	if s == "" {
		return "not stated"
	}
	return s
}

func (sh *shell) knowledgeShow() *cobra.Command {
	var asJSON, text bool
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "All that hearth knows of one paper",
		Args:  exactly(1, "the id of one paper; \"hearth knowledge list\" shows them"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a := sh.app()
			defer a.Close()
			if err := a.OwnerOnly(); err != nil {
				return err
			}
			d, content, err := a.Document(cmd.Context(), args[0])
			switch {
			case err != nil:
				return err
			case text:
				return sh.printf("%s\n", strings.TrimRight(content.Text, "\n"))
			case asJSON:
				return sh.json(d)
			}
			return sh.printf("%s", details(d, content))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	cmd.Flags().BoolVar(&text, "text", false, "print the text that was read out of it")
	return cmd
}

// details are a document's, one a line; what isn't stated is left out, but for
// what officers should look at.
func details(d knowledge.Document, c knowledge.Content) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-15s %s\n", name, value)
		}
	}
	line("id", d.ID)
	line("title", stated(d.Title))
	line("shelf", string(d.Shelf))
	line("kind", string(d.Kind))
	line("council", stated(d.Council))
	line("body", d.Body)
	line("date", stated(d.Date.Long()))
	line("item", d.Item)
	line("nation", d.Nation)
	line("in force from", d.InForceFrom.Long())
	line("in force until", d.InForceUntil.Long())
	line("superseded by", d.SupersededBy)
	line("owner", d.Owner)
	line("review by", d.ReviewBy.Long())
	line("source", d.Source)
	line("file", d.File)
	line("part of", d.Parent)
	if d.LastPage > 0 {
		line("pages", fmt.Sprintf("%d to %d of the file", d.FirstPage, d.LastPage))
	}
	if d.Cut {
		line("note", "the text is cut short at its source")
	}
	if d.Adopted != nil {
		line("adopted", "by "+d.Adopted.Office+" on "+d.Adopted.Date.Long())
	}
	line("version", d.Version)
	line("words", fmt.Sprint(len(strings.Fields(c.Text))))
	return b.String()
}

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
			}
			if strings.TrimSpace(office) == "" {
				return usage(`for example --office "Head of Corporate Parenting"`, "say which office has checked it")
			}
			a := sh.app()
			defer a.Close()
			d, err := a.Adopt(cmd.Context(), args[0], office, day)
			if err != nil {
				return err
			}
			return sh.printf("%s: checked by %s on %s.\n", d.Title, d.Adopted.Office, d.Adopted.Date.Long())
		},
	}
	cmd.Flags().StringVar(&office, "office", "", "the `OFFICE` that has checked it")
	cmd.Flags().StringVar(&on, "on", "", "the `DATE` it was checked, today if not given")
	return cmd
}

func (sh *shell) knowledgeCheck() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Look whether the files are sound and agree with each other",
		Long: `Reads all of the records and the index and compares them. It changes nothing.
Where something is wrong it says what, and ends with the code 5.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			wrong, counted, err := a.Check(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				err = sh.json(map[string]any{"sound": len(wrong) == 0, "documents": counted, "wrong": wrong})
			} else if len(wrong) == 0 {
				err = sh.printf("All is sound: %d documents, and the index agrees with the records.\n", counted)
			}
			if err == nil && len(wrong) > 0 {
				return &mistake{exitDamaged, errors.New(strings.Join(wrong, "\n")),
					`"hearth knowledge rebuild" makes the index anew; damaged records need a backup`}
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the outcome as JSON")
	return cmd
}

func (sh *shell) knowledgeRebuild() *cobra.Command {
	return &cobra.Command{
		Use:   "rebuild",
		Short: "Make the index anew from the records",
		Args:  nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			if err := a.Rebuild(cmd.Context()); err != nil {
				return err
			}
			size, err := a.Size(cmd.Context())
			if err != nil {
				return err
			}
			return sh.printf("The index is made anew: %d documents, %d passages.\n", size.Documents, size.Passages)
		},
	}
}
