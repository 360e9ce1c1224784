package slackstub

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// A Prompt is a question that the app suggests at the head of a new thread.
type Prompt struct{ Title, Message string }

// An AssistantThread is a conversation in the pane that Slack keeps for assistants.
type AssistantThread struct {
	User, Channel, TS string
	Title, Status     string
	PromptsTitle      string
	Prompts           []Prompt
}

// AssistantThread is the conversation that began at a time stamp.
func (s *Stub) AssistantThread(channel, ts string) (AssistantThread, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.threads[channel+"/"+ts]; t != nil {
		return *t, true
	}
	return AssistantThread{}, false
}

// AssistantThreads are those of a person, the oldest first.
func (s *Stub) AssistantThreads(user string) []AssistantThread {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []AssistantThread
	for _, t := range s.threads {
		if t.User == user {
			out = append(out, *t)
		}
	}
	slices.SortFunc(out, func(a, b AssistantThread) int { return byTime(a.TS, b.TS) })
	return out
}

// Assistants tells whether the workspace has assistant threads.
func (s *Stub) Assistants() bool { return !s.o.NoThread }

// StartAssistantThread has somebody begin a conversation in the assistant's pane.
// It gives the channel and the thread's time stamp.
func (s *Stub) StartAssistantThread(user string) (channel, ts string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.o.NoThread {
		return "", "", fmt.Errorf("%s has no assistants", s.o.TeamName)
	}
	if s.users[user] == nil {
		return "", "", fmt.Errorf("nobody here is %s", user)
	}
	c := s.dm(user)
	m := s.put(&Message{Channel: c.ID, User: DefaultBot, FromApp: true, Subtype: "assistant_app_thread", Text: "New assistant thread"})
	m.Thread = m.TS
	t := &AssistantThread{User: user, Channel: c.ID, TS: m.TS}
	s.threads[c.ID+"/"+m.TS] = t
	s.tell("assistant_thread_started", "", c.ID, object{"type": "assistant_thread_started", "event_ts": m.TS, "assistant_thread": t.json(s.o.Team)})
	s.changed()
	return c.ID, m.TS, nil
}

// LookElsewhere tells the app that somebody with an open assistant thread now looks
// at another channel.
func (s *Stub) LookElsewhere(channel, ts, at string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.threads[channel+"/"+ts]
	if t == nil {
		return fmt.Errorf("no assistant thread stands at %s", ts)
	}
	j := t.json(s.o.Team)
	j["context"] = object{"channel_id": at, "team_id": s.o.Team, "enterprise_id": nil}
	s.tell("assistant_thread_context_changed", "", channel, object{"type": "assistant_thread_context_changed", "event_ts": s.ts(), "assistant_thread": j})
	return nil
}

func (t *AssistantThread) json(team string) object {
	return object{"user_id": t.User, "channel_id": t.Channel, "thread_ts": t.TS, "context": object{"team_id": team}}
}

// thread finds the assistant thread that a method is about. The lock is held.
func (s *Stub) thread(a args) (*AssistantThread, error) {
	id := a.text("channel_id")
	c := s.chans[id]
	switch {
	case s.o.NoThread:
		return nil, refuse("not_allowed")
	case c == nil || !c.has(DefaultBot):
		return nil, refuse("channel_not_found")
	}
	if t := s.threads[id+"/"+a.text("thread_ts")]; t != nil {
		return t, nil
	}
	if s.find(id, a.text("thread_ts")) == nil {
		return nil, refuse("invalid_thread_ts")
	}
	return nil, refuse("not_allowed") // a thread, but no assistant's
}

func (s *Stub) setStatus(a args) (object, error) {
	t, err := s.thread(a)
	if err != nil {
		return nil, err
	}
	if _, there := a["status"]; !there {
		return nil, invalid("invalid_arguments", "[ERROR] missing required field: status")
	}
	if v, there, err := a.value("loading_messages"); there && err == nil {
		if list, ok := v.([]any); !ok || len(list) > 10 {
			return nil, invalid("invalid_arguments", "[ERROR] no more than 10 items allowed [json-pointer:/loading_messages]")
		}
	}
	t.Status = a.text("status")
	s.changed()
	return object{}, nil
}

func (s *Stub) setTitle(a args) (object, error) {
	t, err := s.thread(a)
	if err != nil {
		return nil, err
	}
	title := a.text("title")
	if title == "" || utf8.RuneCountInString(title) > 255 {
		return nil, invalid("invalid_arguments", "[ERROR] must be 1 to 255 characters [json-pointer:/title]")
	}
	t.Title = title
	s.changed()
	return object{}, nil
}

func (s *Stub) setPrompts(a args) (object, error) {
	t, err := s.thread(a)
	if err != nil {
		return nil, err
	}
	v, _, err := a.value("prompts")
	list, ok := v.([]any)
	if err != nil || !ok || len(list) == 0 || len(list) > 4 {
		return nil, invalid("invalid_arguments", "[ERROR] 1 to 4 items allowed [json-pointer:/prompts]")
	}
	var prompts []Prompt
	for i, x := range list {
		o, _ := x.(object)
		p := Prompt{str(o["title"]), str(o["message"])}
		if p.Title == "" || p.Message == "" {
			return nil, invalid("invalid_arguments", fmt.Sprintf("[ERROR] missing title or message [json-pointer:/prompts/%d]", i))
		}
		prompts = append(prompts, p)
	}
	t.Prompts, t.PromptsTitle = prompts, a.text("title")
	s.changed()
	return object{}, nil
}

func str(v any) string { t, _ := v.(string); return t }
