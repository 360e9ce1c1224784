package slackstub

import (
	"errors"
	"strconv"
	"time"
)

// Limits of a message's text: https://docs.slack.dev/reference/methods/chat.postMessage
// and chat.update.
const (
	maxText    = 40000
	maxUpdated = 4000 // bytes of an edited message's text
)

// A pacer lets so many messages into a channel.
type pacer struct {
	left int
	at   time.Time
}

// channelFor finds the channel that the app may write in. The lock is held.
func (s *Stub) channelFor(id string) (*Channel, error) {
	if u := s.users[id]; u != nil { // a person's id stands for the direct message with them
		if err := s.canDM(u); err != nil {
			return nil, refuse("channel_not_found")
		}
		return s.dm(id), nil
	}
	c := s.chans[id]
	switch {
	case c == nil || !c.has(DefaultBot) && c.Kind != Public:
		return nil, refuse("channel_not_found")
	case c.Archived:
		return nil, refuse("is_archived")
	case !c.has(DefaultBot):
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

func (s *Stub) paced(c *Channel) error {
	if s.o.Pace == 0 {
		return nil
	}
	now, p := time.Now(), s.pace[c.ID]
	if p == nil {
		p = &pacer{max(s.o.Burst, 1), now}
		s.pace[c.ID] = p
	}
	if back := int(now.Sub(p.at) / s.o.Pace); back > 0 {
		p.left, p.at = min(p.left+back, max(s.o.Burst, 1)), p.at.Add(time.Duration(back)*s.o.Pace)
	}
	if p.left == 0 {
		wait := (s.o.Pace - now.Sub(p.at) + time.Second - 1) / time.Second
		return &refusal{"ratelimited", object{"retry_after": strconv.Itoa(max(int(wait), 1))}}
	}
	p.left--
	return nil
}

// inThread puts a message into the thread that was asked for. The lock is held.
func (s *Stub) inThread(m *Message, a args) error {
	ts := a.text("thread_ts")
	if ts == "" {
		return nil
	}
	parent := s.find(m.Channel, ts)
	if parent == nil || parent.For != "" {
		return invalid("invalid_thread_ts")
	}
	m.Thread = parent.TS
	if parent.Thread != "" {
		m.Thread = parent.Thread
	}
	m.Broadcast = a.yes("reply_broadcast")
	return nil
}

func (s *Stub) postMessage(a args) (object, error) {
	c, err := s.channelFor(a.text("channel"))
	var no *refusal
	if errors.As(err, &no) && no.code == "not_in_channel" && s.may("chat:write.public") {
		c, err = s.chans[a.text("channel")], nil
	}
	if err != nil {
		return nil, err
	}
	m, err := s.content(a, maxText)
	if err != nil {
		return nil, err
	}
	m.Channel = c.ID
	if err := s.inThread(m, a); err != nil {
		return nil, err
	}
	if err := s.paced(c); err != nil {
		return nil, err
	}
	s.capture("message", m.sent)
	s.put(m)
	s.tellOfMessage(c, m)
	return object{"channel": c.ID, "ts": m.TS, "message": s.messageJSON(m, true)}, nil
}

func (s *Stub) postEphemeral(a args) (object, error) {
	c, err := s.channelFor(a.text("channel"))
	if err != nil {
		return nil, err
	}
	u := s.users[a.text("user")]
	if u == nil || !c.has(u.ID) {
		return nil, refuse("user_not_in_channel")
	}
	m, err := s.content(a, maxText)
	if err != nil {
		return nil, err
	}
	m.Channel, m.For, m.Metadata = c.ID, u.ID, nil
	if err := s.inThread(m, a); err != nil {
		return nil, err
	}
	if err := s.paced(c); err != nil {
		return nil, err
	}
	s.capture("message", m.sent)
	s.put(m)
	return object{"message_ts": m.TS}, nil
}

// own finds a message that the app wrote. The lock is held.
func (s *Stub) own(a args, cant string) (*Channel, *Message, error) {
	c, err := s.channelFor(a.text("channel"))
	if err != nil {
		return nil, nil, err
	}
	m := s.find(c.ID, a.text("ts"))
	switch {
	case m == nil || m.Deleted || m.For != "": // lines for one person can't be changed by their time stamp
		return nil, nil, refuse("message_not_found")
	case !m.FromApp:
		return nil, nil, refuse(cant)
	}
	return c, m, nil
}

func (s *Stub) updateMessage(a args) (object, error) {
	c, m, err := s.own(a, "cant_update_message")
	if err != nil {
		return nil, err
	}
	n, err := s.content(a, maxUpdated)
	if err != nil {
		return nil, err
	}
	before := s.messageJSON(m, false)
	m.Text, m.Edited = n.Text, s.ts()
	if _, there := a["blocks"]; there || a.text("text") != "" {
		m.Blocks, m.blocks, m.sent = n.Blocks, n.blocks, n.sent
	}
	if n.Metadata != nil {
		m.Metadata = n.Metadata
	}
	s.capture("message", m.sent)
	s.changed()
	s.tellOfChange(c, m, before)
	return object{"channel": c.ID, "ts": m.TS, "text": m.Text, "message": s.messageJSON(m, true)}, nil
}

func (s *Stub) deleteMessage(a args) (object, error) {
	c, m, err := s.own(a, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	before := s.messageJSON(m, false)
	m.Deleted = true
	s.changed()
	s.tellOfDeletion(c, m, before)
	return object{"channel": c.ID, "ts": m.TS}, nil
}
