package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"hearth/cmd/hearth/internal/config"
)

const word = "s3cr3t-p4ss"

// secrets sets every setting that holds one.
func secrets(t *testing.T) config.Config {
	t.Helper()
	clean(t)
	t.Setenv("HEARTH_SMTP", "smtp://hearth:"+word+"@mail.example.org:2525")
	t.Setenv("HEARTH_MAIL_FROM", "hearth <hearth@example.org>")
	t.Setenv("HEARTH_OIDC", "https://client:"+word+"@login.example.org/tenant/v2.0#trust-email")
	t.Setenv("HEARTH_URL", "https://hearth.example.org")
	t.Setenv("HEARTH_SLACK_BOT_TOKEN", "xoxb-"+word)
	t.Setenv("HEARTH_SLACK_APP_TOKEN", "xapp-"+word)
	t.Setenv("HEARTH_TEAMS_APP_ID", teamsApp)
	t.Setenv("HEARTH_TEAMS_APP_PASSWORD", word)
	t.Setenv("HEARTH_TEAMS_TENANT", teamsTenant)
	c, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestASecretPrintsNowhere(t *testing.T) {
	c := secrets(t)
	one := config.NewSecret(word)
	if one.Reveal() != word || one.IsZero() {
		t.Fatalf("the secret was lost: %q", one.Reveal())
	}
	for _, v := range []any{one, &one, c, &c, c.Web, *c.Web.Mail, c.Web.OIDC, c.Slack, c.Teams, c.Effective(), []config.Secret{one}, map[string]any{"a": one}, struct{ s config.Secret }{one}} {
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("it", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("it", "v", v)
		out := log.String()
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			out += fmt.Sprintf(verb, v)
		}
		if b, err := json.Marshal(v); err == nil {
			out += string(b)
		}
		if strings.Contains(out, word) || strings.Contains(out, fmt.Sprintf("%x", word)) {
			t.Errorf("%T shows it: %s", v, out)
		}
	}
	if got := fmt.Sprint(one, config.Secret{}); got != "(hidden) " {
		t.Errorf("prints %q", got)
	}
}

func TestWhatThePagesNeedIsRead(t *testing.T) {
	w := secrets(t).Web
	m := w.Mail
	if m.Host != "mail.example.org" || m.Port != 2525 || m.TLS || m.User != "hearth" || m.Password.Reveal() != word {
		t.Errorf("relay %+v", m)
	}
	o := w.OIDC
	if o.URL.String() != "https://login.example.org/tenant/v2.0" || o.ClientID != "client" || o.Secret.Reveal() != word || !o.TrustEmail {
		t.Errorf("issuer %+v", o)
	}
	if w.Listen != "127.0.0.1:8080" || !w.Loopback() || w.URL.String() != "https://hearth.example.org" {
		t.Errorf("listens on %s as %s", w.Listen, w.URL)
	}
}

func TestWithoutAnAddressItIsWhereThePagesListen(t *testing.T) {
	for listen, want := range map[string]string{
		"127.0.0.1:8080": "http://127.0.0.1:8080",
		"[::1]:9000":     "http://[::1]:9000",
		":8080":          "http://localhost:8080",
	} {
		clean(t)
		t.Setenv("HEARTH_WEB", listen)
		c, err := config.Load()
		if err != nil || c.Web.URL.String() != want {
			t.Errorf("%s: %v, %v; want %s", listen, c.Web.URL, err, want)
		}
	}
}

func TestMistakesInWhatThePagesNeed(t *testing.T) {
	for sentence, c := range map[string]struct{ name, value, says string }{
		"a port is needed":                                   {"HEARTH_WEB", "127.0.0.1", "HEARTH_WEB"},
		"a port is a number":                                 {"HEARTH_WEB", "127.0.0.1:http", "HEARTH_WEB"},
		"off this machine it is https":                       {"HEARTH_URL", "http://hearth.example.org", "with https"},
		"pages stand at the root":                            {"HEARTH_URL", "https://example.org/hearth", "without a path"},
		"mail needs a sender":                                {"HEARTH_SMTP", "smtp://u:" + word + "@mail.example.org", "go together"},
		"a sender needs mail":                                {"HEARTH_MAIL_FROM", "a@example.org", "go together"},
		"a sender is an address":                             {"HEARTH_MAIL_FROM", "hearth", "no sender"},
		"a mail server has a scheme":                         {"HEARTH_SMTP", "mail.example.org:" + word, "no mail server"},
		"a user has a password":                              {"HEARTH_SMTP", "smtp://user@mail.example.org/", "no mail server"},
		"a slip in a password's form is not repeated":        {"HEARTH_SMTP", "smtp://u:%zz" + word + "@mail.example.org", "no mail server"},
		"an issuer has a client":                             {"HEARTH_OIDC", "https://login.example.org/x", "no issuer"},
		"an issuer's secret is not repeated":                 {"HEARTH_OIDC", "http://c:" + word + "@login.example.org/x", "no issuer"},
		"a slip after the # is seen":                         {"HEARTH_OIDC", "https://c:" + word + "@login.example.org/x#trust-mail", "no issuer"},
		"addresses of any tenant's accounts aren't believed": {"HEARTH_OIDC", "https://c:" + word + "@login.microsoftonline.com/common/v2.0#trust-email", "the council's own tenant"},
	} {
		t.Run(sentence, func(t *testing.T) {
			clean(t)
			t.Setenv(c.name, c.value)
			_, err := config.Load()
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("%s=%s: %v, want %q", c.name, c.value, err, c.says)
			}
			if strings.Contains(err.Error(), word) {
				t.Errorf("the mistake repeats the secret: %v", err)
			}
		})
	}
}
