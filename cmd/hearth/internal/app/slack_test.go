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

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/config"
)

// inSlack is hearth in a workspace whose Web API is at an address.
func inSlack(t *testing.T, api string) config.Slack {
	t.Helper()
	u, err := url.Parse(api)
	if err != nil {
		t.Fatal(err)
	}
	return config.Slack{BotToken: config.NewSecret(slackstub.DefaultBotToken), AppToken: config.NewSecret(slackstub.DefaultAppToken), API: u}
}

// serveInSlack serves the demo's people in a workspace in which Ann has an account.
func serveInSlack(t *testing.T, change func(*app.Serve)) (*serving, *slackstub.Stub) {
	t.Helper()
	stub := stubtest.Start(t, slackstub.Options{})
	stub.AddUser(slackstub.User{ID: "U0ANN", Name: "ann", RealName: "Ann Example", Email: "ann@demo.example"})
	o := app.DemoPages("127.0.0.1:0")
	o.Slack = inSlack(t, stub.API())
	if change != nil {
		change(&o)
	}
	return serve(t, o), stub
}

// link notes that Ann has written to hearth in Slack.
func (s *serving) link(stub *slackstub.Stub) {
	s.t.Helper()
	_, err := s.House.Members.Link(s.t.Context(), "test", s.ids["Ann"], briefings.Link{Platform: "slack", Workspace: stub.Team(), ID: "U0ANN"})
	if err != nil {
		s.t.Fatal(err)
	}
}

var button = regexp.MustCompile(`"url":"([^"]*/signin/link/[^"]*)"`)

// arrives waits for a sign-in link in Ann's direct messages.
func arrives(t *testing.T, stub *slackstub.Stub) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var link string
	err := stub.Wait(ctx, func() bool {
		for _, m := range stub.Said(stub.DM("U0ANN").ID) {
			if found := button.FindStringSubmatch(string(m.Blocks)); found != nil {
				link = found[1]
			}
		}
		return link != ""
	})
	if err != nil {
		t.Fatalf("no link came: %v", err)
	}
	return link
}

func TestASignInLinkComesByDirectMessage(t *testing.T) {
	s, stub := serveInSlack(t, nil)
	page := s.send(s.as(""), "GET", "/signin", nil)
	if b, err := io.ReadAll(page.Body); err != nil || !strings.Contains(string(b), "With a link by Slack") {
		t.Errorf("the page doesn't offer it (%v):\n%s", err, b)
	}
	form := url.Values{"email": {"ANN@demo.example"}, "next": {"/papers"}}
	said := func(form url.Values) string {
		got := s.send(s.as(""), "POST", "/signin/email", form)
		b, err := io.ReadAll(got.Body)
		if err != nil || got.StatusCode != http.StatusOK {
			t.Fatalf("%s, %v", got.Status, err)
		}
		return string(b)
	}
	// Ann has not written there yet, so hearth knows her there as little as anybody.
	if apart, nobody := said(form), said(url.Values{"email": {"nobody@demo.example"}, "next": {"/papers"}}); apart != nobody {
		t.Errorf("who is known shows:\n%s\n%s", apart, nobody)
	}
	s.link(stub)
	// What Slack did not take is tried again; what it took without saying so stands
	// there once.
	stub.Break(slackstub.Fault{Method: "chat.postMessage", Status: http.StatusTooManyRequests, RetryAfter: time.Second})
	stub.Break(slackstub.Fault{Method: "chat.postMessage", Taken: true, Drop: true})
	said(form)
	link := arrives(t, stub)
	who := s.as("")
	token := link[strings.LastIndex(link, "/")+1:]
	if got := s.send(who, "POST", "/signin/link", url.Values{"token": {token}}); got.Header.Get("Location") != "/papers" {
		t.Errorf("the link leads to %s %q", got.Status, got.Header.Get("Location"))
	}
	if got := s.send(who, "GET", "/me", nil); got.StatusCode != http.StatusOK {
		t.Errorf("she is not signed in: %s", got.Status)
	}
	if err := s.Site.Close(t.Context()); err != nil { // nothing more is under way
		t.Fatal(err)
	}
	messages := stub.Said(stub.DM("U0ANN").ID)
	if len(messages) != 1 {
		t.Errorf("%d messages came, want one", len(messages))
	}
	if meta := string(messages[0].Metadata); !strings.Contains(meta, "signin/") || strings.Contains(meta, token) {
		t.Errorf("the message's key holds the token, or there is none: %s", meta)
	}
}

