package doctor

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// mostSkew is how far this machine's clock may be from the issuer's: tokens are
// valid for minutes, and many issuers allow one.
const mostSkew = time.Minute

// metadata is what an issuer says of itself (OpenID Connect Discovery, section 3).
type metadata struct {
	Issuer     string   `json:"issuer"`
	Authorize  string   `json:"authorization_endpoint"`
	Token      string   `json:"token_endpoint"`
	Keys       string   `json:"jwks_uri"`
	Challenges []string `json:"code_challenge_methods_supported"`
}

// Issuer asks the issuer of work accounts what it says of itself; nil: none is
// set. It signs nobody in.
func Issuer(ctx context.Context, issuer *url.URL, client *http.Client, now func() time.Time) []Finding {
	const what = "HEARTH_OIDC"
	if issuer == nil {
		return []Finding{fine(what, "not set: nobody signs in with a work account")}
	}
	m, date, err := discover(ctx, issuer, client)
	if err != nil {
		return []Finding{mend(what, fmt.Sprintf("%s can't be asked: %v", issuer.Host, cause(err)),
			"See that the address is the issuer's own, without \"/.well-known…\", and that hearth may reach it through the firewall.")}
	}
	out := m.findings(issuer)
	if date.IsZero() {
		return out
	}
	if skew := now().Sub(date).Round(time.Second); skew.Abs() > mostSkew {
		way := "ahead of"
		if skew < 0 {
			way = "behind"
		}
		out = append(out, mend("clock", fmt.Sprintf("it is %s %s the issuer's", skew.Abs(), way), "Set this machine's clock by a time server (NTP); else sign-ins with work accounts fail."))
	}
	return out
}

func (m metadata) findings(issuer *url.URL) (out []Finding) {
	const what = "HEARTH_OIDC"
	if m.Issuer != issuer.String() {
		out = append(out, mend(what, fmt.Sprintf("the issuer calls itself %q, which is not what is set", m.Issuer), "Write it in HEARTH_OIDC just as it calls itself, with or without the last slash."))
	}
	for _, e := range []struct{ name, is string }{{"authorization_endpoint", m.Authorize}, {"token_endpoint", m.Token}, {"jwks_uri", m.Keys}} {
		u, err := url.Parse(e.is)
		if err != nil || u.Host == "" || u.Scheme != "https" && !local(u.Hostname()) {
			out = append(out, mend(what, "the issuer gives no usable "+e.name, "Ask whoever runs it for the address of an issuer that speaks OpenID Connect."))
		}
	}
	if len(m.Challenges) > 0 && !slices.Contains(m.Challenges, "S256") {
		out = append(out, mend(what, "the issuer doesn't take the proof that hearth sends (PKCE with S256)", "Have S256 switched on there."))
	}
	if len(out) == 0 {
		out = append(out, fine(what, "%s answers and is what it says", issuer.Host))
	}
	return out
}

// discover fetches what the issuer says, and its clock.
func discover(ctx context.Context, issuer *url.URL, client *http.Client) (m metadata, date time.Time, err error) {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, issuer.JoinPath(".well-known", "openid-configuration").String(), nil)
	if err != nil {
		return m, date, err
	}
	got, err := client.Do(r)
	if err != nil {
		return m, date, err
	}
	defer got.Body.Close()
	date, _ = http.ParseTime(got.Header.Get("Date")) // without one, nothing is said of the clock
	if got.StatusCode != http.StatusOK {
		return m, date, fmt.Errorf("it says %d", got.StatusCode)
	}
	if err := json.NewDecoder(io.LimitReader(got.Body, 1<<20)).Decode(&m); err != nil {
		return m, date, fmt.Errorf("what it says is no JSON")
	}
	return m, date, nil
}
