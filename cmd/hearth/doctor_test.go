package main

import (
	"encoding/json"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
	"hearth/bot/teams/teamsstub"
	teamstest "hearth/bot/teams/teamsstub/stubtest"
	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
)

// furnished makes a folder in which nothing needs fixing.
func furnished(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	hearth(t, "knowledge", "add", "--starter")
	hearth(t, "council", "set", "council.name=Middlesbrough", "front-door.phone=01632 960001", "out-of-hours.phone=01632 960002")
	house(t, dir, func(h *app.House) {
		councillor(t, h, "Olu Officer", briefings.RoleOfficer)
		councillor(t, h, "Ade Admin", briefings.RoleAdmin)
	})
	return dir
}

// free is an address that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestTheDoctorEndsWithWhatIsToBeFixed(t *testing.T) {
	dir := furnished(t)
	doctor := func(args ...string) outcome {
		return client(t.Context(), disk{}, strings.NewReader(""), append([]string{"doctor"}, args...)...)
	}
	t.Setenv("HEARTH_WEB", free(t))
	got := doctor()
	if got.code != exitDone || strings.Contains(got.out, "fix ") || !strings.Contains(got.out, "look  papers: ") {
		t.Errorf("with nothing to fix: %v", got)
	}
	for _, name := range []string{"Olu", "Ade"} {
		if strings.Contains(got.out, name) {
			t.Errorf("it names somebody:\n%s", got.out)
		}
	}
	// A mail server that isn't there, whose password nobody may see.
	t.Setenv("HEARTH_SMTP", "smtp://hearth:verysecret@"+free(t))
	t.Setenv("HEARTH_MAIL_FROM", "hearth@council.example")
	got = doctor("--json")
	var all []app.Finding
	if err := json.Unmarshal([]byte(got.out), &all); err != nil || app.ToFix(all) != 1 || got.code != exitFailed || got.low != "hearth: 1 thing needs fixing\n" {
		t.Errorf("with a mail server that is away: %v, %v", err, got)
	}
	if strings.Contains(got.String(), "verysecret") {
		t.Errorf("a password is told: %v", got)
	}

	// The serving hearth looks at what it was started with, not at what the
	// command was.
	t.Setenv("HEARTH_SMTP", "")
	t.Setenv("HEARTH_MAIL_FROM", "")
	c := served(t, dir)
	t.Setenv("HEARTH_WEB", free(t))
	got = doctor()
	for _, says := range []string{"ok    records: open in the hearth that serves\n", "ok    HEARTH_WEB: the pages are served at " + strings.TrimPrefix(c.address(t), "http://"),
		"ok    HEARTH_URL: " + c.address(t) + " leads to these pages"} {
		if got.code != exitDone || !strings.Contains(got.out, says) {
			t.Errorf("through a server it doesn't say %q: %v", says, got)
		}
	}
	c.stop(t)
}

// A folder that another process holds is told of, and the rest is looked at all
// the same.
func TestTheDoctorGoesOnWhereTheFolderIsHeld(t *testing.T) {
	dir := furnished(t)
	t.Setenv("HEARTH_WEB", free(t))
	house(t, dir, func(*app.House) {
		got := client(t.Context(), disk{}, strings.NewReader(""), "doctor")
		if got.code != exitFailed || !strings.Contains(got.out, "fix   records: they can't be opened. “a test” (process ") || !strings.Contains(got.out, "ok    HEARTH_WEB: ") {
			t.Errorf("got %v", got)
		}
	})
}

