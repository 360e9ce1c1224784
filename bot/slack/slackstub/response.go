package slackstub

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// Limits of a response address: https://docs.slack.dev/interactivity/handling-user-interaction
const (
	responseUses = 5
	responseLife = 30 * time.Minute
)

// A responseURL lets the app answer where somebody pressed or typed a command, also
// in channels that it isn't in.
type responseURL struct {
	channel, user, ts string
	left              int
	until             time.Time
}

// responseURL makes one. The lock is held.
func (s *Stub) responseURL(channel, user, ts string) string {
	id := s.id("hook")
	s.hookTo[id] = &responseURL{channel, user, ts, responseUses, s.now().Add(responseLife)}
	return s.url + "/actions/" + id
}

func (s *Stub) serveResponseURL(w http.ResponseWriter, r *http.Request) {
	a, _, err := readArgs(r)
	const name = "response_url"
	f := s.nextFault(name, a)
	c := Call{Method: name, At: time.Now(), Args: a, Status: http.StatusOK}
	run := func() {
		if err == nil {
			err = s.respond(r.PathValue("hook"), a)
			c.Taken = err == nil
		}
	}
	if f != nil && f.Taken {
		run()
	}
	if f != nil && !f.hold(r.Context()) {
		panic(http.ErrAbortHandler)
	}
	if f == nil || f.slow() && !f.Taken {
		run()
	}
	var no *refusal
	switch {
	case f != nil && f.Drop:
		c.Error = "the connection ended"
	case f != nil && !f.slow():
		c.Status, no = f.answer(w.Header())
		c.Error = no.code
	case errors.As(err, &no):
		c.Status, c.Error = http.StatusNotFound, no.code
		if no.code != "used_url" && no.code != "expired_url" {
			c.Status = http.StatusBadRequest
		}
	case err != nil:
		c.Status, c.Error = http.StatusBadRequest, "invalid_payload"
	}
	s.mu.Lock()
	s.calls = append(s.calls, c)
	s.changed()
	s.mu.Unlock()
	if f != nil && f.Drop {
		panic(http.ErrAbortHandler)
	}
	if c.Error != "" {
		writeJSON(w, c.Status, object{"ok": false, "error": c.Error})
		return
	}
	writeJSON(w, c.Status, object{"ok": true})
}

// respond does what was posted to a response address.
func (s *Stub) respond(id string, a args) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hookTo[id]
	switch {
	case h == nil:
		return refuse("used_url")
	case s.now().After(h.until):
		return refuse("expired_url")
	case h.left == 0:
		return refuse("used_url")
	}
	if err := s.respondTo(h, a); err != nil {
		return err
	}
	h.left--
	return nil
}

func (s *Stub) respondTo(h *responseURL, a args) error {
	source := s.find(h.channel, h.ts)
	if a.yes("delete_original") {
		if source == nil {
			return refuse("message_not_found")
		}
		source.Deleted = true
		s.changed()
		return nil
	}
	m, err := s.content(a, maxText)
	if err != nil {
		return err
	}
	m.Channel, m.For, m.Metadata = h.channel, h.user, nil
	if a.text("response_type") == "in_channel" {
		m.For = ""
	}
	s.capture("message", m.sent)
	if a.yes("replace_original") && source != nil {
		source.Text, source.Blocks, source.blocks, source.Edited = m.Text, m.Blocks, m.blocks, s.ts()
		s.changed()
		return nil
	}
	if err := s.inThread(m, a); err != nil {
		return err
	}
	s.put(m)
	if c := s.chans[h.channel]; m.For == "" {
		s.tellOfMessage(c, m)
	}
	return nil
}

// commandAnswered shows what the acknowledgement of a slash command carried. The
// lock is held.
func (s *Stub) commandAnswered(channel, user, name string, answer json.RawMessage) {
	text := strings.TrimSpace(string(answer))
	if text == "" || text == "null" || text == "{}" {
		return
	}
	a := args{"text": text}
	if v, err := decode(answer); err == nil {
		if o, ok := v.(object); ok {
			a = o
		}
	}
	h := &responseURL{channel: channel, user: user}
	if err := s.respondTo(h, a); err != nil {
		s.whisper(channel, user, name+" failed with the error "+err.Error())
	}
}
