package bolt_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"hearth/storage"
	"hearth/storage/bolt"
)

func TestLockedNamesTheHolder(t *testing.T) {
	path := file(t.TempDir())
	exe, holder, stop := holding(t, path)
	for name, o := range map[string]bolt.Options{
		"a writer": {Wait: -1},
		"a reader": {Wait: 60 * time.Millisecond, ReadOnly: true},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := bolt.Open(path, o)
			locked, ok := errors.AsType[*bolt.LockedError](err)
			if !ok {
				t.Fatalf("got %v, want a LockedError", err)
			}
			if locked.Holder == nil || locked.Holder.PID != holder {
				t.Fatalf("holder: got %+v, want process %d", locked.Holder, holder)
			}
			if plain := locked.Plain(); !strings.Contains(plain, fmt.Sprint(holder)) || !strings.Contains(plain, "try again") {
				t.Errorf("%q does not say who and what to do", plain)
			}
		})
	}
	stop()
	if _, err := os.Stat(path + ".holder"); err != nil {
		t.Fatalf("kill -9 took the note away, so this test proves nothing: %v", err)
	}
	db := open(t, path, bolt.Options{}) // the stale note holds up nobody
	note, err := os.ReadFile(path + ".holder")
	if err != nil || !strings.Contains(string(note), fmt.Sprint(os.Getpid())) {
		t.Errorf("the note says %q (%v), want our process; before it was %s", note, err, exe)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".holder"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the note is still there after Close: %v", err)
	}
}

// holding starts a process that holds the file; stop kills it.
func holding(t *testing.T, path string) (exe string, pid int, stop func()) {
	t.Helper()
	r, w, err := os.Pipe() // never written: the child waits on it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = errors.Join(r.Close(), w.Close()) })
	holder := start(t, "hold", path, r)
	if !holder.Said.Scan() || holder.Said.Text() != "held" {
		t.Fatalf("the holder says %q", holder.Said.Text())
	}
	return holder.Path, holder.Process.Pid, func() {
		if err := holder.Process.Kill(); err != nil {
			t.Error(err)
		}
		_ = holder.Wait() // it was killed
	}
}

func TestReadersShareAndKeepWritersOut(t *testing.T) {
	path := file(t.TempDir())
	if err := open(t, path, bolt.Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path, bolt.Options{ReadOnly: true})
	open(t, path, bolt.Options{ReadOnly: true})
	_, err := bolt.Open(path, bolt.Options{Wait: -1})
	locked, ok := errors.AsType[*bolt.LockedError](err)
	if !ok || locked.Holder != nil || !strings.Contains(locked.Plain(), "reading") {
		t.Errorf("got %v, want a LockedError that names a reader", err)
	}
}

func TestOpenWaitsForTheHolder(t *testing.T) {
	path := file(t.TempDir())
	first := open(t, path, bolt.Options{})
	got := make(chan error)
	go func() {
		db, err := bolt.Open(path, bolt.Options{Wait: 20 * time.Second})
		if err == nil {
			err = db.Close()
		}
		got <- err
	}()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Errorf("waiting ended with %v", err)
	}
}

func TestOpenRefusals(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/letter.db", []byte(strings.Repeat("Dear councillor, ", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := bolt.Open(dir+"/letter.db", bolt.Options{})
	if damaged, ok := errors.AsType[*bolt.DamagedError](err); !ok || !strings.Contains(damaged.Plain(), "backup") {
		t.Errorf("a file of something else: got %v, want a DamagedError", err)
	}
	if _, err := bolt.Open(dir+"/none.db", bolt.Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading what is not there: got %v", err)
	}
	if _, err := bolt.Open(dir+"/no/folder.db", bolt.Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: got %v", err)
	}
}

func TestACopyThatWasBrokenOffIsDamaged(t *testing.T) {
	path := file(t.TempDir())
	db := open(t, path, bolt.Options{})
	for i := range 50 {
		err := db.Update(t.Context(), func(tx storage.Tx) error {
			return tx.Put(fmt.Appendf(nil, "key/%d", i), bytes.Repeat([]byte("words "), 1000))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path, bolt.Options{ReadOnly: true}) // it is whole so far
	half := file(t.TempDir())
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(half, b[:100_000], 0o600); err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]bolt.Options{"for reading": {ReadOnly: true}, "for writing": {}} {
		_, err := bolt.Open(half, o)
		if damaged, ok := errors.AsType[*bolt.DamagedError](err); !ok || !strings.Contains(damaged.Error(), "the end of the file is missing") {
			t.Errorf("%s: got %v, want a DamagedError", name, err)
		}
	}
}

func TestFullDisk(t *testing.T) {
	path := file(t.TempDir())
	writer := start(t, "fill", path, nil)
	said := ""
	for writer.Said.Scan() {
		said = writer.Said.Text()
	}
	if err := writer.Wait(); err != nil {
		t.Fatalf("the writer ended with %v", err)
	}
	if !strings.Contains(said, "no room") {
		t.Errorf("it says %q", said)
	}
	check(t, path)
}
