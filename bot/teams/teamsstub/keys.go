package teamsstub

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"sync"
)

// A key signs what Teams sends. The published form has no "alg", as that of Teams
// has none.
type key struct {
	id        string
	private   *rsa.PrivateKey
	endorsed  []string // the channels for which it may sign
	published bool
	signs     bool
}

// Making a key takes a good part of a second where tests are looked at for races, so
// every organisation of a process begins with the same one, under a name of its own,
// and strangers share one too. Keys that follow in a rotation are new.
var (
	firstKey   = sync.OnceValues(newKey)
	strangeKey = sync.OnceValues(newKey)
)

func newKey() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) }

// addKey makes a key that is published and signs. The lock is held, or nobody else
// knows the stub yet.
func (s *Stub) addKey(endorsed ...string) error {
	fresh := newKey
	if len(s.keys) == 0 {
		fresh = firstKey
	}
	k, err := fresh()
	if err != nil {
		return err
	}
	s.keys = append(s.keys, &key{id: s.id("key-"), private: k, endorsed: endorsed, published: true, signs: true})
	return nil
}

// Rotate has Teams sign with a new key from now on. The old ones are published no
// longer where keepOld is false.
func (s *Stub) Rotate(keepOld bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range s.keys {
		k.signs = false
		k.published = k.published && keepOld
	}
	if err := s.addKey(ChannelID, "webchat"); err != nil {
		return fmt.Errorf("making a new key: %w", err)
	}
	s.changed()
	return nil
}

// signing is the key that Teams signs with now. The lock is held.
func (s *Stub) signing() *key {
	for _, k := range s.keys {
		if k.signs {
			return k
		}
	}
	panic("teamsstub: no key signs") // Start and Rotate make one
}

func (s *Stub) serveMetadata(w http.ResponseWriter, r *http.Request) {
	if s.broken(w, r, "metadata", nil) {
		return
	}
	answer(w, http.StatusOK, object{"issuer": s.o.Issuer, "authorization_endpoint": "https://invalid.botframework.com",
		"jwks_uri": s.url + "/v1/.well-known/keys", "id_token_signing_alg_values_supported": []string{"RS256"},
		"token_endpoint_auth_methods_supported": []string{"private_key_jwt"}})
}

func (s *Stub) serveKeys(w http.ResponseWriter, r *http.Request) {
	if s.broken(w, r, "keys", nil) {
		return
	}
	s.mu.Lock()
	list := []object{}
	for _, k := range s.keys {
		if k.published {
			list = append(list, k.public())
		}
	}
	s.mu.Unlock()
	answer(w, http.StatusOK, object{"keys": list})
}

func (k *key) public() object {
	p := k.private.PublicKey
	return object{"kty": "RSA", "use": "sig", "kid": k.id, "x5t": k.id, "n": b64(p.N.Bytes()),
		"e": b64(big.NewInt(int64(p.E)).Bytes()), "endorsements": k.endorsed}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// sign makes a token. secret, where there is one, signs instead of the key by
// HMAC; alg "none" signs not at all.
func sign(k *key, kid, alg string, secret []byte, claims object) (string, error) {
	head, err := json.Marshal(object{"alg": alg, "kid": kid, "typ": "JWT", "x5t": kid})
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	text := b64(head) + "." + b64(body)
	sum := sha256.Sum256([]byte(text))
	switch alg {
	case "none":
		return text + ".", nil
	case "HS256":
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(text))
		return text + "." + b64(mac.Sum(nil)), nil
	}
	sig, err := rsa.SignPKCS1v15(rand.Reader, k.private, crypto.SHA256, sum[:])
	return text + "." + b64(sig), err
}

// pem is the public half as everybody can download it.
func (k *key) pem() ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(&k.private.PublicKey)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}
