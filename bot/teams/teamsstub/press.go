package teamsstub

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
)

// A Result is what came of pressing something.
type Result struct {
	Delivery string // of what the app was told; "" where it wasn't
	Status   int    // of the app's answer to an invoke; 0: none came
	Answer   json.RawMessage
	Link     string // the page that it opens
	Text     string // what Teams shows for a moment
	Message  string // the identity of what was said by it
}

// A Window is a dialog that somebody has before them.
type Window struct {
	User         string
	Conversation string
	Message      string // in which it was opened
	Title        string
	Height       any
	Width        any
	Card         json.RawMessage
	Text         string // instead of a card

	card object
}

// Window is the dialog that somebody has before them.
func (s *Stub) Window(user string) (Window, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.windows[user]
	if w == nil {
		return Window{}, false
	}
	return *w, true
}

// CloseWindow has somebody close the dialog. The app isn't told.
func (s *Stub) CloseWindow(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.windows, user)
	s.changed()
}

// Press has somebody press something in one of the app's messages, named by its
// label, its id or its verb, with what the card's fields hold. It returns once the
// app has answered, where Teams waits for that. An error says that nobody can press
// that, or that the app's answer was no good.
func (s *Stub) Press(ctx context.Context, user, conversation, message, which string) (Result, error) {
	return s.PressWith(ctx, user, conversation, message, which, nil)
}

// PressWith is Press after typing into the fields of the message's cards.
func (s *Stub) PressWith(ctx context.Context, user, conversation, message, which string, fields map[string]string) (Result, error) {
	s.mu.Lock()
	u, c, m, x, err := s.pressable(user, conversation, message, which)
	if err != nil {
		s.mu.Unlock()
		return Result{}, err
	}
	if x.Suggested {
		s.mu.Unlock()
		id, delivery, err := s.Say(user, c.ID, "", x.Text)
		return Result{Delivery: delivery, Message: id}, err
	}
	typed, err := fill(inputs(m.cardsFor(user)), fields)
	if err != nil {
		s.mu.Unlock()
		return Result{}, err
	}
	switch x.Kind {
	case "Action.OpenUrl":
		s.mu.Unlock()
		return Result{Link: x.URL}, nil
	case "Action.Submit":
		defer s.mu.Unlock()
		return s.submit(ctx, u, c, m, x, typed)
	case "Action.Execute":
		defer s.mu.Unlock()
		return s.execute(ctx, u, c, m, x, typed)
	}
	s.mu.Unlock()
	return Result{}, fmt.Errorf("pressing a %s tells the app nothing", x.Kind)
}

// pressable finds what somebody wants to press. The lock is held.
func (s *Stub) pressable(user, conversation, message, which string) (*User, *Conversation, *Message, Control, error) {
	u, c, err := s.placed(user, conversation)
	if err != nil {
		return nil, nil, nil, Control{}, err
	}
	m := s.find(c.ID, message)
	if m == nil || m.Deleted || m.From != s.Bot() {
		return nil, nil, nil, Control{}, fmt.Errorf("the app has no message %s here", message)
	}
	x, ok := pick(append(controls(m.cardsFor(user)), m.suggested...), which)
	if !ok {
		return nil, nil, nil, Control{}, fmt.Errorf("the message has nothing called %q", which)
	}
	return u, c, m, x, nil
}

// merged is what a button carries together with the fields. What is for Teams
// itself is taken out.
func merged(data json.RawMessage, typed map[string]any) any {
	var v any
	if len(data) > 0 && json.Unmarshal(data, &v) == nil {
		if o, ok := v.(object); ok {
			o = maps.Clone(o)
			delete(o, "msteams")
			maps.Copy(o, typed)
			return o
		}
		if len(typed) == 0 {
			return v // text
		}
	}
	return typed
}

