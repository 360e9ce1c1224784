package teamsstub

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Scope is what the app's token has to be asked for.
const Scope = "https://api.botframework.com/.default"

// serveToken is the place where the app gets its token, with Entra's words for what
// is wrong.
func (s *Stub) serveToken(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	bad := func(status int, code, text string) {
		s.note(Call{Op: GetToken, Status: status, Code: code})
		answer(w, status, object{"error": code, "error_description": text})
	}
	if err := r.ParseForm(); err != nil {
		bad(http.StatusBadRequest, "invalid_request", "AADSTS900144: The request body can't be read.")
		return
	}
	id, secret, basic := r.BasicAuth()
	if basic {
		id, _ = url.QueryUnescape(id)
		secret, _ = url.QueryUnescape(secret)
	} else {
		id, secret = r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	}
	if s.tokenBroken(w, r) {
		return
	}
	same := subtle.ConstantTimeCompare([]byte(secret), []byte(s.o.Password)) == 1
	switch {
	case r.PathValue("tenant") != s.o.Tenant:
		bad(http.StatusBadRequest, "invalid_request", "AADSTS90002: Tenant '"+r.PathValue("tenant")+"' not found.")
	case r.PostForm.Get("grant_type") != "client_credentials":
		bad(http.StatusBadRequest, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.")
	case r.PostForm.Get("scope") != Scope:
		bad(http.StatusBadRequest, "invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid.")
	case id != s.o.App:
		bad(http.StatusBadRequest, "unauthorized_client", "AADSTS700016: Application with identifier '"+id+"' was not found in the directory.")
	case !same:
		bad(http.StatusUnauthorized, "invalid_client", "AADSTS7000215: Invalid client secret provided.")
	default:
		s.mu.Lock()
		token := s.id("stub-token-")
		s.tokens[token] = s.now().Add(s.o.TokenLife)
		s.mu.Unlock()
		s.note(Call{Op: GetToken, Status: http.StatusOK, Token: token})
		life := int(s.o.TokenLife / time.Second)
		answer(w, http.StatusOK, object{"token_type": "Bearer", "expires_in": life, "ext_expires_in": life, "access_token": token})
	}
}

// tokenBroken is broken, with an answer in Entra's form.
func (s *Stub) tokenBroken(w http.ResponseWriter, r *http.Request) bool {
	f := s.nextFault(Call{Op: GetToken})
	if f == nil || !f.hold(r.Context()) {
		return f != nil
	}
	if f.slow() {
		return false
	}
	if f.Drop {
		s.note(Call{Op: GetToken})
		panic(http.ErrAbortHandler)
	}
	refused := f.refusal()
	if f.Code == "" {
		refused.code = "temporarily_unavailable"
	}
	s.note(Call{Op: GetToken, Status: refused.status, Code: refused.code})
	if refused.after > 0 {
		w.Header().Set("Retry-After", seconds(refused.after))
	}
	answer(w, refused.status, object{"error": refused.code, "error_description": refused.message})
	return true
}

// Revoke ends every token that the app has.
func (s *Stub) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}

// allowed checks the token that a call came with.
func (s *Stub) allowed(r *http.Request) (token string, ok bool) {
	token, ok = strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	s.mu.Lock()
	defer s.mu.Unlock()
	end, known := s.tokens[token]
	return token, ok && known && s.now().Before(end)
}
