package app

import (
	"net/url"

	"hearth/bot/slack"
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
