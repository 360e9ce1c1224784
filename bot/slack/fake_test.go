package slack_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/slack"
)

// botToken is what must stand in no error and no log.
const botToken = "xoxb-1-secret"

// signingSecret signs what this Slack tells.
const signingSecret = "a-signing-secret"

// an api is a Web API as bare as it can be, for answers that no Slack should give.
type api struct {
	*httptest.Server
	mu    sync.Mutex
	now   time.Time
	rules map[string]http.HandlerFunc // by method, instead of the usual answer
	calls []call
	ts    int
}

type call struct {
	Method string
	Form   url.Values
	Body   string
}

// usual are the answers of a Slack that is well.
func (a *api) usual(method string) any {
	a.ts++
	ts := "1700000000." + strconv.Itoa(100000+a.ts)
	switch method {
	case "auth.test":
		return map[string]any{"ok": true, "team_id": "T1", "team": "Redcar", "user_id": "U0", "bot_id": "B0", "url": "https://redcar.slack.com/"}
	case "chat.postMessage":
		return map[string]any{"ok": true, "channel": "D1", "ts": ts}
	case "chat.postEphemeral":
		return map[string]any{"ok": true, "message_ts": ts}
	case "conversations.open":
		return map[string]any{"ok": true, "channel": map[string]any{"id": "D1"}}
	case "conversations.history", "conversations.replies":
		return map[string]any{"ok": true, "messages": []any{}}
	case "users.info":
		return map[string]any{"ok": true, "user": map[string]any{"id": "U1", "team_id": "T1", "real_name": "Jane Doe", "profile": map[string]any{"email": "jane@council.example"}}}
	case "apps.connections.open":
		return map[string]any{"ok": true, "url": "wss://wss-primary.slack.com/link"}
	}
	return map[string]any{"ok": true}
}

func open(t testing.TB, change func(*slack.Options)) (*api, *slack.Adapter) {
	t.Helper()
	a := &api{rules: map[string]http.HandlerFunc{}, now: time.Unix(1_700_000_000, 0)}
	a.Server = httptest.NewServer(a)
	t.Cleanup(a.Close)
	return a, a.adapter(t, change)
}

func (a *api) adapter(t testing.TB, change func(*slack.Options)) *slack.Adapter {
	t.Helper()
	o := slack.Options{Token: botToken, AppToken: "xapp-1-secret", SigningSecret: signingSecret, API: a.URL + "/api/", Now: a.clock, Pace: time.Nanosecond}
	if change != nil {
		change(&o)
	}
	s, err := slack.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (a *api) clock() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.now
}

func (a *api) pass(d time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.now = a.now.Add(d)
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw := new(strings.Builder)
	_, _ = io.Copy(raw, r.Body)
	form, _ := url.ParseQuery(raw.String())
	method, ok := strings.CutPrefix(r.URL.Path, "/api/")
	if !ok {
		method = "response_url"
	}
	a.mu.Lock()
	a.calls = append(a.calls, call{method, form, raw.String()})
	rule := a.rules[method]
	answer := a.usual(method)
	a.mu.Unlock()
	if rule != nil {
		rule(w, r)
		return
	}
	w.Header().Set("X-OAuth-Scopes", scopes())
	says(answer)(w, r)
}

// scopes are all that hearth needs, as Slack tells them.
func scopes() string {
	var names []string
	for _, s := range slack.Scopes() {
		names = append(names, s.Name)
	}
	return strings.Join(names, ",")
}

func (a *api) rule(method string, h http.HandlerFunc) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if h == nil {
		delete(a.rules, method)
		return
	}
	a.rules[method] = h
}

// called gives the forms with which a method was called.
func (a *api) called(method string) (out []call) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, c := range a.calls {
		if c.Method == method {
			out = append(out, c)
		}
	}
	return out
}

func (a *api) all() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.calls)
}

// says is an answer as it stands.
func says(v any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
}

func refuses(code string) http.HandlerFunc { return says(map[string]any{"ok": false, "error": code}) }

var (
	dm      = bot.Place{Platform: bot.Slack, Workspace: "T1", Channel: "D1", Kind: bot.Direct}
	channel = bot.Place{Platform: bot.Slack, Workspace: "T1", Channel: "C1", Thread: "1700000000.000100", Kind: bot.Channel}
)

// secret is a word of a member's, which must stand in no error and no log.
const secret = "Kayleigh"

func message(key string, v bot.Visibility) bot.Message {
	return bot.Message{Key: key, Visibility: v, For: "U1", Blocks: bot.Text("About " + secret + ".")}
}
