package index

import (
	"errors"
	"sync"
)

// ErrClosed is what a Handle that was closed gives.
var ErrClosed = errors.New("the index is closed")

// A Handle is an index that can be swapped for another while it is read. A file
// that was swapped out is closed after its last reader. It may be used
// concurrently.
type Handle struct {
	mu  sync.Mutex
	cur *held
}

type held struct {
	ix   *Index
	refs int
	done chan struct{} // closed when the file is
	err  error
}

// NewHandle takes over an open index.
func NewHandle(ix *Index) *Handle { return &Handle{cur: newHeld(ix)} }

func newHeld(ix *Index) *held { return &held{ix: ix, refs: 1, done: make(chan struct{})} }

// Acquire gives the index of the moment; release must be called once.
func (h *Handle) Acquire() (ix *Index, release func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.cur == nil {
		return nil, nil, ErrClosed
	}
	got := h.cur
	got.refs++
	return got.ix, sync.OnceFunc(func() { h.release(got) }), nil
}

// View runs fn on the index of the moment.
func (h *Handle) View(fn func(*Reader) error) error {
	ix, release, err := h.Acquire()
	if err != nil {
		return err
	}
	defer release()
	return ix.View(fn)
}

// Swap puts another index in the place of the one of the moment and gives that
// one's end: a channel that is closed once its file is.
func (h *Handle) Swap(ix *Index) (closed <-chan struct{}, err error) {
	h.mu.Lock()
	old := h.cur
	if old == nil {
		h.mu.Unlock()
		return nil, ErrClosed
	}
	h.cur = newHeld(ix)
	h.mu.Unlock()
	h.release(old)
	return old.done, nil
}

func (h *Handle) release(x *held) {
	h.mu.Lock()
	x.refs--
	last := x.refs == 0
	h.mu.Unlock()
	if last {
		x.err = x.ix.Close()
		close(x.done)
	}
}

// Close waits for the readers and closes the file.
func (h *Handle) Close() error {
	h.mu.Lock()
	x := h.cur
	h.cur = nil
	h.mu.Unlock()
	if x == nil {
		return nil
	}
	h.release(x)
	<-x.done
	return x.err
}
