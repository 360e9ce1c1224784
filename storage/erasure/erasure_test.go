package erasure_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearth/storage"
	"hearth/storage/bolt/bolttest"
	"hearth/storage/erasure"
)

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func member(n int) erasure.Erasure {
	return erasure.Erasure{Kind: erasure.Member, ID: fmt.Sprintf("m%04d", n), At: noon.Add(time.Duration(n) * time.Minute)}
}

func TestWhatWasAppendedIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), erasure.File)
	var want []erasure.Erasure
	for n := range 20 {
		log := erasure.At(path) // as after a restart
		if got, err := log.All(t.Context()); err != nil || !slices.Equal(got, want) {
			t.Fatalf("after %d: got %v (%v), want %v", n, got, err, want)
		}
		if err := log.Append(t.Context(), member(n)); err != nil {
			t.Fatal(err)
		}
		want = append(want, member(n))
	}
	if got, err := erasure.At(path).All(t.Context()); err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v (%v), want %v", got, err, want)
	}
}

// A crash may cut the last line at any byte; the lines before it hold, and the
// next append goes on behind them.
func TestALineThatACrashCutShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), erasure.File)
	for n := range 3 {
		if err := erasure.At(path).Append(t.Context(), member(n)); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	second := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	for cut := second; cut < len(whole)-1; cut++ {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := erasure.At(path).All(t.Context())
		if err != nil || len(got) != 2 {
			t.Fatalf("cut at %d: got %v (%v)", cut, got, err)
		}
		if err := erasure.At(path).Append(t.Context(), member(9)); err != nil {
			t.Fatal(err)
		}
		got, err = erasure.At(path).All(t.Context())
		if err != nil || !slices.Equal(got, []erasure.Erasure{member(0), member(1), member(9)}) {
			t.Fatalf("cut at %d and appended to: got %v (%v)", cut, got, err)
		}
	}
}

func TestADamagedLineIsNotPassedOver(t *testing.T) {
	log := `{"kind":"member","id":"m1","at":"2026-11-25T12:00:00Z"}` + "\n" + `{"kind":"mem` + "\n" + `{"kind":"member","id":"m2","at":"2026-11-25T12:00:00Z"}` + "\n"
	_, err := erasure.Read(strings.NewReader(log))
	if bad, ok := errors.AsType[*erasure.LogError](err); !ok || bad.Line != 2 {
		t.Errorf("got %v, want line 2", err)
	}
}

func TestNothingButIdsIsTaken(t *testing.T) {
	path := filepath.Join(t.TempDir(), erasure.File)
	for what, e := range map[string]erasure.Erasure{
		"a name":      {Kind: erasure.Member, ID: "Jane Featherstonehaugh", At: noon},
		"an address":  {Kind: erasure.Member, ID: "jane@example.org", At: noon},
		"no id":       {Kind: erasure.Member, At: noon},
		"no kind":     {ID: "m1", At: noon},
		"no time":     {Kind: erasure.Member, ID: "m1"},
		"a long line": {Kind: erasure.Member, ID: strings.Repeat("m", 200), At: noon},
	} {
		t.Run(what, func(t *testing.T) {
			err := erasure.At(path).Append(t.Context(), e)
			if err == nil || e.ID != "" && strings.Contains(err.Error(), e.ID) {
				t.Errorf("got %v", err)
			}
			s := bolttest.Open(t)
			if err := s.Update(t.Context(), func(tx storage.Tx) error { return erasure.Record(tx, e) }); err == nil {
				t.Error("the records took it")
			}
		})
	}
}

