package audit_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/bolt/bolttest"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func entry(i int) audit.Entry {
	return audit.Entry{Time: noon.Add(time.Duration(i) * time.Minute), Who: "Democratic Services Manager", Action: "document.shelf",
		Subject: fmt.Sprintf("doc-%d", i), Details: map[string]string{"from": "officers", "to": "members"}}
}

func fill(t testing.TB, s storage.Store, from, to int) audit.Head {
	t.Helper()
	if err := s.Update(t.Context(), func(tx storage.Tx) error {
		for i := from; i <= to; i++ {
			if err := audit.Append(tx, entry(i)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	h, err := audit.Last(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func key(seq uint64) []byte { return binary.BigEndian.AppendUint64([]byte("audit/"), seq) }

// TestEveryHarmIsFound does each kind of harm to each entry of a log.
func TestEveryHarmIsFound(t *testing.T) {
	const n = 6
	edit := func(old, new string) func(storage.Tx, uint64) error {
		return func(tx storage.Tx, seq uint64) error {
			b, err := tx.Get(key(seq))
			if err != nil {
				return err
			}
			changed := bytes.Replace(b, []byte(old), []byte(new), 1)
			if bytes.Equal(changed, b) {
				return fmt.Errorf("%q does not stand in entry %d", old, seq)
			}
			return tx.Put(key(seq), changed)
		}
	}
	for name, harm := range map[string]func(storage.Tx, uint64) error{
		"who is edited":               edit("Manager", "manager"),
		"the action is edited":        edit("document.shelf", "document.shelv"),
		"the subject is edited":       edit("doc-", "dog-"),
		"the time is edited":          edit("2026-11-22", "2026-11-21"),
		"a detail is edited":          edit("members", "public"),
		"a detail is added":           edit(`"from"`, `"by":"night","from"`),
		"a space is added":            edit(`{"seq"`, `{ "seq"`),
		"an unknown field is added":   edit(`{"seq"`, `{"more":1,"seq"`),
		"the number is edited":        edit(`"seq":`, `"seq":1`),
		"the entry is emptied":        func(tx storage.Tx, seq uint64) error { return tx.Put(key(seq), nil) },
		"the entry is removed":        func(tx storage.Tx, seq uint64) error { return tx.Delete(key(seq)) },
		"the entry is moved one on":   swap(func(seq uint64) uint64 { return seq%n + 1 }),
		"the entry is put at the end": func(tx storage.Tx, seq uint64) error { return move(tx, seq, n+1) },
		"the next is a copy of it":    func(tx storage.Tx, seq uint64) error { return copyTo(tx, seq, seq%n+1) },
		"a stranger's key among them": func(tx storage.Tx, seq uint64) error { return tx.Put(append(key(seq), 'x'), []byte("{}")) },
		"the log is cut short here":   cut(n),
		"an entry is put before it":   func(tx storage.Tx, _ uint64) error { return copyTo(tx, 1, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			for seq := uint64(1); seq <= n; seq++ {
				s := bolttest.Open(t)
				fill(t, s, 1, n)
				if err := s.Update(t.Context(), func(tx storage.Tx) error { return harm(tx, seq) }); err != nil {
					t.Fatal(err)
				}
				_, err := audit.Verify(t.Context(), s)
				broken, ok := errors.AsType[*audit.BrokenError](err)
				if !ok {
					t.Fatalf("at entry %d: got %v, want a BrokenError", seq, err)
				}
				if !strings.Contains(broken.Plain(), "backup") {
					t.Errorf("%q does not say what to do", broken.Plain())
				}
			}
		})
	}
}

func copyTo(tx storage.Tx, from, to uint64) error {
	b, err := tx.Get(key(from))
	if err != nil {
		return err
	}
	return tx.Put(key(to), b)
}

func move(tx storage.Tx, from, to uint64) error {
	return errors.Join(copyTo(tx, from, to), tx.Delete(key(from)))
}

func swap(with func(uint64) uint64) func(storage.Tx, uint64) error {
	return func(tx storage.Tx, seq uint64) error {
		a, err1 := tx.Get(key(seq))
		b, err2 := tx.Get(key(with(seq)))
		return errors.Join(err1, err2, tx.Put(key(seq), b), tx.Put(key(with(seq)), a))
	}
}

// cut takes the entry and all after it, and leaves the head.
func cut(n uint64) func(storage.Tx, uint64) error {
	return func(tx storage.Tx, seq uint64) error {
		for ; seq <= n; seq++ {
			if err := tx.Delete(key(seq)); err != nil {
				return err
			}
		}
		return nil
	}
}

// TestTheHeadElsewhere does what Verify by itself can't find: a whole new chain.
// The head that was printed before finds it.
func TestTheHeadElsewhere(t *testing.T) {
	s := bolttest.Open(t)
	known := fill(t, s, 1, 5)
	later := fill(t, s, 6, 9)
	if got, err := audit.VerifyFrom(t.Context(), s, known); err != nil || got != later || got.Seq != 9 {
		t.Fatalf("got %v (%v), want %v", got, err, later)
	}
	for name, rewritten := range map[string]struct{ from, to int }{
		"another chain of the same length": {2, 10},
		"the last entries cut off":         {1, 4},
	} {
		t.Run(name, func(t *testing.T) {
			forged := bolttest.Open(t)
			fill(t, forged, rewritten.from, rewritten.to)
			if _, err := audit.Verify(t.Context(), forged); err != nil {
				t.Fatalf("the forged chain does not even hold by itself: %v", err)
			}
			if _, err := audit.VerifyFrom(t.Context(), forged, known); err == nil {
				t.Error("nobody noticed")
			}
		})
	}
}

func TestLongLog(t *testing.T) {
	s := bolttest.Open(t)
	for _, n := range []int{0, 1, 999, 1000, 1001, 2000, 2500} {
		h, err := audit.Last(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		want := fill(t, s, int(h.Seq)+1, n)
		got, err := audit.Verify(t.Context(), s)
		if err != nil || got != want || got.Seq != uint64(n) {
			t.Errorf("%d entries: got %v (%v), want %v", n, got, err, want)
		}
		i := 0
		for e, err := range audit.Entries(t.Context(), s, 1) {
			i++
			if err != nil || e.Subject != entry(i).Subject || !e.Time.Equal(entry(i).Time) {
				t.Fatalf("entry %d: got %+v (%v)", i, e, err)
			}
		}
		if i != n {
			t.Errorf("Entries gave %d of %d", i, n)
		}
	}
}

func TestRefusals(t *testing.T) {
	s := bolttest.Open(t)
	for name, e := range map[string]audit.Entry{
		"no time":   {Who: "Clerk", Action: "x"},
		"nobody":    {Time: noon, Action: "x"},
		"no action": {Time: noon, Who: "Clerk"},
	} {
		t.Run(name, func(t *testing.T) {
			err := s.Update(t.Context(), func(tx storage.Tx) error { return audit.Append(tx, e) })
			if !errors.Is(err, audit.ErrEntry) {
				t.Errorf("got %v, want ErrEntry", err)
			}
		})
	}
	if h, err := audit.Verify(t.Context(), s); err != nil || h != (audit.Head{}) {
		t.Errorf("the log has %v (%v), want nothing", h, err)
	}
}

// TestShape reads an entry as version 1 of the log wrote it.
func TestShape(t *testing.T) {
	const old = `{"seq":1,"prev":"","value":{"time":"2026-11-22T12:01:00Z","who":"Democratic Services Manager","action":"document.shelf","subject":"doc-1","details":{"from":"officers","to":"members"}}}`
	s := bolttest.Open(t)
	fill(t, s, 1, 1)
	if err := s.View(t.Context(), func(tx storage.Tx) error {
		b, err := tx.Get(key(1))
		if string(b) != old {
			t.Errorf("the log writes\n%s\nbut wrote\n%s", b, old)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if !json.Valid([]byte(old)) {
		t.Error("the fixture is no JSON")
	}
}
