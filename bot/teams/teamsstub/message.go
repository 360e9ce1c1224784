package teamsstub

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"time"
)

// A Message is what stands in a conversation.
type Message struct {
	ID           string
	Conversation string
	Thread       string // of a reply in a channel: the message that it answers
	From         string // a person's ID, or the app's
	At           time.Time
	Text         string
	Format       string // "plain", "markdown", "xml"
	ReplyTo      string
	Edited       bool
	Deleted      bool
	Raw          json.RawMessage // as the app sent it
	Mentions     []string        // ids of those whom it names

	cards     []object
	for1      map[string][]object // cards that one person sees instead, by user
	suggested []Control
	citations []Citation
	model     bool
	reactions map[string]string // by user
}

// A Citation is one of a message's sources.
type Citation struct {
	Position            int
	Name, URL, Abstract string
	Keywords            []string
}

// Citations are a message's sources, in order.
func (m Message) Citations() []Citation { return slices.Clone(m.citations) }

// Model tells whether the message says that a model wrote it.
func (m Message) Model() bool { return m.model }

// Cards are those of the message, as JSON.
func (m Message) Cards() []json.RawMessage { return raw(m.cards) }

// CardsFor are those that one person sees.
func (m Message) CardsFor(user string) []json.RawMessage { return raw(m.cardsFor(user)) }

func (m *Message) cardsFor(user string) []object {
	if own, ok := m.for1[user]; ok {
		return own
	}
	return m.cards
}

func raw(cards []object) []json.RawMessage {
	out := make([]json.RawMessage, len(cards))
	for i, c := range cards {
		out[i] = encode(c)
	}
	return out
}

func encode(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic("teamsstub: what was read from JSON can't be written: " + err.Error())
	}
	return b
}

// Messages are those of a conversation, the oldest first, the app's deleted ones
// too.
func (s *Stub) Messages(conversation string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.msgs[conversation] {
		c := *m
		c.for1, c.reactions = maps.Clone(m.for1), maps.Clone(m.reactions)
		out = append(out, c)
	}
	return out
}

// Posted are the app's own messages in a conversation that still stand.
func (s *Stub) Posted(conversation string) []Message {
	return slices.DeleteFunc(s.Messages(conversation), func(m Message) bool { return m.From != s.Bot() || m.Deleted })
}

// Typing is how often the app has shown that it is typing in a conversation.
func (s *Stub) Typing(conversation string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.typing[conversation]
}

// find finds a message. The lock is held.
func (s *Stub) find(conversation, id string) *Message {
	for _, m := range s.msgs[conversation] {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// put adds a message. The lock is held.
func (s *Stub) put(m *Message) {
	m.ID, m.At = s.messageID(), s.now()
	s.msgs[m.Conversation] = append(s.msgs[m.Conversation], m)
	s.changed()
}

// take is what the app posts.
func (s *Stub) take(c Call) (int, any, *refusal) {
	conv, thread, refused := s.reach(c.Conversation)
	if refused != nil {
		return 0, nil, refused
	}
	if conv.Blocked {
		return 0, nil, refuse(BlockedByUser)
	}
	if wait := s.paced(conv.ID); wait > 0 {
		r := refuse(Throttled)
		r.after = wait
		return 0, nil, r
	}
	m, refused := s.post(conv, thread, c.Activity, c.Body)
	if refused != nil {
		return 0, nil, refused
	}
	return http.StatusCreated, object{"id": m.ID}, nil
}

// post checks an activity and puts it up. The lock is held.
func (s *Stub) post(conv *Conversation, thread, replyTo string, body []byte) (*Message, *refusal) {
	a, refused := s.read(conv, body)
	if refused != nil {
		return nil, refused
	}
	or(&replyTo, str(a["replyToId"]))
	if replyTo != "" {
		answered := s.find(conv.ID, replyTo)
		if answered == nil {
			return nil, refuse(NoActivity)
		}
		if conv.Kind == Channel && thread == "" {
			thread = answered.Thread
			or(&thread, answered.ID)
		}
	}
	if str(a["type"]) == "typing" {
		s.typing[conv.ID]++
		return &Message{ID: s.messageID()}, nil
	}
	m := &Message{Conversation: conv.ID, Thread: thread, From: s.Bot(), ReplyTo: replyTo}
	m.fill(a, body)
	s.put(m)
	s.capture(a, body)
	return m, nil
}

// fill takes in what an activity says.
func (m *Message) fill(a object, body []byte) {
	m.Raw = bytes.Clone(body)
	m.Text, m.Format = str(a["text"]), str(a["textFormat"])
	or(&m.Format, "markdown") // of a bot's messages
	m.cards, m.for1, m.citations, m.suggested, m.Mentions, m.model = nil, nil, nil, nil, nil, false
	for _, x := range list(a["attachments"]) {
		if card, ok := obj(x)["content"].(object); ok {
			m.cards = append(m.cards, card)
		}
	}
	for _, x := range list(obj(a["suggestedActions"])["actions"]) {
		c := obj(x)
		m.suggested = append(m.suggested, Control{Kind: str(c["type"]), Label: str(c["title"]), Text: str(c["value"]), Suggested: true})
	}
	for _, x := range list(a["entities"]) {
		e := obj(x)
		if str(e["type"]) == "mention" {
			m.Mentions = append(m.Mentions, str(obj(e["mentioned"])["id"]))
		}
		for _, t := range list(e["additionalType"]) {
			m.model = m.model || str(t) == "AIGeneratedContent"
		}
		for _, x := range list(e["citation"]) {
			q, look := obj(x), obj(obj(x)["appearance"])
			n, _ := q["position"].(float64)
			c := Citation{Position: int(n), Name: str(look["name"]), URL: str(look["url"]), Abstract: str(look["abstract"])}
			for _, k := range list(look["keywords"]) {
				c.Keywords = append(c.Keywords, str(k))
			}
			m.citations = append(m.citations, c)
		}
	}
}

// capture hands on what was taken.
func (s *Stub) capture(a object, body []byte) {
	if s.o.Capture == nil {
		return
	}
	s.o.Capture("activity", bytes.Clone(body))
	for _, x := range list(a["attachments"]) {
		s.o.Capture("card", encode(obj(x)["content"]))
	}
}

// own finds a message of the app's. The lock is held.
func (s *Stub) own(c Call) (*Conversation, *Message, *refusal) {
	conv, _, refused := s.reach(c.Conversation)
	if refused != nil {
		return nil, nil, refused
	}
	m := s.find(conv.ID, c.Activity)
	switch {
	case m == nil || m.Deleted:
		return nil, nil, refuse(NoActivity)
	case m.From != s.Bot():
		r := refuse(Forbidden)
		r.message = "The app did not write this message."
		return nil, nil, r
	}
	return conv, m, nil
}

func (s *Stub) update(c Call) (int, any, *refusal) {
	conv, m, refused := s.own(c)
	if refused != nil {
		return 0, nil, refused
	}
	a, refused := s.read(conv, c.Body)
	if refused != nil {
		return 0, nil, refused
	}
	if str(a["type"]) != "message" {
		return 0, nil, wrong("a message can be replaced by a message alone")
	}
	m.fill(a, c.Body)
	m.Edited = true
	s.capture(a, c.Body)
	return http.StatusOK, object{"id": m.ID}, nil
}

func (s *Stub) remove(c Call) (int, any, *refusal) {
	_, m, refused := s.own(c)
	if refused != nil {
		return 0, nil, refused
	}
	m.Deleted = true
	return http.StatusOK, nil, nil
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

func obj(v any) object {
	o, _ := v.(object)
	return o
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}
