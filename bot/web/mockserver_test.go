package web_test

import (
	"bufio"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hearth/bot/web"
	"hearth/bot/web/webtest"
)

// mockServer starts npm's oauth2-mock-server, which is installed with the
// end-to-end suite. Without it the test is skipped, unless HEARTH_TEST_REQUIRE
// names "e2e".
func mockServer(t *testing.T) string {
	t.Helper()
	module, err := filepath.Abs(filepath.Join("..", "..", ".ci", "e2e", "node_modules", "oauth2-mock-server", "dist", "index.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	node, why := exec.LookPath("node")
	if _, err := os.Stat(module); err != nil {
		why = err
	}
	if why != nil {
		if strings.Contains(os.Getenv("HEARTH_TEST_REQUIRE"), "e2e") {
			t.Fatalf("%v, and HEARTH_TEST_REQUIRE asks for it", why)
		}
		t.Skip(why)
	}
	cmd := exec.CommandContext(t.Context(), node, filepath.Join("testdata", "issuer.mjs"), module)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stdin.Close(); _ = cmd.Wait() })
	said := bufio.NewScanner(stdout)
	if !said.Scan() {
		t.Fatalf("the issuer said nothing: %v", said.Err())
	}
	return said.Text()
}

// The whole way with an issuer that we have not written.
func TestAWorkAccountOfAnotherIssuerSignsIn(t *testing.T) {
	at := mockServer(t)
	s := webtest.Open(t, func(o *web.Options) {
		o.OIDC = &web.OIDCOptions{Issuer: mustURL(t, at), ClientID: "hearth", ClientSecret: "s3cret"}
	}, home)
	b := s.Visitor()
	to := b.Get("/signin/work?next=/papers").Header.Get("Location")
	if !strings.HasPrefix(to, at+"/authorize?") || mustURL(t, to).Query().Get("code_challenge_method") != "S256" {
		t.Fatalf("sent to %s", to)
	}
	consent := b.Get(to)
	back := consent.Header.Get("Location")
	if consent.Status != http.StatusFound || !strings.HasPrefix(back, s.URL+"/signin/work/back?") {
		t.Fatalf("the issuer: %d %s", consent.Status, back)
	}
	if p := b.Get(back); p.Status != http.StatusSeeOther || p.Header.Get("Location") != "/papers" || signedIn(b) != "m1" {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	// A code that was meant for another browser, with the state of this one.
	other := s.Visitor()
	mine := mustURL(t, other.Get("/signin/work").Header.Get("Location")).Query().Get("state")
	theirs := mustURL(t, b.Get(b.Get("/signin/work").Header.Get("Location")).Header.Get("Location")).Query().Get("code")
	if p := other.Get("/signin/work/back?" + url.Values{"state": {mine}, "code": {theirs}}.Encode()); p.Status != http.StatusBadRequest || signedIn(other) != "" {
		t.Errorf("another's code: %d", p.Status)
	}
}
