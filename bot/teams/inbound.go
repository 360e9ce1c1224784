package teams

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jws"
)

// skew is how far clocks may differ, as Microsoft asks for.
const skew = 5 * time.Minute

// A Refusal says why a request is not believed. It holds nothing of what the
// request says.
type Refusal struct {
	Why    string // one word, for counting: "token", "signature", "tenant"
	Status int    // what it is answered with
}

// Error is the operator's line.
func (r *Refusal) Error() string { return "teams: a request was refused: " + r.Why }

func unauthorised(why string) error { return &Refusal{why, http.StatusUnauthorized} }
func forbidden(why string) error    { return &Refusal{why, http.StatusForbidden} }

// claims are what a token says.
type claims struct {
	Issuer    string          `json:"iss"`
	Audience  json.RawMessage `json:"aud"` // one, or a list
	Expires   *float64        `json:"exp"`
	NotBefore *float64        `json:"nbf"`
	Service   string          `json:"serviceurl"`
}

// verify holds a request to
// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#step-4-verify-the-jwt-token:
// the token is signed by RS256 with a published key that may sign for the
// activity's channel, made by the issuer for this bot, good now, and for the
// connector that the activity names. Beyond that the channel is Teams, the
// connector on the list of hosts, and the organisation ours. The error is a
// *Refusal, or says that the keys could not be had.
func (a *Adapter) verify(ctx context.Context, header string, act activity) error {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return unauthorised("no token")
	}
	payload, key, err := a.signed(ctx, token)
	if err != nil {
		return err
	}
	var c claims
	if json.Unmarshal(payload, &c) != nil {
		return unauthorised("token")
	}
	if err := a.holds(c); err != nil {
		return err
	}
	switch {
	case act.ChannelID != channelTeams || !slices.Contains(key.endorsed, act.ChannelID):
		return forbidden("endorsement")
	case c.Service == "" || strings.TrimSuffix(c.Service, "/") != strings.TrimSuffix(act.ServiceURL, "/"):
		return forbidden("connector")
	case !allowed(a.o.Hosts, act.ServiceURL):
		return forbidden("host")
	case !a.ours(act):
		return forbidden("tenant")
	}
	return nil
}

// signed gives what stands in a token, once its signature holds.
func (a *Adapter) signed(ctx context.Context, token string) ([]byte, signer, error) {
	m, err := jws.Parse([]byte(token), jws.WithCompact())
	if err != nil || len(m.Signatures()) != 1 {
		return nil, signer{}, unauthorised("token")
	}
	head := m.Signatures()[0].ProtectedHeaders()
	if alg, ok := head.Algorithm(); !ok || alg != jwa.RS256() {
		return nil, signer{}, unauthorised("algorithm")
	}
	name, ok := head.KeyID()
	if !ok || name == "" {
		return nil, signer{}, unauthorised("key")
	}
	key, known, err := a.keys.find(ctx, name)
	if err != nil {
		return nil, signer{}, fmt.Errorf("checking a token: %w", err)
	}
	if !known {
		return nil, signer{}, unauthorised("key")
	}
	payload, err := jws.Verify([]byte(token), jws.WithKey(jwa.RS256(), key.key), jws.WithCompact())
	if err != nil {
		return nil, signer{}, unauthorised("signature")
	}
	return payload, key, nil
}

// holds checks the claims that are the same for every activity.
func (a *Adapter) holds(c claims) error {
	now := a.o.Now()
	switch {
	case c.Issuer != a.o.Cloud.Issuer:
		return unauthorised("issuer")
	case !slices.Contains(audiences(c.Audience), a.o.AppID):
		return unauthorised("audience")
	case c.Expires == nil || !now.Before(at(*c.Expires).Add(skew)):
		return unauthorised("expired")
	case c.NotBefore != nil && now.Before(at(*c.NotBefore).Add(-skew)):
		return unauthorised("not yet")
	}
	return nil
}

// at is a time of a token's, kept to what a time can be.
func at(seconds float64) time.Time {
	return time.Unix(int64(min(max(seconds, 0), 1<<40)), 0)
}

func audiences(raw json.RawMessage) []string {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return []string{one}
	}
	var list []string
	_ = json.Unmarshal(raw, &list) // what is neither is for nobody
	return list
}

// ours tells whether an activity comes from our organisation, in everything that it
// says of it.
func (a *Adapter) ours(act activity) bool {
	said := 0
	for _, tenant := range []string{act.Conversation.TenantID, act.ChannelData.Tenant.ID} {
		if tenant == "" {
			continue
		}
		if said++; !strings.EqualFold(tenant, a.o.Tenant) {
			return false
		}
	}
	return said > 0
}
