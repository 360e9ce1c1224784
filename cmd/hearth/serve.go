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
		Short: "Keep hearth running",
		Long: `Opens the data folder, making it where there is none, and keeps it open until it
is stopped (Ctrl-C, or the system's signal to end). Meanwhile every other command
on this folder is done by it: give them as always, by the same user.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.runServe(cmd.Context()) },
	}
}

// runServe opens what is shared, runs the parts, and closes what it opened.
func (sh *shell) runServe(ctx context.Context) error {
	shared, err := app.Share(ctx, sh.options())
	if err != nil {
		return err
	}
	commands, err := line.Listen(line.Options{Dir: sh.cfg.Data, RunDir: sh.cfg.RunDir, Hearth: release,
		Command: sh.answer(shared), Log: sh.log.With("component", "line")})
	if err != nil {
		return errors.Join(err, shared.Close())
	}
	sh.tell("ready: it serves %s", sh.cfg.Data)
	did, err := app.Run(ctx,
		app.Part{Name: "the line to other commands", Run: commands.Run},
	)
	sh.tell("stopped: %s", strings.Join(did, "; "))
	if _, late := errors.AsType[*app.LateError](err); late {
		return err // what is still at work holds the files; they survive the process's end as they are
	}
	return errors.Join(err, shared.Close())
}
