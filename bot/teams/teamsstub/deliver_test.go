package teamsstub_test

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hearth/bot/teams/teamsstub"
)

// published are the keys that anybody can download, with the channels that each may
// sign for.
func published(t *testing.T, s *teamsstub.Stub) (keys map[string]*rsa.PublicKey, endorsed map[string][]string) {
	t.Helper()
	var meta struct {
		Issuer string
		Jwks   string `json:"jwks_uri"`
	}
	get(t, s.MetadataURL(), &meta)
	if meta.Issuer != s.Issuer() {
		t.Errorf("the issuer is %q", meta.Issuer)
	}
	var set struct {
		Keys []struct {
			Kid, N, E, Alg string
			Endorsements   []string
		}
	}
	get(t, meta.Jwks, &set)
	keys, endorsed = map[string]*rsa.PublicKey{}, map[string][]string{}
	for _, k := range set.Keys {
		if k.Alg != "" {
			t.Errorf("a key says its algorithm, as Teams' keys don't")
		}
		keys[k.Kid] = &rsa.PublicKey{N: new(big.Int).SetBytes(decode(t, k.N)), E: int(new(big.Int).SetBytes(decode(t, k.E)).Int64())}
		endorsed[k.Kid] = k.Endorsements
	}
	return keys, endorsed
}

func get(t *testing.T, url string, into any) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

func decode(t *testing.T, s string) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// faults says everything that is wrong with a token that came with an activity.
func faults(t *testing.T, s *teamsstub.Stub, header string, a object) []string {
	t.Helper()
	token, ok := strings.CutPrefix(header, "Bearer ")
	if !ok {
		return []string{"scheme"}
	}
	p := strings.Split(token, ".")
	var head struct{ Alg, Kid string }
	var claims struct {
		Iss, Aud, Serviceurl string
		Nbf, Exp             int64
	}
	if err := json.Unmarshal(decode(t, p[0]), &head); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(decode(t, p[1]), &claims); err != nil {
		t.Fatal(err)
	}
	keys, endorsed := published(t, s)
	var bad []string
	note := func(wrong bool, what string) {
		if wrong {
			bad = append(bad, what)
		}
	}
	sum := sha256.Sum256([]byte(p[0] + "." + p[1]))
	k := keys[head.Kid]
	note(k == nil, "key")
	note(head.Alg != "RS256", "alg")
	note(k != nil && rsa.VerifyPKCS1v15(k, crypto.SHA256, sum[:], decode(t, p[2])) != nil, "signature")
	note(k != nil && !slices.Contains(endorsed[head.Kid], a["channelId"].(string)), "endorsement")
	now, skew := s.Now(), 5*time.Minute
	note(now.Add(-skew).After(time.Unix(claims.Exp, 0)), "exp")
	note(now.Add(skew).Before(time.Unix(claims.Nbf, 0)), "nbf")
	note(claims.Iss != s.Issuer(), "iss")
	note(claims.Aud != s.App(), "aud")
	note(claims.Serviceurl != a["serviceUrl"], "serviceurl")
	note(a["serviceUrl"] != s.ServiceURL(), "host")
	note(path("conversation.tenantId", a) != s.Tenant(), "tenant")
	slices.Sort(bad)
	return bad
}

func TestTheTokenThatComesWithAnActivity(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"no token": {"scheme"}, "not a bearer's token": {"scheme"}, "expired": {"exp"}, "not good yet": {"nbf"}, "it never expires": {"exp"},
		"for another app": {"aud"}, "by another issuer": {"iss"}, "for another connector": {"serviceurl"}, "for no connector": {"serviceurl"},
		"a stranger's connector, in both": {"host"}, "from another organisation": {"tenant"}, "over another channel": {"endorsement"},
		"signed by HS256 with the public key": {"alg", "signature"}, "signed by no algorithm": {"alg", "signature"},
		"signed with a key that nobody knows": {"key"}, "signed with a strange key under its name": {"signature"},
		"signed with a key not endorsed for Teams": {"endorsement"},
	}
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	say := func() (string, object) {
		if _, _, err := s.Say(ann.ID, "", "", "hello"); err != nil {
			t.Fatal(err)
		}
		got := a.last()
		a.mu.Lock()
		defer a.mu.Unlock()
		return a.tokens[len(a.tokens)-1], got
	}
	for _, f := range []teamsstub.Forgery{{}, {Age: time.Hour + 4*time.Minute}, {Ahead: 4 * time.Minute}} {
		s.Forge(f)
		token, got := say()
		if bad := faults(t, s, token, got); len(bad) > 0 {
			t.Errorf("a good token (%+v) is wrong in %v", f, bad)
		}
	}
	for name, f := range s.Forgeries() {
		s.Forge(f)
		token, got := say()
		bad := faults(t, s, token, got)
		if name == "not a bearer's token" && !strings.HasPrefix(token, "Basic ") || name == "no token" && token != "" {
			t.Errorf("%s: the header is %q", name, token)
		}
		if !slices.Equal(bad, want[name]) {
			t.Errorf("%s: it is wrong in %v, want %v", name, bad, want[name])
		}
	}
	if len(want) != len(s.Forgeries()) {
		t.Errorf("there are %d forgeries, want %d", len(s.Forgeries()), len(want))
	}
}

