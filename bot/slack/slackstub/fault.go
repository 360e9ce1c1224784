package slackstub

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// A Fault is something that goes wrong with the next calls of a method.
type Fault struct {
	Method string                         // "chat.postMessage"; "" is any
	Times  int                            // how often; 0 is once
	Match  func(args map[string]any) bool // nil: every call; must not call the stub

	Taken      bool            // the call is carried out all the same, though the app is not told
	Status     int             // of the answer: 429, 500; 0 is 200
	RetryAfter time.Duration   // with 429
	Error      string          // Slack's; "" is what goes with Status
	Drop       bool            // the connection ends instead of an answer
	Delay      time.Duration   // before anything is done, by the machine's clock
	Until      <-chan struct{} // nothing is done before it is closed
}

// Break makes the next calls go wrong. Several faults wait in line.
func (s *Stub) Break(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Times = max(f.Times, 1)
	s.faults = append(s.faults, &f)
}

// Mend takes back every fault that has not struck yet, and forgotten
// acknowledgements and forgeries with them. It gives the number of them.
func (s *Stub) Mend() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.faults) + len(s.forgeries) + s.dropAcks
	s.faults, s.forgeries, s.dropAcks = nil, nil, 0
	return n
}

func (s *Stub) nextFault(method string, a args) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.faults, func(f *Fault) bool {
		return (f.Method == "" || f.Method == method) && (f.Match == nil || f.Match(a))
	})
	if i < 0 {
		return nil
	}
	f := s.faults[i]
	if f.Times--; f.Times == 0 {
		s.faults = slices.Delete(s.faults, i, i+1)
	}
	now := *f
	return &now
}

// hold waits as long as the fault wants, and says whether anybody still asks.
func (f *Fault) hold(ctx context.Context) bool {
	if f.Delay > 0 {
		t := time.NewTimer(f.Delay)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
			return false
		}
	}
	if f.Until != nil {
		select {
		case <-f.Until:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// slow tells whether the fault only makes the call wait.
func (f *Fault) slow() bool { return f.Status == 0 && f.Error == "" && !f.Drop }

func (f *Fault) answer(h http.Header) (int, *refusal) {
	status, code := f.Status, f.Error
	if status == 0 {
		status = http.StatusOK
	}
	if status == http.StatusTooManyRequests {
		h.Set("Retry-After", strconv.Itoa(int((f.RetryAfter+time.Second-1)/time.Second)))
		or(&code, "ratelimited")
	}
	or(&code, "internal_error")
	return status, &refusal{code: code}
}
