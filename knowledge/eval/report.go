package eval

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"hearth/knowledge"
)

// An Asker answers questions. Ask may be called by one goroutine at a time.
type Asker interface {
	Ask(ctx context.Context, q knowledge.Question) knowledge.Answer
}

// Figures are shares of questions that are wholly right, to four places, 1
// where a group has no question.
type Figures struct {
	Plain    float64 `json:"plain"`
	Hard     float64 `json:"hard"`
	Answered float64 `json:"answered"` // plain and hard together
	Refused  float64 `json:"refused"`
	Handled  float64 `json:"handled"`
	Uncited  int     `json:"uncited"`
}

// Below lists what of the figures is worse than wanted, a sentence each.
func (f Figures) Below(want Figures) []string {
	var all []string
	for _, p := range []struct {
		name      string
		got, want float64
	}{{"plain", f.Plain, want.Plain}, {"hard", f.Hard, want.Hard}, {"answered", f.Answered, want.Answered},
		{"refused", f.Refused, want.Refused}, {"handled", f.Handled, want.Handled}} {
		if p.got < p.want {
			all = append(all, fmt.Sprintf("%s is %.1f%%, want %.1f%%", p.name, 100*p.got, 100*p.want))
		}
	}
	if f.Uncited > want.Uncited {
		all = append(all, fmt.Sprintf("%d statements are uncited, want %d", f.Uncited, want.Uncited))
	}
	return all
}

// A Result is one question with its answer and the judgement.
type Result struct {
	Gold   Gold
	Answer knowledge.Answer
	Score  Score
}

// A Report is a whole run.
type Report struct{ Results []Result }

// Run asks every gold question and judges the answers. The question as asked is
// like with the gold's id, text and previous text. It stops early, with what it
// has, only where ctx ends.
func Run(ctx context.Context, asker Asker, like knowledge.Question, gold []Gold, s *Sources) (Report, error) {
	var r Report
	for _, g := range gold {
		if err := ctx.Err(); err != nil {
			return r, fmt.Errorf("question %s: %w", g.ID, err)
		}
		q := like
		q.ID, q.Text, q.Previous = g.ID, g.Question, g.Previous
		a := asker.Ask(ctx, q)
		r.Results = append(r.Results, Result{g, a, Judge(g, a, s)})
	}
	return r, nil
}

// Figures are the report's figures.
func (r Report) Figures() Figures {
	by := func(groups ...Group) float64 {
		right, of := r.count(func(g Gold) bool { return slices.Contains(groups, g.Group()) })
		return rate(right, of)
	}
	f := Figures{Plain: by(Plain), Hard: by(Hard), Answered: by(Plain, Hard), Refused: by(Refused), Handled: by(Handled)}
	for _, one := range r.Results {
		f.Uncited += one.Score.Uncited
	}
	return f
}

// Misses are the results that are not wholly right, in the order of the gold.
func (r Report) Misses() []Result {
	var all []Result
	for _, one := range r.Results {
		if !one.Score.Right() {
			all = append(all, one)
		}
	}
	return all
}

// A Share is how many questions of a kind are right.
type Share struct {
	Kind      string `json:"kind"`
	Right, Of int
}

// Kinds are the shares of each kind, by name.
func (r Report) Kinds() []Share {
	var all []Share
	for _, one := range r.Results {
		if !slices.ContainsFunc(all, func(s Share) bool { return s.Kind == one.Gold.Kind }) {
			right, of := r.count(func(g Gold) bool { return g.Kind == one.Gold.Kind })
			all = append(all, Share{one.Gold.Kind, right, of})
		}
	}
	slices.SortFunc(all, func(a, b Share) int { return strings.Compare(a.Kind, b.Kind) })
	return all
}

func (r Report) count(in func(Gold) bool) (right, of int) {
	for _, one := range r.Results {
		if in(one.Gold) {
			of++
			if one.Score.Right() {
				right++
			}
		}
	}
	return right, of
}

func rate(right, of int) float64 {
	if of == 0 {
		return 1
	}
	return math.RoundToEven(1e4*float64(right)/float64(of)) / 1e4
}

// Write prints the shares of each kind and, where asked for, each miss with
// what was wanted and what came.
func (r Report) Write(w io.Writer, misses bool) error {
	var b strings.Builder
	for _, s := range r.Kinds() {
		fmt.Fprintf(&b, "%-14s %4d of %-4d %6.1f%%\n", s.Kind, s.Right, s.Of, 100*rate(s.Right, s.Of))
	}
	for _, m := range r.Misses() {
		if misses {
			fmt.Fprintf(&b, "%s %s (%.2f) %s\n    wanted: %s\n    came: %s\n", m.Gold.ID, m.Gold.Kind, m.Score.Points, m.Gold.Question, m.Gold.wanted(), came(m.Answer))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (g Gold) wanted() string {
	switch g.Group() {
	case Refused:
		return "a refusal"
	case Handled:
		return g.Handling
	}
	return strings.Join(g.Contains, " + ")
}

// came says in a line what an answer was.
func came(a knowledge.Answer) string {
	line := strings.TrimSpace(string(a.Status) + " " + string(a.Kind))
	for _, s := range a.Statements {
		for _, c := range s.Citations() {
			quote := []rune(strings.Join(strings.Fields(c.Quote()), " "))
			if len(quote) > 100 {
				quote = append(quote[:99], '…')
			}
			line += fmt.Sprintf("; %s %q", c.File(), string(quote))
		}
	}
	return line
}
