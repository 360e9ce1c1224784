package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

func (sh *shell) config() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "The settings in force",
		Long: `Prints every setting with the value that is in force, and whether the
environment sets it. README.md says what each does.`,
		Args: nothing,
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return sh.json(sh.cfg.Effective())
			}
			w := tabwriter.NewWriter(sh.Stdout, 0, 0, 2, ' ', 0)
			for _, v := range sh.cfg.Effective() {
				from := "default"
				if v.Set {
					from = "set"
				}
				if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", v.Name, v.Value, from); err != nil {
					return err
				}
			}
			return w.Flush()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print them as JSON")
	return cmd
}
