package library

import (
	"errors"
	"sync"

	"hearth/knowledge/index"
)

// handles gives out the open index, with a count of who uses it. A new one takes
// the old one's place at once; the old one is closed by its last user.
type handles struct {
	mu  sync.Mutex
	cur *handle
	wg  sync.WaitGroup
}

type handle struct {
	ix      *index.Index
	users   int  // guarded by handles.mu
	retired bool // guarded by handles.mu
	err     error
}

// errNoIndex says that no index is open: Ready was not called, or failed.
var errNoIndex = errors.New("no index is open")

func (h *handles) acquire() (*handle, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.cur == nil {
		return nil, &StaleError{Err: errNoIndex}
	}
	h.cur.users++
	return h.cur, nil
}

func (h *handles) release(x *handle) {
	h.mu.Lock()
	x.users--
	last := x.retired && x.users == 0
	h.mu.Unlock()
	if last {
		h.shut(x)
	}
}

// swap makes ix the current index (nil: none) and retires the one before.
func (h *handles) swap(ix *index.Index) (old *handle) {
	h.mu.Lock()
	old = h.cur
	h.cur = nil
	if ix != nil {
		h.cur = &handle{ix: ix}
		h.wg.Add(1)
	}
	idle := false
	if old != nil {
		old.retired = true
		idle = old.users == 0
	}
	h.mu.Unlock()
	if idle {
		h.shut(old)
	}
	return old
}

func (h *handles) shut(x *handle) {
	x.err = x.ix.Close()
	h.wg.Done()
}

// close waits for every user.
func (h *handles) close() error {
	old := h.swap(nil)
	h.wg.Wait()
	if old == nil {
		return nil
	}
	return old.err
}

// current gives the open index to whoever holds the library's change lock, nil
// where there is none.
func (h *handles) current() *index.Index {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.cur == nil {
		return nil
	}
	return h.cur.ix
}

// View runs fn over one state of the index. Call Ready first; after that it
// follows every change that this library makes.
func (l *Library) View(fn func(*index.Reader) error) error {
	h, err := l.index.acquire()
	if err != nil {
		return err
	}
	defer l.index.release(h)
	return h.ix.View(fn)
}
