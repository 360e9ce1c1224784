package doctor

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// Listens judges the address where the pages listen. Serving tells that the
// hearth that asks holds it itself.
func Listens(ctx context.Context, address string, serving bool) Finding {
	const what = "HEARTH_WEB"
	if serving {
		return fine(what, "the pages are served at %s", address)
	}
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", address)
	if err != nil {
		return mend(what, fmt.Sprintf("%s can't be had: %v", address, cause(err)), "Stop the program that holds it, or give another address, like HEARTH_WEB=127.0.0.1:8081.")
	}
	_ = l.Close() // nothing was said over it
	return fine(what, "%s is free", address)
}

// Local is the address at which a hearth that listens can be asked from its own
// machine.
func Local(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	switch ip := net.ParseIP(host); {
	case host == "" || ip != nil && ip.IsUnspecified() && ip.To4() != nil:
		host = "127.0.0.1"
	case ip != nil && ip.IsUnspecified():
		host = "::1"
	}
	return net.JoinHostPort(host, port)
}

// An Address is the pages' address as people type it, and how they are reached
// from this machine.
type Address struct {
	URL     *url.URL
	Given   bool        // HEARTH_URL is set
	Listen  string      // host and port
	Alone   bool        // the pages listen for this machine alone
	Serving bool        // they are served now
	Roots   *tls.Config // nil: the system's
	// Dial connects; nil: as the system's names lead.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Findings asks the pages through their public address, where they are served.
func (a Address) Findings(ctx context.Context) []Finding {
	const what = "HEARTH_URL"
	if !a.Given && !a.Alone {
		return []Finding{mend(what, "it is not set, and others than this machine can open the pages", "Set it to the address that people type, such as HEARTH_URL=https://hearth.example.gov.uk.")}
	}
	if !a.Serving {
		return []Finding{fine(what, "%s; not tried, as hearth does not serve now", a.URL)}
	}
	client := a.client()
	defer client.CloseIdleConnections()
	own, err := ask(ctx, client, "http://"+Local(a.Listen)+"/signin")
	if err != nil {
		return []Finding{mend(what, fmt.Sprintf("hearth's own pages don't answer at %s: %v", a.Listen, cause(err)), "Look into hearth's log, and start it anew.")}
	}
	got, err := ask(ctx, client, a.URL.JoinPath("signin").String())
	if f, bad := a.unlike(own, got, err); bad {
		return []Finding{f}
	}
	out := []Finding{fine(what, "%s leads to these pages, as seen from this machine", a.URL)}
	inside, err := ask(ctx, client, a.URL.JoinPath("healthz").String())
	if err == nil && inside.status == http.StatusOK && a.Given && !local(a.URL.Hostname()) {
		out = append(out, mend("proxy", "it doesn't say for whom it asks, so anybody can read /metrics and /readyz",
			"Have it add X-Forwarded-For to each request; hearth answers those two to requests without it alone."))
	}
	return out
}

// unlike tells whether what came back is not what hearth serves.
func (a Address) unlike(own, got page, err error) (Finding, bool) {
	const what = "HEARTH_URL"
	cert := &tls.CertificateVerificationError{}
	switch {
	case errors.As(err, &cert):
		return mend(what, fmt.Sprintf("the certificate of %s does not hold: %v", a.URL.Host, cert.Err), "Renew it at the proxy, or let it send the whole chain of certificates."), true
	case err != nil:
		return mend(what, fmt.Sprintf("%s can't be reached from here: %v", a.URL, cause(err)), "See that its name leads to the proxy, and that the proxy is up and may be reached."), true
	case got.status/100 == 3:
		return look(what, fmt.Sprintf("%s sends people on to another address", a.URL), "Set HEARTH_URL to the address at which they arrive, unless that is the council's own sign-in before the proxy."), true
	case got.status == http.StatusBadGateway || got.status == http.StatusServiceUnavailable || got.status == http.StatusGatewayTimeout:
		return mend(what, fmt.Sprintf("the proxy at %s can't reach hearth (%d)", a.URL.Host, got.status), "Let the proxy send requests to "+a.Listen+"."), true
	case got.status != http.StatusOK || got.mark == "" || got.mark != own.mark:
		return mend(what, fmt.Sprintf("something else answers at %s (%d)", a.URL, got.status), "Let the proxy send all requests to "+a.Listen+", with their paths as they are."), true
	}
	return Finding{}, false
}

// client follows nobody to another address, and goes by no proxy on the way out:
// the pages are the council's own.
func (a Address) client() *http.Client {
	return &http.Client{
		Timeout:       Patience,
		Transport:     &http.Transport{TLSClientConfig: a.Roots, DialContext: a.Dial},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// A page is what an address gave. Its mark is the address of the stylesheet,
// which is the same wherever the same release is.
type page struct {
	status int
	mark   string
}

var mark = regexp.MustCompile(`/assets/style-[0-9a-f]+\.css`)

// mostRead of a page is enough for its head.
const mostRead = 64 << 10

func ask(ctx context.Context, c *http.Client, address string) (page, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return page{}, err
	}
	got, err := c.Do(r)
	if err != nil {
		return page{}, err
	}
	defer got.Body.Close()
	b, err := io.ReadAll(io.LimitReader(got.Body, mostRead))
	return page{got.StatusCode, string(mark.Find(b))}, err
}

func local(host string) bool {
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
