package teams

import "slices"

// recent is a map that forgets what was put in first once it is full. Its user
// guards it.
type recent[V any] struct {
	most  int
	order []string
	all   map[string]V
}

func newRecent[V any](most int) *recent[V] { return &recent[V]{most: most, all: map[string]V{}} }

func (r *recent[V]) get(key string) (V, bool) {
	v, ok := r.all[key]
	return v, ok
}

func (r *recent[V]) put(key string, v V) {
	if _, known := r.all[key]; !known {
		if len(r.order) >= r.most {
			delete(r.all, r.order[0])
			r.order = r.order[1:]
		}
		r.order = append(r.order, key)
	}
	r.all[key] = v
}

func (r *recent[V]) drop(key string) {
	if _, known := r.all[key]; known {
		delete(r.all, key)
		r.order = slices.DeleteFunc(r.order, func(k string) bool { return k == key })
	}
}
