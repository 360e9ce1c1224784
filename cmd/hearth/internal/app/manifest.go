package app

import (
	"net/url"

	"hearth/bot/slack"
	"hearth/bot/teams"
)

// A Manifest says how a platform is to be told of hearth.
type Manifest struct {
	Base *url.URL // hearth's public address, to which the platform sends requests; nil: hearth opens a connection
	JSON bool     // else YAML
}

// Slack is the description of the council's own Slack app.
func (m Manifest) Slack() ([]byte, error) {
	described := slack.NewManifest(m.Base)
	if m.JSON {
		return described.JSON()
	}
	return described.YAML()
}

// A TeamsPackage says how Teams is to be told of hearth.
type TeamsPackage struct {
	AppID   string
	Council string   // whose app it is, as Teams shows it
	Site    *url.URL // where people learn who that is
	Privacy *url.URL // the privacy notice; nil: Site
}

// Zip is the app package, as Teams takes it.
func (p TeamsPackage) Zip() ([]byte, error) {
	return teams.Manifest(teams.Package{AppID: p.AppID, Council: p.Council, Site: p.Site, Privacy: p.Privacy})
}