// submit is pressing an Action.Submit. The lock is held, but not while the app
// answers.
func (s *Stub) submit(ctx context.Context, u *User, c *Conversation, m *Message, x Control, typed map[string]any) (Result, error) {
	ms := obj(obj(x.action["data"])["msteams"])
	switch str(ms["type"]) {
	case "task/fetch":
		a := s.invoke(u, c, m, "task/fetch", object{"data": merged(x.Data, typed), "context": object{"theme": "default"}})
		return s.window(ctx, u, c, m.ID, a)
	case "imBack", "messageBack":
		text := str(ms["text"])
		or(&text, str(ms["value"]))
		said := &Message{Conversation: c.ID, Thread: m.Thread, From: u.ID, Text: markup.Replace(text), Format: "plain", ReplyTo: m.ID}
		s.put(said)
		a := s.messageActivity("message", u, c, said, nil)
		if str(ms["type"]) == "messageBack" {
			a["value"] = ms["value"]
		}
		return Result{Delivery: s.tell(a, false).ID, Message: said.ID}, nil
	}
	// A button that says nothing more makes a message without text, which nobody sees.
	said := &Message{ID: s.messageID(), Thread: m.Thread}
	a := s.messageActivity("message", u, c, said, nil)
	a["value"], a["replyToId"] = merged(x.Data, typed), m.ID
	for _, name := range []string{"text", "textFormat", "attachments"} {
		delete(a, name)
	}
	obj(a["channelData"])["source"] = object{"name": "message"}
	return Result{Delivery: s.tell(a, false).ID, Message: said.ID}, nil
}

// execute is pressing an Action.Execute. The lock is held, but not while the app
// answers.
func (s *Stub) execute(ctx context.Context, u *User, c *Conversation, m *Message, x Control, typed map[string]any) (Result, error) {
	a := s.invoke(u, c, m, "adaptiveCard/action", object{"trigger": "manual",
		"action": object{"type": "Action.Execute", "id": x.ID, "verb": x.Verb, "data": merged(x.Data, typed)}})
	res, err := s.ask(ctx, a)
	if err != nil || len(bytes.TrimSpace(res.Answer)) == 0 {
		if err == nil {
			err = fmt.Errorf("an invoke of adaptiveCard/action wants an answer with a body")
		}
		return res, err
	}
	var in struct {
		StatusCode int
		Type       string
		Value      any
	}
	if err := json.Unmarshal(res.Answer, &in); err != nil {
		return res, fmt.Errorf("the answer is no JSON object: %w", err)
	}
	switch in.Type {
	case "application/vnd.microsoft.activity.message":
		res.Text = str(in.Value)
		if res.Text == "" {
			return res, fmt.Errorf("the answer says to show a text, and has none")
		}
	case CardType:
		if err := CheckCard(in.Value); err != nil {
			return res, fmt.Errorf("the answer's card: %w", err)
		}
		if m.for1 == nil {
			m.for1 = map[string][]object{}
		}
		m.for1[u.ID] = []object{obj(in.Value)}
		s.captureCard(obj(in.Value))
		s.changed()
	case "application/vnd.microsoft.error":
		res.Text = str(obj(in.Value)["message"])
	default:
		return res, fmt.Errorf("the answer's type is %q", in.Type)
	}
	if in.StatusCode != http.StatusOK && in.Type != "application/vnd.microsoft.error" {
		return res, fmt.Errorf("the answer's statusCode is %d", in.StatusCode)
	}
	return res, nil
}

// Submit has somebody send the form in their window by a button, named by its label
// or id, "" being the first, after typing into its fields. It returns once the app
// has answered. An error of type Unsent says that Teams' own client kept it back.
func (s *Stub) Submit(ctx context.Context, user, which string, fields map[string]string) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.windows[user]
	if w == nil || w.card == nil {
		return Result{}, fmt.Errorf("%s has no form before them", user)
	}
	u, c, err := s.placed(user, w.Conversation)
	if err != nil {
		return Result{}, err
	}
	all := controls([]object{w.card})
	if which == "" {
		if i := slices.IndexFunc(all, func(c Control) bool { return c.Kind == "Action.Submit" }); i >= 0 {
			which = all[i].Label
		}
	}
	x, ok := pick(all, which)
	if !ok {
		return Result{}, fmt.Errorf("the window has nothing called %q", which)
	}
	if x.Kind == "Action.OpenUrl" {
		return Result{Link: x.URL}, nil
	}
	if x.Kind != "Action.Submit" {
		return Result{}, fmt.Errorf("a window sends its form by Action.Submit, not %s", x.Kind)
	}
	typed, err := fill(inputs([]object{w.card}), fields)
	if err != nil {
		return Result{}, err
	}
	a := s.invoke(u, c, &Message{ID: w.Message}, "task/submit", object{"data": merged(x.Data, typed), "context": object{"theme": "default"}})
	return s.window(ctx, u, c, w.Message, a)
}

