package bolt

import (
	"context"
	"fmt"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"

	"hearth/storage"
)

// flight counts the updates under way, so that a lone one need not wait for
// company.
type flight struct{ n atomic.Int32 }

// View runs fn over one unchanging state of the records. It waits for nobody.
func (db *DB) View(ctx context.Context, fn func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	h, err := db.acquire()
	if err != nil {
		return err
	}
	defer h.Release()
	return h.Value.View(func(b *bolt.Tx) error { return run(ctx, b, fn) })
}

// Update runs fn and commits; see the package comment for when fn runs again.
// Where ctx ends before fn has begun, Update returns at once and fn is not run;
// where it ends within fn, the changes are dropped. A commit that has begun is
// finished.
func (db *DB) Update(ctx context.Context, fn func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if db.opts.ReadOnly {
		return fmt.Errorf("%s: %w", db.path, storage.ErrReadOnly)
	}
	db.flight.n.Add(1)
	defer db.flight.n.Add(-1)
	u := &update{ctx: ctx, fn: fn, done: make(chan error, 1)}
	go func() { u.done <- db.commit(u) }()
	select {
	case err := <-u.done:
		return u.result(err)
	case <-ctx.Done():
		if u.state.CompareAndSwap(waiting, abandoned) {
			return ctx.Err()
		}
		return u.result(<-u.done)
	}
}

const (
	waiting int32 = iota
	running
	abandoned
)

// An update is one call of Update on its way through the queue.
type update struct {
	ctx   context.Context
	fn    func(storage.Tx) error
	done  chan error
	state atomic.Int32
	panic *panicked
}

type panicked struct{ value any }

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

func (db *DB) commit(u *update) error {
	db.gate.RLock()
	defer db.gate.RUnlock()
	h, err := db.acquire()
	if err != nil {
		return err
	}
	defer h.Release()
	do := h.Value.Batch
	if db.flight.n.Load() == 1 {
		do = h.Value.Update
	}
	return diskError(db.path, do(u.step))
}

// step runs the caller's function in one transaction. It may be called again.
func (u *update) step(b *bolt.Tx) (err error) {
	if !u.state.CompareAndSwap(waiting, running) && u.state.Load() == abandoned {
		return u.ctx.Err()
	}
	u.panic = nil
	defer func() {
		if v := recover(); v != nil {
			u.panic = &panicked{v}
			err = u.panic
		}
	}()
	return run(u.ctx, b, u.fn)
}

// result hands a panic on to the goroutine that called Update.
func (u *update) result(err error) error {
	if err != nil && u.panic != nil {
		panic(u.panic.value)
	}
	return err
}
