package teamsstub

import (
	"fmt"
	"time"
)

// A Forgery spoils the token that goes with one activity, or what the activity says
// of itself. The zero value spoils nothing.
type Forgery struct {
	Age        time.Duration // the token was made that long ago; it is good for an hour
	Ahead      time.Duration // the token begins to be good that much later
	Audience   string        // it is for another app
	Issuer     string        // somebody else says to have made it
	Service    string        // the connector that it is for
	Elsewhere  string        // the connector that both it and the activity name
	Tenant     string        // the activity comes from this organisation
	Channel    string        // the activity says to come over this channel
	Alg        string        // "HS256": signed with the public key as a secret; "none": not at all
	Key        string        // the name of the key that it says to be signed with
	Strange    bool          // signed with a key that Teams never published, under the name of one that it did
	Unendorsed bool          // signed with a published key that may not sign for Teams
	NoService  bool          // the token says no connector
	NoExpiry   bool          // the token never ends
	Unsigned   bool          // there is no token
	Scheme     string        // instead of "Bearer"
}

// Forgeries are tokens that an app must refuse, each under the sentence that says
// what is wrong with it.
func (s *Stub) Forgeries() map[string]Forgery {
	return map[string]Forgery{
		"no token":                                 {Unsigned: true},
		"not a bearer's token":                     {Scheme: "Basic"},
		"expired":                                  {Age: time.Hour + 6*time.Minute},
		"not good yet":                             {Ahead: 6 * time.Minute},
		"it never expires":                         {NoExpiry: true},
		"for another app":                          {Audience: "22222222-2222-4333-8444-555555555555"},
		"by another issuer":                        {Issuer: "https://sts.windows.net/" + s.o.Tenant + "/"},
		"for another connector":                    {Service: "https://smba.trafficmanager.net/amer/"},
		"for no connector":                         {NoService: true},
		"a stranger's connector, in both":          {Elsewhere: "https://connector.invalid/emea/"},
		"from another organisation":                {Tenant: "88888888-8888-4777-8666-555555555555"},
		"over another channel":                     {Channel: "directline"},
		"signed by HS256 with the public key":      {Alg: "HS256"},
		"signed by no algorithm":                   {Alg: "none"},
		"signed with a key that nobody knows":      {Key: "key-unknown"},
		"signed with a strange key under its name": {Strange: true},
		"signed with a key not endorsed for Teams": {Unendorsed: true},
	}
}

// Forge spoils the next activities, one each. The app is to refuse them, and they
// are not told again.
func (s *Stub) Forge(f ...Forgery) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forgeries = append(s.forgeries, f...)
}

// Token is what Teams would send with an activity now, "" where the forgery leaves
// it out.
func (s *Stub) Token(f Forgery) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.token(f)
}

func (s *Stub) token(f Forgery) (string, error) {
	if f.Unsigned {
		return "", nil
	}
	k := s.signing()
	if f.Unendorsed {
		for _, other := range s.keys {
			if other.published && len(other.endorsed) == 1 {
				k = other
			}
		}
		if len(k.endorsed) != 1 {
			if err := s.addKey("directline"); err != nil {
				return "", err
			}
			k = s.keys[len(s.keys)-1]
			k.signs = false
		}
	}
	kid := k.id
	or(&f.Key, kid)
	if f.Strange {
		strange, err := strangeKey()
		if err != nil {
			return "", err
		}
		k = &key{private: strange}
	}
	begin := s.now().Add(f.Ahead - f.Age)
	or(&f.Audience, s.o.App)
	or(&f.Issuer, s.o.Issuer)
	or(&f.Service, f.Elsewhere)
	or(&f.Service, s.ServiceURL())
	claims := object{"iss": f.Issuer, "aud": f.Audience, "nbf": begin.Unix(), "exp": begin.Add(time.Hour).Unix(), "serviceurl": f.Service}
	if f.NoService {
		delete(claims, "serviceurl")
	}
	if f.NoExpiry {
		delete(claims, "exp")
	}
	or(&f.Alg, "RS256")
	secret, err := k.pem()
	if err != nil {
		return "", err
	}
	token, err := sign(k, f.Key, f.Alg, secret, claims)
	if err != nil {
		return "", fmt.Errorf("signing an activity: %w", err)
	}
	return token, nil
}

// spoil changes what the activity says of itself.
func (f Forgery) spoil(a object) {
	if f.Elsewhere != "" {
		a["serviceUrl"] = f.Elsewhere
	}
	if f.Channel != "" {
		a["channelId"] = f.Channel
	}
	if f.Tenant == "" {
		return
	}
	if c, ok := a["conversation"].(object); ok {
		c["tenantId"] = f.Tenant
	}
	if c, ok := a["channelData"].(object); ok {
		c["tenant"] = object{"id": f.Tenant}
	}
}