// invoke is what the app is asked while somebody waits. The lock is held.
func (s *Stub) invoke(u *User, c *Conversation, m *Message, name string, value object) object {
	thread := m.Thread
	if c.Kind == Channel {
		or(&thread, m.ID)
	}
	a := s.activity("invoke", u, c, thread)
	a["id"], a["name"], a["value"], a["replyToId"] = s.id("f:invoke-"), name, value, m.ID
	obj(a["channelData"])["source"] = object{"name": "message"}
	return a
}

// ask tells the app of an invoke and waits for the answer. The lock is held, but not
// while it waits.
func (s *Stub) ask(ctx context.Context, a object) (Result, error) {
	d := s.tell(a, true)
	s.mu.Unlock()
	told, err := s.Answered(ctx, d.ID)
	s.mu.Lock()
	res := Result{Delivery: d.ID, Status: told.Status, Answer: told.Answer}
	if err != nil {
		return res, err
	}
	if told.Failed != "" {
		return res, fmt.Errorf("the app did not answer an invoke of %s: %s (HTTP %d)", told.Name, told.Failed, told.Status)
	}
	return res, nil
}

// window asks the app by an invoke and shows the window that it answers. The lock is
// held, but not while the app answers.
func (s *Stub) window(ctx context.Context, u *User, c *Conversation, message string, a object) (Result, error) {
	res, err := s.ask(ctx, a)
	if err != nil {
		return res, err
	}
	delete(s.windows, u.ID)
	s.changed()
	if b := bytes.TrimSpace(res.Answer); len(b) == 0 || string(b) == "{}" || string(b) == "null" {
		return res, nil
	}
	var in struct {
		Task *struct {
			Type  string
			Value json.RawMessage
		}
	}
	if err := json.Unmarshal(res.Answer, &in); err != nil || in.Task == nil {
		return res, fmt.Errorf("the answer is neither empty nor a task")
	}
	if in.Task.Type == "message" {
		err := json.Unmarshal(in.Task.Value, &res.Text)
		if err != nil || res.Text == "" {
			return res, fmt.Errorf("the task says to show a text, and has none")
		}
		s.windows[u.ID] = &Window{User: u.ID, Conversation: c.ID, Message: message, Text: res.Text}
		return res, nil
	}
	w, err := readTask(in.Task.Type, in.Task.Value)
	if err != nil {
		return res, err
	}
	w.User, w.Conversation, w.Message = u.ID, c.ID, message
	s.windows[u.ID] = w
	if s.o.Capture != nil {
		s.o.Capture("task", bytes.Clone(res.Answer))
	}
	s.captureCard(w.card)
	return res, nil
}

func (s *Stub) captureCard(card object) {
	if s.o.Capture != nil {
		s.o.Capture("card", encode(card))
	}
}

func readTask(kind string, value json.RawMessage) (*Window, error) {
	var v object
	if kind != "continue" || json.Unmarshal(value, &v) != nil {
		return nil, fmt.Errorf("the task's type is %q; it continues or says a message", kind)
	}
	for name := range v {
		if !slices.Contains([]string{"title", "height", "width", "card", "fallbackUrl", "completionBotId"}, name) {
			return nil, fmt.Errorf("a task has no field %q", name)
		}
	}
	for _, name := range []string{"height", "width"} {
		if !measure(v[name]) {
			return nil, fmt.Errorf("the task's %s is %v; a number, small, medium or large", name, v[name])
		}
	}
	at := obj(v["card"])
	if str(at["contentType"]) != CardType {
		return nil, fmt.Errorf("the task's card is no attachment with an adaptive card")
	}
	if err := CheckCard(at["content"]); err != nil {
		return nil, fmt.Errorf("the task's card: %w", err)
	}
	card := obj(at["content"])
	for _, c := range controls([]object{card}) {
		if c.Kind == "Action.Execute" {
			return nil, fmt.Errorf("a window sends its form by Action.Submit, not Action.Execute")
		}
	}
	if str(v["title"]) == "" {
		return nil, fmt.Errorf("the task has no title")
	}
	return &Window{Title: str(v["title"]), Height: v["height"], Width: v["width"], Card: encode(card), card: card}, nil
}

func measure(v any) bool {
	n, number := v.(float64)
	return v == nil || number && n > 0 || slices.Contains([]string{"small", "medium", "large"}, str(v))
}
