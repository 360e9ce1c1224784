package web_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"crypto"

	"hearth/bot/web"
	"hearth/bot/web/webtest"
	"hearth/briefings"
)

// An issuer vouches for one person, with faults to order. It checks PKCE as a
// real one does.
type issuer struct {
	*httptest.Server
	key *rsa.PrivateKey

	mu     sync.Mutex
	codes  map[string]url.Values            // of authorisations, by code
	claims func(map[string]any)             // changes what the token says
	sign   func(header, body string) string // nil: as it should be
}

var issuerKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key, err := issuerKey()
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{key: key, codes: map[string]url.Values{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize", "token_endpoint": i.URL + "/token",
			"jwks_uri": i.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"keys": []any{map[string]any{"kty": "RSA", "kid": "k", "alg": "RS256", "use": "sig",
			"n": b64(key.N.Bytes()), "e": b64(big.NewInt(int64(key.E)).Bytes())}}})
	})
	mux.HandleFunc("POST /token", i.token)
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

// authorize is what a person does at the issuer; it gives where they are sent.
func (i *issuer) authorize(t *testing.T, to string) string {
	t.Helper()
	u := mustURL(t, to)
	if !strings.HasPrefix(to, i.URL+"/authorize?") {
		t.Fatalf("sent to %s", to)
	}
	q := u.Query()
	i.mu.Lock()
	defer i.mu.Unlock()
	code := rand.Text()
	i.codes[code] = q
	return q.Get("redirect_uri") + "?" + url.Values{"code": {code}, "state": {q.Get("state")}}.Encode()
}

func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	_ = r.ParseForm()
	q, ok := i.codes[r.PostForm.Get("code")]
	delete(i.codes, r.PostForm.Get("code"))
	sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
	id, secret, _ := r.BasicAuth()
	if !ok || q.Get("code_challenge_method") != "S256" || q.Get("code_challenge") != b64(sum[:]) || id != "hearth" || secret != "s3cret" {
		w.WriteHeader(http.StatusBadRequest)
		answer(w, map[string]any{"error": "invalid_grant", "error_description": "code " + r.PostForm.Get("code")})
		return
	}
	claims := map[string]any{"iss": i.URL, "aud": "hearth", "sub": "s-1", "nonce": q.Get("nonce"), "name": "Jane Smith",
		"email": "jane@example.org", "email_verified": true, "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix()}
	if i.claims != nil {
		i.claims(claims)
	}
	header, _ := json.Marshal(map[string]any{"alg": "RS256", "kid": "k", "typ": "JWT"})
	body, _ := json.Marshal(claims)
	h, b := b64(header), b64(body)
	sig := i.signature(h, b)
	if i.sign != nil {
		sig = i.sign(h, b)
	}
	answer(w, map[string]any{"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": h + "." + b + "." + sig})
}

func (i *issuer) signature(h, b string) string {
	sum := sha256.Sum256([]byte(h + "." + b))
	s, err := rsa.SignPKCS1v15(rand.Reader, i.key, crypto.SHA256, sum[:])
	if err != nil {
		panic(err)
	}
	return b64(s)
}

func withIssuer(t *testing.T, i *issuer, change func(*web.OIDCOptions)) *webtest.Site {
	t.Helper()
	return webtest.Open(t, func(o *web.Options) {
		o.OIDC = &web.OIDCOptions{Issuer: mustURL(t, i.URL), ClientID: "hearth", ClientSecret: "s3cret"}
		if change != nil {
			change(o.OIDC)
		}
	}, home)
}

