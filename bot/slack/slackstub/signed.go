package slackstub

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Endpoints are where the app takes signed requests.
type Endpoints struct {
	Events, Interactive, Commands string // addresses
}

// A Forgery spoils the signature of one request.
type Forgery struct {
	Secret   string        // signed with this instead
	Skew     time.Duration // the time stamp is off by this
	Unsigned bool          // no signature at all
	Altered  bool          // the body is changed after signing
}

// SendTo has the app told by signed requests from now on, instead of over a socket.
// As Slack does when addresses are entered, it first asks the events' address to
// repeat a challenge.
func (s *Stub) SendTo(ctx context.Context, e Endpoints) error {
	s.mu.Lock()
	challenge := s.id("challenge-")
	s.mu.Unlock()
	body := encode(object{"token": "stub", "challenge": challenge, "type": "url_verification"})
	res, err := s.post(ctx, e.Events, "application/json", body, nil, Forgery{})
	if err != nil {
		return fmt.Errorf("verifying the events' address: %w", err)
	}
	answer, plain := struct{ Challenge string }{}, string(bytes.TrimSpace(res.body))
	if json.Unmarshal(res.body, &answer) == nil {
		plain = answer.Challenge
	}
	if res.status != http.StatusOK || plain != challenge {
		return fmt.Errorf("verifying the events' address: HTTP %d, and the challenge did not come back", res.status)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endpoints = &e
	return nil
}

// Forge spoils the signatures of the next requests, one each. The app is to refuse
// them; Slack would not send them again, and neither does the stub.
func (s *Stub) Forge(f ...Forgery) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forgeries = append(s.forgeries, f...)
}

type reply struct {
	status  int
	body    []byte
	noRetry bool
}

// Sign gives the headers that Slack would send with a body.
func (s *Stub) Sign(body []byte) http.Header { return s.sign(body, Forgery{}) }

func (s *Stub) sign(body []byte, f Forgery) http.Header {
	h := http.Header{}
	if f.Unsigned {
		return h
	}
	or(&f.Secret, s.o.SigningSecret)
	at := strconv.FormatInt(s.Now().Add(f.Skew).Unix(), 10)
	mac := hmac.New(sha256.New, []byte(f.Secret))
	_, _ = fmt.Fprintf(mac, "v0:%s:%s", at, body)
	h.Set("X-Slack-Request-Timestamp", at)
	h.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return h
}

func (s *Stub) post(ctx context.Context, to, kind string, body []byte, extra http.Header, f Forgery) (reply, error) {
	ctx, done := context.WithTimeout(ctx, s.o.AckWait)
	defer done()
	h := s.sign(body, f)
	if f.Altered {
		body = append(bytes.Clone(body), ' ')
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	req.Header = h
	for k, v := range extra {
		req.Header[k] = v
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("User-Agent", "Slackbot 1.0 (a stand-in on this machine)")
	res, err := s.hooks.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return reply{res.StatusCode, b, res.Header.Get("X-Slack-No-Retry") == "1"}, err
}

// sendSigned tells the app by a signed request: those of one channel one after
// another. The lock is held.
func (s *Stub) sendSigned(d *delivery) {
	before, after := s.lines[d.channel], make(chan struct{})
	if d.apart || d.channel == "" {
		before = nil
		close(after)
	} else {
		s.lines[d.channel] = after
	}
	s.work.Go(func() {
		if before != nil {
			select {
			case <-before:
			case <-s.ctx.Done():
			}
		}
		s.trySigned(d, "")
		if !d.apart && d.channel != "" {
			close(after)
		}
	})
}

// trySigned makes one request and settles what follows from it.
func (s *Stub) trySigned(d *delivery, reason string) {
	s.mu.Lock()
	if d.ended || s.closed {
		s.end(d, "the workspace is closed")
		s.mu.Unlock()
		return
	}
	n := len(d.Attempts)
	d.Attempts = append(d.Attempts, Attempt{Over: "http", Number: n, Reason: reason, Sent: time.Now()})
	extra := http.Header{}
	if n > 0 {
		extra.Set("X-Slack-Retry-Num", strconv.Itoa(n))
		extra.Set("X-Slack-Retry-Reason", reason)
	}
	var forged Forgery
	spoiled := len(s.forgeries) > 0
	if spoiled {
		forged, s.forgeries = s.forgeries[0], s.forgeries[1:]
	}
	to := d.path(s.endpoints)
	s.mu.Unlock()

	kind, body := d.form()
	res, err := s.post(s.ctx, to, kind, body, extra, forged)

	s.mu.Lock()
	defer s.mu.Unlock()
	d.Attempts[n].Status = res.status
	switch {
	case err == nil && res.status >= 200 && res.status < 300:
		s.acknowledge(d, res.body, res.status)
		if d.ended {
			return
		}
		reason = "http_timeout" // as the answer was lost
	case spoiled:
		s.end(d, "refused")
		return
	case err != nil && errors.Is(err, context.DeadlineExceeded):
		reason = "http_timeout"
	case err != nil:
		reason = "connection_failed"
	default:
		reason = "http_error"
	}
	if s.closed || res.noRetry || !d.again() {
		s.end(d, reason)
		return
	}
	s.changed()
	// https://docs.slack.dev/apis/events-api#retries: nearly at once, after a minute,
	// after five.
	wait := []time.Duration{0, time.Minute, 5 * time.Minute}[n]
	s.at(s.now().Add(wait), func() { s.work.Go(func() { s.trySigned(d, reason) }) })
}
