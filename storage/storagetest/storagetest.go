// Package storagetest defines what a storage.Store must do: every backend runs
// its suite. A fault that one backend has had becomes a test here first. It is
// for tests alone. Costs: a few thousand small transactions and as many syncs of
// the disk, some seconds for a backend on a disk.
package storagetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"hearth/storage"
)

// A Backend says how the suite gets at a store.
type Backend struct {
	// Open opens the store in a folder, which is empty the first time. The
	// suite closes it, and opens the same folder again later.
	Open func(t testing.TB, dir string) storage.Store
	// ReadOnly opens a store that was made by Open and closed, for reading; nil
	// where the backend can't.
	ReadOnly func(t testing.TB, dir string) storage.Store
	// Check looks for damage in what a closed store left in its folder; the
	// suite calls it after each test.
	Check func(t testing.TB, dir string)
}

// Run runs the suite.
func Run(t *testing.T, b Backend) {
	for name, test := range map[string]func(*testing.T, *bench){
		"keys come back in byte order":              byteOrder,
		"a scan keeps to its prefix":                prefixScan,
		"a scan ends where its reader does":         scanStops,
		"writing during a scan does no harm":        writeDuringScan,
		"what is read belongs to the reader":        readAliasing,
		"what is written is copied":                 writeAliasing,
		"an empty value is a value":                 emptyValue,
		"an empty key is refused":                   emptyKey,
		"what is not there is ErrNotFound":          notFound,
		"a view refuses to write":                   viewReadOnly,
		"a store for reading refuses to write":      storeReadOnly,
		"a failed update leaves nothing":            failedUpdate,
		"a panic leaves nothing and the store goes": panicking,
		"an update sees its own writes":             ownWrites,
		"running an update's function twice":        runTwice,
		"an update that fails spoils no other":      failingNeighbours,
		"a view stands still during updates":        snapshot,
		"concurrent updates lose nothing":           concurrentUpdates,
		"what was kept is there after reopening":    reopening,
		"an ended context stops everything":         contexts,
		"a transaction ends with its function":      escaped,
		"random work agrees with a map":             againstModel,
	} {
		t.Run(name, func(t *testing.T) {
			s := &bench{t: t, b: b, dir: t.TempDir(), ctx: t.Context()}
			s.open()
			test(t, s)
			s.close()
			b.Check(t, s.dir)
		})
	}
}

// A bench is a store under test.
type bench struct {
	storage.Store
	t   *testing.T
	b   Backend
	dir string
	ctx context.Context
}

func (s *bench) open() { s.Store = s.b.Open(s.t, s.dir) }

func (s *bench) close() {
	s.t.Helper()
	if err := s.Close(); err != nil {
		s.t.Fatalf("Close: %v", err)
	}
}

// put writes "key=value" pairs in one update.
func (s *bench) put(pairs ...[2]string) {
	s.t.Helper()
	s.update(func(tx storage.Tx) error {
		for _, p := range pairs {
			if err := tx.Put([]byte(p[0]), []byte(p[1])); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *bench) update(fn func(storage.Tx) error) {
	s.t.Helper()
	if err := s.Update(s.ctx, fn); err != nil {
		s.t.Fatalf("Update: %v", err)
	}
}

func (s *bench) view(fn func(storage.Tx) error) {
	s.t.Helper()
	if err := s.View(s.ctx, fn); err != nil {
		s.t.Fatalf("View: %v", err)
	}
}

// wants fails where the store doesn't hold exactly these pairs, in this order.
func (s *bench) wants(pairs ...[2]string) {
	s.t.Helper()
	var got [][2]string
	s.view(func(tx storage.Tx) error {
		var err error
		got, err = collect(tx, nil, nil)
		return err
	})
	equal(s.t, got, pairs)
}

func collect(tx storage.Tx, prefix, from []byte) ([][2]string, error) {
	var out [][2]string
	for e, err := range tx.Scan(prefix, from) {
		if err != nil {
			return nil, err
		}
		out = append(out, [2]string{string(e.Key), string(e.Value)})
	}
	return out, nil
}

func equal(t *testing.T, got, want [][2]string) {
	t.Helper()
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if g, w := fmt.Sprintf("%q", got), fmt.Sprintf("%q", want); g != w {
		t.Fatalf("got  %s\nwant %s", g, w)
	}
}

func wantErr(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