// The log must be on disk before anything is deleted.
func TestTheLogComesFirst(t *testing.T) {
	s, path := bolttest.Open(t), filepath.Join(t.TempDir(), erasure.File)
	log := erasure.At(path)
	err := erasure.Erase(t.Context(), log, s, member(1), func(storage.Tx) error {
		if b, err := os.ReadFile(path); err != nil || !bytes.Contains(b, []byte(`"m0001"`)) {
			t.Errorf("the log has %q (%v) when the deletion begins", b, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.View(t.Context(), func(tx storage.Tx) error {
		got, err := erasure.Recorded(tx)
		if !slices.Equal(got, []erasure.Erasure{member(1)}) {
			t.Errorf("the records have %v (%v)", got, err)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	// Where the log can't be written, nothing is deleted.
	nowhere := erasure.At(filepath.Join(t.TempDir(), "absent", erasure.File))
	if err := erasure.Erase(t.Context(), nowhere, s, member(2), func(storage.Tx) error {
		t.Error("it was deleted without being logged")
		return nil
	}); err == nil {
		t.Error("no error")
	}
}

func TestReplayErasesAgain(t *testing.T) {
	s := bolttest.Open(t)
	put := func(n int) {
		if err := s.Update(t.Context(), func(tx storage.Tx) error {
			return storage.Put(tx, "people/"+member(n).ID, "words")
		}); err != nil {
			t.Fatal(err)
		}
	}
	put(1)
	put(2)
	r := erasure.Replayers{erasure.Member: func(tx storage.Tx, e erasure.Erasure) error { return tx.Delete([]byte("people/" + e.ID)) }}
	for range 2 { // again does no harm
		if err := r.Replay(t.Context(), s, []erasure.Erasure{member(1), member(7)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.View(t.Context(), func(tx storage.Tx) error {
		_, gone := storage.Get[string](tx, "people/m0001")
		_, kept := storage.Get[string](tx, "people/m0002")
		if !errors.Is(gone, storage.ErrNotFound) || kept != nil {
			t.Errorf("the erased: %v, the other: %v", gone, kept)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	// A kind that nobody knows stops all of it.
	put(1)
	strange := erasure.Erasure{Kind: "reflection", ID: "r1", At: noon}
	if unknown, ok := errors.AsType[*erasure.UnknownKindError](r.Replay(t.Context(), s, []erasure.Erasure{member(1), strange})); !ok || unknown.Kind != "reflection" {
		t.Errorf("got %v", unknown)
	}
	if err := s.View(t.Context(), func(tx storage.Tx) error {
		_, err := storage.Get[string](tx, "people/m0001")
		return err
	}); err != nil {
		t.Errorf("half of it was done: %v", err)
	}
}

func TestMergedListsHaveEachOnceInOrder(t *testing.T) {
	later := member(1)
	later.At = noon.Add(time.Hour)
	got := erasure.Merge([]erasure.Erasure{member(3), member(1)}, nil, []erasure.Erasure{later, member(2)})
	if want := []erasure.Erasure{member(2), member(3), later}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	// What is done already, at that time or later, is not missing.
	for what, c := range map[string]struct{ done, want []erasure.Erasure }{
		"nothing is done":         {nil, got},
		"all is done":             {got, nil},
		"one was erased later":    {[]erasure.Erasure{member(1), member(2)}, []erasure.Erasure{member(3), later}},
		"one was noted as later":  {[]erasure.Erasure{later, {Kind: erasure.Member, ID: "m0003", At: later.At}}, []erasure.Erasure{member(2)}},
		"another kind of that id": {[]erasure.Erasure{{Kind: erasure.Turn, ID: "m0003", At: later.At}}, got},
	} {
		if missing := erasure.Missing(got, c.done); !slices.Equal(missing, c.want) {
			t.Errorf("%s: got %v, want %v", what, missing, c.want)
		}
	}
	path := filepath.Join(t.TempDir(), erasure.File)
	if err := errors.Join(erasure.Write(path, nil), erasure.Write(path, got)); err != nil {
		t.Fatal(err)
	}
	if again, err := erasure.At(path).All(t.Context()); err != nil || !slices.Equal(again, got) {
		t.Errorf("written and read: %v (%v)", again, err)
	}
}
