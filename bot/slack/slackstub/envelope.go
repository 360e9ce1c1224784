package slackstub

import (
	"slices"
	"time"
)

// sendSocket puts an envelope on one of the connections, or keeps it until there
// is one. The lock is held.
func (s *Stub) sendSocket(d *delivery, reason string) {
	d.Attempts = append(d.Attempts, Attempt{Over: "socket", Number: len(d.Attempts), Reason: reason})
	d.sock = nil
	var fit []*sock
	for _, c := range s.socks {
		if !c.leaves {
			fit = append(fit, c)
		}
	}
	if len(fit) == 0 {
		if d.Kind != EventsAPI { // who pressed won't wait for long
			d.timer = time.AfterFunc(s.o.AckWait, func() {
				s.mu.Lock()
				defer s.mu.Unlock()
				if d.sock == nil {
					s.end(d, "no connection")
				}
			})
		}
		return
	}
	s.turn++
	fit[s.turn%len(fit)].push(outgoing{v: d.envelope(), d: d})
	d.sock = fit[s.turn%len(fit)]
}

func (d *delivery) envelope() object {
	last := d.Attempts[len(d.Attempts)-1]
	o := object{"envelope_id": d.ID, "type": d.Kind, "payload": d.Payload, "accepts_response_payload": d.Kind != EventsAPI}
	if d.Kind == EventsAPI {
		o["retry_attempt"], o["retry_reason"] = last.Number, last.Reason
	}
	return o
}

// flush puts what waits for a connection onto the one that came. The lock is held.
func (s *Stub) flush() {
	for _, d := range s.sent {
		if d.sock == nil && !d.ended && s.endpoints == nil {
			last := d.Attempts[len(d.Attempts)-1]
			d.Attempts = d.Attempts[:len(d.Attempts)-1]
			s.sendSocket(d, last.Reason)
		}
	}
}

// retry sends an envelope again, as often as Slack does. The lock is held.
func (s *Stub) retry(d *delivery, reason string) {
	d.stopWaiting()
	if !d.again() {
		s.end(d, reason)
		return
	}
	s.sendSocket(d, reason)
	s.changed()
}

// Redeliver sends everything again that was sent and is not acknowledged, without
// waiting for its time. It gives the number of it.
func (s *Stub) Redeliver() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, d := range s.sent {
		if d.sock != nil && !d.ended && d.again() {
			s.retry(d, "timeout")
			n++
		}
	}
	return n
}

// Sockets is how many connections the app has.
func (s *Stub) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.socks)
}

// Disconnect tells every connection that it ends, for one of Slack's reasons: after
// a Warning it stays for the app to leave, otherwise it ends at once.
func (s *Stub) Disconnect(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if reason == LinkDisabled {
		s.o.NoSocket = true
	}
	for _, c := range s.socks {
		c.leaves = true
		c.push(outgoing{v: object{"type": "disconnect", "reason": reason, "debug_info": object{"host": "stub"}}, end: reason != Warning})
	}
	s.changed()
}

// Cut ends every connection without a word.
func (s *Stub) Cut() {
	s.mu.Lock()
	socks := slices.Clone(s.socks)
	s.mu.Unlock()
	for _, c := range socks {
		c.cut()
	}
}

// AllowSockets switches Socket Mode on again after LinkDisabled, or off.
func (s *Stub) AllowSockets(yes bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.o.NoSocket = !yes
}