// reads gives one of the pages for whoever runs the server.
func (s *serving) reads(path string) string {
	s.t.Helper()
	b, err := io.ReadAll(s.send(s.as(""), "GET", path, nil).Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(b)
}

// until asks again and again, until a page says something.
func (s *serving) until(path, says string) {
	s.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for {
		got := s.reads(path)
		if strings.Contains(got, says) {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("%s doesn't come to say %q:\n%s", path, says, got)
		}
	}
}

// answered has Ann ask something directly, and waits for what she reads.
func answered(t *testing.T, stub *slackstub.Stub) {
	t.Helper()
	if _, err := stub.Say("U0ANN", "", "", "Until what age can a care leaver have a personal adviser?"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	err := stub.Wait(ctx, func() bool {
		for _, m := range stub.Said(stub.DM("U0ANN").ID) {
			if strings.Contains(string(m.Blocks), "25") {
				return true
			}
		}
		return false
	})
	if err != nil {
		t.Fatalf("no answer came: %v\n%+v", err, stub.Said(stub.DM("U0ANN").ID))
	}
}

func TestHearthAnswersOverItsOwnConnection(t *testing.T) {
	s, stub := serveInSlack(t, nil)
	s.until("/readyz", "ok   slack: connected\n")
	answered(t, stub)
	for _, want := range []string{"hearth_slack_connected 1\n", `hearth_turns_total{platform="slack",status="answered"} 1`, "hearth_slack_throttled_seconds_total 0\n"} {
		s.until("/metrics", want) // the reply is counted a moment after it stands there
	}
	for _, route := range s.Site.Routes() {
		if strings.Contains(route.Pattern, "/slack/") {
			t.Errorf("%s is there, though hearth has a connection of its own", route.Pattern)
		}
	}
	stub.AllowSockets(false)
	stub.Cut()
	s.until("/readyz", "look slack: not connected for ")
	if got := s.reads("/metrics"); !strings.Contains(got, "hearth_slack_connected 0\n") {
		t.Error("the measures say that it is connected")
	}
	stub.AllowSockets(true)
	s.until("/readyz", "ok   slack: connected\n")
}

func TestHearthTakesSlacksSignedRequests(t *testing.T) {
	s, stub := serveInSlack(t, func(o *app.Serve) {
		o.Slack.AppToken, o.Slack.SigningSecret = config.Secret{}, config.NewSecret(slackstub.DefaultSecret)
	})
	paths := []string{"/slack/events", "/slack/interactive", "/slack/commands"}
	for _, path := range paths {
		if got := s.send(s.as(""), "POST", path, url.Values{"payload": {"{}"}}); got.StatusCode != http.StatusUnauthorized {
			t.Errorf("a request to %s that nobody signed: %s", path, got.Status)
		}
	}
	if got := s.reads("/metrics"); !strings.Contains(got, `hearth_slack_refused_total{why="signature"} 3`) || strings.Contains(got, "hearth_slack_connected") {
		t.Errorf("the measures don't tell of three requests that were not Slack's:\n%s", got)
	}
	if got := s.reads("/readyz"); !strings.Contains(got, "ok   slack: its requests are taken\n") {
		t.Errorf("it stands with Slack like this:\n%s", got)
	}
	err := stub.SendTo(t.Context(), slackstub.Endpoints{Events: s.Address + paths[0], Interactive: s.Address + paths[1], Commands: s.Address + paths[2]})
	if err != nil {
		t.Fatal(err)
	}
	answered(t, stub)
}

func TestATokenThatSlackRefusesLeavesThePagesServed(t *testing.T) {
	s, stub := serveInSlack(t, func(o *app.Serve) { o.Slack.AppToken = config.NewSecret("xapp-1-2-other") })
	s.until("/readyz", "bad  slack: not connected: Slack does not take the app token")
	if got := s.send(s.as(""), "GET", "/readyz", nil); got.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("whoever watches hearth is told %s", got.Status)
	}
	if got := s.send(s.as("Ann"), "GET", "/me", nil); got.StatusCode != http.StatusOK {
		t.Errorf("Ann gets %s", got.Status)
	}
	if n := len(stub.Calls("apps.connections.open")); n != 1 {
		t.Errorf("it was tried %d times", n)
	}
}
