package app_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hearth/bot/teams/teamsstub"
	teamstest "hearth/bot/teams/teamsstub/stubtest"
	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/config"
)

// inTeams is hearth in the organisation of a stand-in.
func inTeams(s *teamsstub.Stub) config.Teams {
	return config.Teams{AppID: s.App(), AppPassword: config.NewSecret(s.Password()), Tenant: s.Tenant(),
		Cloud: config.TeamsCloud{Token: s.TokenURL(), Metadata: s.MetadataURL(), Issuer: s.Issuer(), Connector: s.ServiceURL()}}
}

// serveInTeams serves the demo's people in an organisation in which Ann has an
// account.
func serveInTeams(t *testing.T) (*serving, *teamsstub.Stub) {
	t.Helper()
	stub := teamstest.Start(t, teamsstub.Options{})
	stub.AddUser(teamsstub.User{ID: "29:ann", Name: "Ann Example", Email: "ann@demo.example"})
	o := app.DemoPages("127.0.0.1:0")
	o.Teams = inTeams(stub)
	s := serve(t, o)
	stub.SendTo(s.Address + app.TeamsPath)
	return s, stub
}

// reads waits until Ann has a message that something is found in.
func readsInTeams(t *testing.T, stub *teamsstub.Stub, what *regexp.Regexp) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var found []string
	err := stub.Wait(ctx, func() bool {
		for _, m := range stub.Posted(stub.Chat("29:ann").ID) {
			if found = what.FindStringSubmatch(string(m.Raw)); found != nil {
				return true
			}
		}
		return false
	})
	if err != nil {
		t.Fatalf("nothing like %s came: %v\n%+v\n%+v", what, err, stub.Posted(stub.Chat("29:ann").ID), stub.Deliveries())
	}
	return found
}

func TestHearthAnswersInTeams(t *testing.T) {
	s, stub := serveInTeams(t)
	if _, _, err := stub.Say("29:ann", "", "", "Until what age can a care leaver have a personal adviser?"); err != nil {
		t.Fatal(err)
	}
	readsInTeams(t, stub, regexp.MustCompile("25"))
	for _, want := range []string{`hearth_turns_total{platform="teams",status="answered"} 1`, "hearth_teams_tokens_total 1\n", "hearth_teams_throttled_seconds_total 0\n"} {
		s.until("/metrics", want) // the reply is counted a moment after it stands there
	}
	if got := s.reads("/readyz"); !strings.Contains(got, "ok   teams: its requests are taken\n") {
		t.Errorf("it stands with Teams like this:\n%s", got)
	}
}

func TestWhatIsNotTeamsOwnIsRefused(t *testing.T) {
	s, stub := serveInTeams(t)
	if got := s.send(s.as(""), "POST", app.TeamsPath, url.Values{"type": {"message"}}); got.StatusCode != http.StatusUnauthorized {
		t.Errorf("a request that nobody signed: %s", got.Status)
	}
	for name, f := range stub.Forgeries() {
		stub.Forge(f)
		_, id, err := stub.Say("29:ann", "", "", "hello")
		if err != nil {
			t.Fatal(err)
		}
		d, err := stub.Answered(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if d.Status != http.StatusUnauthorized && d.Status != http.StatusForbidden {
			t.Errorf("%s: HTTP %d", name, d.Status)
		}
	}
	if n := len(stub.Posted(stub.Chat("29:ann").ID)); n != 0 {
		t.Errorf("hearth said %d things to those who were refused", n)
	}
	if got := s.reads("/metrics"); !strings.Contains(got, "hearth_teams_refused_total{why=") {
		t.Errorf("the measures tell of no request that was refused:\n%s", got)
	}
}

func TestASignInLinkComesInTeams(t *testing.T) {
	s, stub := serveInTeams(t)
	page := s.send(s.as(""), "GET", "/signin", nil)
	if b, err := io.ReadAll(page.Body); err != nil || !strings.Contains(string(b), "With a link by Teams") {
		t.Errorf("the page doesn't offer it (%v):\n%s", err, b)
	}
	_, err := s.House.Members.Link(t.Context(), "test", s.ids["Ann"], briefings.Link{Platform: "teams", Workspace: stub.Tenant(), ID: "29:ann"})
	if err != nil {
		t.Fatal(err)
	}
	stub.Break(teamsstub.Fault{Op: teamsstub.Send, Status: http.StatusTooManyRequests, RetryAfter: time.Second})
	if got := s.send(s.as(""), "POST", "/signin/email", url.Values{"email": {"ann@demo.example"}, "next": {"/papers"}}); got.StatusCode != http.StatusOK {
		t.Fatal(got.Status)
	}
	link := readsInTeams(t, stub, regexp.MustCompile(`"url":"([^"]*/signin/link/[^"]*)"`))[1]
	token, err := url.PathUnescape(link[strings.LastIndex(link, "/")+1:]) // what is a mark in markdown is written as a number
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Site.Close(t.Context()); err != nil { // nothing more is under way
		t.Fatal(err)
	}
	links := 0
	for _, m := range stub.Posted(stub.Chat("29:ann").ID) {
		links += strings.Count(string(m.Raw), "/signin/link/")
	}
	if links != 1 {
		t.Errorf("%d links came, want one", links)
	}
	who := s.as("")
	if got := s.send(who, "POST", "/signin/link", url.Values{"token": {token}}); got.Header.Get("Location") != "/papers" {
		t.Errorf("the link leads to %s %q", got.Status, got.Header.Get("Location"))
	}
}
