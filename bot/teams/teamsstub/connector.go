package teamsstub

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

func (s *Stub) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/token", s.serveToken)
	mux.HandleFunc("GET /v1/.well-known/openidconfiguration", s.serveMetadata)
	mux.HandleFunc("GET /v1/.well-known/keys", s.serveKeys)
	const conv = " /emea/v3/conversations"
	mux.HandleFunc("POST"+conv, s.connector(CreateChat, s.createChat))
	mux.HandleFunc("POST"+conv+"/{conversation}/activities", s.connector(Send, s.take))
	mux.HandleFunc("POST"+conv+"/{conversation}/activities/{activity}", s.connector(Send, s.take))
	mux.HandleFunc("PUT"+conv+"/{conversation}/activities/{activity}", s.connector(Update, s.update))
	mux.HandleFunc("DELETE"+conv+"/{conversation}/activities/{activity}", s.connector(Remove, s.remove))
	mux.HandleFunc("GET"+conv+"/{conversation}/members", s.connector(ListMembers, s.listMembers))
	mux.HandleFunc("GET"+conv+"/{conversation}/pagedmembers", s.connector(PagedMembers, s.pagedMembers))
	mux.HandleFunc("GET"+conv+"/{conversation}/members/{user}", s.connector(GetMember, s.getMember))
	return mux
}

// connector is one method of the connector: the token, the size, faults, then what
// it does, under the lock.
func (s *Stub) connector(op string, do func(c Call) (status int, v any, err *refusal)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c := Call{Op: op, Conversation: r.PathValue("conversation"), Activity: r.PathValue("activity"), User: r.PathValue("user")}
		body, err := io.ReadAll(io.LimitReader(r.Body, 4<<20))
		if err != nil {
			return // nobody is left to answer
		}
		c.Body = body
		f := s.nextFault(c)
		if f != nil && !f.hold(r.Context()) {
			s.note(c)
			return
		}
		if f != nil && !f.slow() && !f.Taken {
			s.strike(w, c, f)
			return
		}
		token, allowed := s.allowed(r)
		c.Token = token
		var status int
		var v any
		var refused *refusal
		switch {
		case !allowed:
			refused = refuse(Unauthorized)
		case len(body) > 0 && !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json"):
			refused = wrong("the body is not said to be JSON")
		case len(body) > s.o.Limit:
			refused = refuse(TooBig)
		default:
			s.mu.Lock()
			status, v, refused = do(c)
			s.changed()
			s.mu.Unlock()
		}
		if f != nil && !f.slow() {
			s.strike(w, c, f)
			return
		}
		if refused != nil {
			c.Status, c.Code = refused.status, refused.code
			s.note(c)
			refused.write(w)
			return
		}
		c.Status = status
		s.note(c)
		if v == nil {
			w.WriteHeader(status)
			return
		}
		answer(w, status, v)
	}
}

// strike answers as a fault wants it.
func (s *Stub) strike(w http.ResponseWriter, c Call, f *Fault) {
	if f.Drop {
		s.note(c)
		panic(http.ErrAbortHandler)
	}
	refused := f.refusal()
	c.Status, c.Code = refused.status, refused.code
	s.note(c)
	refused.write(w)
}

// split takes a thread's part off a conversation's id.
func split(id string) (conversation, thread string) {
	conversation, thread, _ = strings.Cut(id, ";messageid=")
	return conversation, thread
}

// reach finds a conversation that the app may write to. The lock is held.
func (s *Stub) reach(id string) (*Conversation, string, *refusal) {
	conv, thread := split(id)
	c := s.convs[conv]
	switch {
	case s.disabled:
		return nil, "", refuse(BotDisabledByAdmin)
	case c == nil:
		return nil, "", refuse(NoConversation)
	case s.without(c):
		return nil, "", refuse(NotInRoster)
	case thread != "" && (c.Kind != Channel || s.find(conv, thread) == nil):
		return nil, "", refuse(NoConversation)
	}
	return c, thread, nil
}

// createChat opens the chat of one person and the app.
func (s *Stub) createChat(c Call) (int, any, *refusal) {
	var in struct {
		Bot, From   struct{ ID string }
		Members     []struct{ ID string }
		IsGroup     bool
		TenantID    string
		ChannelData struct{ Tenant struct{ ID string } }
		Activity    json.RawMessage
	}
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return 0, nil, wrong("the body is no JSON object")
	}
	or(&in.TenantID, in.ChannelData.Tenant.ID)
	switch {
	case s.disabled:
		return 0, nil, refuse(BotDisabledByAdmin)
	case in.IsGroup || len(in.Members) != 1:
		return 0, nil, wrong("the app may open a chat with one person alone")
	case in.Bot.ID != s.Bot():
		return 0, nil, wrong("bot.id is not that of the app")
	case in.TenantID != s.o.Tenant:
		return 0, nil, wrong("the tenant is not that of the app's organisation")
	}
	u := s.user(in.Members[0].ID)
	switch {
	case u == nil || u.Gone || u.Tenant != s.o.Tenant:
		return 0, nil, wrong("there is no such member in the organisation")
	case u.Without:
		return 0, nil, refuse(Forbidden)
	}
	conv := s.chat(u.ID)
	out := object{"id": conv.ID, "serviceUrl": s.ServiceURL()}
	if len(in.Activity) > 0 && string(in.Activity) != "null" {
		m, refused := s.post(conv, "", "", in.Activity)
		if refused != nil {
			return 0, nil, refused
		}
		out["activityId"] = m.ID
	}
	return http.StatusCreated, out, nil
}

func (s *Stub) getMember(c Call) (int, any, *refusal) {
	conv, _, refused := s.reach(c.Conversation)
	if refused != nil {
		return 0, nil, refused
	}
	u := s.user(c.User)
	if u == nil || u.Gone {
		return 0, nil, refuse(NoMember)
	}
	for _, id := range conv.Members {
		if id == u.ID {
			return http.StatusOK, memberJSON(u), nil
		}
	}
	return 0, nil, refuse(NoMember)
}

func (s *Stub) members(c Call) ([]object, *refusal) {
	conv, _, refused := s.reach(c.Conversation)
	if refused != nil {
		return nil, refused
	}
	list := []object{}
	for _, id := range conv.Members {
		if u := s.users[id]; u != nil && !u.Gone {
			list = append(list, memberJSON(u))
		}
	}
	return list, nil
}

func (s *Stub) listMembers(c Call) (int, any, *refusal) {
	list, refused := s.members(c)
	return http.StatusOK, list, refused
}

func (s *Stub) pagedMembers(c Call) (int, any, *refusal) {
	list, refused := s.members(c)
	return http.StatusOK, object{"members": list}, refused
}

// A pacer counts what is posted in one conversation.
type pacer struct {
	left int
	next time.Time
}

// paced says how long the app has to wait before it may post. The lock is held.
func (s *Stub) paced(conversation string) time.Duration {
	if s.o.Pace == 0 {
		return 0
	}
	now := time.Now()
	p := s.pace[conversation]
	if p == nil || !now.Before(p.next.Add(s.o.Pace*time.Duration(max(s.o.Burst, 1)))) {
		p = &pacer{left: max(s.o.Burst, 1)}
		s.pace[conversation] = p
	}
	if p.left == 0 && now.Before(p.next) {
		return p.next.Sub(now)
	}
	p.left = max(p.left-1, 0)
	p.next = now.Add(s.o.Pace)
	return 0
}
