package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

func (sh *shell) demo() *cobra.Command {
	var keep, web bool
	var listen string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Try hearth with its starter knowledge",
		Long: `Makes a data folder of its own, loads hearth's summary of what the law asks of
councillors as corporate parents in England, and lets you ask about it. Your own
data folder is left alone. With --keep the demo's folder stays afterwards.

Where nobody sits at a terminal it answers three questions and ends. With --web
it serves the web pages on this machine instead, with people made up for it:
open the address that it prints, pick who you are, and ask.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := os.MkdirTemp("", "hearth-demo-")
			if err != nil {
				return err
			}
			if !keep {
				defer os.RemoveAll(dir)
			}
			sh.cfg.Data = filepath.Join(dir, "data")
			if web {
				err := sh.demoWeb(cmd.Context(), listen)
				if app.AddressTaken(err) && !cmd.Flags().Changed("listen") {
					err = sh.demoWeb(cmd.Context(), "127.0.0.1:0") // any that is free
				}
				return err
			}
			return sh.runDemo(cmd.Context(), keep)
		},
	}
	cmd.Flags().BoolVar(&web, "web", false, "serve the web pages, on this machine alone")
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "with --web, the `ADDRESS` of the pages; port 0 takes any that is free")
	cmd.Flags().BoolVar(&keep, "keep", false, "keep the demo's data folder")
	return cmd
}

func (sh *shell) runDemo(ctx context.Context, keep bool) error {
	a := sh.app()
	defer a.Close()
	n, err := sh.addStarter(ctx, a)
	if err != nil {
		return err
	}
	sh.tell("the demo's data folder is %s", sh.cfg.Data)
	if keep {
		sh.tell("it stays; HEARTH_DATA=%s hearth chat goes on with it", sh.cfg.Data)
	}
	hello := "\nI have read " + counted(n, "paper", "papers") + `: hearth's summary of what the law in England asks of councillors as corporate parents. Ask me, for example:

- ` + strings.Join(app.SampleQuestions(), "\n- ") + `

/help shows what else I understand, /quit ends.`
	if console.IsTerminal(sh.Stdin) {
		return sh.converse(ctx, a, knowledge.ViewPublic, hello)
	}
	for _, text := range app.SampleQuestions()[:3] {
		answer := a.Ask(ctx, knowledge.Question{Text: text, Viewer: knowledge.ViewPublic, Council: sh.cfg.Council, Now: sh.now()})
		if err := sh.printf("> %s\n\n%s\n", text, sh.style().Answer(answer)); err != nil {
			return err
		}
	}
	return nil
}

// demoWeb serves the pages to whoever opens them on this machine.
func (sh *shell) demoWeb(ctx context.Context, listen string) error {
	if err := ownAddress(listen, "a demo"); err != nil {
		return err
	}
	return sh.runServe(ctx, app.DemoPages(listen), func(ctx context.Context, served *app.Served) error {
		n, err := served.Furnish(ctx)
		if err != nil {
			return err
		}
		sh.tell("read %s: hearth's summary of what the law in England asks of councillors as corporate parents", counted(n, "paper", "papers"))
		return sh.printf("Open %s in your browser and pick who you are. Ctrl-C ends the demo.\n", served.Address)
	})
}
