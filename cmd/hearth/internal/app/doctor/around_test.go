package doctor_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"hearth/bot/email"
	"hearth/cmd/hearth/internal/app/doctor"
)

func TestWhereThePagesListen(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	one := func(f doctor.Finding) []doctor.Finding { return []doctor.Finding{f} }
	want(t, "another program", one(doctor.Listens(t.Context(), at, false)), "fix address already in use")
	want(t, "hearth itself", one(doctor.Listens(t.Context(), at, true)), "ok served at "+at)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	want(t, "nobody", one(doctor.Listens(t.Context(), at, false)), "ok is free")
	for listen, local := range map[string]string{"0.0.0.0:8080": "127.0.0.1:8080", ":8080": "127.0.0.1:8080", "[::]:8080": "[::1]:8080", "10.0.0.7:80": "10.0.0.7:80", "localhost:1": "localhost:1"} {
		if got := doctor.Local(listen); got != local {
			t.Errorf("%s is asked at %s, want %s", listen, got, local)
		}
	}
}

// pages serves as much of hearth's pages as is asked for.
func pages(t *testing.T) *url.URL {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/signin":
			_, _ = io.WriteString(w, `<link href="/assets/style-0a1b2c.css">`) // the test sees what arrived
		case r.URL.Path == "/healthz" && r.Header.Get("X-Forwarded-For") == "":
			_, _ = io.WriteString(w, "ok\n") // the same
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return parsed(t, s.URL)
}

func parsed(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// proxy is a proxy that speaks TLS, by the name example.com, and how to reach it.
func proxy(t *testing.T, h http.Handler) (*url.URL, *tls.Config) {
	t.Helper()
	s := httptest.NewTLSServer(h)
	t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return parsed(t, s.URL), &tls.Config{RootCAs: roots}
}

func TestTheAddressThatPeopleType(t *testing.T) {
	own := pages(t)
	forward := func(forwarded bool) http.Handler {
		return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(own)
			if forwarded {
				r.SetXForwarded()
			}
		}}
	}
	says := func(status int, text string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://other.example/")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, text) // the test sees what arrived
		})
	}
	for what, c := range map[string]struct {
		h    http.Handler
		want []string
	}{
		"a proxy as it should be":           {forward(true), []string{"ok leads to these pages"}},
		"a proxy that is asked for another": {says(200, `<link href="/assets/style-ffffff.css">`), []string{"fix something else answers"}},
		"a proxy with its own page":         {says(404, "nothing here"), []string{"fix something else answers"}},
		"a proxy that can't reach hearth":   {says(502, ""), []string{"fix can't reach hearth (502)"}},
		"a proxy that sends people on":      {says(302, ""), []string{"look sends people on"}},
	} {
		at, roots := proxy(t, c.h)
		a := doctor.Address{URL: at, Given: true, Listen: own.Host, Serving: true, Roots: roots}
		want(t, what, a.Findings(t.Context()), c.want...)
	}

	at, roots := proxy(t, forward(false))
	named := *at
	named.Host = "localhost:" + at.Port()
	roots.ServerName = "example.com"
	want(t, "this machine may see what is inside", doctor.Address{URL: &named, Given: true, Listen: own.Host, Serving: true, Roots: roots}.Findings(t.Context()), "ok leads to")
	public := doctor.Address{URL: parsed(t, "https://example.com:"+at.Port()), Given: true, Listen: own.Host, Serving: true, Roots: roots, Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "example.com:") {
			address = at.Host
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
	want(t, "a proxy that doesn't say for whom it asks", public.Findings(t.Context()), "ok leads to", "fix X-Forwarded-For")

	stranger := doctor.Address{URL: at, Given: true, Listen: own.Host, Serving: true}
	want(t, "a certificate nobody knows", stranger.Findings(t.Context()), "fix certificate")
	closed := httptest.NewServer(nil)
	closed.Close()
	want(t, "nobody there", doctor.Address{URL: parsed(t, closed.URL), Given: true, Listen: own.Host, Serving: true}.Findings(t.Context()), "fix can't be reached from here: connection refused")
	want(t, "hearth itself is silent", doctor.Address{URL: at, Given: true, Listen: parsed(t, closed.URL).Host, Serving: true}.Findings(t.Context()), "fix don't answer")
	want(t, "nobody serves", doctor.Address{URL: own, Given: true, Listen: own.Host}.Findings(t.Context()), "ok not tried")
	want(t, "not set, and others come", doctor.Address{URL: own, Listen: "0.0.0.0:80"}.Findings(t.Context()), "fix HEARTH_URL=https://")
	want(t, "for this machine alone", doctor.Address{URL: own, Listen: own.Host, Alone: true, Serving: true}.Findings(t.Context()), "ok leads to")
}

