package slack_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"
	"go.yaml.in/yaml/v3"

	"hearth/bot/slack"
)

var updateManifest = flag.Bool("update-manifest", false, "write the golden files of the manifest anew; read the diff")

func public(t *testing.T) *url.URL {
	t.Helper()
	u, err := url.Parse("https://hearth.example.gov.uk")
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestTheManifestIsAsItWas(t *testing.T) {
	for name, m := range map[string]slack.Manifest{"manifest-socket": slack.NewManifest(nil), "manifest-http": slack.NewManifest(public(t))} {
		for kind, write := range map[string]func() ([]byte, error){"json": m.JSON, "yaml": m.YAML} {
			golden := filepath.Join("testdata", name+"."+kind)
			got, err := write()
			if err != nil {
				t.Fatal(err)
			}
			if *updateManifest {
				if err := os.WriteFile(golden, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("it differs from %s; run with -update-manifest and read the diff:\n%s", golden, got)
			}
		}
	}
}

func TestYAMLSaysWhatJSONSays(t *testing.T) {
	for _, base := range []*url.URL{nil, public(t)} {
		m := slack.NewManifest(base)
		asJSON, err := m.JSON()
		if err != nil {
			t.Fatal(err)
		}
		asYAML, err := m.YAML()
		if err != nil {
			t.Fatal(err)
		}
		var j, y any
		if err := json.Unmarshal(asJSON, &j); err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(asYAML, &y); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(j, y) {
			t.Errorf("JSON\n%v\nYAML\n%v", j, y)
		}
	}
}

// read decodes a manifest by the library's type, which knows Slack's names: any
// other is refused.
func read(t *testing.T, m slack.Manifest) (out slackgo.Manifest) {
	t.Helper()
	b, err := m.JSON()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheManifestAsksForWhatIsUsed(t *testing.T) {
	m := read(t, slack.NewManifest(nil))
	var want []string
	for _, s := range slack.Scopes() {
		want = append(want, s.Name)
	}
	if got := m.OAuthConfig.Scopes; !slices.Equal(got.Bot, want) || len(got.User)+len(got.BotOptional)+len(got.UserOptional) > 0 {
		t.Errorf("it asks for %+v, want the bot's %v alone", got, want)
	}
	// What Slack asks for each event, by the event's own page in its reference.
	needs := map[string]string{
		"app_home_opened": "", "app_mention": "app_mentions:read",
		"assistant_thread_context_changed": "assistant:write", "assistant_thread_started": "assistant:write",
		"message.channels": "channels:history", "message.groups": "groups:history", "message.im": "im:history",
	}
	got := m.Settings.EventSubscriptions.BotEvents
	for _, event := range got {
		scope, known := needs[event]
		if !known || scope != "" && !slices.Contains(want, scope) {
			t.Errorf("%s needs the scope %q, which is not asked for", event, scope)
		}
	}
	if !slices.Contains(got, "message.im") || !slices.Contains(got, "app_mention") {
		t.Errorf("it is told of %v", got)
	}
	if c := m.Features.SlashCommands; len(c) != 1 || c[0].Command != "/hearth" || !slices.Contains(want, "commands") {
		t.Errorf("commands %+v", c)
	}
}

func TestTheManifestSaysHowHearthListens(t *testing.T) {
	socket, http := read(t, slack.NewManifest(nil)), read(t, slack.NewManifest(public(t)))
	for what, m := range map[string]slackgo.Manifest{"by socket": socket, "by requests": http} {
		home := m.Features.AppHome
		if !home.HomeTabEnabled || !home.MessagesTabEnabled || home.MessagesTabReadOnlyEnabled || m.Features.AssistantView == nil || !m.Settings.Interactivity.IsEnabled || m.Settings.TokenRotationEnabled || m.Settings.OrgDeployEnabled {
			t.Errorf("%s: %+v, %+v", what, m.Features, m.Settings)
		}
	}
	s, h := socket.Settings, http.Settings
	if !s.SocketModeEnabled || s.EventSubscriptions.RequestUrl+s.Interactivity.RequestUrl+socket.Features.SlashCommands[0].Url != "" {
		t.Errorf("by socket: %+v", s)
	}
	at := "https://hearth.example.gov.uk"
	if h.SocketModeEnabled || h.EventSubscriptions.RequestUrl != at+slack.EventsPath || h.Interactivity.RequestUrl != at+slack.InteractivePath ||
		http.Features.SlashCommands[0].Url != at+slack.CommandsPath {
		t.Errorf("by requests: %+v", h)
	}
	// What the library leaves out, Slack takes for "nobody may write".
	b, err := slack.NewManifest(nil).JSON()
	if err != nil || !strings.Contains(string(b), `"messages_tab_read_only_enabled": false`) {
		t.Errorf("it doesn't say that members may write (%v):\n%s", err, b)
	}
}

// https://docs.slack.dev/reference/app-manifest
func TestTheManifestKeepsToSlacksLimits(t *testing.T) {
	m := read(t, slack.NewManifest(public(t)))
	c := m.Features.SlashCommands[0]
	for what, limit := range map[string]struct {
		text        string
		least, most int
	}{
		"name":             {m.Display.Name, 1, 35},
		"description":      {m.Display.Description, 1, 140},
		"long description": {m.Display.LongDescription, 174, 4000},
		"bot's name":       {m.Features.BotUser.DisplayName, 1, 80},
		"command":          {c.Command, 2, 32},
		"what it does":     {c.Description, 1, 2000},
		"its hint":         {c.UsageHint, 1, 1000},
		"assistant":        {m.Features.AssistantView.AssistantDescription, 1, 300},
	} {
		if n := utf8.RuneCountInString(limit.text); n < limit.least || n > limit.most {
			t.Errorf("%s: %d characters, want %d to %d", what, n, limit.least, limit.most)
		}
	}
}