func TestAWorkAccountSignsIn(t *testing.T) {
	i := newIssuer(t)
	s := withIssuer(t, i, nil)
	b := s.Visitor()
	if p := b.Get("/signin?next=/papers"); !p.Has(`a[href="/signin/work?next=%2fpapers"]`) {
		t.Fatalf("no button: %s", p.Attr("main a", "href"))
	}
	back := i.authorize(t, b.Get("/signin/work?next=/papers").Header.Get("Location"))
	if p := b.Get(back); p.Status != http.StatusSeeOther || p.Header.Get("Location") != "/papers" || signedIn(b) != "m1" {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	// The same again is of no use: neither to this browser nor to another.
	for _, again := range []*webtest.Browser{b, s.Visitor()} {
		if p := again.Get(back); p.Status != http.StatusBadRequest {
			t.Errorf("a second use: %d", p.Status)
		}
	}
}

// What began a sign-in is of use once, even to whoever kept its cookie and has a
// second code for it.
func TestAFlowIsTakenOnce(t *testing.T) {
	i := newIssuer(t)
	s := withIssuer(t, i, nil)
	b := s.Visitor()
	to := b.Get("/signin/work").Header.Get("Location")
	first, second := i.authorize(t, to), i.authorize(t, to)
	kept := b.Client.Jar.Cookies(mustURL(t, s.URL))
	if p := b.Get(first); p.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	again := s.Visitor()
	again.Client.Jar.SetCookies(mustURL(t, s.URL), kept)
	if p := again.Get(second); p.Status != http.StatusBadRequest || signedIn(again) != "" {
		t.Errorf("a second time: %d, signed in as %q", p.Status, signedIn(again))
	}
}

// By the issuer's own id somebody is known whatever their address.
func TestALinkedAccountNeedsNoAddress(t *testing.T) {
	i := newIssuer(t)
	i.claims = func(c map[string]any) { c["email_verified"] = false; c["email"] = "ravi@example.org" }
	s := withIssuer(t, i, nil)
	m, _ := s.Members.Get(t.Context(), "m1")
	m.Links = []briefings.Link{{Platform: "oidc", Workspace: i.URL, ID: "s-1"}}
	s.Members.Put(m)
	b := s.Visitor()
	b.Get(i.authorize(t, b.Get("/signin/work").Header.Get("Location")))
	if got := signedIn(b); got != "m1" {
		t.Errorf("signed in as %q", got)
	}
}

func TestAddressesAreBelievedOnlyWhereVouchedFor(t *testing.T) {
	for sentence, c := range map[string]struct {
		trust  bool
		claims func(map[string]any)
		in     string
	}{
		"verified":                    {false, func(map[string]any) {}, "m1"},
		"verified, written as a word": {false, func(c map[string]any) { c["email_verified"] = "true" }, "m1"},
		"not verified":                {false, func(c map[string]any) { c["email_verified"] = false }, ""},
		"nothing said":                {false, func(c map[string]any) { delete(c, "email_verified") }, ""},
		"nothing said, in the council's own tenant": {true, func(c map[string]any) { delete(c, "email_verified") }, "m1"},
		"a user name alone, in the own tenant": {true, func(c map[string]any) {
			delete(c, "email_verified")
			delete(c, "email")
			c["preferred_username"] = "Jane@Example.org"
		}, "m1"},
		"a user name alone, elsewhere": {false, func(c map[string]any) {
			delete(c, "email_verified")
			delete(c, "email")
			c["preferred_username"] = "jane@example.org"
		}, ""},
		"said to be unverified, even in the own tenant": {true, func(c map[string]any) { c["email_verified"] = false; c["preferred_username"] = "jane@example.org" }, ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			i := newIssuer(t)
			i.claims = c.claims
			s := withIssuer(t, i, func(o *web.OIDCOptions) { o.TrustEmail = c.trust })
			b := s.Visitor()
			p := b.Get(i.authorize(t, b.Get("/signin/work").Header.Get("Location")))
			if got := signedIn(b); got != c.in {
				t.Errorf("signed in as %q, want %q", got, c.in)
			}
			if c.in == "" && p.Text("h1") != "I don't know you yet" {
				t.Errorf("%d %s", p.Status, p.Text("main"))
			}
		})
	}
}

