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
	var keep bool
	var listen string
	cmd := &cobra.Command{
		Use:   "try",
		Short: "Try hearth in a Slack workspace of its own, on this machine alone",
		Long: `Opens a small Slack workspace on this machine, with made-up people, and hearth in
it: open the address that it prints, pick who you are, and write to hearth as a
councillor would, directly or in a channel. No Slack account is needed, and nothing
leaves this machine. hearth speaks with it as it does with Slack's own.

It makes a data folder of its own and loads hearth's summary of what the law asks of
councillors as corporate parents in England. Your own data folder is left alone.
With --keep the folder stays afterwards.`,
		Example: `  hearth slack try
  hearth slack try --listen 127.0.0.1:9000`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
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
			err = sh.trySlack(cmd.Context(), listen)
			if app.AddressTaken(err) && !cmd.Flags().Changed("listen") {
				err = sh.trySlack(cmd.Context(), "127.0.0.1:0") // any that is free
			}
			if keep && err == nil {
				sh.tell("the data folder stays: %s", sh.cfg.Data)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8090", "the `ADDRESS` of the workspace's page; port 0 takes any that is free")
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

// trySlack runs a workspace and hearth in it until it is stopped.
func (sh *shell) trySlack(ctx context.Context, listen string) error {
	tryout, err := app.TrySlack(ctx, listen)
	if err != nil {
		return err
	}
	o, err := tryout.Serve()
	if err == nil {
		err = sh.runServe(ctx, o, func(ctx context.Context, served *app.Served) error {
			if _, err := served.Furnish(ctx); err != nil {
				return err
			}
			return sh.printf("Open %s in your browser and pick who you are. Ctrl-C ends it.\n", tryout.Address())
		})
	}
	return errors.Join(err, tryout.Close())
}
