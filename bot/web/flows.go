package web

import (
	"sync"
	"time"
)

const (
	flowLife = 10 * time.Minute
	// mostFlows bounds the memory that strangers can take by beginning to sign in.
	mostFlows = 5_000
)

// A flow is a sign-in with a work account that has begun, or somebody whom the
// account vouched for and hearth does not know. Flows are kept in memory: who
// is on the way when hearth stops begins again.
type flow struct {
	ends                   time.Time
	state, nonce, verifier string
	next                   string
	subject, name, email   string // of somebody unknown
}

// flows are kept by the hash of what the browser's cookie holds.
type flows struct {
	now func() time.Time

	mu  sync.Mutex
	all map[string]flow
}

func newFlows(now func() time.Time) *flows { return &flows{now: now, all: map[string]flow{}} }

// add keeps a flow and gives the cookie's value.
func (f *flows) add(fl flow) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	if len(f.all) >= mostFlows {
		for k, old := range f.all {
			if !now.Before(old.ends) {
				delete(f.all, k)
			}
		}
	}
	for k := range f.all { // somebody at random, where that made no room
		if len(f.all) < mostFlows {
			break
		}
		delete(f.all, k)
	}
	token := draw()
	fl.ends = now.Add(flowLife)
	f.all[hashOf(token)] = fl
	return token
}

// take gives a flow once.
func (f *flows) take(token string) (flow, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fl, ok := f.all[hashOf(token)]
	delete(f.all, hashOf(token))
	return fl, ok && f.now().Before(fl.ends)
}
