package handle_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"hearth/storage/handle"
)

// A file counts its users and how often it was closed.
type file struct {
	users, closed atomic.Int32
	broken        *atomic.Bool // whether any was closed in use or used closed
	err           error
}

func (f *file) Close() error {
	if f.closed.Add(1) != 1 || f.users.Load() != 0 {
		f.broken.Store(true)
	}
	return f.err
}

func (f *file) use() {
	f.users.Add(1)
	if f.closed.Load() != 0 {
		f.broken.Store(true)
	}
	f.users.Add(-1)
}

func TestUsersAndReplacements(t *testing.T) {
	var c handle.Current[*file]
	var broken atomic.Bool
	var files []*file
	c.Put(&file{broken: &broken})
	var users sync.WaitGroup
	for range 8 {
		users.Go(func() {
			for range 2000 {
				if h, ok := c.Acquire(); ok {
					h.Value.use()
					h.Release()
				}
			}
		})
	}
	for i := range 500 {
		f := &file{broken: &broken}
		files = append(files, f)
		if c.Put(f); i%50 == 0 {
			c.Drop()
		}
	}
	users.Wait()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if broken.Load() {
		t.Error("a file was closed twice, closed while in use, or used when closed")
	}
	for i, f := range files {
		if f.closed.Load() != 1 {
			t.Errorf("file %d was closed %d times", i, f.closed.Load())
		}
	}
}

func TestTheLastUserCloses(t *testing.T) {
	var c handle.Current[*file]
	var broken atomic.Bool
	first, second := &file{broken: &broken}, &file{broken: &broken, err: errors.New("no room")}
	c.Put(first)
	h, _ := c.Acquire()
	c.Put(second)
	if first.closed.Load() != 0 {
		t.Error("it was closed under its user")
	}
	if v, ok := c.Value(); !ok || v != second {
		t.Error("the new one is not current")
	}
	h.Release()
	if first.closed.Load() != 1 {
		t.Error("its last user did not close it")
	}
	if err := c.Close(); !errors.Is(err, second.err) {
		t.Errorf("got %v, want the error of closing", err)
	}
	if _, ok := c.Acquire(); ok {
		t.Error("something is current after Close")
	}
	if err := c.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
}
