package library

import (
	"errors"

	"hearth/knowledge/index"
)

// errNoIndex says that no index is open: Ready was not called, or failed.
var errNoIndex = errors.New("no index is open")

// View runs fn over one state of the index. Call Ready first; after that it
// follows every change that this library makes.
func (l *Library) View(fn func(*index.Reader) error) error {
	h, ok := l.index.Acquire()
	if !ok {
		return &StaleError{Err: errNoIndex}
	}
	defer h.Release()
	return h.Value.View(fn)
}
