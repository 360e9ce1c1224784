package slackstub

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// scopeOf is what an event needs besides being asked for.
var scopeOf = map[string]string{
	"app_mention": "app_mentions:read", "message.channels": "channels:history", "message.groups": "groups:history",
	"message.im": "im:history", "message.mpim": "mpim:history",
	"assistant_thread_started": "assistant:write", "assistant_thread_context_changed": "assistant:write",
}

// tell has the app told of an event, if it asked for it and may know. asked is the
// name under which it asks, where that is not the event's own. The lock is held.
func (s *Stub) tell(kind, asked, channel string, event object) *delivery {
	or(&asked, kind)
	if !slices.Contains(s.o.Events, asked) || scopeOf[asked] != "" && !s.may(scopeOf[asked]) {
		return nil
	}
	return s.send(s.event(kind, channel, event))
}

func (s *Stub) event(kind, channel string, event object) *delivery {
	id := s.id("Ev")
	shared := s.chans[channel] != nil && s.chans[channel].Shared
	body := encode(object{"token": "stub", "team_id": s.o.Team, "context_team_id": s.o.Team, "context_enterprise_id": nil,
		"api_app_id": DefaultApp, "event": event, "type": "event_callback", "event_id": id, "event_time": s.now().Unix(),
		"authorizations":        []object{{"enterprise_id": nil, "team_id": s.o.Team, "user_id": DefaultBot, "is_bot": true, "is_enterprise_install": false}},
		"is_ext_shared_channel": shared, "event_context": "4-" + id})
	return &delivery{Delivery: Delivery{Kind: EventsAPI, Event: kind, EventID: id, Payload: body}, channel: channel,
		form: func() (string, []byte) { return "application/json", body },
		path: func(e *Endpoints) string { return e.Events }}
}

// interaction is something that somebody pressed or sent.
func (s *Stub) interaction(kind string, payload object) *delivery {
	body := encode(payload)
	return &delivery{Delivery: Delivery{Kind: Interactive, Event: kind, Payload: body},
		form: func() (string, []byte) {
			return "application/x-www-form-urlencoded", []byte(url.Values{"payload": {string(body)}}.Encode())
		},
		path: func(e *Endpoints) string { return e.Interactive }}
}

func command(fields map[string]string) *delivery {
	payload := object{}
	form := url.Values{}
	for k, v := range fields {
		payload[k] = v
		form.Set(k, v)
	}
	return &delivery{Delivery: Delivery{Kind: SlashCommands, Event: fields["command"], Payload: encode(payload)},
		form: func() (string, []byte) { return "application/x-www-form-urlencoded", []byte(form.Encode()) },
		path: func(e *Endpoints) string { return e.Commands }}
}

func channelType(c *Channel) (kind, asked string) {
	return string(c.Kind), map[ChannelKind]string{Public: "message.channels", Closed: "message.groups", Alone: "message.im", Few: "message.mpim"}[c.Kind]
}

// messageEvent is a message as an event tells it. The lock is held.
func (s *Stub) messageEvent(c *Channel, m *Message) object {
	j := s.messageJSON(m, false)
	delete(j, "reply_count")
	delete(j, "latest_reply")
	delete(j, "is_locked")
	if m.Thread == "" {
		delete(j, "thread_ts")
	}
	kind, _ := channelType(c)
	j["channel"], j["event_ts"], j["channel_type"] = c.ID, m.TS, kind
	if u := s.users[m.User]; u != nil && u.Team != s.o.Team {
		j["user_team"], j["source_team"], j["team"] = u.Team, u.Team, u.Team
		j["user_profile"] = object{"real_name": u.RealName, "name": u.Name, "team": u.Team, "is_restricted": false, "is_ultra_restricted": false}
	}
	return j
}

// tellOfMessage tells the app of a new message: as a mention and as a message, where
// it is both. The lock is held.
func (s *Stub) tellOfMessage(c *Channel, m *Message) {
	if !c.has(DefaultBot) || m.For != "" {
		return
	}
	if !m.FromApp && strings.Contains(m.Text, "<@"+DefaultBot+">") && c.Kind != Alone {
		s.tell("app_mention", "", c.ID, s.mentionEvent(c, m))
	}
	_, asked := channelType(c)
	s.tell("message", asked, c.ID, s.messageEvent(c, m))
}

func (s *Stub) mentionEvent(c *Channel, m *Message) object {
	j := s.messageEvent(c, m)
	j["type"] = "app_mention"
	delete(j, "channel_type")
	delete(j, "subtype")
	return j
}

func (s *Stub) tellOfChange(c *Channel, m *Message, before object) {
	now := s.messageJSON(m, false)
	at := s.ts()
	s.tellHidden(c, "message_changed", at, object{"message": now, "previous_message": before})
}

func (s *Stub) tellOfDeletion(c *Channel, m *Message, before object) {
	s.tellHidden(c, "message_deleted", s.ts(), object{"deleted_ts": m.TS, "previous_message": before})
}

func (s *Stub) tellHidden(c *Channel, subtype, at string, with object) {
	if !c.has(DefaultBot) {
		return
	}
	kind, asked := channelType(c)
	e := object{"type": "message", "subtype": subtype, "hidden": true, "channel": c.ID, "ts": at, "event_ts": at, "channel_type": kind}
	maps.Copy(e, with)
	s.tell("message", asked, c.ID, e)
}

// Tell tells the app of a message once more, as a "message" or an "app_mention",
// under an event id of its own and without a word that it is the same: Slack has
// been seen to (github.com/slackapi/node-slack-sdk/issues/2141). It does not wait
// for its turn in the channel. It gives the delivery's ID.
func (s *Stub) Tell(channel, ts, as string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m := s.chans[channel], s.find(channel, ts)
	if c == nil || m == nil {
		return "", refuse("message_not_found")
	}
	event := s.messageEvent(c, m)
	if as == "app_mention" {
		event = s.mentionEvent(c, m)
	}
	d := s.event(as, channel, event)
	d.apart = true
	return s.send(d).ID, nil
}

// TellEvent tells the app of an event of any shape, whether it asked for it or not.
func (s *Stub) TellEvent(event json.RawMessage) (string, error) {
	v, err := decode(event)
	o, ok := v.(object)
	if err != nil || !ok {
		return "", refuse("invalid_json")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.send(s.event(str(o["type"]), str(o["channel"]), o)).ID, nil
}
