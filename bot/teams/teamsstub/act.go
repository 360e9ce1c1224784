package teamsstub

import (
	"fmt"
	"slices"
)

// Say has somebody write something as they would type it: "@hearth" mentions the
// app, "@Ann Mercer" somebody. An empty conversation is their chat with the app; in
// a channel, thread is the message that it answers. It gives the message's identity
// and that of the delivery, which is "" where the app isn't told: in a channel or a
// group it is told of what mentions it alone.
func (s *Stub) Say(user, conversation, thread, text string) (id, delivery string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, c, err := s.placed(user, conversation)
	if err != nil {
		return "", "", err
	}
	if c.Kind != Channel && thread != "" || thread != "" && s.find(c.ID, thread) == nil {
		return "", "", fmt.Errorf("there is no thread %s in %s", thread, c.ID)
	}
	if c.Kind == Personal && c.Blocked {
		return "", "", fmt.Errorf("%s has blocked the app", user)
	}
	told, mentions, ids := s.typed(c, text)
	m := &Message{Conversation: c.ID, Thread: thread, From: user, Text: told, Format: "plain", Mentions: ids}
	s.put(m)
	if !s.hears(c, ids) {
		return m.ID, "", nil
	}
	return m.ID, s.tell(s.messageActivity("message", u, c, m, mentions), false).ID, nil
}

// hears tells whether the app is told of a message. The lock is held.
func (s *Stub) hears(c *Conversation, mentions []string) bool {
	return !s.without(c) && !s.disabled && (c.Kind == Personal || slices.Contains(mentions, s.Bot()))
}

// Mention has somebody name the app before what they write.
func (s *Stub) Mention(user, conversation, thread, text string) (id, delivery string, err error) {
	return s.Say(user, conversation, thread, "@"+s.o.Name+" "+text)
}

// authored finds somebody's own message. The lock is held.
func (s *Stub) authored(user, conversation, id string) (*User, *Conversation, *Message, error) {
	u, c, err := s.placed(user, conversation)
	if err != nil {
		return nil, nil, nil, err
	}
	m := s.find(c.ID, id)
	if m == nil || m.From != user {
		return nil, nil, nil, fmt.Errorf("%s wrote no message %s", user, id)
	}
	return u, c, m, nil
}

// Edit has somebody change what they wrote. It gives the delivery.
func (s *Stub) Edit(user, conversation, id, text string) (delivery string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, c, m, err := s.authored(user, conversation, id)
	if err != nil || m.Deleted {
		return "", orGone(err, id)
	}
	var mentions []object
	m.Text, mentions, m.Mentions = s.typed(c, text)
	m.Edited = true
	s.changed()
	if !s.hears(c, m.Mentions) {
		return "", nil
	}
	return s.tell(event(s.messageActivity("messageUpdate", u, c, m, mentions), "editMessage"), false).ID, nil
}

func orGone(err error, id string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%s was taken back", id)
}

// Delete has somebody take back what they wrote. It gives the delivery.
func (s *Stub) Delete(user, conversation, id string) (delivery string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, c, m, err := s.authored(user, conversation, id)
	if err != nil || m.Deleted {
		return "", orGone(err, id)
	}
	m.Deleted = true
	s.changed()
	if !s.hears(c, m.Mentions) {
		return "", nil
	}
	a := event(s.messageActivity("messageDelete", u, c, m, nil), "softDeleteMessage")
	delete(a, "text")
	delete(a, "textFormat")
	delete(a, "attachments")
	return s.tell(a, false).ID, nil
}

// Undelete has somebody bring back what they had taken back. It gives the delivery.
func (s *Stub) Undelete(user, conversation, id string) (delivery string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, c, m, err := s.authored(user, conversation, id)
	if err != nil {
		return "", err
	}
	m.Deleted = false
	s.changed()
	if !s.hears(c, m.Mentions) {
		return "", nil
	}
	return s.tell(event(s.messageActivity("messageUpdate", u, c, m, nil), "undeleteMessage"), false).ID, nil
}

// React has somebody put a reaction under one of the app's messages, "" takes it
// back. It gives the delivery.
func (s *Stub) React(user, conversation, id, reaction string) (delivery string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, c, err := s.placed(user, conversation)
	if err != nil {
		return "", err
	}
	m := s.find(c.ID, id)
	if m == nil || m.From != s.Bot() {
		return "", fmt.Errorf("the app wrote no message %s", id)
	}
	a := s.activity("messageReaction", u, c, m.Thread)
	a["id"], a["replyToId"] = s.id("f:reaction-"), id
	if m.reactions == nil {
		m.reactions = map[string]string{}
	}
	if before := m.reactions[user]; before != "" {
		a["reactionsRemoved"] = []object{{"type": before}}
	}
	delete(m.reactions, user)
	if reaction != "" {
		m.reactions[user] = reaction
		a["reactionsAdded"] = []object{{"type": reaction}}
	}
	s.changed()
	return s.tell(a, false).ID, nil
}
