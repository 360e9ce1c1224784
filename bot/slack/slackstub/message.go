package slackstub

import (
	"encoding/json"
	"slices"
	"time"
)

// A Message is one that stands in a channel, or a line that one person alone sees.
type Message struct {
	Channel, TS string
	Thread      string // the time stamp of the first message of its thread; "" outside of threads
	User        string // who wrote it
	FromApp     bool
	Subtype     string
	Text        string          // as it was sent: mrkdwn
	Blocks      json.RawMessage // with the ids that Slack fills in
	Metadata    json.RawMessage
	Broadcast   bool   // also shown in the channel
	Edited      string // the time stamp of the last edit
	Deleted     bool
	For         string    // the one person who sees it; "" is everybody
	At          time.Time // by the machine's clock

	blocks []object
	sent   json.RawMessage // as the app sent the blocks
	unfurl bool
	client string
}

// Messages are those that stand in a channel, the oldest first, threads and lines
// for one person included.
func (s *Stub) Messages(channel string) []Message {
	return s.pick(channel, func(m *Message) bool { return !m.Deleted })
}

// Thread is a message and its replies.
func (s *Stub) Thread(channel, ts string) []Message {
	return s.pick(channel, func(m *Message) bool { return !m.Deleted && (m.TS == ts || m.Thread == ts) })
}

// Said is what the app has posted in a channel for everybody there.
func (s *Stub) Said(channel string) []Message {
	return s.pick(channel, func(m *Message) bool { return m.FromApp && !m.Deleted && m.For == "" })
}

// Whispered are the lines that only one person sees, in whatever channel.
func (s *Stub) Whispered(user string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, id := range s.listed {
		for _, m := range s.msgs[id] {
			if m.For == user && !m.Deleted {
				out = append(out, *m)
			}
		}
	}
	return out
}

func (s *Stub) pick(channel string, ok func(*Message) bool) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.msgs[channel] {
		if ok(m) {
			out = append(out, *m)
		}
	}
	return out
}

// find gives a message, also a deleted one. The lock is held.
func (s *Stub) find(channel, ts string) *Message {
	for _, m := range slices.Backward(s.msgs[channel]) {
		if m.TS == ts {
			return m
		}
	}
	return nil
}

// put stands a message in its channel. The lock is held.
func (s *Stub) put(m *Message) *Message {
	m.TS, m.At = s.ts(), time.Now()
	s.msgs[m.Channel] = append(s.msgs[m.Channel], m)
	if m.FromApp && m.Thread != "" {
		if t := s.threads[m.Channel+"/"+m.Thread]; t != nil {
			t.Status = "" // an answer ends "is looking…"
		}
	}
	s.changed()
	return m
}

// replies are the standing replies of a thread. The lock is held.
func (s *Stub) replies(m *Message) []*Message {
	var out []*Message
	for _, r := range s.msgs[m.Channel] {
		if r.Thread == m.TS && r.TS != m.TS && !r.Deleted && r.For == "" {
			out = append(out, r)
		}
	}
	return out
}

// messageJSON is a message as history gives it. The lock is held.
func (s *Stub) messageJSON(m *Message, metadata bool) object {
	j := object{"type": "message", "user": m.User, "ts": m.TS, "text": m.Text, "team": s.teamOf(m.User)}
	if m.blocks != nil {
		j["blocks"] = m.blocks
	}
	if m.Subtype != "" {
		j["subtype"] = m.Subtype
	}
	if m.FromApp {
		j["bot_id"], j["app_id"] = DefaultBotID, DefaultApp
		j["bot_profile"] = object{"id": DefaultBotID, "app_id": DefaultApp, "name": "hearth", "deleted": false, "team_id": s.o.Team}
	} else if m.client != "" {
		j["client_msg_id"] = m.client
	}
	if m.Thread != "" {
		j["thread_ts"] = m.Thread
		if parent := s.find(m.Channel, m.Thread); parent != nil && m.Thread != m.TS {
			j["parent_user_id"] = parent.User
		}
	}
	if m.Edited != "" {
		j["edited"] = object{"user": m.User, "ts": m.Edited}
	}
	if r := s.replies(m); len(r) > 0 {
		j["thread_ts"], j["reply_count"], j["latest_reply"], j["is_locked"] = m.TS, len(r), r[len(r)-1].TS, false
	}
	if m.unfurl {
		j["attachments"] = []object{{"id": 1, "title": "A page", "from_url": "https://example.org/", "fallback": "A page"}}
	}
	if metadata && m.Metadata != nil {
		j["metadata"] = m.Metadata
	}
	return j
}

func (s *Stub) teamOf(user string) string {
	if u := s.users[user]; u != nil {
		return u.Team
	}
	return s.o.Team
}
