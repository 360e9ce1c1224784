package main

import (
	"fmt"
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
