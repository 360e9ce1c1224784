package app_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hearth/bot/web"
	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/config"
)

var updateRoutes = flag.Bool("update-routes", false, "write the list of routes anew; read the diff")

// serving is a demo that serves its pages, with what to sign in by.
type serving struct {
	t *testing.T
	*app.Served
	ids map[string]string // of the demo's people, by name
}

func serveDemo(t *testing.T) *serving {
	t.Helper()
	return serve(t, app.DemoPages("127.0.0.1:0"))
}

// serve serves a demo's people.
func serve(t *testing.T, o app.Serve) *serving {
	t.Helper()
	shared, err := app.Share(t.Context(), app.Options{Dir: filepath.Join(t.TempDir(), "data")})
	if err != nil {
		t.Fatal(err)
	}
	served, err := shared.Serve(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := served.Furnish(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() {
		_, err := app.Run(ctx, served.Parts...)
		ended <- err
	}()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-ended, shared.Close()); err != nil {
			t.Error(err)
		}
	})
	s := &serving{t, served, map[string]string{}}
	all, err := served.House.Members.List(t.Context(), audience.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		first, _, _ := strings.Cut(m.Name, " ")
		s.ids[first] = m.ID
	}
	return s
}

// as is a browser in which somebody is signed in; "" is nobody.
func (s *serving) as(first string) *http.Client {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	c := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if first != "" {
		if got := s.send(c, "POST", "/signin/demo", url.Values{"member": {s.ids[first]}}); got.StatusCode != http.StatusSeeOther {
			s.t.Fatalf("signing in as %s: %s", first, got.Status)
		}
	}
	return c
}

func (s *serving) send(c *http.Client, method, path string, form url.Values) *http.Response {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.Address+path, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	if method == "POST" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := c.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	resp.Body = io.NopCloser(strings.NewReader(string(body)))
	return resp
}

var wildcard = regexp.MustCompile(`\{[^}]*\}`)

// people are who tries each page: nobody, and one of each role.
var people = map[string]briefings.Role{"": "", "Ann": briefings.RoleMember, "Olu": briefings.RoleOfficer, "Ade": briefings.RoleAdmin, "Dee": briefings.RoleDPO}

// TestWhoMayWhat asks every page and sends every form of the whole site as
// nobody and as each role: whoever may, is not refused; whoever may not, is sent
// to sign in or told so, and nothing happens.
func TestWhoMayWhat(t *testing.T) {
	s := serveDemo(t)
	var list strings.Builder
	for _, route := range s.Site.Routes() {
		fmt.Fprintf(&list, "%-48s %s\n", route.Pattern, route.Access)
		method, path, _ := strings.Cut(route.Pattern, " ")
		path = wildcard.ReplaceAllStringFunc(path, func(name string) string {
			if name == "{$}" {
				return ""
			}
			return "aaaaaaaaaaaaaaaaaaaaaaaaaa"
		})
		for first, role := range people {
			v := web.Visitor{}
			if first != "" {
				v = web.Visitor{Member: briefings.Member{ID: s.ids[first], Roles: []briefings.Role{role}}, Session: "s"}
			}
			may := route.Access.Admits(t.Context(), v)
			resp := s.send(s.as(first), method, path, nil)
			toSignIn := resp.StatusCode == http.StatusSeeOther && strings.HasPrefix(resp.Header.Get("Location"), "/signin")
			switch {
			case may && (resp.StatusCode == http.StatusForbidden || resp.StatusCode == http.StatusUnauthorized || toSignIn && path != "/signout"):
				t.Errorf("%s as %q: %s, and they may", route.Pattern, first, resp.Status)
			case !may && first == "" && !toSignIn && resp.StatusCode != http.StatusUnauthorized:
				t.Errorf("%s as nobody: %s, want to be sent to sign in", route.Pattern, resp.Status)
			case !may && first != "" && resp.StatusCode != http.StatusForbidden:
				t.Errorf("%s as %q: %s, want 403", route.Pattern, first, resp.Status)
			}
			if resp.StatusCode >= 500 && resp.StatusCode != http.StatusServiceUnavailable {
				t.Errorf("%s as %q: %s", route.Pattern, first, resp.Status)
			}
			if resp.Header.Get("Content-Security-Policy") == "" {
				t.Errorf("%s as %q has no policy", route.Pattern, first)
			}
		}
	}
	path := filepath.Join("testdata", "routes.txt")
	if *updateRoutes {
		if err := os.WriteFile(path, []byte(list.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if list.String() != string(want) {
		t.Errorf("who may what has changed; -update-routes writes it anew:\n%s", list.String())
	}
}

// TestNothingIsServedToOthersWithoutNumbers holds that a hearth whose pages
// others can open knows whom they must ring.
func TestNothingIsServedToOthersWithoutNumbers(t *testing.T) {
	base := &url.URL{Scheme: "https", Host: "hearth.example.gov.uk"}
	open := app.Serve{Web: config.Web{Listen: "0.0.0.0:0", URL: base}}
	shared, err := app.Share(t.Context(), app.Options{Dir: filepath.Join(t.TempDir(), "data")})
	if err != nil {
		t.Fatal(err)
	}
	defer shared.Close()
	for what, set := range map[string][]app.Setting{
		"nothing is set":               nil,
		"only the front door is known": {{Name: "front-door.phone", Value: "01632 960001"}},
	} {
		if err := shared.App().SetContacts(t.Context(), set); err != nil {
			t.Fatal(err)
		}
		_, err := shared.Serve(t.Context(), open)
		if none, ok := errors.AsType[*app.OpenError](err); !ok || none.Address || !strings.Contains(none.Hint(), "hearth council set") {
			t.Errorf("where %s: got %v", what, err)
		}
	}
	inside := app.Serve{Web: config.Web{Listen: "127.0.0.1:0", URL: &url.URL{Scheme: "http", Host: "127.0.0.1:0"}}, Slack: inSlack(t, "http://127.0.0.1:1/api/")}
	_, err = shared.Serve(t.Context(), inside)
	if none, ok := errors.AsType[*app.OpenError](err); !ok || none.Pages || none.Address || !strings.Contains(none.Error(), "members can write to hearth") || strings.Contains(none.Hint(), "HEARTH_WEB") {
		t.Errorf("where members write in Slack: got %v", err)
	}
	if err := shared.App().SetContacts(t.Context(), []app.Setting{{Name: "front-door.phone", Value: "01632 960001"}, {Name: "out-of-hours.phone", Value: "01632 960002"}}); err != nil {
		t.Fatal(err)
	}
	nowhere := app.Serve{Web: config.Web{Listen: "0.0.0.0:0", URL: &url.URL{Scheme: "http", Host: "localhost:0"}}}
	_, err = shared.Serve(t.Context(), nowhere)
	if none, ok := errors.AsType[*app.OpenError](err); !ok || none.Contacts || !strings.Contains(none.Hint(), "HEARTH_URL=https://") {
		t.Errorf("where nobody knows the address: got %v", err)
	}
	served, err := shared.Serve(t.Context(), open)
	if err != nil {
		t.Fatalf("with both numbers and an address: %v", err)
	}
	if err := served.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestThroughAProxyTheMeasuresAreNotThere holds that what is for whoever runs
// the server is not for those who come through the proxy.
func TestThroughAProxyTheMeasuresAreNotThere(t *testing.T) {
	s := serveDemo(t)
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		if got := s.send(s.as(""), "GET", path, nil); got.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, got.Status)
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.Address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Forwarded-For", "203.0.113.7")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s through a proxy: %s", path, resp.Status)
		}
	}
}
