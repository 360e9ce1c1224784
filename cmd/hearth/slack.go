package main

import (
	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) slack() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "slack",
		Short: "hearth in a Slack workspace",
		Args:  cobra.ArbitraryArgs,
		RunE:  parent,
	}
	cmd.AddCommand(sh.slackManifest(), sh.slackTry())
	return cmd
}

func (sh *shell) slackManifest() *cobra.Command {
	var asYAML, asJSON, http bool
	cmd := &cobra.Command{
		Use:   "manifest",
		Short: "Print the description of the council's own Slack app",
		Long: `Prints the description of the council's own Slack app (its "app manifest"): what
it is called, what it may do, and what Slack tells it of. It asks for what hearth
uses and no more; README.md says what each is for. The app is the council's: no
other company has a part in it.

  1. hearth slack manifest > hearth.yaml
  2. Open https://api.slack.com/apps and press "Create New App", then "From a
     manifest". Pick your workspace and paste what is in hearth.yaml.
  3. Press "Install to Workspace". A workspace may want an administrator's yes.
  4. Under "OAuth & Permissions", copy the "Bot User OAuth Token". It begins with
     xoxb- and is HEARTH_SLACK_BOT_TOKEN.
  5. Under "Basic Information", "App-Level Tokens", press "Generate Token and
     Scopes" and add connections:write. The token begins with xapp- and is
     HEARTH_SLACK_APP_TOKEN.
  6. Set both, then: hearth serve
  7. Meanwhile, elsewhere: hearth doctor

hearth then opens a connection to Slack by itself, and no address of it need be
public. Members are known by the e-mail address that their Slack account has: add
them with "hearth member import" or "hearth member add" first.

With --http Slack sends its requests to HEARTH_URL instead, which must be an https
address that the internet can reach. Step 5 is then: under "Basic Information", copy
the "Signing Secret": it is HEARTH_SLACK_SIGNING_SECRET. Once hearth serves, press
"Retry" under "Event Subscriptions", so that Slack sees that it answers.

Both tokens and the secret are as good as passwords: whoever has them can speak as
hearth.`,
		Example: `  hearth slack manifest > hearth.yaml
  HEARTH_URL=https://hearth.example.gov.uk hearth slack manifest --http --json`,
		Args: nothing,
		RunE: func(*cobra.Command, []string) error {
			if asYAML && asJSON {
				return usage("choose one of them", "--yaml and --json are two ways to write the same")
			}
			o := app.Manifest{JSON: asJSON}
			if http {
				if o.Base = sh.cfg.Web.URL; o.Base.Scheme != "https" {
					return usage("HEARTH_URL=https://hearth.example.gov.uk, with the address at which your proxy takes https; or leave --http out, and hearth opens a connection to Slack by itself",
						"with --http Slack sends requests to HEARTH_URL, which must be an https address that the internet can reach")
				}
			}
			b, err := o.Slack()
			if err != nil {
				return err
			}
			return sh.printf("%s", b)
		},
	}
	cmd.Flags().BoolVar(&asYAML, "yaml", false, "write YAML (as it does anyway)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().BoolVar(&http, "http", false, "for signed requests to HEARTH_URL, in place of a connection that hearth opens (Socket Mode)")
	return cmd
}
