package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
)

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
			wrong, documents, err := a.Check(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				if wrong == nil {
					wrong = []string{} // a script wants a list
				}
				err = sh.json(map[string]any{"sound": len(wrong) == 0, "documents": documents, "wrong": wrong})
			} else if len(wrong) == 0 {
				err = sh.printf("%s\n", soundness(documents))
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

func soundness(documents int) string {
	if documents == 0 {
		return "All is sound: there are no papers yet."
	}
	return "All is sound: " + counted(documents, "document", "documents") + ", and the index agrees with the records."
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
