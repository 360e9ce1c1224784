package email_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"hearth/bot/email"
)

// A relay is a real mail server with a script of faults.
type relay struct {
	mu       sync.Mutex
	got      []string
	tries    int
	refuse   func(try int, to string) error // at RCPT
	dataErr  func(try int) error
	drop     bool // ends the connection within DATA
	password string
	signedIn bool
	overTLS  bool

	port int
	tls  *tls.Config
}

type session struct {
	r  *relay
	c  *smtp.Conn
	to string
}

// AuthMechanisms is what EHLO offers.
func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth checks the password.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "hearth" || password != s.r.password {
			return smtp.ErrAuthFailed
		}
		s.r.mu.Lock()
		defer s.r.mu.Unlock()
		s.r.signedIn = true
		_, s.r.overTLS = s.c.TLSConnectionState()
		return nil
	}), nil
}

// Mail takes any sender.
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }

// Rcpt counts a try.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.r.mu.Lock()
	defer s.r.mu.Unlock()
	s.r.tries++
	s.to = to
	if s.r.refuse != nil {
		return s.r.refuse(s.r.tries, to)
	}
	return nil
}

// Data keeps the message.
func (s *session) Data(r io.Reader) error {
	s.r.mu.Lock()
	defer s.r.mu.Unlock()
	if s.r.drop {
		s.r.drop = false
		return s.c.Conn().Close()
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.r.dataErr != nil {
		if err := s.r.dataErr(s.r.tries); err != nil {
			return err
		}
	}
	s.r.got = append(s.r.got, string(b))
	return nil
}

// Reset and Logout have nothing to do.
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (r *relay) received() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.got...)
}

// start serves on loopback, with STARTTLS or, where wrapped, TLS throughout.
func start(t *testing.T, r *relay, wrapped bool) *relay {
	t.Helper()
	cert, pool := certificate(t)
	r.tls = &tls.Config{RootCAs: pool}
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{r: r, c: c}, nil }))
	srv.Domain = "localhost"
	srv.ErrorLog = quiet{}
	srv.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r.port = l.Addr().(*net.TCPAddr).Port
	if wrapped {
		l = tls.NewListener(l, srv.TLSConfig)
	}
	var wg sync.WaitGroup
	wg.Go(func() { _ = srv.Serve(l) })
	t.Cleanup(func() { srv.Close(); wg.Wait() })
	return r
}

type quiet struct{}

// Printf and Println say nothing: faults are what is tested.
func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

func mailer(t *testing.T, r *relay, change func(*email.Options)) *email.Mailer {
	t.Helper()
	o := email.Options{Host: "localhost", Port: r.port, From: "hearth <hearth@council.example>", Roots: r.tls}
	if change != nil {
		change(&o)
	}
	m, err := email.New(o)
	if err != nil {
		t.Fatal(err)
	}
	m.Hurry(time.Millisecond, 5*time.Second)
	return m
}

const to, secret = "jane.smith@members.example", "hunter2"

func send(ctx context.Context, m *email.Mailer) error {
	return m.Send(ctx, to, "Your sign-in link – hearth", "Open this:\n\nhttps://hearth.example/x\n\nCafé.\n")
}

func TestAMessageArrivesWhole(t *testing.T) {
	for sentence, wrapped := range map[string]bool{"over STARTTLS": false, "over TLS throughout": true} {
		t.Run(sentence, func(t *testing.T) {
			r := start(t, &relay{password: secret}, wrapped)
			m := mailer(t, r, func(o *email.Options) { o.TLS, o.User, o.Password = wrapped, "hearth", secret })
			if err := send(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			got := r.received()
			if len(got) != 1 || !r.signedIn || !r.overTLS {
				t.Fatalf("%d messages, signed in %v, over TLS %v", len(got), r.signedIn, r.overTLS)
			}
			msg, err := mail.ReadMessage(strings.NewReader(got[0]))
			if err != nil {
				t.Fatal(err)
			}
			for h, want := range map[string]string{"To": "<" + to + ">", "From": `"hearth" <hearth@council.example>`, "Auto-Submitted": "auto-generated"} {
				if msg.Header.Get(h) != want {
					t.Errorf("%s: %q, want %q", h, msg.Header.Get(h), want)
				}
			}
			if id := msg.Header.Get("Message-ID"); !strings.HasSuffix(id, "@council.example>") {
				t.Errorf("the message's id %q names another machine", id)
			}
			if msg.Header.Get("User-Agent") != "" || msg.Header.Get("X-Mailer") != "" {
				t.Errorf("it says what sent it: %v", msg.Header)
			}
		})
	}
}

func TestWhoIsRefusedIsNotTriedAgain(t *testing.T) {
	r := start(t, &relay{refuse: func(_ int, to string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user " + to}
	}}, false)
	err := send(t.Context(), mailer(t, r, nil))
	e, ok := errors.AsType[*email.Error](err)
	if !ok || e.Again || e.Code != 550 || e.Tries != 1 || r.tries != 1 {
		t.Fatalf("%v (%+v) after %d tries", err, e, r.tries)
	}
	if strings.Contains(fmt.Sprintf("%v %+v", err, err), "jane") {
		t.Errorf("the error names the person: %v", err)
	}
}

func TestGreylistingIsWaitedOut(t *testing.T) {
	r := start(t, &relay{refuse: func(try int, _ string) error {
		if try < 4 {
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted, come back later"}
		}
		return nil
	}}, false)
	if err := send(t.Context(), mailer(t, r, nil)); err != nil || len(r.received()) != 1 || r.tries != 4 {
		t.Errorf("%v after %d tries, %d messages", err, r.tries, len(r.received()))
	}
}

func TestABrokenConnectionIsTriedAgain(t *testing.T) {
	r := start(t, &relay{drop: true}, false)
	if err := send(t.Context(), mailer(t, r, nil)); err != nil || len(r.received()) != 1 || r.tries != 2 {
		t.Errorf("%v after %d tries, %d messages", err, r.tries, len(r.received()))
	}
}

func TestAWrongPasswordIsSaidOnce(t *testing.T) {
	r := start(t, &relay{password: "another"}, false)
	err := send(t.Context(), mailer(t, r, func(o *email.Options) { o.User, o.Password = "hearth", secret }))
	if e, ok := errors.AsType[*email.Error](err); !ok || e.Again || e.Code != 535 || strings.Contains(err.Error(), secret) {
		t.Errorf("%v", err)
	}
}

// A server that takes the connection and says nothing must not hold a try for
// longer than it may take, nor the whole beyond its context.
func TestASilentServerIsGivenUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	m := mailer(t, &relay{port: l.Addr().(*net.TCPAddr).Port}, nil)
	m.Hurry(time.Millisecond, 20*time.Millisecond)
	ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- send(ctx, m) }()
	select {
	case err := <-done:
		if e, ok := errors.AsType[*email.Error](err); !ok || !e.Again || e.Tries < 2 {
			t.Errorf("%v, %+v", err, e)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it still waits")
	}
}

