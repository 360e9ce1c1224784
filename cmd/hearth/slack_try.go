package main

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) slackTry() *cobra.Command {
	return sh.try("slack", app.TrySlack, "127.0.0.1:8090", &cobra.Command{
		Short: "Try hearth in a Slack workspace of its own, on this machine alone",
		Long: `Opens a small Slack workspace on this machine, with made-up people, and hearth in
it: open the address that it prints, pick who you are, and write to hearth as a
councillor would, directly or in a channel. No Slack account is needed, and nothing
leaves this machine. hearth speaks with it as it does with Slack's own.

` + tryLeaves,
	})
}

// tryLeaves says what trying a platform does to this machine.
const tryLeaves = `It makes a data folder of its own and loads hearth's summary of what the law asks of
councillors as corporate parents in England. Your own data folder is left alone.
With --keep the folder stays afterwards.`

// try is the command that tries a platform, with its words given.
func (sh *shell) try(platform string, open func(ctx context.Context, listen string) (*app.Tryout, error), usual string, cmd *cobra.Command) *cobra.Command {
	var keep bool
	var listen string
	cmd.Use, cmd.Args = "try", nothing
	cmd.Example = "  hearth " + platform + " try\n  hearth " + platform + " try --listen 127.0.0.1:9000"
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := ownAddress(listen, "what is tried"); err != nil {
			return err
		}
		dir, err := os.MkdirTemp("", "hearth-try-")
		if err != nil {
			return err
		}
		if !keep {
			defer os.RemoveAll(dir)
		}
		sh.cfg.Data = filepath.Join(dir, "data")
		err = sh.tryOut(cmd.Context(), open, listen)
		if app.AddressTaken(err) && !cmd.Flags().Changed("listen") {
			err = sh.tryOut(cmd.Context(), open, "127.0.0.1:0") // any that is free
		}
		if keep && err == nil {
			sh.tell("the data folder stays: %s", sh.cfg.Data)
		}
		return err
	}
	cmd.Flags().StringVar(&listen, "listen", usual, "the `ADDRESS` of the page to try it on; port 0 takes any that is free")
	cmd.Flags().BoolVar(&keep, "keep", false, "keep the data folder")
	return cmd
}

// ownAddress refuses an address at which others could reach what is for this
// machine alone.
func ownAddress(listen, what string) error {
	host, _, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return usage("write it like 127.0.0.1:8081", "%s is for this machine alone, and %q is not its own address", what, listen)
	}
	return nil
}

// tryOut runs a platform and hearth on it until it is stopped.
func (sh *shell) tryOut(ctx context.Context, open func(ctx context.Context, listen string) (*app.Tryout, error), listen string) error {
	tryout, err := open(ctx, listen)
	if err != nil {
		return err
	}
	o, err := tryout.Serve()
	if err == nil {
		err = sh.runServe(ctx, o, func(ctx context.Context, served *app.Served) error {
			if _, err := served.Furnish(ctx); err != nil {
				return err
			}
			tryout.Joined(served)
			return sh.printf("Open %s in your browser and pick who you are. Ctrl-C ends it.\n", tryout.Address())
		})
	}
	return errors.Join(err, tryout.Close())
}
