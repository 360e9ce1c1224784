package slack

import (
	"container/list"
	"sync"
	"time"
)

// recent keeps the values that were put last, at most so many, each for a while at
// most. It may be used by several goroutines.
type recent[V any] struct {
	now  func() time.Time
	most int
	keep time.Duration // 0: until there are too many

	mu    sync.Mutex
	order *list.List // of kept[V], the newest first
	at    map[string]*list.Element
}

type kept[V any] struct {
	key   string
	value V
	since time.Time
}

func newRecent[V any](now func() time.Time, most int, keep time.Duration) *recent[V] {
	return &recent[V]{now: now, most: most, keep: keep, order: list.New(), at: map[string]*list.Element{}}
}

// get gives what was put under a key, unless that was too long ago.
func (r *recent[V]) get(key string) (value V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.at[key]
	if !ok {
		return value, false
	}
	k := e.Value.(kept[V])
	if r.keep > 0 && r.now().Sub(k.since) >= r.keep {
		r.remove(e)
		return value, false
	}
	return k.value, true
}

// put keeps a value, and lets go of the oldest where there are too many.
func (r *recent[V]) put(key string, value V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e, ok := r.at[key]; ok {
		r.remove(e)
	}
	r.at[key] = r.order.PushFront(kept[V]{key, value, r.now()})
	if r.order.Len() > r.most {
		r.remove(r.order.Back())
	}
}

// drop lets go of a key.
func (r *recent[V]) drop(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e, ok := r.at[key]; ok {
		r.remove(e)
	}
}

func (r *recent[V]) remove(e *list.Element) {
	delete(r.at, r.order.Remove(e).(kept[V]).key)
}
