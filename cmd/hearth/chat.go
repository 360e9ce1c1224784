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
"/quit" or Ctrl-D ends it. What you type is not kept.`,
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
	talk := console.Chat{
		Asker: resting{a}, Opener: resting{a}, In: lines, Out: sh.Stdout, Style: sh.style(),
		Viewer: viewer, Council: sh.cfg.Council, Now: sh.now, Hello: hello,
	}
	return talk.Run(ctx)
}

// resting lets go of the data folder after each question, so that a conversation
// that stands open all day keeps nobody from adding papers.
type resting struct{ app *app.App }

func (r resting) Ask(ctx context.Context, q knowledge.Question) knowledge.Answer {
	defer r.app.Close()
	return r.app.Ask(ctx, q)
}

func (r resting) Open(ctx context.Context, quotes []knowledge.Citation) (console.Excerpt, error) {
	defer r.app.Close()
	return r.app.Open(ctx, quotes)
}
