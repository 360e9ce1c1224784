package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/config"
	"hearth/cmd/hearth/internal/line"
)

// here are the commands that are done in their own process even while another
// hearth serves the data folder. Those that need no data folder could be done
// anywhere; serve and restore want the folder to themselves.
var here = []string{"hearth backup keygen", "hearth config", "hearth demo", "hearth healthcheck", "hearth help", "hearth restore", "hearth serve", "hearth slack manifest", "hearth slack try", "hearth teams manifest", "hearth teams try", "hearth version"}

// staysHere tells whether a command is done in its own process.
func staysHere(cmd *cobra.Command) bool {
	path := cmd.CommandPath()
	return cmd.HasSubCommands() && path != "hearth backup" || slices.Contains(here, path) ||
		strings.HasPrefix(path, "hearth completion") || strings.HasPrefix(path, "hearth __complete")
}

// relayed is the end of a command that the serving hearth has done.
type relayed struct{ code exit }

func (r *relayed) Error() string {
	return fmt.Sprintf("done by the serving hearth, with code %d", r.code)
}

// relay has the command done by the hearth that serves the data folder. Where
// none does, it does nothing.
func (sh *shell) relay(ctx context.Context, settings map[string]string) error {
	c, err := line.Dial(ctx, sh.cfg.Data)
	if err != nil {
		sh.log.Debug("the command is done here", "err", err)
		return nil // whoever else holds the folder is told of where it is opened
	}
	code, err := c.Run(ctx,
		line.Command{Hearth: release, Args: sh.args, Settings: settings, NoColour: sh.cfg.NoColour},
		line.Here{Stdin: sh.Stdin, Stdout: sh.Stdout, Stderr: sh.Stderr, Files: sh.files, Lines: sh.edited})
	if err != nil {
		return err
	}
	return &relayed{exit(code)}
}

// serving is what a command has that runs in a hearth that serves.
type serving struct {
	shared *app.Shared
	call   *line.Call
	cfg    config.Config // of the serving hearth, where the command's own may differ
}

// answer does one command that somebody sent.
func (sh *shell) answer(shared *app.Shared) func(context.Context, *line.Call) int {
	return func(ctx context.Context, c *line.Call) int {
		theirs := &shell{env: env{c.Stdin(), c.Stdout(), c.Stderr()}, cfg: sh.cfg,
			files: c.Files(), edited: c.Lines, within: &serving{shared, c, sh.cfg}}
		return int(theirs.run(ctx, c.Args))
	}
}

// settle takes the settings of whoever sent the command for its own, and refuses
// what can't be done here.
func (sh *shell) settle(cmd *cobra.Command) (err error) {
	if staysHere(cmd) {
		return &mistake{exitUsage, errors.New("the serving hearth doesn't do " + cmd.CommandPath() + " for others"), ""}
	}
	if sh.cfg, err = sh.cfg.With(sh.within.call.Settings, sh.within.call.NoColour); err != nil {
		return &mistake{exitUsage, err, ""}
	}
	sh.cfg.Council, sh.known = app.CouncilNamed(sh.cfg.Council)
	sh.log = newLog(sh.cfg, sh.Stderr)
	return nil
}
