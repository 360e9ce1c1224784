package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

func (sh *shell) memberImport() *cobra.Command {
	var columns []string
	var leftOn string
	var yes, asJSON bool
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Bring a list of members (.xlsx or .csv)",
		Long: `Reads a list, guesses which column is what, and shows what it would change before
anything is changed. On a terminal it asks; elsewhere it changes nothing without
--yes. Parties are left out and never kept.

A person is known by e-mail address, else by name and ward. What the list leaves
empty stays as it is. Councillors who aren't on the list stay, unless --left-on
gives the day from which they are members no more. Nobody's record is deleted.

A column can be: ` + strings.Join(app.MemberColumns(), ", ") + `.`,
		Example: `  hearth member import councillors.xlsx
  hearth member import councillors.csv --column name=A --column ward=C --column committees=E,F
  hearth member import councillors.xlsx --left-on 2026-05-07 --yes`,
		Args: exactly(1, "one file ('-' for standard input)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			letters, err := columnsOf(columns)
			if err != nil {
				return err
			}
			var leave *knowledge.Date
			if leftOn != "" {
				day, err := wholeDay("left-on", leftOn)
				if err != nil {
					return err
				}
				leave = &day
			}
			data, err := sh.readAll(args[0])
			if err != nil {
				return err
			}
			a := sh.app()
			defer a.Close()
			list, err := a.ReadMembers(cmd.Context(), filepath.Base(args[0]), data, letters)
			if err != nil {
				return err
			}
			plan, err := a.PlanMembers(cmd.Context(), list)
			if err != nil {
				return err
			}
			if asJSON {
				err = sh.json(plan)
			} else {
				err = sh.printf("%s", planText(list, plan, leave))
			}
			if err != nil {
				return err
			}
			return sh.applyMembers(cmd.Context(), a, plan, leave, yes)
		},
	}
	cmd.Flags().StringArrayVar(&columns, "column", nil, "say what a column is, by its `NAME=LETTER`, like ward=C; an empty letter: there is none")
	cmd.Flags().StringVar(&leftOn, "left-on", "", "the `DATE` from which those who aren't on the list are members no more")
	cmd.Flags().BoolVar(&yes, "yes", false, "make the changes without asking")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the plan as JSON")
	return cmd
}

// columnsOf reads "name=A" for each column.
func columnsOf(words []string) (map[string]string, error) {
	out := map[string]string{}
	for _, w := range words {
		name, letter, ok := strings.Cut(w, "=")
		if !ok {
			return nil, usage("for example --column ward=C", "%q is no column's name=letter", w)
		}
		out[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(letter)
	}
	return out, nil
}

// applyMembers makes the changes, where there are any and somebody says so.
func (sh *shell) applyMembers(ctx context.Context, a *app.App, p app.MemberPlan, leave *knowledge.Date, yes bool) error {
	if len(p.New)+len(p.Changed) == 0 && (leave == nil || len(p.Missing) == 0) {
		sh.tell("there is nothing to change")
		return nil
	}
	if !yes {
		agreed, err := sh.agrees(ctx, "Make these changes? [y/N] ")
		if err != nil {
			return err
		}
		if !agreed {
			sh.tell("nothing was changed; --yes makes the changes")
			return nil
		}
	}
	done, err := a.ApplyMembers(ctx, p, leave)
	if err != nil {
		return err
	}
	sh.tell("done: %d added, %d changed, %d left", done.Added, done.Changed, done.Left)
	return nil
}

// agrees asks whoever sits at the terminal; nobody there doesn't agree.
func (sh *shell) agrees(ctx context.Context, question string) (bool, error) {
	if !console.IsTerminal(sh.Stdin) || !console.IsTerminal(sh.Stdout) {
		return false, nil
	}
	lines := sh.edited()
	defer lines.Close()
	said, err := lines.ReadLine(ctx, question)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	said = strings.ToLower(strings.TrimSpace(said))
	return err == nil && (said == "y" || said == "yes"), nil // whoever ends the input doesn't agree
}

// planText shows a plan as an officer reads it.
func planText(l app.MemberList, p app.MemberPlan, leave *knowledge.Date) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	var columns []string
	for _, name := range app.MemberColumns() {
		if at := l.Columns(name); len(at) > 0 {
			columns = append(columns, name+"="+strings.Join(at, ","))
		}
	}
	sheet := ""
	if l.Title() != "" {
		sheet = fmt.Sprintf(", of the sheet %q", l.Title())
	}
	line("Columns: %s%s", strings.Join(columns, " "), sheet)
	if len(p.New) > 0 {
		line("\nNew:")
		for _, s := range p.New {
			line("  row %d: %s", s.Row, strings.Join(filled(s.Member.Name, s.Member.Email, s.Member.Ward, bodies(s)), ", "))
		}
	}
	if len(p.Changed) > 0 {
		line("\nChanged:")
		for _, s := range p.Changed {
			line("  row %d: %s", s.Row, s.Member.Name)
			for _, d := range s.What {
				line("    %s: %s", d.Field, changeText(d.From, d.To))
			}
		}
	}
	if len(p.Missing) > 0 {
		if leave != nil {
			line("\nNot on this list, so members no more from %s:", leave.Long())
		} else {
			line("\nNot on this list; they stay, unless --left-on gives the day they left:")
		}
		for _, m := range p.Missing {
			line("  %s", strings.Join(filled(m.Name, m.Ward), ", "))
		}
	}
	if len(p.Problems) > 0 {
		line("\nLeft out:")
		for _, pr := range p.Problems {
			line("  row %d: %s", pr.Row, pr.What)
		}
	}
	line("\n%s", p.Summary())
	return b.String()
}

func changeText(from, to string) string {
	switch {
	case from == "":
		return to + " (new)"
	case to == "ends today":
		return from + " ends today"
	}
	return from + " → " + to
}

func bodies(s app.MemberStep) string {
	var out []string
	for _, seat := range s.Member.Seats {
		out = append(out, seat.Body)
	}
	return strings.Join(out, "; ")
}

func filled(words ...string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}
