package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/line"
)

func (sh *shell) serve() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Keep hearth running, with its web pages",
		Long: `Opens the data folder, making it where there is none, serves the web pages at
HEARTH_WEB (http://127.0.0.1:8080 where it is not set) and goes on until it is
stopped (Ctrl-C, or the system's signal to end). Meanwhile every other command on
this folder is done by it: give them as always, by the same user.

Where others than this machine can open the pages, the council's front door and
its out-of-hours number must be set first.`,
		Example: `  hearth serve
  HEARTH_WEB=0.0.0.0:8080 HEARTH_URL=https://hearth.example.gov.uk hearth serve`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return sh.runServe(cmd.Context(), app.Serve{Web: sh.cfg.Web, Slack: sh.cfg.Slack, Teams: sh.cfg.Teams, BackupDir: sh.cfg.BackupDir, Lock: sh.cfg.BackupTo}, nil)
		},
	}
}

// runServe opens what is shared, runs the parts, and closes what it opened. ready
// is told once the pages can be opened; it may be nil.
func (sh *shell) runServe(ctx context.Context, o app.Serve, ready func(context.Context, *app.Served) error) error {
	shared, err := app.Share(ctx, sh.options())
	if err != nil {
		return err
	}
	served, err := shared.Serve(ctx, o)
	if err != nil {
		return errors.Join(err, shared.Close())
	}
	sh.cfg.Web = served.Web // for those who ask what is served
	commands, err := line.Listen(line.Options{Dir: sh.cfg.Data, RunDir: sh.cfg.RunDir, Hearth: release,
		Command: sh.answer(shared), Log: sh.log.With("component", "line")})
	if err != nil {
		return errors.Join(err, served.Close(ctx), shared.Close())
	}
	if ready != nil {
		if err := ready(ctx, served); err != nil {
			return errors.Join(err, commands.Close(), served.Close(ctx), shared.Close())
		}
	}
	sh.tell("ready: it serves %s at %s", sh.cfg.Data, served.Address)
	did, err := app.Run(ctx, append(served.Parts, app.Part{Name: "the line to other commands", Run: commands.Run})...)
	sh.tell("stopped: %s", strings.Join(did, "; "))
	if _, late := errors.AsType[*app.LateError](err); late {
		return err // what is still at work holds the files; they survive the process's end as they are
	}
	return errors.Join(err, shared.Close())
}
