package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"hearth/knowledge"
)

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
