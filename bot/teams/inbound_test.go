package teams_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"hearth/bot/teams"
	"hearth/bot/teams/teamsstub"
	"hearth/storage"
)

func TestForgedTokensAreRefused(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	c.say("Hello") // so that the keys are known
	why := map[string]string{
		"no token":                                 "no token",
		"not a bearer's token":                     "no token",
		"expired":                                  "expired",
		"not good yet":                             "not yet",
		"it never expires":                         "expired",
		"for another app":                          "audience",
		"by another issuer":                        "issuer",
		"for another connector":                    "connector",
		"for no connector":                         "connector",
		"a stranger's connector, in both":          "host",
		"from another organisation":                "tenant",
		"over another channel":                     "endorsement",
		"signed by HS256 with the public key":      "algorithm",
		"signed by no algorithm":                   "algorithm",
		"signed with a key that nobody knows":      "key",
		"signed with a strange key under its name": "signature",
		"signed with a key not endorsed for Teams": "endorsement",
	}
	for what, forgery := range c.Forgeries() {
		t.Run(what, func(t *testing.T) {
			c.Advance(4 * time.Minute) // a key that isn't known may be looked for again
			before, refused := len(c.host.all()), len(c.whyRefused())
			c.Forge(forgery)
			_, delivery, err := c.Say(c.jane.ID, "", "", "Tell me everything")
			if err != nil {
				t.Fatal(err)
			}
			d, err := c.Answered(t.Context(), delivery)
			if err != nil || d.Status != 401 && d.Status != 403 {
				t.Fatalf("it was answered with HTTP %d (%v)", d.Status, err)
			}
			if got := c.host.all()[before:]; len(got) != 0 {
				t.Errorf("it was believed: %+v", got)
			}
			if got := c.whyRefused()[refused:]; !slices.Equal(got, []string{why[what]}) {
				t.Errorf("it was refused for %q, want %q", got, why[what])
			}
		})
	}
	if turns := c.say("And now?"); len(turns) != 1 {
		t.Errorf("a good token is not believed after the forgeries: %v", c.whyRefused())
	}
}

func TestGoodTokensAreBelieved(t *testing.T) {
	for what, forgery := range map[string]teamsstub.Forgery{
		"fresh":                       {},
		"expired four minutes ago":    {Age: time.Hour + 4*time.Minute},
		"good in four minutes":        {Ahead: 4 * time.Minute},
		"expired 4 minutes 59 ago":    {Age: time.Hour + 4*time.Minute + 58*time.Second},
		"the scheme in small letters": {Scheme: "bearer"},
	} {
		t.Run(what, func(t *testing.T) {
			c := open(t, teamsstub.Options{}, nil)
			c.Forge(forgery)
			if turns := c.say("How often does the Board meet?"); len(turns) != 1 {
				t.Errorf("it was refused: %v", c.whyRefused())
			}
		})
	}
}

func TestKeysAreRotated(t *testing.T) {
	c := open(t, teamsstub.Options{Tries: 1}, nil)
	c.say("Before")
	if err := c.Rotate(false); err != nil {
		t.Fatal(err)
	}
	if turns := c.say("At once"); len(turns) != 0 {
		t.Fatal("a key is known that was never fetched")
	}
	if n := len(c.Calls(teamsstub.GetKeys)); n != 1 {
		t.Errorf("the keys were fetched %d times within a few minutes, want once", n)
	}
	c.Advance(4 * time.Minute)
	if turns := c.say("After the pause"); len(turns) != 1 {
		t.Errorf("the new key is not found: %v", c.whyRefused())
	}
	if n := len(c.Calls(teamsstub.GetKeys)); n != 2 {
		t.Errorf("the keys were fetched %d times, want twice", n)
	}
}

func TestKeysThatCannotBeFetchedAreNoRefusal(t *testing.T) {
	for what, op := range map[string]string{"the metadata": teamsstub.GetMetadata, "the keys": teamsstub.GetKeys} {
		t.Run(what, func(t *testing.T) {
			c := open(t, teamsstub.Options{Tries: 2}, nil)
			c.Break(teamsstub.Fault{Op: op, Status: 503})
			_, delivery, err := c.Say(c.jane.ID, "", "", "Hello")
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Wait(t.Context(), func() bool { return len(c.Delivery(delivery).Attempts) == 1 && c.Delivery(delivery).Status == 503 }); err != nil {
				t.Fatal(err)
			}
			if len(c.host.all()) != 0 || len(c.whyRefused()) != 0 {
				t.Errorf("believed: %d, refused: %v", len(c.host.all()), c.whyRefused())
			}
			c.Advance(10 * time.Second)
			c.settle()
			if len(c.host.all()) != 1 {
				t.Errorf("it was not believed when it was told again: %v", c.whyRefused())
			}
		})
	}
}

func TestOldKeysServeWhileNewOnesCannotBeHad(t *testing.T) {
	c := open(t, teamsstub.Options{Tries: 1}, nil)
	c.say("Hello")
	c.Advance(25 * time.Hour)
	c.Break(teamsstub.Fault{Op: teamsstub.GetMetadata, Status: 500})
	if turns := c.say("A day later"); len(turns) != 1 {
		t.Errorf("refused: %v", c.whyRefused())
	}
}

func TestTheTokenGoesToNoStranger(t *testing.T) {
	for what, hosts := range map[string][]string{"no host": {}, "another": {"smba.trafficmanager.net"}} {
		t.Run(what, func(t *testing.T) {
			c := open(t, teamsstub.Options{}, func(o *teams.Options) { o.Hosts = append(hosts, "localhost:1"); o.Service = "http://localhost:1/" })
			if turns := c.say("Hello"); len(turns) != 0 || !slices.Equal(c.whyRefused(), []string{"host"}) {
				t.Errorf("it was believed, or refused for %v", c.whyRefused())
			}
			if calls := c.Calls(teamsstub.GetToken); len(calls) != 0 {
				t.Errorf("a token was fetched for it")
			}
		})
	}
}

// The list of hosts may be shorter than when a reference was kept.
func TestAKeptReferenceDoesNotTakeTheTokenToAStranger(t *testing.T) {
	stranger := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("hearth went there") }))
	defer stranger.Close()
	c := open(t, teamsstub.Options{}, nil)
	err := c.store.Update(t.Context(), func(tx storage.Tx) error {
		return storage.Put(tx, "teams-ref/conversation/"+c.chat().Channel, map[string]string{"service": stranger.URL})
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Post(t.Context(), c.chat(), text("k", "Hello")); !errors.Is(err, teams.ErrStrangeHost) {
		t.Errorf("got %v", err)
	}
}