func TestKeysRotate(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	before, _ := published(t, s)
	for n, keep := range []bool{true, false} {
		if err := s.Rotate(keep); err != nil {
			t.Fatal(err)
		}
		keys, _ := published(t, s)
		if want := 2 - n; len(keys) != want {
			t.Errorf("there are %d keys, want %d", len(keys), want)
		}
		if _, _, err := s.Say(ann.ID, "", "", "hello"); err != nil {
			t.Fatal(err)
		}
		got := a.last()
		if bad := faults(t, s, a.tokens[len(a.tokens)-1], got); len(bad) > 0 {
			t.Errorf("after a rotation the token is wrong in %v", bad)
		}
	}
	keys, _ := published(t, s)
	for kid := range before {
		if keys[kid] != nil {
			t.Error("the first key is still published")
		}
	}
}

func TestWhatWasNotTakenIsToldAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		statuses []int // of the app's answers in turn; the last for good
		lose     int
		advance  []time.Duration
		tries    int
		failed   string
	}{
		"taken at once":             {[]int{202}, 0, nil, 1, ""},
		"taken with 200":            {[]int{200}, 0, nil, 1, ""},
		"an error, then taken":      {[]int{500, 202}, 0, []time.Duration{time.Second}, 2, ""},
		"unavailable twice":         {[]int{503, 503, 202}, 0, []time.Duration{time.Second, 5 * time.Second}, 3, ""},
		"never":                     {[]int{503}, 0, []time.Duration{time.Second, 5 * time.Second, 30 * time.Second}, 4, "not taken"},
		"an answer that is lost":    {[]int{202}, 1, []time.Duration{time.Second}, 2, ""},
		"refused is not told again": {[]int{403}, 0, nil, 1, "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, teamsstub.Options{Now: fixed})
			a := join(t, s)
			n := 0
			a.answers(func(object) (int, any) {
				a.mu.Lock()
				defer a.mu.Unlock()
				n++
				return c.statuses[min(n, len(c.statuses))-1], nil
			})
			s.LoseAnswers(c.lose)
			ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
			_, id, err := s.Say(ann.ID, "", "", "hello")
			if err != nil {
				t.Fatal(err)
			}
			for i, d := range c.advance {
				if err := s.Wait(t.Context(), func() bool {
					got := s.Delivery(id)
					return len(got.Attempts) == i+1 && (!got.Attempts[i].Answered.IsZero())
				}); err != nil {
					t.Fatal(err)
				}
				s.Advance(d)
			}
			got, err := s.Answered(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Attempts) != c.tries || got.Failed != c.failed {
				t.Errorf("after %d tries it failed as %q, want %d and %q", len(got.Attempts), got.Failed, c.tries, c.failed)
			}
			for _, x := range a.told() {
				if x["id"] != a.told()[0]["id"] {
					t.Error("told again it is another")
				}
			}
		})
	}
}

func TestAnAppThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{Wait: time.Millisecond, Tries: 1})
	a := join(t, s)
	until := make(chan struct{})
	defer close(until)
	a.answers(func(object) (int, any) { <-until; return 202, nil })
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	_, id, err := s.Say(ann.ID, "", "", "hello")
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Answered(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if got.Failed != "not taken" || got.Status != 0 || got.Latency() != 0 {
		t.Errorf("it ended as %+v", got)
	}
}

func TestTheAppIsToldTwiceOnDemand(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	_, id, err := s.Say(ann.ID, "", "", "hello")
	if err != nil {
		t.Fatal(err)
	}
	first := a.last()
	status, err := s.Again(t.Context(), id)
	if err != nil || status != 202 {
		t.Fatalf("HTTP %d, %v", status, err)
	}
	if again := a.last(); again["id"] != first["id"] || len(a.told()) != 2 {
		t.Errorf("told again: %v, in all %d", again, len(a.told()))
	}
}

func TestAConversationIsToldInOrder(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	var want []string
	for range 30 {
		id, _, err := s.Say(ann.ID, "", "", "hello")
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, id)
	}
	a.last()
	var got []string
	for _, x := range a.told() {
		got = append(got, x["id"].(string))
	}
	if !slices.Equal(got, want) {
		t.Errorf("told in the order %v, want %v", got, want)
	}
}

func TestItEndsWithItsContext(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{Listen: "127.0.0.1:0"})
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	_, id, err := s.Say(ann.ID, "", "", "hello")
	if err != nil {
		t.Fatal(err)
	}
	if d := s.Delivery(id); !d.Done || d.Failed != "the app listens nowhere" {
		t.Errorf("without an app it ended as %+v", d)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := http.Get(s.MetadataURL()); err == nil {
		t.Error("it still answers")
	}
	if _, err := teamsstub.Start(t.Context(), teamsstub.Options{Listen: "0.0.0.0:0"}); err == nil {
		t.Error("it listens to everybody")
	}
}
