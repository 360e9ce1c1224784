package teamsstub

import (
	"fmt"
	"strconv"
	"time"
)

// Now is the organisation's time.
func (s *Stub) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

func (s *Stub) now() time.Time { return s.o.Now().Add(s.ahead) }

// Advance moves the organisation's clock forward: tokens grow old, and what was to
// be told again by then is.
func (s *Stub) Advance(d time.Duration) {
	s.mu.Lock()
	s.ahead += d
	s.mu.Unlock()
	s.look()
}

// messageID gives the next identity of a message: milliseconds, as Teams counts
// them. The lock is held.
func (s *Stub) messageID() string {
	s.lastID = max(s.lastID+1, s.now().UnixMilli())
	return strconv.FormatInt(s.lastID, 10)
}

// id gives a name that nothing else has. The lock is held.
func (s *Stub) id(prefix string) string {
	s.serial++
	return fmt.Sprintf("%s%08d", prefix, s.serial)
}

// guid is an id in the form that Entra gives its objects. The lock is held.
func (s *Stub) guid() string {
	s.serial++
	return fmt.Sprintf("00000000-0000-4000-8000-%012d", s.serial)
}

// A timed thing happens when the organisation's clock says so.
type timed struct {
	at time.Time
	do func()
}

// at has something done at a time. The lock is held, and not while it is done.
func (s *Stub) at(t time.Time, do func()) {
	s.timed = append(s.timed, &timed{t, do})
	s.look()
}

// look has the timers looked at again.
func (s *Stub) look() {
	select {
	case s.wake <- struct{}{}:
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
		case <-s.wake:
		case <-s.ctx.Done():
			timer.Stop()
			return
		}
		timer.Stop()
	}
}
