package main

import (
	"net/url"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) teams() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "teams",
		Short: "hearth in Microsoft Teams",
		Args:  cobra.ArbitraryArgs,
		RunE:  parent,
	}
	cmd.AddCommand(sh.teamsManifest(), sh.teamsTry())
	return cmd
}

// packageFile is how the app package is called where nothing else is said.
const packageFile = "hearth-teams.zip"

func (sh *shell) teamsManifest() *cobra.Command {
	var council, site, privacy string
	cmd := &cobra.Command{
		Use:   "manifest [FILE]",
		Short: "Write the council's own app package for Teams",
		Long: `Writes the app package with which an administrator adds hearth to Teams: a zip
that holds what hearth is called, where it can be used, and two icons. It asks for
no permission on anybody's files, mail or calendar. The app is the council's: no
other company has a part in it. Without FILE it is ` + packageFile + `.

  1. In the Entra admin centre (https://entra.microsoft.com), "App registrations",
     press "New registration": name it hearth, "Accounts in this organizational
     directory only". From its page "Overview", the "Application (client) ID" is
     HEARTH_TEAMS_APP_ID, the "Directory (tenant) ID" is HEARTH_TEAMS_TENANT.
  2. On its page "Certificates & secrets", press "New client secret". What stands
     under "Value", which is shown once, is HEARTH_TEAMS_APP_PASSWORD. Note the day
     on which it ends.
  3. In the Azure portal (https://portal.azure.com), create an "Azure Bot" with
     "Single Tenant" and "Use existing app registration", and the two ids from
     above. The free tier is enough. Under "Configuration" its messaging endpoint is
     HEARTH_URL with ` + app.TeamsPath + ` after it; under "Channels" add Microsoft Teams.
  4. Set the three and HEARTH_URL, an https address that the internet can reach,
     then: hearth serve
  5. Meanwhile, elsewhere: hearth doctor
  6. hearth teams manifest
  7. In the Teams admin centre (https://admin.teams.microsoft.com), "Teams apps",
     "Manage apps", press "Upload new app" and pick the zip. Under "Setup policies"
     add hearth to the installed apps of your councillors, so that hearth can write
     to them first.

Members are known by the e-mail address that their Teams account has: add them with
"hearth member import" or "hearth member add" first. Guests and people of other
organisations are told that hearth is for the council's own.

The client secret is as good as a password: whoever has it can speak as hearth.`,
		Example: `  hearth teams manifest --council "Exampleshire Council"
  hearth teams manifest --council "Exampleshire Council" --site https://www.exampleshire.gov.uk hearth.zip`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			file := packageFile
			if len(args) > 0 {
				file = args[0]
			}
			p, err := sh.teamsPackage(council, site, privacy)
			if err != nil {
				return err
			}
			b, err := p.Zip()
			if err != nil {
				return err
			}
			f, err := sh.newFile(file)
			if err != nil {
				return err
			}
			defer f.Close()
			if _, err := f.Write(b); err != nil {
				return err
			}
			if err := f.Commit(); err != nil {
				return err
			}
			return sh.printf("%s\n", file)
		},
	}
	cmd.Flags().StringVar(&council, "council", "", "the council's `NAME` as Teams shows it, 32 characters at most; without it HEARTH_COUNCIL")
	cmd.Flags().StringVar(&site, "site", "", "the `ADDRESS` at which people learn who that is; without it HEARTH_URL")
	cmd.Flags().StringVar(&privacy, "privacy", "", "the `ADDRESS` of the council's privacy notice; without it that of --site")
	return cmd
}

// teamsPackage gathers what the package says from flags and settings.
func (sh *shell) teamsPackage(council, site, privacy string) (p app.TeamsPackage, err error) {
	p = app.TeamsPackage{AppID: sh.cfg.Teams.AppID, Council: council, Site: sh.cfg.Web.URL}
	if p.Council == "" {
		p.Council = sh.cfg.Council
	}
	switch {
	case p.AppID == "":
		return p, usage("steps 1 to 5 of \"hearth teams manifest --help\" say how to come by it", "HEARTH_TEAMS_APP_ID is not set: the package says whose bot it is")
	case p.Council == "":
		return p, usage(`--council "Exampleshire Council"`, "the package says whose app it is, and neither --council nor HEARTH_COUNCIL does")
	case len([]rune(p.Council)) > 32:
		return p, usage("shorten it with --council", "Teams shows 32 characters of a name, and %q has %d", p.Council, len([]rune(p.Council)))
	}
	if site != "" {
		if p.Site, err = pageAddress(site, "--site"); err != nil {
			return p, err
		}
	}
	if privacy != "" {
		if p.Privacy, err = pageAddress(privacy, "--privacy"); err != nil {
			return p, err
		}
	}
	if p.Site.Scheme != "https" {
		return p, usage("--site https://www.exampleshire.gov.uk, or set HEARTH_URL", "the package names a page at which people learn whose app it is, and HEARTH_URL is none that begins with https")
	}
	return p, nil
}

func pageAddress(s, flag string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return nil, usage("write it like https://www.exampleshire.gov.uk", "%s is no https address of a page", flag)
	}
	return u, nil
}

func (sh *shell) teamsTry() *cobra.Command {
	return sh.try("teams", app.TryTeams, "127.0.0.1:8091", &cobra.Command{
		Short: "Try hearth in a Teams of its own, on this machine alone",
		Long: `Opens a small organisation's Teams on this machine, with made-up people, and hearth
in it: open the address that it prints, pick who you are, and write to hearth as a
councillor would, in a chat with it or in a channel. No Microsoft account is needed,
and nothing leaves this machine. hearth speaks with it as it does with Microsoft's
own.

` + tryLeaves,
	})
}
