package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	dialTime  = 10 * time.Second
	pingEvery = 25 * time.Second
	// silence is how long nothing may come, no answer to a ping either, before a
	// connection counts as dead. It does not hang on Slack's pings.
	silence      = 70 * time.Second
	writeTime    = 10 * time.Second
	closeTime    = 2 * time.Second
	mostEnvelope = 4 << 20
)

// An envelope is what comes over a socket.
type envelope struct {
	ID      string          `json:"envelope_id"`
	Type    string          `json:"type"`
	Reason  string          `json:"reason"`
	Payload json.RawMessage `json:"payload"`
}

// A socket is one connection in Socket Mode.
type socket struct {
	a       *Adapter
	ws      *websocket.Conn
	lines   *lines
	live    context.Context // ends when nothing is acknowledged any more
	since   time.Time
	leaving chan struct{} // closed when another connection is wanted
	once    sync.Once

	mu sync.Mutex // held while writing
}

// dial opens a connection and waits for its greeting.
func (a *Adapter) dial(ctx, live context.Context, l *lines) (*socket, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	_, address, err := a.api.StartSocketModeContext(ctx)
	if err == nil && address == "" {
		err = errNothingSaid
	}
	if err != nil {
		return nil, a.failed(ctx, methodConnect, err)
	}
	d := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: dialTime}
	ws, resp, err := d.DialContext(ctx, address, nil)
	if err != nil {
		if resp != nil {
			_ = resp.Body.Close()
			return nil, fmt.Errorf("slack: opening a socket: HTTP %d", resp.StatusCode)
		}
		return nil, errors.New("slack: opening a socket: no connection") // the address holds a ticket
	}
	ws.SetReadLimit(mostEnvelope)
	s := &socket{a: a, ws: ws, lines: l, live: live, since: time.Now(), leaving: make(chan struct{})}
	_ = ws.SetReadDeadline(time.Now().Add(dialTime))
	if e, err := s.next(); err != nil || e.Type != "hello" {
		_ = ws.Close()
		return nil, errors.New("slack: a socket did not begin with a greeting")
	}
	return s, nil
}

// next reads an envelope. One that can't be read is empty.
func (s *socket) next() (e envelope, err error) {
	_, raw, err := s.ws.ReadMessage()
	if err != nil {
		return e, err
	}
	if json.Unmarshal(raw, &e) != nil {
		s.a.unreadable("socket")
		return envelope{}, nil
	}
	return e, nil
}

// run reads until the connection ends, or until the context ends and then all that
// was begun is acknowledged.
func (s *socket) run(ctx context.Context) {
	done := make(chan struct{})
	var beat sync.WaitGroup
	beat.Go(func() { s.beat(done) })
	defer func() {
		s.leave()
		close(done)
		beat.Wait()
	}()
	alive := func(string) error { return s.ws.SetReadDeadline(s.deadline()) }
	s.ws.SetPongHandler(alive)
	ping := s.ws.PingHandler()
	s.ws.SetPingHandler(func(said string) error {
		if err := alive(said); err != nil {
			return err
		}
		return ping(said)
	})
	for {
		if s.ws.SetReadDeadline(s.deadline()) != nil {
			return
		}
		e, err := s.next()
		if err != nil {
			return
		}
		switch {
		case e.Type == "disconnect":
			s.a.o.Log.Info("Slack ends a connection", "reason", e.Reason)
			s.leave()
		case e.ID != "" && ctx.Err() == nil:
			s.lines.put(job{s, e})
		}
	}
}

// deadline is when silence means that the connection is dead.
func (s *socket) deadline() time.Time {
	select {
	case <-s.leaving:
		return time.Now().Add(mostLeaving)
	default:
		return time.Now().Add(silence)
	}
}

// beat pings until the connection is done, and closes it then, or when nothing is
// acknowledged any more.
func (s *socket) beat(done <-chan struct{}) {
	defer s.ws.Close()
	t := time.NewTicker(pingEvery)
	defer t.Stop()
	leaving := s.leaving
	var end <-chan time.Time
	for {
		select {
		case <-done:
			return
		case <-s.live.Done():
			_ = s.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
			goodbye := time.NewTimer(closeTime)
			defer goodbye.Stop()
			select { // closed at once, acknowledgements under way could be lost
			case <-done:
			case <-goodbye.C:
			}
			return
		case <-leaving:
			leaving = nil
			late := time.NewTimer(mostLeaving)
			defer late.Stop()
			end = late.C
		case <-end:
			return
		case <-t.C:
			if s.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTime)) != nil {
				return
			}
		}
	}
}

// leave says that another connection is wanted.
func (s *socket) leave() { s.once.Do(func() { close(s.leaving) }) }

// early tells whether a connection ended so soon that the next must not follow at
// once: else a Slack that greets and hangs up is called without end.
func (s *socket) early() bool { return time.Since(s.since) < firstPause }

// ack acknowledges an envelope.
func (s *socket) ack(id string, payload any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.ws.SetWriteDeadline(time.Now().Add(writeTime))
	said := struct {
		ID      string `json:"envelope_id"`
		Payload any    `json:"payload,omitempty"`
	}{id, payload}
	if err := s.ws.WriteJSON(said); err != nil {
		s.a.o.Log.Info("an acknowledgement was lost; Slack tells it again")
	}
}
