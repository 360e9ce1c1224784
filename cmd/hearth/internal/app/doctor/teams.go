package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hearth/bot/teams"
)

// Teams is what was found out of hearth's place in an organisation. Nothing of it
// names a person.
type Teams struct {
	Cloud    teams.Cloud
	Endpoint *url.URL // to which Teams sends what people do

	Trial teams.Trial
	Token error // why Microsoft gave no token; the settings, or the network
	Keys  error // why the keys that Teams signs with could not be had

	Serving bool  // hearth serves now, and the endpoint was asked
	Status  int   // what it answered to a request that nobody signed; 0: nothing
	Away    error // what the network said where it could not be asked
}

// Tried adds what Microsoft itself said.
func (t Teams) Tried(trial teams.Trial, err error) Teams {
	t.Trial = trial
	for _, one := range parts(err) {
		if _, clock := errors.AsType[*teams.ClockError](one); clock {
			continue // the trial tells by how much
		}
		if call, ok := errors.AsType[*teams.CallError](one); ok && call.Op == keysOp {
			t.Keys = one
			continue
		}
		if trial.Token {
			t.Keys = one
			continue
		}
		t.Token = one
	}
	return t
}

// keysOp is what the adapter calls getting the keys.
const keysOp = "keys"

// Asked sends the endpoint a request that nobody signed: hearth refuses it, and
// whatever else stands at that address answers in another way.
func (t Teams) Asked(ctx context.Context, client *http.Client) Teams {
	t.Serving = true
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.Endpoint.String(), strings.NewReader("{}"))
	if err != nil {
		t.Away = err
		return t
	}
	req.Header.Set("Content-Type", "application/json")
	still := *client
	still.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	got, err := still.Do(req)
	if err != nil {
		t.Away = err
		return t
	}
	_ = got.Body.Close() // nothing of it is read
	t.Status = got.StatusCode
	return t
}

// The settings and other things that are looked at.
const (
	teamsID       = "HEARTH_TEAMS_APP_ID"
	teamsPassword = "HEARTH_TEAMS_APP_PASSWORD"
	teamsEndpoint = "teams endpoint"
)

// NoTeams is the finding where hearth is not in Teams.
func NoTeams() Finding { return fine(teamsID, "not set: hearth is not in Teams") }

// Findings judges the credentials, the keys, the endpoint and the clock.
func (t Teams) Findings() []Finding {
	return append([]Finding{t.token(), t.keys(), t.endpoint()}, t.clock()...)
}

func (t Teams) token() Finding {
	if t.Token == nil {
		return fine(teamsID, "Microsoft lets hearth speak in Teams")
	}
	call, ok := errors.AsType[*teams.CallError](t.Token)
	switch {
	case !ok:
		return mend(teamsID, "hearth can't get a token: "+cause(t.Token).Error(), "Compare the HEARTH_TEAMS settings with the app registration.")
	case unreached(call):
		return mend("teams", fmt.Sprintf("%s can't be reached: %v", host(t.Cloud.TokenURL), cause(call.Err)), "See that the firewall lets hearth out to it on port 443.")
	case call.Status == 0:
		return mend(teamsID, fmt.Sprintf("hearth can't get a token: %v", cause(call.Err)), "See that HEARTH_TEAMS_CLOUD names your organisation's cloud.")
	case call.Status == http.StatusTooManyRequests || call.Status >= http.StatusInternalServerError:
		return look(teamsID, fmt.Sprintf("Microsoft gives no token just now (HTTP %d)", call.Status), "Look again in a minute.")
	case call.Hint() != "" && call.Code == "invalid_client":
		return mend(teamsPassword, "Microsoft does not take it: it is wrong, or has ended", call.Hint())
	case call.Hint() != "":
		return mend(teamsID, "Microsoft does not know the app ("+call.Code+")", call.Hint())
	}
	return mend(teamsID, fmt.Sprintf("Microsoft gives no token (HTTP %d %s)", call.Status, call.Code), "Compare the HEARTH_TEAMS settings with the app registration.")
}

// keys judges those by which hearth knows Teams' requests.
func (t Teams) keys() Finding {
	const what = "teams keys"
	if t.Keys == nil {
		return fine(what, "%s to know Teams by", counted(t.Trial.Signed, "key", "keys"))
	}
	if call, ok := errors.AsType[*teams.CallError](t.Keys); ok && unreached(call) {
		return mend(what, fmt.Sprintf("%s can't be reached: %v", host(t.Cloud.MetadataURL), cause(call.Err)), "See that the firewall lets hearth out to it on port 443; until then all of Teams' requests are refused.")
	}
	return mend(what, fmt.Sprintf("those of %s can't be used", host(t.Cloud.MetadataURL)), "See that HEARTH_TEAMS_CLOUD names your organisation's cloud; until then all of Teams' requests are refused.")
}

// endpoint judges the address to which Teams sends what people do.
func (t Teams) endpoint() Finding {
	switch {
	case t.Endpoint.Scheme != "https":
		return mend(teamsEndpoint, "Teams sends requests to an https address alone, and HEARTH_URL is none", "Set HEARTH_URL to the address at which your proxy takes https.")
	case !public(t.Endpoint.Hostname()):
		return mend(teamsEndpoint, fmt.Sprintf("Teams sends requests to %s, which the internet does not know", t.Endpoint.Host),
			"Set HEARTH_URL to an address that the internet can reach; the proxy need let nothing through but "+t.Endpoint.Path+".")
	case !t.Serving:
		return fine(teamsEndpoint, "%s; not tried, as hearth does not serve now", t.Endpoint)
	case t.Away != nil:
		return mend(teamsEndpoint, fmt.Sprintf("%s can't be reached from here: %v", t.Endpoint, cause(t.Away)), "See that its name leads to the proxy, and that the proxy is up.")
	case t.Status != http.StatusUnauthorized:
		return mend(teamsEndpoint, fmt.Sprintf("something else than hearth answers at %s (%d)", t.Endpoint, t.Status), "Let the proxy send POST requests there on to hearth, with their path and their Authorization header as they are.")
	}
	return fine(teamsEndpoint, "%s leads here, as seen from this machine; enter it as the bot's messaging endpoint", t.Endpoint)
}

// clock judges the time: Teams' tokens have a beginning and an end, and five minutes
// are allowed.
func (t Teams) clock() []Finding {
	skew := t.Trial.Skew.Round(time.Second)
	if skew.Abs() <= mostSkew {
		return nil
	}
	way := "ahead of"
	if skew < 0 {
		way = "behind"
	}
	says := fmt.Sprintf("it is %s %s Microsoft's", skew.Abs(), way)
	if skew.Abs() < 5*time.Minute {
		return []Finding{look("clock", says, "Set this machine's clock by a time server (NTP).")}
	}
	return []Finding{mend("clock", says, "Set this machine's clock by a time server (NTP); else Teams' requests are refused.")}
}

// unreached tells whether the network is why there was no answer.
func unreached(call *teams.CallError) bool {
	_, network := errors.AsType[net.Error](call.Err)
	return call.Status == 0 && network
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "Microsoft"
	}
	return u.Host
}
