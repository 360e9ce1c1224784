package slackstub

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

type object = map[string]any

// A refusal is Slack's "ok": false.
type refusal struct {
	code string
	with object
}

func (r *refusal) Error() string { return r.code }

func refuse(code string) error { return &refusal{code: code} }

// invalid is a refusal that says where.
func invalid(code string, messages ...string) error {
	return &refusal{code, object{"response_metadata": object{"messages": messages}}}
}

// A Call is one call of a method, as it came.
type Call struct {
	Method string
	At     time.Time // by the machine's clock
	Args   map[string]any
	Status int
	Error  string // Slack's; "" where it was carried out
	Taken  bool   // it was carried out, whatever the app was told
}

// Calls are those of a method, or of every method where it is "".
func (s *Stub) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			out = append(out, c)
		}
	}
	return out
}

// A method is one of the Web API. It runs under the lock and sends nothing.
type method struct {
	app   bool     // it wants the app's token
	scope []string // any of these does
	run   func(s *Stub, a args) (object, error)
}

var methods map[string]method

func init() {
	methods = map[string]method{
		"auth.test":                             {run: (*Stub).authTest},
		"apps.connections.open":                 {app: true, run: (*Stub).openConnection},
		"chat.postMessage":                      {scope: []string{"chat:write"}, run: (*Stub).postMessage},
		"chat.postEphemeral":                    {scope: []string{"chat:write"}, run: (*Stub).postEphemeral},
		"chat.update":                           {scope: []string{"chat:write"}, run: (*Stub).updateMessage},
		"chat.delete":                           {scope: []string{"chat:write"}, run: (*Stub).deleteMessage},
		"conversations.open":                    {scope: []string{"im:write", "mpim:write", "channels:manage", "groups:write"}, run: (*Stub).openConversation},
		"conversations.info":                    {scope: []string{"channels:read", "groups:read", "im:read", "mpim:read"}, run: (*Stub).conversationInfo},
		"conversations.history":                 {scope: []string{"channels:history", "groups:history", "im:history", "mpim:history"}, run: (*Stub).history},
		"conversations.replies":                 {scope: []string{"channels:history", "groups:history", "im:history", "mpim:history"}, run: (*Stub).threadReplies},
		"users.info":                            {scope: []string{"users:read"}, run: (*Stub).userInfo},
		"users.list":                            {scope: []string{"users:read"}, run: (*Stub).userList},
		"users.lookupByEmail":                   {scope: []string{"users:read.email"}, run: (*Stub).lookupByEmail},
		"views.open":                            {run: (*Stub).openView},
		"views.push":                            {run: (*Stub).pushView},
		"views.update":                          {run: (*Stub).updateView},
		"views.publish":                         {run: (*Stub).publishView},
		"assistant.threads.setStatus":           {scope: []string{"assistant:write", "chat:write"}, run: (*Stub).setStatus},
		"assistant.threads.setTitle":            {scope: []string{"assistant:write"}, run: (*Stub).setTitle},
		"assistant.threads.setSuggestedPrompts": {scope: []string{"assistant:write"}, run: (*Stub).setPrompts},
	}
}

func (s *Stub) serveMethod(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("method")
	a, token, err := readArgs(r)
	f := s.nextFault(name, a)
	c := Call{Method: name, At: time.Now(), Args: a, Status: http.StatusOK}
	var out object
	run := func() {
		if err == nil {
			out, err = s.carryOut(name, token, a)
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
	if f != nil && f.slow() {
		f = nil
	}
	header := w.Header()
	if w2 := s.oauthScopes(token); w2 != "" {
		header.Set("X-OAuth-Scopes", w2)
		header.Set("X-Accepted-OAuth-Scopes", strings.Join(methods[name].scope, ","))
	}
	var no *refusal
	if f != nil && f.Drop {
		no = &refusal{code: "the connection ended"}
	} else if f != nil {
		c.Status, no = f.answer(header)
	} else if errors.As(err, &no) {
		if no.code == "ratelimited" {
			c.Status = http.StatusTooManyRequests
			header.Set("Retry-After", no.with["retry_after"].(string))
			no = &refusal{code: no.code}
		}
	} else if err != nil {
		no = &refusal{code: "invalid_arguments", with: object{"response_metadata": object{"messages": []string{"[ERROR] " + err.Error()}}}}
	}
	if no != nil {
		c.Error, out = no.code, object{"ok": false, "error": no.code}
		for k, v := range no.with {
			out[k] = v
		}
	}
	s.mu.Lock()
	s.calls = append(s.calls, c)
	s.changed()
	s.mu.Unlock()
	if f != nil && f.Drop {
		panic(http.ErrAbortHandler) // the connection ends without an answer
	}
	writeJSON(w, c.Status, out)
}

// carryOut checks the token and its scopes and runs a method.
func (s *Stub) carryOut(name, token string, a args) (object, error) {
	m, known := methods[name]
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case !known:
		return nil, &refusal{"unknown_method", object{"req_method": name}}
	case token == "":
		return nil, refuse("not_authed")
	case token != s.o.BotToken && token != s.o.AppToken:
		return nil, refuse("invalid_auth")
	case m.app != (token == s.o.AppToken):
		return nil, refuse("not_allowed_token_type")
	case len(m.scope) > 0 && !slices.ContainsFunc(m.scope, s.may):
		return nil, s.missing(m.scope[0])
	}
	out, err := m.run(s, a)
	if err != nil {
		return nil, err
	}
	out["ok"] = true
	return out, nil
}

func (s *Stub) may(scope string) bool { return slices.Contains(s.o.Scopes, scope) }

func (s *Stub) missing(scope string) error {
	return &refusal{"missing_scope", object{"needed": scope, "provided": strings.Join(s.o.Scopes, ",")}}
}

func (s *Stub) oauthScopes(token string) string {
	switch token {
	case s.o.BotToken:
		return strings.Join(s.o.Scopes, ",")
	case s.o.AppToken:
		return "connections:write"
	}
	return ""
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // who asked may be gone; nothing depends on it
}

func (s *Stub) authTest(args) (object, error) {
	return object{"url": "https://" + s.o.Domain + ".slack.com/", "team": s.o.TeamName, "user": "hearth",
		"team_id": s.o.Team, "user_id": DefaultBot, "bot_id": DefaultBotID, "is_enterprise_install": false}, nil
}
