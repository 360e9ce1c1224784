package stubtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/gorilla/websocket"

	"hearth/bot/slack/slackstub"
)

// An App is the least that can listen to a workspace: tests of the workspace use it
// where hearth is not what is tried.
type App struct {
	t  testing.TB
	s  *slackstub.Stub
	ws *websocket.Conn
}

// An Envelope is what came over the socket.
type Envelope struct {
	ID      string          `json:"envelope_id"`
	Type    string          `json:"type"`
	Reason  string          `json:"reason"`
	Accepts bool            `json:"accepts_response_payload"`
	Attempt int             `json:"retry_attempt"`
	Why     string          `json:"retry_reason"`
	Payload json.RawMessage `json:"payload"`
	Sockets int             `json:"num_connections"`
}

// Connect opens a socket and reads its greeting.
func Connect(t testing.TB, s *slackstub.Stub) *App {
	t.Helper()
	a := &App{t: t, s: s}
	answer := a.Call(s.AppToken(), "apps.connections.open", nil)
	to, _ := answer["url"].(string)
	ws, res, err := websocket.DefaultDialer.DialContext(t.Context(), to, nil)
	if err != nil {
		t.Fatalf("opening a socket: %v", err)
	}
	_ = res.Body.Close()
	a.ws = ws
	t.Cleanup(func() { _ = ws.Close() })
	if e := a.Next(); e.Type != "hello" {
		t.Fatalf("the socket begins with %q, want hello", e.Type)
	}
	return a
}

// Next waits for what comes over the socket next.
func (a *App) Next() Envelope {
	a.t.Helper()
	e, err := a.Read()
	if err != nil {
		a.t.Fatalf("reading the socket: %v", err)
	}
	return e
}

// Read is Next for those who expect an end.
func (a *App) Read() (e Envelope, err error) {
	err = a.ws.ReadJSON(&e)
	return e, err
}

// Ended reads until the socket ends.
func (a *App) Ended() {
	for {
		if _, _, err := a.ws.ReadMessage(); err != nil {
			return
		}
	}
}

// Ack acknowledges an envelope, with a payload where it isn't nil.
func (a *App) Ack(e Envelope, payload any) {
	a.t.Helper()
	ack := map[string]any{"envelope_id": e.ID}
	if payload != nil {
		ack["payload"] = payload
	}
	if err := a.ws.WriteJSON(ack); err != nil {
		a.t.Fatalf("acknowledging: %v", err)
	}
}

// Call calls a method with a JSON body and gives its answer.
func (a *App) Call(token, method string, args any) map[string]any {
	a.t.Helper()
	status, out := Call(a.t, a.s, token, method, args)
	if status != http.StatusOK || out["ok"] != true {
		a.t.Fatalf("%s: HTTP %d, %v", method, status, out)
	}
	return out
}

// Call calls a method of the Web API with a JSON body.
func Call(t testing.TB, s *slackstub.Stub, token, method string, args any) (status int, answer map[string]any) {
	t.Helper()
	body, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.API()+method, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &answer); err != nil {
		t.Fatalf("%s answered %q: %v", method, b, err)
	}
	return res.StatusCode, answer
}

// Pinged gives a channel that gets something at the first ping. The socket must be
// read for it.
func (a *App) Pinged() <-chan struct{} {
	first := make(chan struct{}, 1)
	a.ws.SetPingHandler(func(string) error {
		select {
		case first <- struct{}{}:
		default:
		}
		return nil
	})
	return first
}
