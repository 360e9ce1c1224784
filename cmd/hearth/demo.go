package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

func (sh *shell) demo() *cobra.Command {
	var keep bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Try hearth with its starter knowledge",
		Long: `Makes a data folder of its own, loads hearth's summary of what the law asks of
councillors as corporate parents in England, and lets you ask about it. Your own
data folder is left alone. With --keep the demo's folder stays afterwards.

Where nobody sits at a terminal it answers three questions and ends.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := os.MkdirTemp("", "hearth-demo-")
			if err != nil {
				return err
			}
			if !keep {
				defer os.RemoveAll(dir)
			}
			sh.cfg.Data = filepath.Join(dir, "data")
			return sh.runDemo(cmd.Context(), keep)
		},
	}
	cmd.Flags().BoolVar(&keep, "keep", false, "keep the demo's data folder")
	return cmd
}

func (sh *shell) runDemo(ctx context.Context, keep bool) error {
	a := sh.app()
	defer a.Close()
	n, err := sh.addStarter(ctx, a)
	if err != nil {
		return err
	}
	sh.tell("the demo's data folder is %s", sh.cfg.Data)
	if keep {
		sh.tell("it stays; HEARTH_DATA=%s hearth chat goes on with it", sh.cfg.Data)
	}
	hello := "\nI have read " + counted(n, "paper", "papers") + `: hearth's summary of what the law in England asks of councillors as corporate parents. Ask me, for example:

- ` + strings.Join(app.SampleQuestions(), "\n- ") + `

/help shows what else I understand, /quit ends.`
	if console.IsTerminal(sh.Stdin) {
		return sh.converse(ctx, a, knowledge.ViewPublic, hello)
	}
	for _, text := range app.SampleQuestions()[:3] {
		answer := a.Ask(ctx, knowledge.Question{Text: text, Viewer: knowledge.ViewPublic, Council: sh.cfg.Council, Now: sh.now()})
		if err := sh.printf("> %s\n\n%s\n", text, sh.style().Answer(answer)); err != nil {
			return err
		}
	}
	return nil
}
