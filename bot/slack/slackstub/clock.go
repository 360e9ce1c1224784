package slackstub

import (
	"fmt"
	"time"
)

// A stamp is a message's time in microseconds: its identity within a channel.
type stamp int64

func (t stamp) String() string { return fmt.Sprintf("%d.%06d", t/1e6, t%1e6) }

// Now is the workspace's time.
func (s *Stub) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

func (s *Stub) now() time.Time { return s.o.Now().Add(s.ahead) }

// Advance moves the workspace's clock forward: triggers and response addresses grow
// old, and signed requests that were to be sent again by then are.
func (s *Stub) Advance(d time.Duration) {
	s.mu.Lock()
	s.ahead += d
	s.mu.Unlock()
	s.wake()
}

// ts gives the next time stamp. The lock is held.
func (s *Stub) ts() string {
	s.last = max(s.last+1, stamp(s.now().UnixMicro()))
	return s.last.String()
}

// id gives a name that nothing else has. The lock is held.
func (s *Stub) id(prefix string) string {
	s.serial++
	return fmt.Sprintf("%s%08d", prefix, s.serial)
}

// A timed thing happens when the workspace's clock says so.
type timed struct {
	at time.Time
	do func()
}

// at has something done at a time. The lock is held, and not while it is done.
func (s *Stub) at(t time.Time, do func()) {
	s.timed = append(s.timed, &timed{t, do})
	s.wake()
}

// NextRetry is when, by the workspace's clock, the next signed request is to be sent
// again; false where none is.
func (s *Stub) NextRetry() (at time.Time, any bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.timed {
		if !any || x.at.Before(at) {
			at, any = x.at, true
		}
	}
	return at, any
}

func (s *Stub) wake() {
	select {
	case s.wakeTimers <- struct{}{}:
	default:
	}
}

// due takes out what is due, and says how long to wait for the next.
func (s *Stub) due() (now []*timed, next time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, next := s.now(), time.Hour
	later := s.timed[:0]
	for _, x := range s.timed {
		if !x.at.After(t) {
			now = append(now, x)
			continue
		}
		later, next = append(later, x), min(next, x.at.Sub(t))
	}
	s.timed = later
	return now, next
}

func (s *Stub) runTimers() {
	for {
		now, next := s.due()
		for _, x := range now {
			x.do()
		}
		timer := time.NewTimer(next)
		select {
		case <-timer.C:
		case <-s.wakeTimers:
		case <-s.ctx.Done():
			timer.Stop()
			return
		}
		timer.Stop()
	}
}
