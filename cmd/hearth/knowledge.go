package main

import (
	"fmt"
	"slices"
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
			filter, err := listed(shelf, kind, council)
			if err != nil {
				return err
			}
			a := sh.app()
			defer a.Close()
			if err := a.OwnerOnly(); err != nil {
				return err
			}
			docs, err := a.List(cmd.Context(), filter)
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
			if len(docs) == 0 {
				sh.tell("there are no papers%s", map[bool]string{true: " yet", false: " like that"}[filter == app.Filter{}])
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

// listed is the filter for what was typed.
func listed(shelf, kind, council string) (app.Filter, error) {
	if _, err := knowledge.ParseShelf(shelf); shelf != "" && err != nil {
		return app.Filter{}, &mistake{exitUsage, err, "for example --shelf public"}
	}
	if kind != "" && !slices.Contains(kinds(), kind) {
		return app.Filter{}, usage("choose one of "+strings.Join(kinds(), ", "), "there is no kind %q", kind)
	}
	if area, known := app.CouncilNamed(council); known {
		council = area
	}
	return app.Filter{Shelf: knowledge.Shelf(shelf), Kind: knowledge.Kind(kind), Council: council}, nil
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
