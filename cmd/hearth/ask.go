package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/config"
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
      one question a line: {"id":"q1","question":"…","previous":"…"}, or its words alone`,
		Args: func(cmd *cobra.Command, args []string) error {
			if batch != "" {
				return nothing(cmd, args)
			}
			return exactly(1, "one question, in quotation marks")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			a, q, err := sh.asking(cmd.Context(), as)
			if err != nil {
				sh.pressing(args)
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
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[offered+flag] = strings.Join(values, "\n")
}

// offered begins the notes of the values that a shell completes.
const offered = "values of --"

// offerValues tells cobra of all that complete noted. It keeps them for as long
// as the process lives, so a hearth that serves does without.
func offerValues(cmd *cobra.Command) {
	for note, values := range cmd.Annotations {
		flag, ok := strings.CutPrefix(note, offered)
		if !ok {
			continue
		}
		err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(strings.Split(values, "\n"), cobra.ShellCompDirectiveNoFileComp))
		if err != nil {
			panic(err) // the flag isn't there: a slip where complete was called
		}
	}
	for _, c := range cmd.Commands() {
		offerValues(c)
	}
}

// asking opens what answering needs, and gives a question that has all but its
// text.
func (sh *shell) asking(ctx context.Context, as string) (*app.App, knowledge.Question, error) {
	viewer, err := knowledge.ParseViewer(as)
	if err != nil {
		return nil, knowledge.Question{}, &mistake{exitUsage, err, `for example: hearth ask --as officers "…"`}
	}
	if err := sh.ourCouncil(ctx); err != nil {
		return nil, knowledge.Question{}, err
	}
	a := sh.app()
	if err := a.MayAsk(viewer); err != nil {
		a.Close()
		return nil, knowledge.Question{}, err
	}
	return a, knowledge.Question{Viewer: viewer, Council: sh.cfg.Council}, nil
}

// ourCouncil looks for a council that hearth doesn't know among the papers,
// which may be a nation's or a body's that stands on no list. Papers that can't
// be read are told of where they are needed.
func (sh *shell) ourCouncil(ctx context.Context) error {
	if sh.cfg.Council == "" || sh.known {
		return nil
	}
	a := sh.app()
	defer a.Close()
	name, err := a.CouncilOfPapers(ctx, config.Prefix+"COUNCIL", sh.cfg.Council)
	if err == nil {
		sh.cfg.Council, sh.known = name, true
		return nil
	}
	if app.Mistaken(err) {
		return err
	}
	return nil
}

// pressing answers words of somebody in danger or distress where nothing else
// can be answered, because the settings are wrong.
func (sh *shell) pressing(args []string) {
	for _, text := range args {
		if reply, ok := app.Pressing(text); ok {
			// The mistake in the settings is told after it, on standard error.
			_ = sh.printf("%s\n", strings.TrimRight(reply, "\n"))
		}
	}
}

// now is the moment in the council's zone.
func (sh *shell) now() time.Time { return time.Now().In(sh.cfg.Zone) }

func (sh *shell) askOne(ctx context.Context, a *app.App, q knowledge.Question, asJSON bool) error {
	q.Now = sh.now()
	answer := a.Ask(ctx, q)
	failed := answer.Status == knowledge.Failed
	switch {
	case ctx.Err() != nil && failed:
		return ctx.Err()
	case asJSON:
		if err := sh.json(answer); err != nil {
			return err
		}
	case !failed: // what broke is told once, on standard error
		return sh.printf("%s", sh.style().Answer(answer))
	}
	if failed {
		return &mistake{exitFailed, a.Why(answer), "HEARTH_LOG_LEVEL=info tells more"}
	}
	return nil
}
