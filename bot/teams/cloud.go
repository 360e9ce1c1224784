package teams

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// A Cloud is where Microsoft's side of a bot is. The values are those of
// https://learn.microsoft.com/azure/bot-service/bot-service-resources-faq-security
// and of the pages on government clouds; a council's own test may name others.
type Cloud struct {
	TokenURL    string // {tenant} in it is the organisation's id
	Scope       string
	MetadataURL string // of the keys that activities are signed with
	Issuer      string // of the tokens that come with activities
	Service     string // the connector where a conversation's own is not known
}

// The clouds. English councils are in Public.
var (
	Public = Cloud{
		TokenURL:    "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
		Scope:       "https://api.botframework.com/.default",
		MetadataURL: "https://login.botframework.com/v1/.well-known/openidconfiguration",
		Issuer:      "https://api.botframework.com",
		Service:     "https://smba.trafficmanager.net/teams/",
	}
	GCCHigh = Cloud{
		TokenURL:    "https://login.microsoftonline.us/{tenant}/oauth2/v2.0/token",
		Scope:       "https://api.botframework.us/.default",
		MetadataURL: "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
		Issuer:      "https://api.botframework.us",
		Service:     "https://smba.infra.gov.teams.microsoft.us/gcch/",
	}
	DoD = Cloud{
		TokenURL:    "https://login.microsoftonline.us/{tenant}/oauth2/v2.0/token",
		Scope:       "https://api.botframework.us/.default",
		MetadataURL: "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
		Issuer:      "https://api.botframework.us",
		Service:     "https://smba.infra.dod.teams.microsoft.us/dod/",
	}
)

// CloudNamed is a cloud by its name: "public", "gcc-high", "dod".
func CloudNamed(name string) (Cloud, bool) {
	switch name {
	case "", "public":
		return Public, true
	case "gcc-high":
		return GCCHigh, true
	case "dod":
		return DoD, true
	}
	return Cloud{}, false
}

func (c Cloud) forTenant(tenant string) string {
	return strings.ReplaceAll(c.TokenURL, "{tenant}", url.PathEscape(tenant))
}

// hosts are those of the cloud's connectors.
func (c Cloud) hosts() []string {
	if c.Service == Public.Service {
		return []string{"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"}
	}
	if u, err := url.Parse(c.Service); err == nil {
		return []string{u.Host}
	}
	return nil
}

// allowed tells whether the bot's token may go to an address.
func allowed(hosts []string, address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Opaque != "" || u.RawQuery != "" || u.Fragment != "" || !sound(address) {
		return false
	}
	return slices.ContainsFunc(hosts, func(h string) bool { return strings.EqualFold(h, u.Host) })
}

// sound tells whether an address is https, or http to this computer itself.
func sound(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return false
	}
	switch u.Scheme {
	case "https":
		return true
	case "http":
		ip := net.ParseIP(u.Hostname())
		return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	}
	return false
}
