package slackstub

import (
	"context"
	"encoding/json"
	"time"
)

// What the app is told of, by Slack's names.
const (
	EventsAPI     = "events_api"
	Interactive   = "interactive"
	SlashCommands = "slash_commands"
)

// A Delivery is one thing that the app is told, and what became of it.
type Delivery struct {
	ID       string // of the envelope
	Kind     string // EventsAPI, Interactive, SlashCommands
	Event    string // what it is about: "message", "app_mention", "block_actions"
	EventID  string
	Payload  json.RawMessage
	Attempts []Attempt
	Acked    bool
	Answer   json.RawMessage // what the acknowledgement carried
	Failed   string          // why it was given up
}

// An Attempt is one time that it was sent. Times are by the machine's clock.
type Attempt struct {
	Over    string // "socket" or "http"
	Number  int    // 0 is the first
	Reason  string // of sending it again, Slack's word for it
	Sent    time.Time
	Acked   time.Time // zero where it was not
	Status  int       // of an HTTP answer
	Dropped bool      // the acknowledgement came and was thrown away
}

// Latency is how long the app took, from the last time that it was sent.
func (d Delivery) Latency() time.Duration {
	if !d.Acked || len(d.Attempts) == 0 {
		return 0
	}
	last := d.Attempts[len(d.Attempts)-1]
	return last.Acked.Sub(last.Sent)
}

type delivery struct {
	Delivery
	channel string        // events of one channel are told in order
	done    chan struct{} // closed when it was acknowledged or given up
	ended   bool
	timer   *time.Timer
	apart   bool                         // told at once, not in its channel's order
	onAck   func(answer json.RawMessage) // under the lock
	onFail  func()                       // under the lock
	form    func() (string, []byte)      // the body of a signed request, and its type
	path    func(e *Endpoints) string
	sock    *sock // over which it went last
}

func (d *delivery) stopWaiting() {
	if d.timer != nil {
		d.timer.Stop()
	}
}

// Deliveries are all that the app was told, in order.
func (s *Stub) Deliveries() []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Delivery, len(s.sent))
	for i, d := range s.sent {
		out[i] = d.copy()
	}
	return out
}

// Delivery is one of them; the zero value where there is none.
func (s *Stub) Delivery(id string) Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.byID[id]; d != nil {
		return d.copy()
	}
	return Delivery{}
}

func (d *delivery) copy() Delivery {
	c := d.Delivery
	c.Attempts = append([]Attempt(nil), d.Attempts...)
	return c
}

// Acknowledged is how many of them the app has acknowledged.
func (s *Stub) Acknowledged() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.acked
}

// Settled waits until everything that the app was told so far is acknowledged or
// given up.
func (s *Stub) Settled(ctx context.Context) error {
	s.mu.Lock()
	all := append([]*delivery(nil), s.sent...)
	s.mu.Unlock()
	for _, d := range all {
		select {
		case <-d.done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// Answered waits until one delivery is acknowledged or given up, and gives it.
func (s *Stub) Answered(ctx context.Context, id string) (Delivery, error) {
	s.mu.Lock()
	d := s.byID[id]
	s.mu.Unlock()
	if d == nil {
		return Delivery{}, refuse("the app was not told of " + id)
	}
	select {
	case <-d.done:
		return s.Delivery(id), nil
	case <-ctx.Done():
		return s.Delivery(id), ctx.Err()
	}
}

// DropAcks throws the next n acknowledgements away, as if they had been lost on
// the way.
func (s *Stub) DropAcks(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropAcks += n
}

// send has the app told of something, over whatever way it listens. The lock is
// held.
func (s *Stub) send(d *delivery) *delivery {
	d.ID, d.done = s.id("envelope-"), make(chan struct{})
	s.sent, s.byID[d.ID] = append(s.sent, d), d
	switch {
	case s.closed:
		s.end(d, "the workspace is closed")
	case s.endpoints != nil:
		s.sendSigned(d)
	default:
		s.sendSocket(d, "")
	}
	s.changed()
	return d
}

// acknowledge notes that the app has taken something. The lock is held.
func (s *Stub) acknowledge(d *delivery, answer json.RawMessage, status int) {
	now := time.Now()
	last := &d.Attempts[len(d.Attempts)-1]
	if s.dropAcks > 0 && !d.ended {
		s.dropAcks--
		last.Dropped = true
		s.changed()
		return
	}
	last.Acked, last.Status = now, status
	if d.ended {
		s.changed()
		return // it came too late, or twice
	}
	d.Acked, d.Answer = true, answer
	s.acked++
	if d.onAck != nil {
		d.onAck(answer)
	}
	s.end(d, "")
}

// end is the end of a delivery. The lock is held.
func (s *Stub) end(d *delivery, why string) {
	if d.ended {
		return
	}
	d.ended = true
	or(&d.Failed, why) // what was wrong with the acknowledgement stays
	d.stopWaiting()
	if why != "" && d.onFail != nil {
		d.onFail()
	}
	close(d.done)
	s.changed()
}

// again tells whether Slack would send this once more.
func (d *delivery) again() bool { return d.Kind == EventsAPI && len(d.Attempts) <= 3 }
