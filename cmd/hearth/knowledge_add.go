package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

type addFlags struct {
	shelf, id, only        string
	starter, stats, asJSON bool
}

func (sh *shell) knowledgeAdd() *cobra.Command {
	var o addFlags
	cmd := &cobra.Command{
		Use:   "add PATH…",
		Short: "Add papers: files, folders, meeting packs, collections",
		Long: `Reads text, Markdown, web pages, PDF, Word, PowerPoint, OpenDocument,
spreadsheets, e-mail, and collections (JSONL, {"id","title","text"} a line). What
a file is, its content says, not its name. What can't be read is listed with the
reason, and the rest goes on.

A new paper goes to the officers' shelf unless you choose one with --shelf, or the
file says it in its front matter, or a file beside it does (report.pdf.yaml).

Pages that are marked exempt are left out and listed; hearth holds no exempt
papers. A meeting pack is split into its reports, each with a guess whether it is
about corporate parenting; --only keeps those with the numbers you give.`,
		Example: `  hearth knowledge add --shelf public papers/
  hearth knowledge add --only 4,7 pack.pdf
  hearth knowledge add --id strategy strategy-2026.docx     a new version
  hearth knowledge add --starter`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case o.starter:
				return nothing(cmd, args)
			case len(args) == 0:
				return exactly(-1, "at least one file or folder, or --starter")(cmd, args)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := o.options()
			if err != nil {
				return err
			}
			return sh.add(cmd.Context(), args, o, options)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.shelf, "shelf", "", "who may be answered from them, `SHELF`: public, members or officers")
	f.StringVar(&o.id, "id", "", "the `ID` of the one file added: a new one, or that of the paper it is a newer version of")
	f.StringVar(&o.only, "only", "", "keep these reports of a pack, by their `NUMBERS`: 4,7")
	f.BoolVar(&o.starter, "starter", false, "add hearth's own summary of the law for corporate parents in England")
	f.BoolVar(&o.stats, "stats", false, "print one line of figures instead of the list")
	f.BoolVar(&o.asJSON, "json", false, "print what became of each file as JSON")
	complete(cmd, "shelf", "public", "members", "officers")
	return cmd
}

func (o addFlags) options() (app.AddOptions, error) {
	a := app.AddOptions{ID: o.id}
	if o.shelf != "" {
		shelf, err := knowledge.ParseShelf(o.shelf)
		if err != nil {
			return a, &mistake{exitUsage, err, `for example --shelf public`}
		}
		a.Shelf = shelf
	}
	for part := range strings.SplitSeq(o.only, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 {
			return a, usage("write them like --only 4,7", "--only has %q, which is no number of a report", part)
		}
		a.Only = append(a.Only, n)
	}
	return a, nil
}

// addStats is what --stats prints.
type addStats struct {
	Documents  int     `json:"documents"`
	Passages   int     `json:"passages"`
	Bytes      int64   `json:"bytes"`
	Seconds    float64 `json:"seconds"`
	IndexBytes int64   `json:"index_bytes"`
	Anonymous  int64   `json:"rss_anon_bytes"`
}

func (sh *shell) add(ctx context.Context, paths []string, o addFlags, options app.AddOptions) error {
	begun := time.Now()
	a := sh.app()
	defer a.Close()
	if o.starter {
		options.Shelf = knowledge.ShelfPublic // where each of its papers says it belongs
	}
	report, broke := sh.addPapers(ctx, a, paths, o.starter, options)
	if broke != nil && len(report.Files) == 0 {
		return brokenOff(ctx, report, broke)
	}
	switch {
	case o.stats && broke == nil:
		size, err := a.Size(ctx)
		if err != nil {
			return err
		}
		s := addStats{Documents: size.Documents, Passages: size.Passages, Bytes: report.Bytes,
			Seconds: time.Since(begun).Seconds(), IndexBytes: size.IndexBytes}
		s.Anonymous, _ = memory()
		if err := sh.json(s); err != nil {
			return err
		}
	case o.asJSON:
		for _, f := range report.Files {
			if err := sh.json(fileJSON(f)); err != nil {
				return err
			}
		}
	default:
		if err := sh.printf("%s", addText(report, options.Shelf)); err != nil {
			return err
		}
	}
	if broke != nil {
		return brokenOff(ctx, report, broke)
	}
	return unread(report)
}

// brokenOff says what stays of work that somebody stopped, or that broke.
func brokenOff(ctx context.Context, r app.Report, err error) error {
	stays := "nothing was added"
	if r.Documents > 0 {
		stays = counted(r.Documents, "paper is added and stays", "papers are added and stay")
	}
	switch {
	case ctx.Err() != nil:
		return &mistake{exitStopped, errors.New("stopped: " + stays), "the same command again goes on with the rest; the next question brings the index up to date, if it must be"}
	case app.Mistaken(err):
		return err
	}
	return fmt.Errorf("%s; then: %w", stays, err)
}

func (sh *shell) addPapers(ctx context.Context, a *app.App, paths []string, starter bool, o app.AddOptions) (app.Report, error) {
	if starter {
		return a.AddStarter(ctx)
	}
	o.Files = sh.files
	return a.Add(ctx, paths, o)
}

// addStarter loads the starter papers and tells how many there are.
func (sh *shell) addStarter(ctx context.Context, a *app.App) (int, error) {
	report, err := a.AddStarter(ctx)
	return report.Documents, err
}

// unread is the mistake to end with where not everything was taken.
func unread(r app.Report) error {
	if r.OK() {
		return nil
	}
	files, lines := 0, 0
	for _, f := range r.Files {
		if !f.Outcome.OK() {
			files++
		}
		lines += f.BadLines
	}
	var parts []string
	if files > 0 {
		parts = append(parts, counted(files, "file was not taken", "files were not taken"))
	}
	if lines > 0 {
		parts = append(parts, counted(lines, "line of a collection was not taken", "lines of collections were not taken"))
	}
	hint := ""
	if r.Documents > 0 {
		hint = "all else is added"
	}
	return &mistake{exitUnread, errors.New(strings.Join(parts, ", ") + "; the list says why"), hint}
}
