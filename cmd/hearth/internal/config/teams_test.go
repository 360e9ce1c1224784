package config_test

import (
	"strings"
	"testing"

	"hearth/cmd/hearth/internal/config"
)

// What Entra gives out looks like this.
const (
	teamsApp    = "11111111-2222-4333-8444-555555555555"
	teamsSecret = "abc8Q~0123456789abcdefghijklmnopqrstuvwx"
	teamsTenant = "99999999-8888-4777-8666-555555555555"
)

func TestWhatTeamsNeedsIsRead(t *testing.T) {
	three := map[string]string{"APP_ID": teamsApp, "APP_PASSWORD": teamsSecret, "TENANT": teamsTenant}
	cloud := func(s string) map[string]string { return map[string]string{"CLOUD": s} }
	for sentence, c := range map[string]struct {
		set  map[string]string
		want config.Teams
	}{
		"nothing is set":             {nil, config.Teams{Cloud: config.TeamsCloud{Name: "public"}}},
		"the three":                  {three, config.Teams{AppID: teamsApp, Tenant: teamsTenant, Cloud: config.TeamsCloud{Name: "public"}}},
		"copied with its line's end": {map[string]string{"APP_ID": teamsApp + "\n", "APP_PASSWORD": " " + teamsSecret + "\r\n", "TENANT": " " + teamsTenant}, config.Teams{AppID: teamsApp, Tenant: teamsTenant, Cloud: config.TeamsCloud{Name: "public"}}},
		"a government's cloud":       {cloud("GCC-High"), config.Teams{Cloud: config.TeamsCloud{Name: "gcc-high"}}},
		"another":                    {cloud("dod"), config.Teams{Cloud: config.TeamsCloud{Name: "dod"}}},
		"addresses": {cloud("https://a.example/token  http://127.0.0.1:1/meta https://b.example http://[::1]:2/emea/"),
			config.Teams{Cloud: config.TeamsCloud{Token: "https://a.example/token", Metadata: "http://127.0.0.1:1/meta", Issuer: "https://b.example", Connector: "http://[::1]:2/emea/"}}},
	} {
		t.Run(sentence, func(t *testing.T) {
			clean(t)
			for name, value := range c.set {
				t.Setenv("HEARTH_TEAMS_"+name, value)
			}
			got, err := config.Load()
			if err != nil {
				t.Fatal(err)
			}
			if secret := got.Teams.AppPassword.Reveal(); secret != strings.TrimSpace(c.set["APP_PASSWORD"]) {
				t.Error("the password is not what was set")
			}
			got.Teams.AppPassword = config.Secret{}
			if got.Teams != c.want || got.Teams.On() != (c.want.AppID != "") {
				t.Errorf("got %+v, want %+v", got.Teams, c.want)
			}
		})
	}
}

func TestMistakesInWhatTeamsNeeds(t *testing.T) {
	for sentence, c := range map[string]struct {
		set  map[string]string
		says []string // each of the mistakes, and no more
	}{
		"an app id alone":       {map[string]string{"APP_ID": teamsApp}, []string{"HEARTH_TEAMS_APP_ID needs HEARTH_TEAMS_APP_PASSWORD and HEARTH_TEAMS_TENANT beside it"}},
		"a password alone":      {map[string]string{"APP_PASSWORD": teamsSecret}, []string{"HEARTH_TEAMS_APP_PASSWORD needs HEARTH_TEAMS_APP_ID and HEARTH_TEAMS_TENANT beside it"}},
		"no tenant":             {map[string]string{"APP_ID": teamsApp, "APP_PASSWORD": teamsSecret}, []string{"HEARTH_TEAMS_APP_ID and HEARTH_TEAMS_APP_PASSWORD need HEARTH_TEAMS_TENANT beside it"}},
		"a name for the app id": {map[string]string{"APP_ID": "hearth", "APP_PASSWORD": teamsSecret, "TENANT": teamsTenant}, []string{"HEARTH_TEAMS_APP_ID is no app id"}},
		"a domain for the tenant": {map[string]string{"APP_ID": teamsApp, "APP_PASSWORD": teamsSecret, "TENANT": "council.onmicrosoft.com"},
			[]string{"HEARTH_TEAMS_TENANT is no organisation's id"}},
		"a secret's id for its value": {map[string]string{"APP_ID": teamsApp, "APP_PASSWORD": "abcdefab-2222-4333-8444-555555555555", "TENANT": teamsTenant},
			[]string{"HEARTH_TEAMS_APP_PASSWORD holds the id of a client secret"}},
		"a cloud that isn't":           {map[string]string{"CLOUD": "azure"}, []string{"HEARTH_TEAMS_CLOUD is no cloud"}},
		"three addresses":              {map[string]string{"CLOUD": "https://a.example https://b.example https://c.example"}, []string{"HEARTH_TEAMS_CLOUD is no cloud"}},
		"http off this machine":        {map[string]string{"CLOUD": "http://a.example https://b.example https://c.example https://d.example"}, []string{"HEARTH_TEAMS_CLOUD is no cloud"}},
		"a password in an address":     {map[string]string{"CLOUD": "https://me:" + word + "@a.example https://b.example https://c.example https://d.example"}, []string{"HEARTH_TEAMS_CLOUD is no cloud"}},
		"a cloud that is set to empty": {map[string]string{"CLOUD": ""}, []string{"HEARTH_TEAMS_CLOUD is no cloud"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			clean(t)
			for name, value := range c.set {
				t.Setenv("HEARTH_TEAMS_"+name, value)
			}
			_, err := config.Load()
			if err == nil {
				t.Fatal("it went unseen")
			}
			said := err.Error()
			for _, want := range c.says {
				if !strings.Contains(said, want) {
					t.Errorf("they don't say %q:\n%s", want, said)
				}
			}
			if n := strings.Count(said, "\n"); n != len(c.says) {
				t.Errorf("%d mistakes, want %d:\n%s", n, len(c.says), said)
			}
			for _, secret := range []string{teamsSecret[5:], "abcdefab", word} {
				if strings.Contains(said, secret) {
					t.Errorf("they repeat what is secret:\n%s", said)
				}
			}
		})
	}
}
