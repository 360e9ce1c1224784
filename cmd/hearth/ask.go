package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

func (sh *shell) ask() *cobra.Command {
	var asJSON bool
	var batch, previous, as string
	cmd := &cobra.Command{
		Use:   "ask QUESTION",
		Short: "Answer one question, or a file of them",
		Long: `Answers from the papers hearth was given, with the words it rests on and where
they stand. Where the papers don't tell, it says so and names the nearest.

You are answered as the public would be: from the public shelf alone. Whoever
owns the data folder may ask --as members or --as officers.`,
		Example: `  hearth ask "How often does the Board meet?"
  hearth ask --previous "How often does the Board meet?" "and who chairs it?"
  hearth ask --batch questions.jsonl > answers.jsonl
      one question a line: {"id":"q1","question":"…","previous":"…"}`,
		Args: func(cmd *cobra.Command, args []string) error {
			if batch != "" {
				return nothing(cmd, args)
			}
			return exactly(1, "one question, in quotation marks")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			a, q, err := sh.asking(as)
			if err != nil {
				return err
			}
			defer a.Close()
			if batch != "" {
				return sh.askBatch(cmd.Context(), a, q, batch)
			}
			q.Text, q.Previous = args[0], previous
			return sh.askOne(cmd.Context(), a, q, asJSON)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&asJSON, "json", false, "print the answer as JSON")
	f.StringVar(&batch, "batch", "", "answer every line of this `FILE` of questions; '-' is standard input")
	f.StringVar(&previous, "previous", "", "the `QUESTION` before this one, which a short one may refer to")
	sh.addAs(cmd, &as, knowledge.ViewPublic)
	return cmd
}

// addAs gives a command the option --as.
func (sh *shell) addAs(cmd *cobra.Command, as *string, usual knowledge.Viewer) {
	cmd.Flags().StringVar(as, "as", string(usual), "ask as `WHO`: public, members or officers")
	complete(cmd, "as", "public", "members", "officers")
}

// complete offers the shell the values of an option.
func complete(cmd *cobra.Command, flag string, values ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag isn't there: a slip in the lines above the call
	}
}

// asking opens what answering needs, and gives a question that has all but its
// text.
func (sh *shell) asking(as string) (*app.App, knowledge.Question, error) {
	viewer, err := knowledge.ParseViewer(as)
	if err != nil {
		return nil, knowledge.Question{}, &mistake{exitUsage, err, `for example: hearth ask --as officers "…"`}
	}
	a := sh.app()
	if err := a.MayAsk(viewer); err != nil {
		a.Close()
		return nil, knowledge.Question{}, err
	}
	return a, knowledge.Question{Viewer: viewer, Council: sh.cfg.Council}, nil
}

// now is the moment in the council's zone.
func (sh *shell) now() time.Time { return time.Now().In(sh.cfg.Zone) }

func (sh *shell) askOne(ctx context.Context, a *app.App, q knowledge.Question, asJSON bool) error {
	q.Now = sh.now()
	answer := a.Ask(ctx, q)
	var err error
	if asJSON {
		err = sh.json(answer)
	} else {
		err = sh.printf("%s", sh.style().Answer(answer))
	}
	if err == nil && answer.Status == knowledge.Failed {
		return &mistake{exitFailed, a.Why(answer), "HEARTH_LOG_LEVEL=debug tells more"}
	}
	return err
}
