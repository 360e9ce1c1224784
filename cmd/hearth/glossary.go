package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) glossary() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "glossary",
		Short: "Abbreviations, synonyms and everyday words",
		Long: `hearth knows which words mean the same, what abbreviations stand for, and which
short forms are unsafe to expand. You may replace its glossary with your own:
export it, change it in any text editor, check it, set it.`,
		Args: cobra.ArbitraryArgs,
		RunE: parent,
	}
	cmd.AddCommand(sh.glossaryShow(), sh.glossaryCheck(), sh.glossarySet(), sh.glossaryReset(), sh.glossaryExport())
	return cmd
}

func (sh *shell) glossaryShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "show TERM",
		Short:   "What the glossary knows of a word",
		Example: "  hearth glossary show IRO",
		Args:    exactly(1, "one term"),
		RunE: func(_ *cobra.Command, args []string) error {
			e, err := sh.glossaryEntry(args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return sh.json(e)
			}
			return sh.printf("%s", e.String())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

// An entry is all that the glossary knows of one term.
type entry struct {
	Term     string   `json:"term"`
	Short    string   `json:"short,omitempty"`
	Full     string   `json:"full,omitempty"`
	Meaning  string   `json:"meaning,omitempty"`
	Same     []string `json:"same,omitempty"`
	Everyday []string `json:"everyday,omitempty"`
	MayBe    []string `json:"may_be,omitempty"`
	Note     string   `json:"note,omitempty"`
	Related  []string `json:"related,omitempty"`
	Right    string   `json:"right,omitempty"`
}

func (sh *shell) glossaryEntry(term string) (entry, error) {
	a := sh.app()
	defer a.Close()
	g, err := a.Glossary()
	if err != nil {
		return entry{}, err
	}
	e := entry{Term: term, Related: g.Related(term)}
	if m, ok := g.Meaning(term); ok {
		e.Short, e.Full, e.Meaning = m.Short, m.Full, m.Plain
	}
	for _, m := range g.Find(term) {
		if m.Span.Len() == len(term) {
			e.Same, e.Everyday = m.Set.Terms, m.Set.Everyday
		}
	}
	if choices, note, ok := g.Ambiguous(term); ok {
		e.MayBe, e.Note = choices, note
	}
	e.Right, _ = g.Slip(term)
	return e, nil
}

func (e entry) String() string {
	var b strings.Builder
	line := func(label string, words ...string) {
		if text := strings.Join(words, ", "); text != "" {
			fmt.Fprintf(&b, "%s: %s\n", label, text)
		}
	}
	line("stands for", e.Full)
	line("short form", e.Short)
	line("meaning", e.Meaning)
	line("means the same", e.Same...)
	line("people also say", e.Everyday...)
	line("may be", e.MayBe...)
	line("note", e.Note)
	line("related", e.Related...)
	line("spelt right", e.Right)
	if b.Len() == 0 {
		return fmt.Sprintf("The glossary doesn't know %q.\n", e.Term)
	}
	return b.String()
}

func (sh *shell) glossaryCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE",
		Short: "Look for mistakes in a glossary file; changes nothing",
		Args:  exactly(1, "one file ('-' for standard input)"),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := sh.readAll(args[0])
			if err != nil {
				return err
			}
			g, err := sh.app().ParseGlossary(text)
			if err != nil {
				return misspelt(err)
			}
			return sh.printf("The glossary is sound: %d sets of words that mean the same, %d short forms explained.\n",
				len(g.Sets()), len(g.Meanings()))
		},
	}
}

func (sh *shell) glossarySet() *cobra.Command {
	return &cobra.Command{
		Use:   "set FILE",
		Short: "Use your own glossary file in place of the one before",
		Long: `Checks the file, keeps a copy of it in the data folder, and builds the index
anew, since it knows the glossary's words. A file with a mistake is refused.`,
		Args: exactly(1, "one file ('-' for standard input)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := sh.readAll(args[0])
			if err != nil {
				return err
			}
			a := sh.app()
			defer a.Close()
			if err := a.SetGlossary(cmd.Context(), text); err != nil {
				return misspelt(err)
			}
			return sh.printf("hearth now uses the glossary in %s.\n", args[0])
		},
	}
}

// misspelt gives the mistakes in a glossary that was handed in their exit code.
func misspelt(err error) error {
	if app.Misspelt(err) {
		return &mistake{exitUsage, err, ""}
	}
	return err
}

func (sh *shell) glossaryReset() *cobra.Command {
	return &cobra.Command{
		Use:   "reset",
		Short: "Go back to hearth's own glossary",
		Args:  nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			if err := a.SetGlossary(cmd.Context(), nil); err != nil {
				return err
			}
			return sh.printf("hearth now uses its own glossary.\n")
		},
	}
}

func (sh *shell) glossaryExport() *cobra.Command {
	return &cobra.Command{
		Use:     "export",
		Short:   "Print the glossary in use, to edit a copy",
		Example: "  hearth glossary export > ours.txt",
		Args:    nothing,
		RunE: func(*cobra.Command, []string) error {
			a := sh.app()
			defer a.Close()
			text, err := a.GlossaryText()
			if err != nil {
				return err
			}
			_, err = sh.Stdout.Write(text)
			return err
		},
	}
}

// readAll reads a named file, or standard input for "-".
func (sh *shell) readAll(name string) ([]byte, error) {
	if name == "-" {
		b, err := io.ReadAll(sh.Stdin)
		if err != nil {
			return nil, fmt.Errorf("reading standard input: %w", err)
		}
		return b, nil
	}
	f, err := sh.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, &mistake{exitUsage, err, "name a file that is there and that you may read"}
	}
	return bytes.TrimPrefix(b, []byte("\ufeff")), nil
}
