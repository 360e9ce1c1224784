package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"

	"go.yaml.in/yaml/v3"
)

// The paths below hearth's public address to which Slack sends signed requests.
const (
	EventsPath      = "/slack/events"
	InteractivePath = "/slack/interactive"
	CommandsPath    = "/slack/commands"
)

// Command is the slash command.
const Command = "/hearth"

// A Manifest describes the council's own app to Slack: what it is called, what it
// may do and what it is told of. The library's type leaves out what is false, and
// Slack takes "nobody may write to this app" where nothing is said, so this one says
// everything.
// https://docs.slack.dev/reference/app-manifest
type Manifest struct {
	Display  display  `json:"display_information" yaml:"display_information"`
	Features features `json:"features" yaml:"features"`
	OAuth    oauth    `json:"oauth_config" yaml:"oauth_config"`
	Settings settings `json:"settings" yaml:"settings"`
}

type display struct {
	Name        string `json:"name" yaml:"name"`                         // at most 35 characters
	Description string `json:"description" yaml:"description"`           // at most 140
	Long        string `json:"long_description" yaml:"long_description"` // 174 to 4,000
	Background  string `json:"background_color" yaml:"background_color"`
}

type features struct {
	Home struct {
		Home     bool `json:"home_tab_enabled" yaml:"home_tab_enabled"`
		Messages bool `json:"messages_tab_enabled" yaml:"messages_tab_enabled"`
		ReadOnly bool `json:"messages_tab_read_only_enabled" yaml:"messages_tab_read_only_enabled"`
	} `json:"app_home" yaml:"app_home"`
	Bot struct {
		Name   string `json:"display_name" yaml:"display_name"`
		Online bool   `json:"always_online" yaml:"always_online"`
	} `json:"bot_user" yaml:"bot_user"`
	Commands  []slashCommand `json:"slash_commands" yaml:"slash_commands"`
	Assistant struct {
		Description string `json:"assistant_description" yaml:"assistant_description"`
	} `json:"assistant_view" yaml:"assistant_view"`
}

type slashCommand struct {
	Command     string `json:"command" yaml:"command"`
	URL         string `json:"url,omitempty" yaml:"url,omitempty"`
	Description string `json:"description" yaml:"description"`
	Hint        string `json:"usage_hint" yaml:"usage_hint"`
	Escape      bool   `json:"should_escape" yaml:"should_escape"` // names of people and channels as marks
}

type oauth struct {
	Scopes struct {
		Bot []string `json:"bot" yaml:"bot"`
	} `json:"scopes" yaml:"scopes"`
}

type settings struct {
	Events struct {
		URL string   `json:"request_url,omitempty" yaml:"request_url,omitempty"`
		Bot []string `json:"bot_events" yaml:"bot_events"`
	} `json:"event_subscriptions" yaml:"event_subscriptions"`
	Interactivity struct {
		Enabled bool   `json:"is_enabled" yaml:"is_enabled"`
		URL     string `json:"request_url,omitempty" yaml:"request_url,omitempty"`
	} `json:"interactivity" yaml:"interactivity"`
	OrgWide  bool `json:"org_deploy_enabled" yaml:"org_deploy_enabled"`
	Socket   bool `json:"socket_mode_enabled" yaml:"socket_mode_enabled"`
	Rotation bool `json:"token_rotation_enabled" yaml:"token_rotation_enabled"`
}

// NewManifest describes an app that hearth speaks through. base is hearth's public
// address, to which Slack then sends requests; nil: hearth opens a connection to
// Slack (Socket Mode).
func NewManifest(base *url.URL) Manifest {
	at := func(path string) string {
		if base == nil {
			return ""
		}
		return base.JoinPath(path).String()
	}
	var m Manifest
	m.Display = display{
		Name:        "hearth",
		Description: "Answers councillors' questions about corporate parenting from the council's own papers, with the evidence.",
		Long: "hearth answers questions about corporate parenting from the council's own papers and from the law, and shows for each sentence where it stands. " +
			"Where the papers don't tell, it says so.\n\nWrite to it in a direct message. In a channel, name it: it answers you alone, and you choose whether to share the answer. " +
			"It is not for reporting a worry about a child: it then tells you whom to ring. Don't write what identifies a child.",
		Background: "#1d4f63",
	}
	m.Features.Home.Home, m.Features.Home.Messages = true, true
	m.Features.Bot.Name, m.Features.Bot.Online = "hearth", true
	m.Features.Commands = []slashCommand{{Command: Command, URL: at(CommandsPath), Description: "Ask hearth; it answers you alone", Hint: "your question, or help"}}
	m.Features.Assistant.Description = "Answers from the council's papers on corporate parenting, with the evidence."
	for _, s := range Scopes() {
		m.OAuth.Scopes.Bot = append(m.OAuth.Scopes.Bot, s.Name)
	}
	m.Settings.Events.URL, m.Settings.Events.Bot = at(EventsPath), Events()
	m.Settings.Interactivity.Enabled, m.Settings.Interactivity.URL = true, at(InteractivePath)
	m.Settings.Socket = base == nil
	return m
}

// JSON is the manifest as JSON, indented, with a line's end.
func (m Manifest) JSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return nil, fmt.Errorf("writing the app's manifest: %w", err)
	}
	return b.Bytes(), nil
}

// YAML is the manifest as YAML.
func (m Manifest) YAML() ([]byte, error) {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(m); err != nil {
		return nil, fmt.Errorf("writing the app's manifest: %w", err)
	}
	if err := enc.Close(); err != nil {
		return nil, fmt.Errorf("writing the app's manifest: %w", err)
	}
	return b.Bytes(), nil
}
