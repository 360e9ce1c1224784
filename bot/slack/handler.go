package slack

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hearth/bot"
)

const (
	// mostBody is the longest request that is read. Slack's are some tens of KB.
	mostBody = 1 << 20
	// mostSkew is how old a signature may be, or how far ahead:
	// https://docs.slack.dev/authentication/verifying-requests-from-slack
	mostSkew = 5 * time.Minute
	// mostRequests is how many requests are read and taken at once; the others wait.
	mostRequests = 64
)

// Handler takes Slack's signed requests at /slack/events, /slack/interactive and
// /slack/commands, and answers 200 once the host has kept what they tell. Where it
// has not, the answer is 503, and Slack tells it again. Without a signing secret it
// refuses everything. What comes after the answer, as filling hearth's own page, is
// done before the request ends, so that the server waits for it when it stops.
func (a *Adapter) Handler(host bot.Host) http.Handler {
	h := &signed{a: a, host: host, room: make(chan struct{}, mostRequests)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /slack/events", func(w http.ResponseWriter, r *http.Request) { h.serve(w, r, kindEvents) })
	mux.HandleFunc("POST /slack/interactive", func(w http.ResponseWriter, r *http.Request) { h.serve(w, r, kindInteractive) })
	mux.HandleFunc("POST /slack/commands", func(w http.ResponseWriter, r *http.Request) { h.serve(w, r, kindCommands) })
	return mux
}

type signed struct {
	a    *Adapter
	host bot.Host
	room chan struct{}
}

func (h *signed) serve(w http.ResponseWriter, r *http.Request, kind string) {
	select {
	case h.room <- struct{}{}:
		defer func() { <-h.room }()
	case <-r.Context().Done():
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBody))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		h.a.refused("size")
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if why := h.a.forged(r.Header, body); why != "" {
		h.a.refused(why)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if kind == kindEvents {
		if challenge, ok := verification(body); ok {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			w.Header().Set("X-Content-Type-Options", "nosniff")
			_, _ = io.WriteString(w, challenge)
			return
		}
	}
	h.tell(w, r, kind, unwrap(kind, body))
}

// tell hands a request over and answers it.
func (h *signed) tell(w http.ResponseWriter, r *http.Request, kind string, payload []byte) {
	if payload == nil { // Slack looks whether somebody is there
		return
	}
	did, err := h.a.take(r.Context(), h.host, kind, payload)
	var ack []byte
	if err == nil && did.ack != nil {
		ack, err = json.Marshal(did.ack)
	}
	if err != nil {
		h.a.o.Log.Warn("what Slack told was not kept; it tells it again", "kind", kind, "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if ack != nil {
		w.Header().Set("Content-Type", "application/json")
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(ack)))
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(ack)
	if did.after == nil {
		return
	}
	if http.NewResponseController(w).Flush() != nil {
		return // Slack would wait for what comes after
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), takeTime)
	defer cancel()
	did.after(ctx)
}

// forged tells why a request is not Slack's; "" where it is.
func (a *Adapter) forged(header http.Header, body []byte) string {
	at := header.Get("X-Slack-Request-Timestamp")
	given, err := hex.DecodeString(trimVersion(header.Get("X-Slack-Signature")))
	if a.o.SigningSecret == "" || err != nil || len(given) == 0 {
		return "signature"
	}
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return "signature"
	}
	if age := a.o.Now().Sub(time.Unix(seconds, 0)); age > mostSkew || age < -mostSkew {
		return "stale"
	}
	mac := hmac.New(sha256.New, []byte(a.o.SigningSecret))
	mac.Write([]byte("v0:" + at + ":"))
	mac.Write(body)
	if !hmac.Equal(mac.Sum(nil), given) {
		return "signature"
	}
	return ""
}

func trimVersion(signature string) string {
	if len(signature) < 3 || signature[:3] != "v0=" {
		return ""
	}
	return signature[3:]
}

// verification gives what Slack wants repeated when the address is entered.
func verification(body []byte) (challenge string, ok bool) {
	if !bytes.Contains(body, []byte("url_verification")) {
		return "", false
	}
	var v struct {
		Type      string `json:"type"`
		Challenge string `json:"challenge"`
	}
	if json.Unmarshal(body, &v) != nil || v.Type != "url_verification" {
		return "", false
	}
	return v.Challenge, true
}

// unwrap gives the JSON that Socket Mode would have sent; nil where Slack only looks
// whether somebody is there.
func unwrap(kind string, body []byte) []byte {
	if kind == kindEvents {
		return body
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return []byte{}
	}
	if form.Get("ssl_check") == "1" {
		return nil
	}
	if kind == kindInteractive {
		return []byte(form.Get("payload"))
	}
	fields := map[string]string{}
	for name := range form {
		fields[name] = form.Get(name)
	}
	b, err := json.Marshal(fields)
	if err != nil {
		return []byte{}
	}
	return b
}
