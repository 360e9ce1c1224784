package slackstub

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	typedLink    = regexp.MustCompile(`https?://[^\s<>|]+`)
	typedName    = regexp.MustCompile(`(^|[^\w@])@([A-Za-z0-9][A-Za-z0-9._-]*)`)
	typedChannel = regexp.MustCompile(`(^|\s)#([a-z0-9][a-z0-9_-]*)`)
)

// typedText is how Slack keeps what somebody typed: &, < and > escaped, links and
// names marked up. The lock is held.
func (s *Stub) typedText(text string) string {
	text = escape.Replace(text)
	text = typedLink.ReplaceAllString(text, "<$0>")
	text = typedName.ReplaceAllStringFunc(text, func(found string) string {
		before, name, _ := strings.Cut(found, "@")
		if slices.Contains([]string{"channel", "here", "everyone"}, name) {
			return before + "<!" + name + ">"
		}
		for _, id := range s.order {
			if name == id || strings.EqualFold(s.users[id].Name, name) {
				return before + "<@" + id + ">"
			}
		}
		return found
	})
	return typedChannel.ReplaceAllStringFunc(text, func(found string) string {
		before, name, _ := strings.Cut(found, "#")
		for _, id := range s.listed {
			if s.chans[id].Kind == Public && s.chans[id].Name == name {
				return before + "<#" + id + "|" + name + ">"
			}
		}
		return found
	})
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// placed finds somebody and a channel that they are in. "" is their direct message
// with the app. The lock is held.
func (s *Stub) placed(user, channel string) (*User, *Channel, error) {
	u := s.users[user]
	if u == nil || u.Deleted {
		return nil, nil, fmt.Errorf("nobody here can act as %s", user)
	}
	if channel == "" {
		return u, s.dm(user), nil
	}
	c := s.chans[channel]
	switch {
	case c == nil:
		return nil, nil, fmt.Errorf("there is no channel %s", channel)
	case !c.has(user):
		return nil, nil, fmt.Errorf("%s is not in %s", user, channel)
	}
	return u, c, nil
}

// Say has somebody write something as they would type it: "@hearth" mentions the
// app. An empty channel is their direct message with it. It gives the message's time
// stamp; the app is told meanwhile.
func (s *Stub) Say(user, channel, thread, text string) (ts string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, c, err := s.placed(user, channel)
	if err != nil {
		return "", err
	}
	if c.Archived {
		return "", fmt.Errorf("%s is archived", channel)
	}
	m := &Message{Channel: c.ID, User: user, Text: s.typedText(text), client: s.id("client-")}
	m.blocks = []object{{"type": "rich_text", "block_id": s.id("b"), "elements": []object{
		{"type": "rich_text_section", "elements": []object{{"type": "text", "text": text}}}}}}
	if err := s.inThread(m, args{"thread_ts": thread}); err != nil {
		return "", err
	}
	s.put(m)
	s.tellOfMessage(c, m)
	return m.TS, nil
}

// Mention has somebody name the app before what they write.
func (s *Stub) Mention(user, channel, thread, text string) (ts string, err error) {
	return s.Say(user, channel, thread, "@hearth "+text)
}

// authored finds somebody's own message. The lock is held.
func (s *Stub) authored(user, channel, ts string) (*Channel, *Message, error) {
	_, c, err := s.placed(user, channel)
	if err != nil {
		return nil, nil, err
	}
	m := s.find(c.ID, ts)
	if m == nil || m.Deleted || m.User != user {
		return nil, nil, fmt.Errorf("%s wrote no message %s", user, ts)
	}
	return c, m, nil
}

// Edit has somebody change what they wrote.
func (s *Stub) Edit(user, channel, ts, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, err := s.authored(user, channel, ts)
	if err != nil {
		return err
	}
	before := s.messageJSON(m, false)
	m.Text, m.Edited = s.typedText(text), s.ts()
	s.changed()
	s.tellOfChange(c, m, before)
	return nil
}

// Delete has somebody take back what they wrote.
func (s *Stub) Delete(user, channel, ts string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, err := s.authored(user, channel, ts)
	if err != nil {
		return err
	}
	before := s.messageJSON(m, false)
	m.Deleted = true
	s.changed()
	s.tellOfDeletion(c, m, before)
	return nil
}

// Unfurl shows a preview of a page under a message, which Slack tells as a change
// of the message though nobody changed its words.
func (s *Stub) Unfurl(channel, ts string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m := s.chans[channel], s.find(channel, ts)
	if c == nil || m == nil {
		return fmt.Errorf("no message stands at %s", ts)
	}
	before := s.messageJSON(m, false)
	m.unfurl = true
	s.changed()
	s.tellOfChange(c, m, before)
	return nil
}

// OpenHome has somebody open the app's home tab.
func (s *Stub) OpenHome(user string) error { return s.openTab(user, "home") }

// OpenMessages has somebody open the app's messages tab.
func (s *Stub) OpenMessages(user string) error { return s.openTab(user, "messages") }

func (s *Stub) openTab(user, tab string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, c, err := s.placed(user, "")
	if err != nil {
		return err
	}
	e := object{"type": "app_home_opened", "user": user, "channel": c.ID, "tab": tab, "event_ts": s.ts()}
	if v := s.homes[user]; v != nil && tab == "home" {
		e["view"] = s.viewJSON(v)
	}
	s.tell("app_home_opened", "", c.ID, e)
	return nil
}

// Slash has somebody send a slash command. It gives the delivery's ID.
func (s *Stub) Slash(user, channel, name, text string) (delivery string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, c, err := s.placed(user, channel)
	if err != nil {
		return "", err
	}
	if !slices.Contains(s.o.Commands, name) || !s.may("commands") {
		return "", fmt.Errorf("%s is not a command here", name)
	}
	shown := map[ChannelKind]string{Public: c.Name, Closed: "privategroup", Alone: "directmessage", Few: c.Name}[c.Kind]
	d := command(map[string]string{"token": "stub", "team_id": s.o.Team, "team_domain": s.o.Domain, "channel_id": c.ID,
		"channel_name": shown, "user_id": user, "user_name": u.Name, "command": name, "text": text, "api_app_id": DefaultApp,
		"is_enterprise_install": "false", "response_url": s.responseURL(c.ID, user, ""), "trigger_id": s.trigger(user)})
	d.onAck = func(answer json.RawMessage) { s.commandAnswered(c.ID, user, name, answer) }
	d.onFail = func() { s.whisper(c.ID, user, name+" failed because hearth did not answer in time.") }
	return s.send(d).ID, nil
}

// whisper is a line by Slack itself. The lock is held.
func (s *Stub) whisper(channel, user, text string) {
	s.put(&Message{Channel: channel, User: "USLACKBOT", Subtype: "bot_message", Text: text, For: user})
}