func TestTheIssuer(t *testing.T) {
	type fault struct {
		name   string
		change func(map[string]any)
		status int
		skew   time.Duration
		want   []string
	}
	for _, c := range []fault{
		{name: "as it should be", want: []string{"ok is what it says"}},
		{name: "a clock that is 30 s off", skew: 30 * time.Second, want: []string{"ok is what it says"}},
		{name: "this clock is behind", skew: 5 * time.Minute, want: []string{"ok is what it says", "fix behind the issuer's"}},
		{name: "this clock is ahead", skew: -5 * time.Minute, want: []string{"ok is what it says", "fix ahead of the issuer's"}},
		{name: "another issuer", change: func(m map[string]any) { m["issuer"] = "https://other.example" }, want: []string{`fix "https://other.example"`}},
		{name: "no keys", change: func(m map[string]any) { delete(m, "jwks_uri") }, want: []string{"fix jwks_uri"}},
		{name: "tokens without TLS", change: func(m map[string]any) { m["token_endpoint"] = "http://login.example/token" }, want: []string{"fix token_endpoint"}},
		{name: "no way to sign in", change: func(m map[string]any) { m["authorization_endpoint"] = "" }, want: []string{"fix authorization_endpoint"}},
		{name: "only the weak proof", change: func(m map[string]any) { m["code_challenge_methods_supported"] = []string{"plain"} }, want: []string{"fix S256"}},
		{name: "no such page", status: 404, want: []string{"fix it says 404"}},
	} {
		var s *httptest.Server
		s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/tenant/.well-known/openid-configuration" {
				t.Errorf("asked for %s", r.URL)
			}
			w.Header().Set("Date", now.Add(c.skew).Format(http.TimeFormat))
			m := map[string]any{"issuer": s.URL + "/tenant", "authorization_endpoint": s.URL + "/a", "token_endpoint": s.URL + "/t", "jwks_uri": s.URL + "/k"}
			if c.change != nil {
				c.change(m)
			}
			if c.status != 0 {
				w.WriteHeader(c.status)
			}
			if err := json.NewEncoder(w).Encode(m); err != nil {
				t.Error(err)
			}
		}))
		got := doctor.Issuer(t.Context(), parsed(t, s.URL+"/tenant"), s.Client(), func() time.Time { return now })
		want(t, c.name, got, c.want...)
		s.Close()
	}
	text := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }))
	defer text.Close()
	want(t, "no JSON", doctor.Issuer(t.Context(), parsed(t, text.URL), text.Client(), time.Now), "fix no JSON")
	closed := httptest.NewServer(nil)
	closed.Close()
	want(t, "nobody there", doctor.Issuer(t.Context(), parsed(t, closed.URL), closed.Client(), time.Now), "fix connection refused")
	want(t, "not set", doctor.Issuer(t.Context(), nil, nil, time.Now), "ok not set")
}

// A relay is a mail server that fails when it is given a message.
type relay struct {
	t    *testing.T
	mu   sync.Mutex
	auth int
}

// NewSession begins one.
func (r *relay) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{r}, nil }

type session struct{ r *relay }

// AuthMechanisms is what EHLO offers.
func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth checks the password.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "hearth" || password != "right" {
			return smtp.ErrAuthFailed
		}
		s.r.mu.Lock()
		defer s.r.mu.Unlock()
		s.r.auth++
		return nil
	}), nil
}

// Mail must not be reached.
func (s *session) Mail(string, *smtp.MailOptions) error { s.r.t.Error("a message came"); return nil }

// Rcpt must not be reached.
func (s *session) Rcpt(string, *smtp.RcptOptions) error { s.r.t.Error("a recipient came"); return nil }

// Data must not be reached.
func (s *session) Data(io.Reader) error { s.r.t.Error("a text came"); return nil }

// Reset and Logout have nothing to do.
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// quiet says nothing: faults are what is tested.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// mailServer serves on loopback, with STARTTLS where it has a certificate.
func mailServer(t *testing.T, r *relay, cert *tls.Config) int {
	t.Helper()
	srv := smtp.NewServer(r)
	srv.Domain, srv.ErrorLog, srv.TLSConfig = "localhost", quiet{}, cert
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() { _ = srv.Serve(l) }) // it ends with the test
	t.Cleanup(func() { srv.Close(); wg.Wait() })
	return l.Addr().(*net.TCPAddr).Port
}

func TestTheMailServer(t *testing.T) {
	certified := httptest.NewTLSServer(nil) // for its certificate, of 127.0.0.1
	defer certified.Close()
	roots := x509.NewCertPool()
	roots.AddCert(certified.Certificate())
	known, served := &tls.Config{RootCAs: roots}, &tls.Config{Certificates: certified.TLS.Certificates}
	r := &relay{t: t}
	port := mailServer(t, r, served)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().(*net.TCPAddr).Port
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		port     int
		password string
		roots    *tls.Config
		want     string
	}{
		"as it should be":            {port, "right", known, "ok nothing was sent"},
		"a wrong password":           {port, "wrong", known, "fix the user and the password"},
		"a certificate nobody knows": {port, "right", &tls.Config{RootCAs: x509.NewCertPool()}, "fix certificate"},
		"nobody there":               {nobody, "right", known, "fix firewall"},
	} {
		m, err := email.New(email.Options{Host: "127.0.0.1", Port: c.port, User: "hearth", Password: c.password, From: "hearth@council.example", Roots: c.roots})
		if err != nil {
			t.Fatal(err)
		}
		got := doctor.Mail(t.Context(), m, "mail.example:587", false)
		want(t, what, []doctor.Finding{got}, c.want)
		if strings.Contains(got.String(), "right") && what != "nobody there" || strings.Contains(got.String(), "council.example") {
			t.Errorf("%s: %q tells a secret", what, got)
		}
	}
	if r.auth != 1 {
		t.Errorf("hearth signed in %d times, want once", r.auth)
	}
	want(t, "not set, for this machine", []doctor.Finding{doctor.Mail(t.Context(), nil, "", true)}, "ok not set")
	want(t, "not set, for others", []doctor.Finding{doctor.Mail(t.Context(), nil, "", false)}, "look sign-in link")
	want(t, "no TLS there", []doctor.Finding{doctor.Mail(t.Context(), failing{&email.Error{Step: email.StepTLS}}, "mail", false)}, "fix STARTTLS")
	want(t, "it breaks off", []doctor.Finding{doctor.Mail(t.Context(), failing{io.ErrUnexpectedEOF}, "mail", false)}, "fix broke off")
}

// failing is a way that ends with an error.
type failing struct{ err error }

// Try gives it.
func (f failing) Try(context.Context) error { return f.err }
