package slackstub

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// maxSockets is how many connections an app may have:
// https://docs.slack.dev/apis/events-api/using-socket-mode
const maxSockets = 10

// Why Slack ends a connection.
const (
	Warning          = "warning"           // in a few seconds
	RefreshRequested = "refresh_requested" // now; another is welcome
	LinkDisabled     = "link_disabled"     // now, and Socket Mode is switched off
)

// A sock is one connection in Socket Mode. Its queue is guarded by the stub's lock.
type sock struct {
	ws     *websocket.Conn
	queue  []outgoing
	wake   chan struct{}
	gone   chan struct{}
	leaves bool // it gets nothing new
}

type outgoing struct {
	v   any
	d   *delivery // whose attempt begins when it is written
	end bool      // the connection ends after it
}

func (c *sock) push(o outgoing) {
	c.queue = append(c.queue, o)
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

func (c *sock) cut() { _ = c.ws.NetConn().Close() } // it ends the reader, which tidies up

func (s *Stub) openConnection(args) (object, error) {
	if s.o.NoSocket {
		return nil, refuse("forbidden_team")
	}
	ticket := s.id("ticket-")
	s.tickets[ticket] = true
	return object{"url": "ws" + strings.TrimPrefix(s.url, "http") + "/link/?ticket=" + ticket + "&app_id=" + DefaultApp}, nil
}

// Clients name Slack as their origin, or none; pages of a browser name their own.
var upgrader = websocket.Upgrader{CheckOrigin: func(r *http.Request) bool {
	return slices.Contains([]string{"", "https://api.slack.com", "https://slack.com"}, r.Header.Get("Origin"))
}}

// maxAck is what an acknowledgement may come to; a longer one Slack drops without a
// word.
const maxAck = 20000

func (s *Stub) serveSocket(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	good := s.tickets[ticket] && !s.closed
	delete(s.tickets, ticket)
	full := len(s.socks) >= maxSockets
	s.mu.Unlock()
	if !good || full {
		http.Error(w, "no such connection was opened", http.StatusForbidden)
		return
	}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	c := &sock{ws: ws, wake: make(chan struct{}, 1), gone: make(chan struct{})}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		c.cut()
		return
	}
	s.work.Add(1)
	defer s.work.Done()
	s.socks = append(s.socks, c)
	c.push(outgoing{v: object{"type": "hello", "num_connections": len(s.socks),
		"connection_info": object{"app_id": DefaultApp},
		"debug_info":      object{"host": "stub", "build_number": 1, "approximate_connection_time": 18060}}})
	s.work.Go(func() { s.write(c) })
	s.flush()
	s.changed()
	s.mu.Unlock()
	s.read(c)
}

// write sends what stands in the queue, and pings.
func (s *Stub) write(c *sock) {
	ping := time.NewTicker(s.o.Ping)
	defer ping.Stop()
	for {
		select {
		case <-c.gone:
			return
		case <-ping.C:
			if c.ws.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(5*time.Second)) != nil {
				c.cut()
				return
			}
		case <-c.wake:
			if !s.drain(c) {
				c.cut()
				return
			}
		}
	}
}

func (s *Stub) drain(c *sock) bool {
	for {
		s.mu.Lock()
		if len(c.queue) == 0 {
			s.mu.Unlock()
			return true
		}
		o := c.queue[0]
		c.queue = c.queue[1:]
		if o.d != nil {
			if o.d.ended {
				s.mu.Unlock()
				continue
			}
			s.begin(o.d, c)
		}
		s.mu.Unlock()
		_ = c.ws.SetWriteDeadline(time.Now().Add(10 * time.Second))
		if c.ws.WriteJSON(o.v) != nil {
			return false
		}
		if o.end {
			_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
			_ = c.ws.SetReadDeadline(time.Now().Add(time.Second)) // acknowledgements under way still count
		}
	}
}

// begin starts an attempt over a connection. The lock is held.
func (s *Stub) begin(d *delivery, c *sock) {
	d.sock = c
	d.Attempts[len(d.Attempts)-1].Sent = time.Now()
	d.stopWaiting()
	d.timer = time.AfterFunc(s.o.AckWait, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if !d.ended && !s.closed {
			s.retry(d, "timeout")
		}
	})
}

func (s *Stub) read(c *sock) {
	defer func() {
		close(c.gone)
		_ = c.ws.Close()
		s.mu.Lock()
		defer s.mu.Unlock()
		s.socks = slices.DeleteFunc(s.socks, func(x *sock) bool { return x == c })
		s.changed()
		if s.closed {
			return
		}
		for _, d := range s.sent { // what it took with it goes out again
			if d.sock == c && !d.ended {
				s.retry(d, "connection_closed")
			}
		}
	}()
	for {
		_, b, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if len(b) >= maxAck || json.Unmarshal(b, &ack) != nil {
			continue
		}
		s.mu.Lock()
		if d := s.byID[ack.ID]; d != nil && len(d.Attempts) > 0 {
			s.acknowledge(d, ack.Payload, 0)
		}
		s.mu.Unlock()
	}
}