func TestATokenThatDoesNotHoldIsRefused(t *testing.T) {
	for sentence, c := range map[string]struct {
		claims func(map[string]any)
		sign   func(*issuer) func(h, b string) string
	}{
		"another sign-in's nonce": {claims: func(c map[string]any) { c["nonce"] = "other" }},
		"no nonce":                {claims: func(c map[string]any) { delete(c, "nonce") }},
		"another audience":        {claims: func(c map[string]any) { c["aud"] = "another" }},
		"another issuer":          {claims: func(c map[string]any) { c["iss"] = "https://evil.example" }},
		"run out":                 {claims: func(c map[string]any) { c["exp"] = time.Now().Add(-time.Minute).Unix() }},
		"no expiry":               {claims: func(c map[string]any) { delete(c, "exp") }},
		"a signature of nobody":   {sign: func(*issuer) func(h, b string) string { return func(h, b string) string { return b64([]byte("x")) } }},
		"no signature":            {sign: func(*issuer) func(h, b string) string { return func(h, b string) string { return "" } }},
	} {
		t.Run(sentence, func(t *testing.T) {
			i := newIssuer(t)
			i.claims = c.claims
			if c.sign != nil {
				i.sign = c.sign(i)
			}
			s := withIssuer(t, i, nil)
			b := s.Visitor()
			p := b.Get(i.authorize(t, b.Get("/signin/work").Header.Get("Location")))
			if p.Status != http.StatusBadRequest || signedIn(b) != "" {
				t.Errorf("%d %s; signed in as %q", p.Status, p.Text("main"), signedIn(b))
			}
			for _, words := range []string{"jane", "Jane", "s3cret", "code="} {
				if strings.Contains(s.Log.String(), words) {
					t.Errorf("the log says %q:\n%s", words, s.Log)
				}
			}
		})
	}
}

// Who begins in one browser can't end in another: else an attacker's account
// could be signed in on a member's phone, and what they ask be read there.
func TestASignInIsBoundToItsBrowser(t *testing.T) {
	i := newIssuer(t)
	s := withIssuer(t, i, nil)
	attacker, victim := s.Visitor(), s.Visitor()
	back := i.authorize(t, attacker.Get("/signin/work").Header.Get("Location"))
	victim.Get("/signin/work")
	if p := victim.Get(back); p.Status != http.StatusBadRequest || signedIn(victim) != "" {
		t.Errorf("%d, signed in as %q", p.Status, signedIn(victim))
	}
	b := s.Visitor()
	to := i.authorize(t, b.Get("/signin/work").Header.Get("Location"))
	u := mustURL(t, to)
	q := u.Query()
	q.Set("state", "guess")
	u.RawQuery = q.Encode()
	if p := b.Get(u.String()); p.Status != http.StatusBadRequest {
		t.Errorf("a guessed state: %d", p.Status)
	}
	if p := b.Get(to); p.Status != http.StatusBadRequest {
		t.Errorf("the right state after a wrong one: %d", p.Status)
	}
	if p := s.Visitor().Get("/signin/work/back?error=access_denied&state=x"); p.Status != http.StatusBadRequest {
		t.Errorf("a refusal out of nowhere: %d", p.Status)
	}
}

func TestAStrangerCanAskToBeAdded(t *testing.T) {
	i := newIssuer(t)
	i.claims = func(c map[string]any) { c["email"], c["name"] = "new@example.org", "Nora New" }
	s := withIssuer(t, i, nil)
	b := s.Visitor()
	p := b.Get(i.authorize(t, b.Get("/signin/work").Header.Get("Location")))
	if p.Status != http.StatusForbidden || !p.Has(`form[action="/signin/ask"] button`) || signedIn(b) != "" {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	begun := s.Visitor()
	begun.Get("/signin/work")
	if p := begun.Post("/signin/ask"); p.Status != http.StatusBadRequest || len(s.Members.Asked) != 0 {
		t.Errorf("somebody on the way: %d, %v", p.Status, s.Members.Asked)
	}
	if p := s.Visitor().Post("/signin/ask"); p.Status != http.StatusBadRequest || len(s.Members.Asked) != 0 {
		t.Errorf("somebody whom nobody vouched for: %d, %v", p.Status, s.Members.Asked)
	}
	if p := b.Post("/signin/ask"); p.Status != http.StatusOK {
		t.Fatalf("asking: %d %s", p.Status, p.Text("main"))
	}
	want := webtest.Asked{Link: briefings.Link{Platform: "oidc", Workspace: i.URL, ID: "s-1"}, Name: "Nora New", Email: "new@example.org"}
	if len(s.Members.Asked) != 1 || s.Members.Asked[0] != want {
		t.Errorf("filed %+v, want %+v", s.Members.Asked, want)
	}
}

func TestAnIssuerOutOfReachIsSaid(t *testing.T) {
	i := newIssuer(t)
	s := withIssuer(t, i, nil)
	i.Close()
	if p := s.Visitor().Get("/signin/work"); p.Status != http.StatusBadGateway || !p.Has("main h1") {
		t.Errorf("%d %s", p.Status, p.Text("main"))
	}
}
