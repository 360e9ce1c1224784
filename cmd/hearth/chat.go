package main

import (
	"context"

	"github.com/spf13/cobra"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

func (sh *shell) chat() *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use:   "chat",
		Short: "Ask in a conversation",
		Long: `Answers one question after the other; a short one may refer to the one before.
"/source 1" shows the words around a quote, "/help" lists what else there is,
"/quit" or Ctrl-D ends it. What you type is kept in the data folder for as long
as the council keeps words (90 days, unless it set another time), so that a
conversation survives a broken line.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, q, err := sh.asking(cmd.Context(), as)
			if err != nil {
				return err
			}
			defer a.Close()
			return sh.converse(cmd.Context(), a, q.Viewer, `Ask me about your council's papers on corporate parenting, in your own words. /help shows what else I understand, /quit ends.`)
		},
	}
	sh.addAs(cmd, &as, knowledge.ViewPublic)
	return cmd
}

// converse holds a conversation at the terminal, or over a pipe.
func (sh *shell) converse(ctx context.Context, a *app.App, viewer knowledge.Viewer, hello string) error {
	lines := console.PlainLines(sh.Stdin)
	if console.IsTerminal(sh.Stdin) && console.IsTerminal(sh.Stdout) {
		lines = sh.edited()
	}
	defer lines.Close()
	here := a.Terminal(viewer)
	talk := console.Chat{Talk: here, Opener: here, In: lines, Out: sh.Stdout, Style: sh.style(), Hello: hello}
	return talk.Run(ctx)
}
