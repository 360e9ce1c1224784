package board

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// waits is how long an upload or a list of members waits for its officer.
const waits = 24 * time.Hour

// mostBatches is how many uploads of one officer may wait.
const mostBatches = 8

// A stage keeps the uploads that nobody has chosen from yet. What they are is
// known here alone, so that after a restart nothing is left of them but files,
// which empty takes away.
type stage struct {
	mu      sync.Mutex
	dir     string
	batches map[string]*batch
}

// A state says how far an upload has come.
type state int

const (
	looking state = iota // hearth reads what is in it
	waiting              // its officer chooses
	adding               // what was chosen is being added
	done
)

// A batch is what one officer uploaded at once.
type batch struct {
	id, owner string
	at        time.Time
	dir       string

	mu    sync.Mutex // guards what stands below
	state state
	files []staged
}

// A staged file is one of a batch.
type staged struct {
	Name string // as its officer knows it
	path string
	size int64

	Seen   bool // hearth has looked into it
	Sight  Sight
	Chosen bool
	Taken  *Taken // nil before it was added
}

// empty takes away whatever is in the folder, and makes it.
func (s *stage) empty(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dir, s.batches = dir, map[string]*batch{}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o700)
}

// open makes a folder for a new batch. It isn't listed before put.
func (s *stage) open(owner string, now time.Time) (*batch, error) {
	b := &batch{id: rand.Text()[:16], owner: owner, at: now}
	b.dir = filepath.Join(s.dir, b.id)
	if err := os.Mkdir(b.dir, 0o700); err != nil {
		return nil, fmt.Errorf("making room for an upload: %w", err)
	}
	return b, nil
}

func (s *stage) put(b *batch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.batches[b.id] = b
}

// get gives a batch to its owner, and to nobody else.
func (s *stage) get(id, owner string) (*batch, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.batches[id]
	return b, ok && b.owner == owner
}

// of lists the batches of one officer, the newest first.
func (s *stage) of(owner string) []*batch {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*batch
	for _, b := range s.batches {
		if b.owner == owner {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b *batch) int { return b.at.Compare(a.at) })
	return out
}

// drop throws a batch away.
func (s *stage) drop(b *batch) error {
	s.mu.Lock()
	delete(s.batches, b.id)
	s.mu.Unlock()
	if err := os.RemoveAll(b.dir); err != nil {
		return fmt.Errorf("throwing an upload away: %w", err)
	}
	return nil
}

// sweep throws away what has waited too long, unless it is being worked on.
func (s *stage) sweep(now time.Time) error {
	s.mu.Lock()
	var old []*batch
	for _, b := range s.batches {
		b.mu.Lock()
		if now.Sub(b.at) > waits && b.state != looking && b.state != adding {
			old = append(old, b)
		}
		b.mu.Unlock()
	}
	s.mu.Unlock()
	var errs []error
	for _, b := range old {
		errs = append(errs, s.drop(b))
	}
	return errors.Join(errs...)
}

// snapshot is the batch as it stands, for a page.
func (b *batch) snapshot() (state, []staged) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state, slices.Clone(b.files)
}

// move changes the state from one to the next, and tells whether it could.
func (b *batch) move(from, to state) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.state != from {
		return false
	}
	b.state = to
	return true
}
