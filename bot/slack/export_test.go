package slack

import (
	"context"
	"time"
)

// Answerable is what hearing a command does.
func (a *Adapter) Answerable(channel, person, address string) { a.answerable(channel, person, address) }

// A Pace is what keeps messages in a channel apart.
type Pace struct{ *pace }

// NewPace makes one.
func NewPace(every time.Duration, now func() time.Time) Pace { return Pace{newPace(every, now)} }

// Wait is wait.
func (p Pace) Wait(ctx context.Context, channel string, begun bool) error {
	return p.wait(ctx, methodPost, channel, begun)
}

// Size is how many channels are remembered.
func (p Pace) Size() int { return len(p.free) }

// A Recent is what an adapter remembers in.
type Recent[V any] struct{ *recent[V] }

// NewRecent makes one.
func NewRecent[V any](now func() time.Time, most int, keep time.Duration) Recent[V] {
	return Recent[V]{newRecent[V](now, most, keep)}
}

// Get is get.
func (r Recent[V]) Get(key string) (V, bool) { return r.get(key) }

// Put is put.
func (r Recent[V]) Put(key string, v V) { r.put(key, v) }

// Drop is drop.
func (r Recent[V]) Drop(key string) { r.drop(key) }
