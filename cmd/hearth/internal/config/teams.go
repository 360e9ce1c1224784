package config

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Teams is all that hearth needs in an organisation's Teams.
type Teams struct {
	AppID       string // zero: hearth is not in Teams, and nothing else is set
	AppPassword Secret
	Tenant      string
	Cloud       TeamsCloud
}

// On tells whether hearth is in Teams.
func (t Teams) On() bool { return t.AppID != "" }

// A TeamsCloud says where Microsoft's side is.
type TeamsCloud struct {
	Name string // "public", "gcc-high", "dod"; "": the addresses

	Token, Metadata, Issuer, Connector string
}

// DefaultTeamsCloud is the one that English councils are in.
const DefaultTeamsCloud = "public"

var teamsClouds = []string{DefaultTeamsCloud, "gcc-high", "dod"}

// guid is what Entra's ids look like.
var guid = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

// teamsOf reads what Teams needs; it lists every mistake, and repeats no secret.
func teamsOf(r raw) (t Teams, bad []string) {
	t = Teams{AppID: strings.TrimSpace(r.TeamsAppID), AppPassword: tidy(r.TeamsAppPassword), Tenant: strings.TrimSpace(r.TeamsTenant)}
	bad = append(t.wrongShapes(), t.wrongSet()...)
	var err error
	if t.Cloud, err = teamsCloud(r.TeamsCloud); err != nil {
		bad = append(bad, err.Error())
	}
	return t, bad
}

func (t Teams) wrongShapes() (bad []string) {
	if t.AppID != "" && !guid.MatchString(t.AppID) {
		bad = append(bad, Prefix+"TEAMS_APP_ID is no app id; copy the \"Application (client) ID\" from the app registration's page \"Overview\": 36 characters with four hyphens")
	}
	if t.Tenant != "" && !guid.MatchString(t.Tenant) {
		bad = append(bad, Prefix+"TEAMS_TENANT is no organisation's id; copy the \"Directory (tenant) ID\" from the app registration's page \"Overview\": 36 characters with four hyphens")
	}
	if guid.MatchString(t.AppPassword.Reveal()) {
		bad = append(bad, Prefix+"TEAMS_APP_PASSWORD holds the id of a client secret; it wants the secret itself, which the page \"Certificates & secrets\" shows under \"Value\", once, when it is made")
	}
	return bad
}

// wrongSet says what is missing: each of the three is of no use without the others.
func (t Teams) wrongSet() []string {
	var set, missing []string
	for _, one := range []struct {
		name  string
		empty bool
	}{{"TEAMS_APP_ID", t.AppID == ""}, {"TEAMS_APP_PASSWORD", t.AppPassword.IsZero()}, {"TEAMS_TENANT", t.Tenant == ""}} {
		if one.empty {
			missing = append(missing, Prefix+one.name)
		} else {
			set = append(set, Prefix+one.name)
		}
	}
	if len(set) == 0 || len(missing) == 0 {
		return nil
	}
	return []string{strings.Join(set, " and ") + needs(len(set)) + strings.Join(missing, " and ") + " beside it; set all three, or none to leave Teams off"}
}

func needs(things int) string {
	if things == 1 {
		return " needs "
	}
	return " need "
}

// teamsCloud reads a cloud's name, or the four addresses that one is made of.
func teamsCloud(s string) (TeamsCloud, error) {
	s = strings.TrimSpace(s)
	if name := strings.ToLower(s); slices.Contains(teamsClouds, name) {
		return TeamsCloud{Name: name}, nil
	}
	parts := strings.Fields(s)
	if len(parts) == 4 && !slices.ContainsFunc(parts, notMicrosofts) {
		return TeamsCloud{Token: parts[0], Metadata: parts[1], Issuer: parts[2], Connector: parts[3]}, nil
	}
	return TeamsCloud{}, fmt.Errorf("%sTEAMS_CLOUD is no cloud; write public, gcc-high or dod, leave it unset, or write four https addresses parted by spaces: where the token is got, the OpenID metadata, the issuer, the connector", Prefix)
}

func notMicrosofts(s string) bool {
	u, err := url.Parse(s)
	return err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" ||
		u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname()))
}