func TestTheDoctorAsksSlack(t *testing.T) {
	furnished(t)
	t.Setenv("HEARTH_WEB", free(t))
	stub := stubtest.Start(t, slackstub.Options{TeamName: "Exampleshire", Scopes: slices.Concat(slackstub.Scopes, []string{"files:read"})})
	t.Setenv("HEARTH_SLACK_API", stub.API())
	t.Setenv("HEARTH_SLACK_BOT_TOKEN", stub.BotToken())
	t.Setenv("HEARTH_SLACK_APP_TOKEN", stub.AppToken())
	doctor := func() outcome { return client(t.Context(), disk{}, strings.NewReader(""), "doctor") }
	says := func(what string, code exit, lines ...string) {
		t.Helper()
		got := doctor()
		if got.code != code {
			t.Errorf("%s: the code is %d, want %d", what, got.code, code)
		}
		for _, want := range lines {
			if !strings.Contains(got.out, want) {
				t.Errorf("%s: it doesn't say %q:\n%s", what, want, got.out)
			}
		}
		if strings.Contains(got.String(), "stubstub") {
			t.Errorf("%s: a token is told: %v", what, got)
		}
	}
	says("with a scope too many", exitDone, "ok    HEARTH_SLACK_BOT_TOKEN: hearth speaks in Exampleshire\n", "look  slack scopes: the app may do more than hearth does: ", "files:read", "ok    HEARTH_SLACK_APP_TOKEN: a connection can be opened\n")
	if len(stub.Calls("chat.postMessage")) > 0 || stub.Sockets() > 0 {
		t.Error("it said something, or listened")
	}
	t.Setenv("HEARTH_SLACK_BOT_TOKEN", "xoxb-1-2-other")
	t.Setenv("HEARTH_SLACK_APP_TOKEN", "")
	t.Setenv("HEARTH_SLACK_SIGNING_SECRET", stub.SigningSecret())
	says("with another workspace's token, by requests", exitFailed, "fix   HEARTH_SLACK_BOT_TOKEN: Slack does not take the token (invalid_auth). ", "fix   HEARTH_SLACK_SIGNING_SECRET: Slack sends requests to an https address alone")
	if err := stub.Close(); err != nil {
		t.Fatal(err)
	}
	says("with nobody there", exitFailed, "fix   slack: 127.0.0.1:", "can't be reached: connection refused")
}

func TestTheDoctorAsksMicrosoft(t *testing.T) {
	furnished(t)
	t.Setenv("HEARTH_WEB", free(t))
	stub := teamstest.Start(t, teamsstub.Options{})
	t.Setenv("HEARTH_TEAMS_APP_ID", stub.App())
	t.Setenv("HEARTH_TEAMS_APP_PASSWORD", stub.Password())
	t.Setenv("HEARTH_TEAMS_TENANT", stub.Tenant())
	t.Setenv("HEARTH_TEAMS_CLOUD", strings.Join([]string{strings.Replace(stub.TokenURL(), stub.Tenant(), "{tenant}", 1), stub.MetadataURL(), stub.Issuer(), stub.ServiceURL()}, " "))
	says := func(what string, lines ...string) {
		t.Helper()
		got := client(t.Context(), disk{}, strings.NewReader(""), "doctor")
		for _, want := range lines {
			if !strings.Contains(got.out, want) {
				t.Errorf("%s: it doesn't say %q:\n%s", what, want, got.out)
			}
		}
		if strings.Contains(got.String(), stub.Password()) || strings.Contains(got.String(), "wrong~password") {
			t.Errorf("%s: the password is told: %v", what, got)
		}
	}
	says("with all that is right but the address", "ok    HEARTH_TEAMS_APP_ID: Microsoft lets hearth speak in Teams\n", "ok    teams keys: 1 key to know Teams by\n", "fix   teams endpoint: Teams sends requests to an https address alone")
	t.Setenv("HEARTH_TEAMS_APP_PASSWORD", "wrong~password")
	says("with a wrong password", "fix   HEARTH_TEAMS_APP_PASSWORD: Microsoft does not take it: it is wrong, or has ended. ")
	t.Setenv("HEARTH_TEAMS_TENANT", "88888888-8888-4777-8666-555555555555")
	says("with another tenant", "fix   HEARTH_TEAMS_APP_ID: Microsoft does not know the app (")
	if n := len(stub.Calls(teamsstub.Send)) + len(stub.Calls(teamsstub.CreateChat)); n > 0 {
		t.Errorf("it said %d things", n)
	}
	if err := stub.Close(); err != nil {
		t.Fatal(err)
	}
	says("with nobody there", "fix   teams: 127.0.0.1:", "can't be reached: connection refused", "fix   teams keys: 127.0.0.1:")
}
