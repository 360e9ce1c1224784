package main

import (
	"time"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) pause() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "pause",
		Short: "Stop answers for a while",
		Long: `Stops hearth's answers at once, everywhere, until "hearth resume answers". Whoever
asks is told so, with the reason and whom to ring about a child. What is no
question for the papers, a worry about a child above all, is replied to as ever.`,
		Args: cobra.ArbitraryArgs,
		RunE: parent,
	}
	cmd.AddCommand(sh.pauseAnswers(), sh.pauseShow())
	return cmd
}

func (sh *shell) pauseAnswers() *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use:   "answers --why REASON",
		Short: "Stop answers",
		Long: `Stops hearth's answers at once. Members read the reason, so name nobody in it. The
audit log has who paused them and when, without the reason.`,
		Example: `  hearth pause answers --why "a report showed a wrong figure"`,
		Args:    nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			p, err := a.PauseAnswers(cmd.Context(), why)
			if err != nil {
				return err
			}
			return sh.printf("%s. \"hearth resume answers\" lets them go on.\n", sh.pausedLine(p))
		},
	}
	cmd.Flags().StringVar(&why, "why", "", "the `REASON`, as members will read it")
	return cmd
}

func (sh *shell) pausedLine(p app.Pause) string {
	return "Answers are paused since " + p.Since.In(sh.cfg.Zone).Format("15:04 on 2 January 2006") + " by " + p.Who + ": " + p.Why
}

// pauseFacts are what a script may want to know of a pause.
type pauseFacts struct {
	Paused bool       `json:"paused"`
	Since  *time.Time `json:"since,omitempty"`
	Why    string     `json:"why,omitempty"`
	Who    string     `json:"who,omitempty"`
}

func (sh *shell) pauseShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Tell whether answers are paused",
		Args:  nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			p, err := a.Paused(cmd.Context())
			switch {
			case err != nil:
				return err
			case asJSON && p.On():
				return sh.json(pauseFacts{true, &p.Since, p.Why, p.Who})
			case asJSON:
				return sh.json(pauseFacts{})
			case p.On():
				return sh.printf("%s.\n", sh.pausedLine(p))
			}
			return sh.printf("Answers are not paused.\n")
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

func (sh *shell) resume() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "resume",
		Short: "Let answers go on",
		Args:  cobra.ArbitraryArgs,
		RunE:  parent,
	}
	cmd.AddCommand(&cobra.Command{
		Use:     "answers",
		Short:   "Let answers go on",
		Long:    `Ends what "hearth pause answers" began.`,
		Example: "  hearth resume answers",
		Args:    nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a := sh.app()
			defer a.Close()
			p, err := a.ResumeAnswers(cmd.Context())
			if err != nil {
				return err
			}
			return sh.printf("Answers go on. They were paused since %s.\n", p.Since.In(sh.cfg.Zone).Format("15:04 on 2 January 2006"))
		},
	})
	return cmd
}
