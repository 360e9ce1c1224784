// Package email sends hearth's e-mails: short ones of plain text, through the
// council's own mail server (a relay). It receives none.
//
// It promises that a message is tried again while its context lives where the
// server asks for that or can't be reached (a server that has never seen hearth
// may say "later" for some minutes, which is called greylisting); that off this
// machine nothing, and no password, is sent over a connection without TLS; and
// that no error or log line holds an address or what a server said, which may
// repeat one. It is at least once: where a connection breaks just after a
// message was handed over, the message may come twice.
//
// Costs: each try is a connection of its own, and holds nothing while it waits
// for the next.
package email

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// tryTimeout bounds one try, from dialling to the last word.
const tryTimeout = 30 * time.Second

// waits are the times between tries; the last goes on. Greylisting lasts one to
// five minutes.
var waits = []time.Duration{5 * time.Second, 20 * time.Second, time.Minute, time.Minute}

// Options say through which server and from whom.
type Options struct {
	Host     string
	Port     int
	TLS      bool // from the first byte; else STARTTLS
	User     string
	Password string      // "": hearth doesn't sign in
	From     string      // "hearth <hearth@example.gov.uk>"
	Roots    *tls.Config // nil: the system's; for a server whose certificate it does not know
}

// A Mailer sends e-mails. It is safe for concurrent use.
type Mailer struct {
	o      Options
	domain string // of the sender
	waits  []time.Duration
	try    time.Duration
	now    func() time.Time
}

// New makes a Mailer. It connects to nothing.
func New(o Options) (*Mailer, error) {
	if o.Host == "" || o.Port < 1 || o.Port > 65535 {
		return nil, errors.New("e-mail needs a server's name and port")
	}
	from, err := netmail.ParseAddress(o.From)
	if err != nil {
		return nil, errors.New("the sender of e-mails is no address")
	}
	domain := from.Address[strings.LastIndex(from.Address, "@")+1:]
	return &Mailer{o: o, domain: domain, waits: waits, try: tryTimeout, now: time.Now}, nil
}

// An Error says why a message was not taken, without whom it was for.
type Error struct {
	Step  string // "connecting", "the recipient"
	Code  int    // what the server said; 0: nothing
	Again bool   // trying again may help
	Tries int
}

// Error is the operator's line.
func (e *Error) Error() string {
	s := "the mail server did not take the message: " + e.Step
	if e.Code > 0 {
		s += " (code " + strconv.Itoa(e.Code) + ")"
	}
	return s + fmt.Sprintf(", after %d tries", e.Tries)
}

// Send hands a message to the server. It tries again until the context ends
// where that may help; its error is then *Error with Again set.
func (m *Mailer) Send(ctx context.Context, to, subject, text string) error {
	msg, err := m.message(to, subject, text)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		err := m.once(ctx, msg)
		if err == nil {
			return nil
		}
		why := explain(err)
		why.Tries = n + 1
		if !why.Again {
			return why
		}
		t := time.NewTimer(m.waits[min(n, len(m.waits)-1)])
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return why
		}
	}
}

func (m *Mailer) message(to, subject, text string) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.From(m.o.From); err != nil {
		return nil, errors.New("the sender of e-mails is no address")
	}
	if err := msg.To(to); err != nil {
		return nil, errors.New("the recipient of an e-mail is no address") // the error would repeat it
	}
	msg.Subject(subject)
	msg.SetDateWithValue(m.now())
	// Not the library's, which tells the name of this machine.
	msg.SetMessageIDWithValue(rand.Text() + "@" + m.domain)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // out-of-office replies stay away
	msg.SetBodyString(mail.TypeTextPlain, text)
	return msg, nil
}

// Try goes the way to the server once, signs in where there is a password, and
// goes away again: nothing is sent. Its error is *Error.
func (m *Mailer) Try(ctx context.Context) error {
	if err := m.once(ctx, nil); err != nil {
		why := explain(err)
		why.Tries = 1
		return why
	}
	return nil
}

// once is one try; without a message it ends where one would be handed over. The
// connection has a deadline of its own, which the library does not set, and ends
// with the context.
func (m *Mailer) once(ctx context.Context, msg *mail.Msg) error {
	ctx, cancel := context.WithTimeout(ctx, m.try)
	defer cancel()
	dial := func(_ context.Context, network, address string) (net.Conn, error) {
		var d net.Dialer
		conn, err := d.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, func() { conn.Close() }) //nolint:errcheck // closing is the point
		if m.o.TLS {
			conn = tls.Client(conn, m.tls())
		}
		return conn, nil
	}
	opts := []mail.Option{mail.WithPort(m.o.Port), mail.WithHELO(m.domain), mail.WithTLSConfig(m.tls()),
		mail.WithDialContextFunc(dial), mail.WithTimeout(m.try)}
	switch {
	case m.o.TLS:
		opts = append(opts, mail.WithSSL())
	case loopback(m.o.Host):
		opts = append(opts, mail.WithTLSPolicy(mail.TLSOpportunistic))
	default:
		opts = append(opts, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if m.o.Password != "" {
		opts = append(opts, mail.WithSMTPAuthCustom(&auth{o: m.o}))
	}
	c, err := mail.NewClient(m.o.Host, opts...)
	if err != nil {
		return &Error{Step: "setting up"}
	}
	client, err := c.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return &stepError{StepConnecting, err}
	}
	defer func() { _ = c.CloseWithSMTPClient(client) }() // it was taken, or the error is known
	if msg == nil {
		return nil
	}
	if err := c.SendWithSMTPClient(client, msg); err != nil {
		return &stepError{"handing it over", err}
	}
	return nil
}

func (m *Mailer) tls() *tls.Config {
	t := &tls.Config{ServerName: m.o.Host, MinVersion: tls.VersionTLS12}
	if m.o.Roots != nil {
		t = m.o.Roots.Clone()
		t.ServerName, t.MinVersion = m.o.Host, tls.VersionTLS12
	}
	return t
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// auth signs in by PLAIN, else by LOGIN, whichever the server offers; both need
// TLS off this machine, which the library sees to.
type auth struct {
	o    Options
	with smtp.Auth
}

// Start begins to sign in.
func (a *auth) Start(server *smtp.ServerInfo) (string, []byte, error) {
	a.with = smtp.PlainAuth("", a.o.User, a.o.Password, a.o.Host, false)
	if !slices.Contains(server.Auth, "PLAIN") && slices.Contains(server.Auth, "LOGIN") {
		a.with = smtp.LoginAuth(a.o.User, a.o.Password, a.o.Host, false)
	}
	return a.with.Start(server)
}

// Next goes on.
func (a *auth) Next(from []byte, more bool) ([]byte, error) { return a.with.Next(from, more) }
