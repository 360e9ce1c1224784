package eval

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"

	"hearth/knowledge"
)

// Folds deals gold questions into n parts of nearly the same size, each group
// spread over all of them. Which part a question goes to depends on the ids
// alone, not on their order.
func Folds(gold []Gold, n int) [][]Gold {
	folds := make([][]Gold, n)
	next := 0
	for _, group := range Groups() {
		var in []Gold
		for _, g := range gold {
			if g.Group() == group {
				in = append(in, g)
			}
		}
		slices.SortFunc(in, func(a, b Gold) int {
			return cmp.Or(cmp.Compare(hash(a.ID), hash(b.ID)), cmp.Compare(a.ID, b.ID))
		})
		for _, g := range in {
			folds[next%n] = append(folds[next%n], g)
			next++
		}
	}
	return folds
}

func hash(id string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	return h.Sum64()
}

// A Trial is what a fit needs, for cut-offs of a type C.
type Trial[C any] struct {
	Folds      int                   // 0: five
	Candidates []C                   // tried in this order; the first of equals is chosen
	With       func(C) Asker         // answers under some cut-offs
	Worth      func(Figures) float64 // what is fitted for; nil: Balance
	Like       knowledge.Question    // as in Run
	Sources    *Sources
}

// Balance is the middle of what is answered and what is refused, the two that
// cut-offs trade against each other. An uncited statement costs everything.
func Balance(f Figures) float64 {
	if f.Uncited > 0 {
		return 0
	}
	return (f.Answered + f.Refused) / 2
}

// A Fit is how good answers are on questions that the cut-offs were not fitted
// on.
type Fit[C any] struct {
	Chosen  []C       // what each fold was answered under, fitted on all others
	Folds   []Figures // what each fold came to
	Held    Report    // all folds together, each question under its fold's cut-offs
	All     C         // fitted on all questions: the cut-offs to use
	OnAll   Report    // what those come to on the questions they were fitted on
	Nothing bool      // there was nothing to choose: one candidate
}

// FitFolds fits cut-offs on all folds but one and answers that one, for each
// fold. Every question is asked once per candidate.
func FitFolds[C any](ctx context.Context, gold []Gold, t Trial[C]) (Fit[C], error) {
	if len(t.Candidates) == 0 {
		return Fit[C]{}, fmt.Errorf("no cut-offs to choose from")
	}
	n, worth := cmp.Or(t.Folds, 5), t.Worth
	if worth == nil {
		worth = Balance
	}
	runs := make([]Report, len(t.Candidates))
	for i, c := range t.Candidates {
		var err error
		if runs[i], err = Run(ctx, t.With(c), t.Like, gold, t.Sources); err != nil {
			return Fit[C]{}, fmt.Errorf("candidate %d: %w", i+1, err)
		}
	}
	f := Fit[C]{Nothing: len(runs) == 1}
	for _, fold := range Folds(gold, n) {
		best := best(runs, fold, false, worth)
		held := only(runs[best], fold, true)
		f.Chosen = append(f.Chosen, t.Candidates[best])
		f.Folds = append(f.Folds, held.Figures())
		f.Held.Results = append(f.Held.Results, held.Results...)
	}
	all := best(runs, nil, false, worth)
	f.All, f.OnAll = t.Candidates[all], runs[all]
	return f, nil
}

// best is the number of the run worth most on the questions in, or not in, a
// fold.
func best(runs []Report, fold []Gold, in bool, worth func(Figures) float64) int {
	best, most := 0, 0.0
	for i, r := range runs {
		if w := worth(only(r, fold, in).Figures()); i == 0 || w > most {
			best, most = i, w
		}
	}
	return best
}

// only keeps the results of questions in, or not in, a fold.
func only(r Report, fold []Gold, in bool) Report {
	ids := map[string]bool{}
	for _, g := range fold {
		ids[g.ID] = true
	}
	var kept Report
	for _, one := range r.Results {
		if ids[one.Gold.ID] == in {
			kept.Results = append(kept.Results, one)
		}
	}
	return kept
}
