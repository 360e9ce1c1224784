package teams_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/teams"
	"hearth/bot/teams/teamsstub"
)

// everything that hearth asks of Teams, by the operation of the stub's.
func (c *council) calls() map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		teamsstub.Send: func(ctx context.Context) error {
			_, err := c.Post(ctx, c.chat(), text("k", "Hello"))
			return err
		},
		teamsstub.CreateChat: func(ctx context.Context) error {
			_, err := c.Direct(ctx, c.jane.Object)
			return err
		},
		teamsstub.GetMember: func(ctx context.Context) error {
			_, err := c.Introduce(ctx, c.jane.Object)
			return err
		},
		teamsstub.GetToken: func(ctx context.Context) error {
			_, err := c.Post(ctx, c.chat(), text("k", "Hello"))
			return err
		},
	}
}

func TestThrottlingIsBelievedOfEveryCall(t *testing.T) {
	for _, op := range []string{teamsstub.Send, teamsstub.CreateChat, teamsstub.GetMember, teamsstub.GetToken} {
		t.Run(op, func(t *testing.T) {
			var told time.Duration
			c := open(t, teamsstub.Options{}, func(o *teams.Options) {
				o.Watch.Throttled = func(_ string, wait time.Duration) { told = wait }
			})
			c.Break(teamsstub.Fault{Op: op, Status: 429, RetryAfter: 17 * time.Second})
			err := c.calls()[op](t.Context())
			if later, ok := errors.AsType[*bot.Later](err); !ok || later.After != 17*time.Second || told != 17*time.Second {
				t.Errorf("got %v (told %s), want Later of 17 s", err, told)
			}
			if err := c.calls()[op](t.Context()); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

func TestWhatMayPassIsTriedLater(t *testing.T) {
	for what, fault := range map[string]teamsstub.Fault{
		"500": {Status: 500}, "502": {Status: 502}, "503": {Status: 503}, "504": {Status: 504}, "412": {Status: 412}, "408": {Status: 408},
		"the connection ends":              {Drop: true},
		"the connection ends after taking": {Drop: true, Taken: true},
		"an error after taking":            {Status: 504, Taken: true},
	} {
		for _, op := range []string{teamsstub.Send, teamsstub.CreateChat, teamsstub.GetMember, teamsstub.GetToken} {
			t.Run(what+" of "+op, func(t *testing.T) {
				c := open(t, teamsstub.Options{}, nil)
				if op == teamsstub.GetToken && fault.Taken {
					fault.Taken = false
				}
				fault.Op = op
				fault.Times = 2 // net/http itself tries a lookup again on another connection
				c.Break(fault)
				err := c.calls()[op](t.Context())
				if _, ok := errors.AsType[*bot.Later](err); !ok {
					t.Errorf("got %v, want Later", err)
				}
				if strings.Contains(err.Error(), c.Chat(c.jane.ID).ID) || strings.Contains(err.Error(), c.URL()) {
					t.Errorf("the error names the conversation or the address: %v", err)
				}
				c.Mend()
				if err := c.calls()[op](t.Context()); err != nil {
					t.Errorf("afterwards: %v", err)
				}
			})
		}
	}
}

func TestATimeoutLeavesItInDoubt(t *testing.T) {
	c := open(t, teamsstub.Options{}, func(o *teams.Options) { o.HTTP = &http.Client{Timeout: 200 * time.Millisecond} })
	if _, err := c.Post(t.Context(), c.chat(), text("first", "So that there is a token")); err != nil {
		t.Fatal(err)
	}
	hold := make(chan struct{})
	defer close(hold)
	c.Break(teamsstub.Fault{Op: teamsstub.Send, Until: hold})
	_, err := c.Post(t.Context(), c.chat(), text("k", "Hello"))
	if _, ok := errors.AsType[*bot.Later](err); !ok {
		t.Errorf("got %v, want Later", err)
	}
}

func TestTheContextsEndIsNoFault(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	ctx, cancel := context.WithCancel(t.Context())
	hold := make(chan struct{})
	defer close(hold)
	c.Break(teamsstub.Fault{Op: teamsstub.Send, Until: hold, Match: func(teamsstub.Call) bool { cancel(); return true }})
	if _, err := c.Post(ctx, c.chat(), text("k", "Hello")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestRefusalsAreNamed(t *testing.T) {
	for code, plain := range map[string]string{
		teamsstub.BotDisabledByAdmin:   "administrator has switched me off",
		teamsstub.NotInRoster:          "not in this conversation",
		teamsstub.BlockedByUser:        "blocked me",
		teamsstub.MessageWritesBlocked: "blocked me",
		teamsstub.Forbidden:            "not installed",
		teamsstub.InvalidHost:          "does not let me write",
		teamsstub.NoConversation:       "gone from Teams",
		teamsstub.BadSyntax:            "did not take",
	} {
		t.Run(code, func(t *testing.T) {
			c := open(t, teamsstub.Options{}, nil)
			c.Break(teamsstub.Fault{Op: teamsstub.Send, Code: code})
			_, err := c.Post(t.Context(), c.chat(), text("k", "Hello"))
			if _, later := errors.AsType[*bot.Later](err); later || err == nil {
				t.Fatalf("got %v: another try would do no better", err)
			}
			if e, ok := errors.AsType[*teams.CallError](err); !ok || e.Code != code {
				t.Errorf("got %v", err)
			}
			if !strings.Contains(bot.Plain(err), plain) {
				t.Errorf("the officer reads %q", bot.Plain(err))
			}
		})
	}
}

func TestWrongCredentialsAreNamed(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*teams.Options)
		code   string
	}{
		"the password": {func(o *teams.Options) { o.AppPassword = "wrong" }, "invalid_client"},
		"the app":      {func(o *teams.Options) { o.AppID = "22222222-2222-4333-8444-555555555555" }, "unauthorized_client"},
		"the tenant":   {func(o *teams.Options) { o.Cloud.TokenURL = strings.Replace(o.Cloud.TokenURL, o.Tenant, "x", 1) }, "invalid_request"},
	} {
		t.Run(what, func(t *testing.T) {
			co := open(t, teamsstub.Options{}, c.change)
			_, err := co.Post(t.Context(), co.chat(), text("k", "Hello"))
			e, ok := errors.AsType[*teams.CallError](err)
			if !ok || e.Code != c.code || e.Hint() == "" || strings.Contains(err.Error(), "wrong") && what == "the password" && strings.Contains(err.Error(), "AADSTS") {
				t.Errorf("got %v", err)
			}
			if _, err := co.Try(t.Context()); err == nil {
				t.Error("Try finds nothing amiss")
			}
		})
	}
}

func TestARefusedTokenIsRenewedOnce(t *testing.T) {
	renewed := 0
	c := open(t, teamsstub.Options{}, func(o *teams.Options) { o.Watch.Renewed = func() { renewed++ } })
	post := func() error { _, err := c.Post(t.Context(), c.chat(), text("k", "Hello")); return err }
	for range 3 {
		if err := post(); err != nil {
			t.Fatal(err)
		}
	}
	if renewed != 1 {
		t.Errorf("%d tokens were fetched for three messages, want one", renewed)
	}
	c.Revoke()
	if err := post(); err != nil || renewed != 2 {
		t.Errorf("after it was revoked: %v, %d tokens", err, renewed)
	}
	c.Advance(56 * time.Minute)
	if err := post(); err != nil || renewed != 3 {
		t.Errorf("five minutes before its end: %v, %d tokens", err, renewed)
	}
	c.Break(teamsstub.Fault{Op: teamsstub.Send, Status: 401, Times: 5})
	err := post()
	if e, ok := errors.AsType[*teams.CallError](err); !ok || e.Status != 401 || renewed != 4 {
		t.Errorf("where every token is refused: %v, %d tokens", err, renewed)
	}
	refused := 0
	for _, call := range c.Calls(teamsstub.Send) {
		if call.Status == 401 {
			refused++
		}
	}
	if refused != 1+2 {
		t.Errorf("%d calls were refused, want one after the revocation and two now", refused)
	}
}

func TestTooLargeIsSplit(t *testing.T) {
	for _, limit := range []int{12 << 10, 7 << 10} {
		c := open(t, teamsstub.Options{Limit: limit}, nil)
		long := bottest.Messages()[len(bottest.Messages())-1].Message
		if _, err := c.Post(t.Context(), c.chat(), long); err != nil {
			t.Fatalf("limit %d: %v", limit, err)
		}
		var said strings.Builder
		for _, m := range c.Posted(c.chat().Channel) {
			said.WriteString(m.Text)
		}
		if got := strings.Count(said.String(), "The Board noted"); got < bottest.LongWords/80 {
			t.Errorf("limit %d: words are lost: %d sentences", limit, got)
		}
	}
	c := open(t, teamsstub.Options{}, nil)
	c.Break(teamsstub.Fault{Op: teamsstub.Send, Status: 413, Times: 9})
	_, err := c.Post(t.Context(), c.chat(), text("k", "Hello"))
	if e, ok := errors.AsType[*teams.CallError](err); !ok || e.Status != 413 || !strings.Contains(bot.Plain(err), "too long") {
		t.Errorf("what can't be smaller: %v", err)
	}
}

func TestOnlyWhatIsMissingIsPostedAgain(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	long := bottest.Messages()[len(bottest.Messages())-1].Message
	n := 0
	c.Break(teamsstub.Fault{Op: teamsstub.Send, Status: 503, Match: func(teamsstub.Call) bool { n++; return n == 3 }})
	if _, err := c.Post(t.Context(), c.chat(), long); err == nil {
		t.Fatal("the fault did not strike")
	}
	first, err := c.Post(t.Context(), c.chat(), long)
	if err != nil {
		t.Fatal(err)
	}
	posted := c.Posted(c.chat().Channel)
	seen := map[string]bool{}
	for _, m := range posted {
		if seen[string(m.Raw)] {
			t.Error("a part stands there twice")
		}
		seen[string(m.Raw)] = true
	}
	if len(posted) < 3 || posted[0].ID != first {
		t.Errorf("%d parts, the first %s, told as %s", len(posted), posted[0].ID, first)
	}
}

// A connector that sends hearth on must not get it to show its token elsewhere.
func TestNoRedirectIsFollowed(t *testing.T) {
	stranger := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("hearth went there") }))
	defer stranger.Close()
	redirecting := httptest.NewServer(http.RedirectHandler(stranger.URL, http.StatusTemporaryRedirect))
	defer redirecting.Close()
	c := open(t, teamsstub.Options{}, func(o *teams.Options) {
		o.Hosts, o.Service = []string{strings.TrimPrefix(redirecting.URL, "http://")}, redirecting.URL
	})
	if _, err := c.Post(t.Context(), c.chat(), text("k", "Hello")); err == nil {
		t.Error("it was told as posted")
	}
}

func TestStrangeHostsAreNotAllowed(t *testing.T) {
	for address, want := range map[string]bool{
		"https://smba.trafficmanager.net/emea/":             true,
		"https://smba.trafficmanager.net/emea/tenant/":      true,
		"https://SMBA.trafficmanager.net/uk/":               true,
		"http://smba.trafficmanager.net/emea/":              false,
		"https://smba.trafficmanager.net.evil.example/":     false,
		"https://evil.example/smba.trafficmanager.net":      false,
		"https://smba.trafficmanager.net@evil.example/":     false,
		"https://smba.trafficmanager.net:8443/":             false,
		"https://user:pass@smba.trafficmanager.net/":        false,
		"https://smba.trafficmanager.net/?to=evil.example":  false,
		"https://smba.trafficmanager.net/#evil.example":     false,
		"//smba.trafficmanager.net/":                        false,
		"smba.trafficmanager.net":                           false,
		"":                                                  false,
		"https://evil.example\\@smba.trafficmanager.net/":   false,
		"http://127.0.0.1/":                                 false,
		"https://smba.infra.gcc.teams.microsoft.com/teams/": true,
	} {
		if got := teams.Allowed(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}
