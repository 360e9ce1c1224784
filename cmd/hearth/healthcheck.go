package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) healthcheck() *cobra.Command {
	return &cobra.Command{
		Use:   "healthcheck",
		Short: "Ask the serving hearth whether it is ready",
		Long: `Asks the hearth that serves on this machine, at the address HEARTH_WEB, whether it
can do its work, and prints what it says. It is for whatever watches over hearth,
such as a container's health check, and ends with the code 0 where hearth is
ready, with 1 where it isn't or where nobody answers.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ready, says, err := app.AskReady(cmd.Context(), sh.cfg.Web.Listen)
			if err != nil {
				return &mistake{exitFailed, err, `"hearth serve" starts it; HEARTH_WEB must be the same for both`}
			}
			if err := sh.printf("%s\n", strings.TrimRight(says, "\n")); err != nil || ready {
				return err
			}
			return &mistake{exitFailed, errors.New("hearth is not ready"), fmt.Sprintf("the lines that begin with %q say why", "bad")}
		},
	}
}
