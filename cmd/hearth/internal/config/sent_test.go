package config_test

import (
	"log/slog"
	"maps"
	"strings"
	"testing"

	"hearth/cmd/hearth/internal/config"
	"hearth/storage/backup"
)

// What goes with a command is listed here by name: a setting that comes later,
// which may be a secret, must not go by itself.
func TestOnlyWhatShapesOutputGoesWithACommand(t *testing.T) {
	clean(t)
	pair, err := backup.NewPair()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{
		"HEARTH_DATA": t.TempDir(), "HEARTH_COUNCIL": "Middlesbrough", "HEARTH_ZONE": "Europe/Paris", "HEARTH_LOG_LEVEL": "info", "HEARTH_LOG_FORMAT": "json",
		"HEARTH_WEB": "127.0.0.1:8081", "HEARTH_URL": "https://hearth.example.org", "HEARTH_SMTP": "smtp://user:secret@mail.example.org:587",
		"HEARTH_MAIL_FROM": "hearth@example.org", "HEARTH_OIDC": "https://client:secret@login.example.org/path",
		"HEARTH_BACKUP_RECIPIENT": pair.Recipient, "HEARTH_BACKUP_DIR": t.TempDir(),
		"HEARTH_SLACK_BOT_TOKEN": botToken, "HEARTH_SLACK_APP_TOKEN": appToken, "HEARTH_SLACK_SIGNING_SECRET": signing, "HEARTH_SLACK_API": "https://slack.com/api/",
		"HEARTH_TEAMS_APP_ID": teamsApp, "HEARTH_TEAMS_APP_PASSWORD": teamsSecret, "HEARTH_TEAMS_TENANT": teamsTenant, "HEARTH_TEAMS_CLOUD": "public",
	}
	for _, s := range config.Settings() {
		if values[s.Name] == "" {
			t.Fatalf("this test must set %s, too", s.Name)
		}
		t.Setenv(s.Name, values[s.Name])
	}
	c, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"HEARTH_COUNCIL": "Middlesbrough", "HEARTH_ZONE": "Europe/Paris", "HEARTH_LOG_LEVEL": "info", "HEARTH_LOG_FORMAT": "json", "HEARTH_BACKUP_RECIPIENT": pair.Recipient}
	if got := c.Sent(); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTheSettingsOfACommandStandBeforeTheServers(t *testing.T) {
	clean(t)
	t.Setenv("HEARTH_COUNCIL", "Stockton")
	t.Setenv("HEARTH_LOG_LEVEL", "debug")
	server, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	clean(t)
	t.Setenv("HEARTH_ZONE", "Europe/Paris")
	client, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	got, err := server.With(client.Sent(), true)
	if err != nil {
		t.Fatal(err)
	}
	if got.Council != "Stockton" || got.Zone.String() != "Europe/Paris" || got.LogLevel != slog.LevelWarn || !got.NoColour || got.Data != server.Data {
		t.Errorf("got %+v", got)
	}
	_, err = server.With(map[string]string{"HEARTH_ZONE": "Local", "HEARTH_DATA": "/"}, false)
	if err == nil || !strings.Contains(err.Error(), "Europe/London") || !strings.Contains(err.Error(), "HEARTH_DATA is no setting that goes") {
		t.Errorf("got %v", err)
	}
}
