package teamsstub_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"hearth/bot/teams/teamsstub"
)

type object = map[string]any

// app is the least that can be an app of the organisation.
type app struct {
	t     testing.TB
	s     *teamsstub.Stub
	token string

	mu     sync.Mutex
	got    []object
	tokens []string
	reply  func(a object) (status int, body any)
}

func start(t testing.TB, o teamsstub.Options) *teamsstub.Stub {
	t.Helper()
	s, err := teamsstub.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// join starts an app that takes whatever it is told.
func join(t testing.TB, s *teamsstub.Stub) *app {
	t.Helper()
	a := &app{t: t, s: s}
	srv := httptest.NewServer(a)
	t.Cleanup(srv.Close)
	s.SendTo(srv.URL + "/teams/messages")
	return a
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in object
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		a.t.Errorf("reading an activity: %v", err)
	}
	a.mu.Lock()
	a.got = append(a.got, in)
	a.tokens = append(a.tokens, r.Header.Get("Authorization"))
	reply := a.reply
	a.mu.Unlock()
	status, body := http.StatusAccepted, any(nil)
	if reply != nil {
		status, body = reply(in)
	}
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		a.t.Errorf("answering: %v", err)
	}
}

func (a *app) answers(reply func(a object) (int, any)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reply = reply
}

func (a *app) told() []object {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]object(nil), a.got...)
}

// last is what the app was told last.
func (a *app) last() object {
	a.t.Helper()
	if err := a.s.Settled(a.t.Context()); err != nil {
		a.t.Fatal(err)
	}
	got := a.told()
	if len(got) == 0 {
		a.t.Fatal("the app was told nothing")
	}
	return got[len(got)-1]
}

// grant asks for a token.
func grant(t testing.TB, s *teamsstub.Stub, change func(url.Values)) (status int, out object) {
	t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {s.App()}, "client_secret": {s.Password()},
		"scope": {teamsstub.Scope}}
	if change != nil {
		change(form)
	}
	res, err := http.PostForm(s.TokenURL(), form)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, res)
}

func read(t testing.TB, res *http.Response) (status int, out object) {
	t.Helper()
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 0 {
		if err := json.Unmarshal(b, &out); err != nil {
			var l []any
			if json.Unmarshal(b, &l) != nil {
				t.Fatalf("the answer %q is no JSON: %v", b, err)
			}
			out = object{"list": l}
		}
	}
	return res.StatusCode, out
}

// do asks the connector for something with a good token.
func (a *app) do(method, path string, body any) (status int, out object) {
	a.t.Helper()
	res, err := a.try(method, path, body)
	if err != nil {
		a.t.Fatal(err)
	}
	return read(a.t, res)
}

func (a *app) try(method, path string, body any) (*http.Response, error) {
	a.t.Helper()
	if a.token == "" {
		_, out := grant(a.t, a.s, nil)
		a.token, _ = out["access_token"].(string)
	}
	var b []byte
	if body != nil {
		var err error
		if b, err = json.Marshal(body); err != nil {
			a.t.Fatal(err)
		}
	}
	req, err := http.NewRequestWithContext(a.t.Context(), method, a.s.ServiceURL()+"v3/conversations"+path, bytes.NewReader(b))
	if err != nil {
		a.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+a.token)
	if b != nil {
		req.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	return http.DefaultClient.Do(req)
}

// post posts an activity and gives its identity.
func (a *app) post(conversation string, activity object) string {
	a.t.Helper()
	status, out := a.do(http.MethodPost, "/"+url.PathEscape(conversation)+"/activities", activity)
	if status != http.StatusCreated {
		a.t.Fatalf("posting: HTTP %d, %v", status, out)
	}
	id, _ := out["id"].(string)
	return id
}

func code(out object) string {
	e, _ := out["error"].(object)
	c, _ := e["code"].(string)
	return c
}

func why(out object) string {
	e, _ := out["error"].(object)
	m, _ := e["message"].(string)
	return m
}

func text(s string) object { return object{"type": "message", "text": s, "textFormat": "plain"} }

func card(body []object, actions ...object) object {
	c := object{"type": "AdaptiveCard", "version": "1.5", "body": body}
	if len(actions) > 0 {
		c["actions"] = actions
	}
	return c
}

func attached(c object) object {
	return object{"contentType": teamsstub.CardType, "content": c}
}

func withCard(c object) object {
	return object{"type": "message", "attachments": []object{attached(c)}}
}

func says(s string) object { return object{"type": "TextBlock", "text": s, "wrap": true} }

func path(keys string, v any) any {
	for _, k := range strings.Split(keys, ".") {
		o, _ := v.(object)
		v = o[k]
	}
	return v
}
