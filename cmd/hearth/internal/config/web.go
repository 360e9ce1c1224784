package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
)

// A Relay is the mail server that takes hearth's e-mails.
type Relay struct {
	Host     string
	Port     int
	TLS      bool // from the first byte; else STARTTLS, without which nothing is sent off this machine
	User     string
	Password Secret
}

// An Issuer is who vouches for work accounts.
type Issuer struct {
	URL        *url.URL
	ClientID   string
	Secret     Secret
	TrustEmail bool // the issuer is of the council's own tenant and says no "email_verified"
}

// Web is all that the pages need.
type Web struct {
	Listen string   // host and port
	URL    *url.URL // the address that people type
	Mail   *Relay   // nil: no e-mail
	From   string   // whom e-mails are from
	OIDC   *Issuer  // nil: no work accounts
}

// Loopback tells whether the pages are for this machine alone.
func (w Web) Loopback() bool {
	host, _, _ := net.SplitHostPort(w.Listen)
	return loopback(host)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// webOf reads what the pages need; it lists every mistake.
func webOf(r raw) (w Web, bad []string) {
	note := func(err error) {
		if err != nil {
			bad = append(bad, err.Error())
		}
	}
	var err error
	w.Listen, err = listen(r.Web)
	note(err)
	w.URL, err = address(r.URL, w.Listen)
	note(err)
	if !r.SMTP.IsZero() {
		w.Mail, err = relay(r.SMTP.Reveal())
		note(err)
	}
	w.From, err = from(r.MailFrom)
	note(err)
	if !r.OIDC.IsZero() {
		w.OIDC, err = issuer(r.OIDC.Reveal())
		note(err)
	}
	if r.SMTP.IsZero() != (r.MailFrom == "") {
		bad = append(bad, Prefix+"SMTP and "+Prefix+"MAIL_FROM go together; set both, or neither to send no e-mail")
	}
	if !r.OIDC.IsZero() && r.URL == "" && w.Listen != "" && !w.Loopback() {
		bad = append(bad, Prefix+"OIDC needs "+Prefix+"URL, the address to which the issuer sends people back")
	}
	return w, bad
}

func listen(s string) (string, error) {
	host, port, err := net.SplitHostPort(s)
	n, again := strconv.Atoi(port)
	if err != nil || again != nil || n < 0 || n > 65535 || strings.ContainsAny(host, " /") {
		return "", fmt.Errorf("%sWEB=%q is no address to listen on; write one like 127.0.0.1:8080", Prefix, s)
	}
	return s, nil
}

// address is the public one: as set, else where hearth listens.
func address(s, listen string) (*url.URL, error) {
	if s == "" {
		host, port, _ := net.SplitHostPort(listen)
		if !loopback(host) {
			host = "localhost" // whoever listens further must set it, which serving sees to
		}
		return &url.URL{Scheme: "http", Host: net.JoinHostPort(host, port)}, nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" ||
		u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, fmt.Errorf("%sURL=%q is no public address; write one like https://hearth.example.gov.uk, with https and without a path", Prefix, s)
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// relay reads smtp://user:password@host:port. Its error doesn't repeat the
// setting, which holds a password.
func relay(s string) (*Relay, error) {
	wrong := fmt.Errorf("%sSMTP is no mail server; write smtp://user:password@mail.example.org:587, or smtps://…:465, with special characters of the password as %%XX", Prefix)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, wrong
	}
	r := &Relay{Host: u.Hostname(), TLS: u.Scheme == "smtps", Port: map[string]int{"smtp": 587, "smtps": 465}[u.Scheme]}
	if p := u.Port(); p != "" {
		if r.Port, err = strconv.Atoi(p); err != nil || r.Port < 1 || r.Port > 65535 {
			return nil, wrong
		}
	}
	if u.User != nil {
		password, _ := u.User.Password()
		r.User, r.Password = u.User.Username(), NewSecret(password)
		if (r.User == "") != (password == "") {
			return nil, wrong
		}
	}
	return r, nil
}

func from(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	if _, err := mail.ParseAddress(s); err != nil {
		return "", fmt.Errorf("%sMAIL_FROM=%q is no sender; write one like hearth <hearth@example.gov.uk>", Prefix, s)
	}
	return s, nil
}

// issuer reads https://client-id:secret@issuer/path, where "#trust-email" says
// that its addresses are believed without "email_verified".
func issuer(s string) (*Issuer, error) {
	wrong := fmt.Errorf("%sOIDC is no issuer; write https://CLIENT-ID:SECRET@login.example.org/path, where client id and secret have their special characters as %%XX", Prefix)
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.User == nil || u.User.Username() == "" || u.RawQuery != "" ||
		u.Fragment != "" && u.Fragment != "trust-email" || u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, wrong
	}
	password, _ := u.User.Password()
	i := &Issuer{ClientID: u.User.Username(), Secret: NewSecret(password), TrustEmail: u.Fragment == "trust-email"}
	if i.TrustEmail && everyTenant(u) {
		return nil, fmt.Errorf("%sOIDC: #trust-email is for the council's own tenant; %s lets in the accounts of any tenant, which can name themselves as they like. Put the tenant's id in place of the last word", Prefix, u.Host)
	}
	i.URL = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	return i, nil
}

// everyTenant tells whether an issuer of Microsoft's is for accounts of others.
func everyTenant(u *url.URL) bool {
	tenant, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	switch strings.ToLower(tenant) {
	case "common", "organizations", "consumers":
		return true
	}
	return false
}
