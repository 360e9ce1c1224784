package teams_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"hearth/bot/teams"
	"hearth/bot/teams/teamsstub"
	"hearth/storage/bolt/bolttest"
)

func TestRequestsThatAreNone(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	token, err := c.Token(teamsstub.Forgery{})
	if err != nil {
		t.Fatal(err)
	}
	handler := c.Handler(c.host)
	for what, want := range map[string]struct {
		method, header, body string
		status               int
	}{
		"GET":              {http.MethodGet, "Bearer " + token, "", 405},
		"too large":        {http.MethodPost, "Bearer " + token, `{"type":"` + strings.Repeat("x", 2<<20) + `"}`, 413},
		"no JSON":          {http.MethodPost, "Bearer " + token, "hello", 403},
		"no token":         {http.MethodPost, "", `{"type":"message"}`, 401},
		"half a token":     {http.MethodPost, "Bearer a.b", `{"type":"message"}`, 401},
		"a token in JSON":  {http.MethodPost, `Bearer {"payload":"","signatures":[]}`, `{"type":"message"}`, 401},
		"an unknown event": {http.MethodPost, "Bearer " + token, `{"type":"event","channelId":"msteams","serviceUrl":"` + c.ServiceURL() + `","conversation":{"id":"x","tenantId":"` + c.Tenant() + `"}}`, 200},
		"unknown invoke":   {http.MethodPost, "Bearer " + token, `{"type":"invoke","name":"signin","channelId":"msteams","serviceUrl":"` + c.ServiceURL() + `","conversation":{"id":"x","tenantId":"` + c.Tenant() + `"}}`, 501},
		"no conversation":  {http.MethodPost, "Bearer " + token, `{"type":"message","channelId":"msteams","serviceUrl":"` + c.ServiceURL() + `","channelData":{"tenant":{"id":"` + c.Tenant() + `"}}}`, 400},
		"two tenants":      {http.MethodPost, "Bearer " + token, `{"type":"message","channelId":"msteams","serviceUrl":"` + c.ServiceURL() + `","conversation":{"id":"x","tenantId":"other"},"channelData":{"tenant":{"id":"` + c.Tenant() + `"}}}`, 403},
		"no tenant":        {http.MethodPost, "Bearer " + token, `{"type":"message","channelId":"msteams","serviceUrl":"` + c.ServiceURL() + `","conversation":{"id":"x"}}`, 403},
	} {
		t.Run(what, func(t *testing.T) {
			r := httptest.NewRequest(want.method, "/teams/messages", strings.NewReader(want.body))
			if want.header != "" {
				r.Header.Set("Authorization", want.header)
			}
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			if w.Code != want.status || w.Code != 200 && w.Body.Len() > 0 {
				t.Errorf("HTTP %d with %q, want %d", w.Code, w.Body, want.status)
			}
		})
	}
	if len(c.host.all()) != 0 {
		t.Error("one of them was believed")
	}
}

func TestOptionsThatCannotBe(t *testing.T) {
	good := teams.Options{AppID: "a", AppPassword: "b", Tenant: "c", Store: bolttest.Open(t)}
	if _, err := teams.New(good); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*teams.Options){
		"no app":            func(o *teams.Options) { o.AppID = "" },
		"no password":       func(o *teams.Options) { o.AppPassword = "" },
		"no tenant":         func(o *teams.Options) { o.Tenant = "" },
		"no store":          func(o *teams.Options) { o.Store = nil },
		"plain http":        func(o *teams.Options) { o.Cloud = teams.Public; o.Cloud.TokenURL = "http://login.example/token" },
		"plain metadata":    func(o *teams.Options) { o.Cloud = teams.Public; o.Cloud.MetadataURL = "http://login.example/" },
		"a strange service": func(o *teams.Options) { o.Service = "https://connector.example/" },
	} {
		t.Run(what, func(t *testing.T) {
			o := good
			change(&o)
			if _, err := teams.New(o); err == nil {
				t.Errorf("got %v", err)
			}
		})
	}
	for _, name := range []string{"public", "gcc-high", "dod"} {
		cloud, ok := teams.CloudNamed(name)
		o := good
		o.Cloud = cloud
		if _, err := teams.New(o); err != nil || !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, ok := teams.CloudNamed("other"); ok {
		t.Error("a cloud that is none")
	}
}

func TestTry(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	got, err := c.Try(t.Context())
	if err != nil || !got.Token || got.Keys != 1 || got.Signed != 1 || got.Skew.Abs() > 2e9 {
		t.Errorf("got %+v (%v)", got, err)
	}
	if n := len(c.Calls(teamsstub.Send)); n != 0 {
		t.Error("something was posted")
	}
	c.Advance(6 * 60e9) // our clock is the stub's; the Date of its answers is the machine's
	if got, err := c.Try(t.Context()); err == nil || !strings.Contains(err.Error(), "clock") || got.Skew < 5*60e9 {
		t.Errorf("a wrong clock: %+v (%v)", got, err)
	}
	c.Break(teamsstub.Fault{Op: teamsstub.GetKeys, Status: 503})
	if got, err := c.Try(t.Context()); err == nil || got.Keys != 0 || !got.Token || !slices.Contains(strings.Fields(err.Error()), "keys:") {
		t.Errorf("without keys: %+v (%v)", got, err)
	}
}
