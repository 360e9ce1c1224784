// Package handle keeps something open that many use at once and that another may
// replace meanwhile: a file, where a rewritten one takes its place.
//
// Whoever acquired a value may use it until they release it, whatever else
// happens; a replaced value is closed by its last user, exactly once; nobody
// waits, but Close for the users. Costs: a lock taken twice for each use.
package handle

import (
	"io"
	"sync"
)

// A Current has the value that is open now, if any. Its zero value has none. It
// may be used concurrently.
type Current[T io.Closer] struct {
	mu     sync.Mutex
	handle *Handle[T]
	open   sync.WaitGroup // one for every value that is not closed yet
}

// A Handle is one value with a count of who uses it.
type Handle[T io.Closer] struct {
	Value T

	of      *Current[T]
	users   int  // guarded by of.mu
	retired bool // guarded by of.mu
	err     error
}

// Acquire gives the current value, to be released; ok is false where there is
// none.
func (c *Current[T]) Acquire() (h *Handle[T], ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.handle == nil {
		return nil, false
	}
	c.handle.users++
	return c.handle, true
}

// Release ends one use. The last of a replaced value closes it; that error only
// Close tells of.
func (h *Handle[T]) Release() {
	h.of.mu.Lock()
	h.users--
	last := h.retired && h.users == 0
	h.of.mu.Unlock()
	if last {
		h.shut()
	}
}

// Value is the current value without a claim on it, for whoever knows that
// nobody replaces it meanwhile.
func (c *Current[T]) Value() (v T, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.handle == nil {
		return v, false
	}
	return c.handle.Value, true
}

// Put makes v the current value and retires the one before.
func (c *Current[T]) Put(v T) {
	c.open.Add(1)
	c.swap(&Handle[T]{Value: v, of: c})
}

// Drop retires the current value, so that there is none.
func (c *Current[T]) Drop() { c.swap(nil) }

// Close drops the current value, waits until every value is released and closed,
// and returns the error of closing the last. Nothing may be put meanwhile.
func (c *Current[T]) Close() error {
	last := c.swap(nil)
	c.open.Wait()
	if last == nil {
		return nil
	}
	return last.err
}

func (c *Current[T]) swap(next *Handle[T]) (old *Handle[T]) {
	c.mu.Lock()
	old, c.handle = c.handle, next
	idle := false
	if old != nil {
		old.retired = true
		idle = old.users == 0
	}
	c.mu.Unlock()
	if idle {
		old.shut()
	}
	return old
}

func (h *Handle[T]) shut() {
	h.err = h.Value.Close()
	h.of.open.Done()
}