// An unknown certificate is no server of the council's; neither is one without
// TLS off this machine.
func TestNothingIsSentToWhomIsNotTrusted(t *testing.T) {
	r := start(t, &relay{password: secret}, false)
	err := send(t.Context(), mailer(t, r, func(o *email.Options) { o.Roots, o.User, o.Password = nil, "hearth", secret }))
	if e, ok := errors.AsType[*email.Error](err); !ok || e.Again || r.signedIn || len(r.received()) != 0 {
		t.Errorf("unknown certificate: %v, signed in %v", err, r.signedIn)
	}
}

// Off this machine, a server without TLS gets neither message nor password.
func TestWithoutTLSNothingLeavesTheMachine(t *testing.T) {
	host := ""
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && n.IP.To4() != nil {
			host = n.IP.String()
		}
	}
	if host == "" {
		t.Skip("this machine has no address but loopback")
	}
	r := &relay{password: secret}
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{r: r, c: c}, nil }))
	srv.AllowInsecureAuth = true
	srv.ErrorLog = quiet{}
	l, err := net.Listen("tcp", host+":0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() { _ = srv.Serve(l) })
	t.Cleanup(func() { srv.Close(); wg.Wait() })
	r.port = l.Addr().(*net.TCPAddr).Port
	for _, user := range []string{"", "hearth"} {
		err = send(t.Context(), mailer(t, r, func(o *email.Options) {
			if o.Host = host; user != "" {
				o.User, o.Password = user, secret
			}
		}))
		if e, ok := errors.AsType[*email.Error](err); !ok || e.Again || r.signedIn || len(r.received()) != 0 {
			t.Errorf("user %q: %v, signed in %v, %d messages", user, err, r.signedIn, len(r.received()))
		}
	}
}

func TestWhatIsNoAddressIsNotRepeated(t *testing.T) {
	m := mailer(t, &relay{port: 1}, nil)
	err := m.Send(t.Context(), "jane smith", "s", "t")
	if err == nil || strings.Contains(err.Error(), "jane") {
		t.Errorf("%v", err)
	}
	if err := m.Send(t.Context(), "a@b.example\r\nBcc: x@evil.example", "s", "t"); err == nil {
		t.Error("a line was smuggled in")
	}
}

// Try goes as far as a message would, and hands none over.
func TestTheWayIsTriedWithoutAMessage(t *testing.T) {
	for what, c := range map[string]struct {
		password, step string
	}{
		"the way is open":     {"right", ""},
		"the password is not": {"wrong", email.StepPassword},
	} {
		r := start(t, &relay{password: "right"}, false)
		err := mailer(t, r, func(o *email.Options) { o.User, o.Password = "hearth", c.password }).Try(t.Context())
		e, _ := errors.AsType[*email.Error](err)
		if (err == nil) != (c.step == "") || err != nil && (e == nil || e.Step != c.step || e.Tries != 1) {
			t.Errorf("where %s: got %v", what, err)
		}
		if r.signedIn != (c.step == "") || r.tries != 0 || len(r.received()) != 0 {
			t.Errorf("where %s: signed in %v, %d recipients, %d messages", what, r.signedIn, r.tries, len(r.received()))
		}
	}
}
