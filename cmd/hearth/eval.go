package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
	"hearth/knowledge/eval"
)

func (sh *shell) eval() *cobra.Command {
	var misses, folds, asJSON bool
	cmd := &cobra.Command{
		Use:   "eval GOLD.jsonl",
		Short: "How many questions of a set are answered right",
		Long: `Asks every question of a file over the papers that are in the data folder, as the
public would, and judges the answers by what the file says a right one must hold.

With --folds it also says what the answers come to on questions that the cut-offs
were not fitted on: the set is cut in five, and each fifth is judged under the
cut-offs that were best on the other four.`,
		Args: exactly(1, "one file of questions with what is wanted of their answers"),
		RunE: func(cmd *cobra.Command, args []string) error {
			in, err := sh.open(args[0])
			if err != nil {
				return err
			}
			defer in.Close()
			gold, err := app.LoadGold(in)
			if err != nil {
				return &mistake{exitUsage, err, "mend that line of the file"}
			}
			a, q, err := sh.asking(cmd.Context(), "public")
			if err != nil {
				return err
			}
			defer a.Close()
			q.Now = sh.now()
			if err := sh.judge(cmd.Context(), a, gold, q, misses, asJSON); err != nil || !folds {
				return err
			}
			return sh.fit(cmd.Context(), a, gold, q, asJSON)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&misses, "misses", false, "list the questions that were not answered right")
	f.BoolVar(&folds, "folds", false, "also judge on questions that the cut-offs were not fitted on")
	f.BoolVar(&asJSON, "json", false, "print the figures as JSON")
	return cmd
}

func (sh *shell) judge(ctx context.Context, a *app.App, gold []eval.Gold, q knowledge.Question, misses, asJSON bool) error {
	report, err := a.Judge(ctx, gold, q)
	if err != nil {
		return err
	}
	if asJSON {
		return sh.json(report.Figures())
	}
	if err := report.Write(sh.Stdout, misses); err != nil {
		return err
	}
	return sh.printf("%s\n", figures(report.Figures()))
}

func figures(f eval.Figures) string {
	return fmt.Sprintf("plain %.1f%%, hard %.1f%%, answered %.1f%%, refused %.1f%%, handled %.1f%%, uncited %d",
		100*f.Plain, 100*f.Hard, 100*f.Answered, 100*f.Refused, 100*f.Handled, f.Uncited)
}

func (sh *shell) fit(ctx context.Context, a *app.App, gold []eval.Gold, q knowledge.Question, asJSON bool) error {
	fit, err := a.Fit(ctx, gold, q, app.Candidates())
	if err != nil {
		return err
	}
	if asJSON {
		return sh.json(map[string]any{"folds": fit.Folds, "held_out": fit.Held.Figures(), "best": fit.All, "on_all": fit.OnAll.Figures()})
	}
	for i, f := range fit.Folds {
		if err := sh.printf("fold %d: %s, under %s\n", i+1, figures(f), fit.Chosen[i]); err != nil {
			return err
		}
	}
	return sh.printf("held out: %s\nbest of all: %s: %s\n", figures(fit.Held.Figures()), fit.All, figures(fit.OnAll.Figures()))
}
