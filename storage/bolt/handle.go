package bolt

import (
	bolt "go.etcd.io/bbolt"
)

// A handle is one open file with a count of who uses it. Compact puts a new
// one in its place; the old one is closed by its last user.
type handle struct {
	b       *bolt.DB
	users   int  // guarded by DB.mu
	retired bool // guarded by DB.mu
	err     error
}

func (db *DB) newHandle(b *bolt.DB) *handle {
	b.MaxBatchDelay = batchDelay
	db.open.Add(1)
	return &handle{b: b}
}

func (db *DB) acquire() (*handle, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.cur == nil {
		return nil, ErrClosed
	}
	db.cur.users++
	return db.cur, nil
}

func (db *DB) release(h *handle) {
	db.mu.Lock()
	h.users--
	last := h.retired && h.users == 0
	db.mu.Unlock()
	if last {
		db.shut(h)
	}
}

// swap makes next the current handle (nil: none) and retires the one before,
// which it returns; nil where there was none.
func (db *DB) swap(next *handle) *handle {
	db.mu.Lock()
	old := db.cur
	db.cur = next
	idle := false
	if old != nil {
		old.retired = true
		idle = old.users == 0
	}
	db.mu.Unlock()
	if idle {
		db.shut(old)
	}
	return old
}

func (db *DB) shut(h *handle) {
	h.err = h.b.Close()
	db.open.Done()
}
