package app

import (
	"context"
	"io"

	"hearth/knowledge"
	"hearth/knowledge/answer"
	"hearth/knowledge/eval"
)

// LoadGold reads a file of questions with what is wanted of their answers.
func LoadGold(r io.Reader) ([]eval.Gold, error) { return eval.Load(r) }

// Judge asks every question and judges the answers against the papers in the
// library.
func (a *App) Judge(ctx context.Context, gold []eval.Gold, like knowledge.Question) (eval.Report, error) {
	desk, err := a.openDesk(ctx)
	if err != nil {
		return eval.Report{}, err
	}
	papers, err := a.papers(ctx)
	if err != nil {
		return eval.Report{}, err
	}
	return eval.Run(ctx, desk, a.withCouncil(like), gold, papers)
}

// Fit judges with cut-offs that were fitted on other questions than those they
// are judged by.
func (a *App) Fit(ctx context.Context, gold []eval.Gold, like knowledge.Question, candidates []answer.Cutoffs) (eval.Fit[answer.Cutoffs], error) {
	desk, err := a.openDesk(ctx)
	if err != nil {
		return eval.Fit[answer.Cutoffs]{}, err
	}
	papers, err := a.papers(ctx)
	if err != nil {
		return eval.Fit[answer.Cutoffs]{}, err
	}
	return eval.FitFolds(ctx, gold, eval.Trial[answer.Cutoffs]{
		Candidates: candidates, Like: a.withCouncil(like), Sources: papers,
		With: func(c answer.Cutoffs) eval.Asker { return desk.With(c) },
	})
}

// papers are all the library's texts, for judging quotes.
func (a *App) papers(ctx context.Context) (*eval.Sources, error) {
	lib, err := a.reading(ctx)
	if err != nil {
		return nil, err
	}
	docs, err := lib.List(ctx, Filter{})
	if err != nil {
		return nil, err
	}
	var s eval.Sources
	for _, d := range docs {
		c, err := lib.Content(ctx, d.ID, d.Version)
		if err != nil {
			return nil, err
		}
		s.Add(d.File, d.Council, c.Text)
	}
	return &s, nil
}

// Candidates are the cut-offs that Fit chooses from: those in use with each
// moved a little, two at a time for the two that weigh the most.
func Candidates() []answer.Cutoffs {
	all := []answer.Cutoffs{answer.Fitted}
	steps := []float64{-0.1, -0.05, 0, 0.05, 0.1}
	for _, plain := range steps {
		for _, kind := range steps {
			for _, share := range []float64{-0.05, 0, 0.05} {
				c := answer.Fitted
				c.Plain, c.Kind, c.Share = c.Plain+plain, c.Kind+kind, c.Share+share
				if c != answer.Fitted {
					all = append(all, c)
				}
			}
		}
	}
	return all
}
