package holds_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/bolt"
	"hearth/storage/bolt/bolttest"
	"hearth/storage/holds"
	"hearth/storage/storagetest"
)

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func add(t *testing.T, s storage.Store, why, member string) (h holds.Hold) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx storage.Tx) (err error) {
		h, err = holds.Add(tx, holds.Request{Why: why, Member: member, Who: "Information Governance", Now: noon})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return h
}

func end(t *testing.T, s storage.Store, id string) error {
	t.Helper()
	return s.Update(t.Context(), func(tx storage.Tx) error {
		_, err := holds.End(tx, id, "Information Governance", noon.Add(time.Hour))
		return err
	})
}

func active(t *testing.T, s storage.Store) (set holds.Set) {
	t.Helper()
	if err := s.View(t.Context(), func(tx storage.Tx) (err error) {
		set, err = holds.Active(tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return set
}

func TestAHoldKeepsWhatItCoversForAsLongAsItLasts(t *testing.T) {
	const council = "-"
	for what, c := range map[string]struct {
		members []string // of the holds, in order
		ended   int      // how many of them
		asks    string
		held    bool
	}{
		"none":                              {nil, 0, "m1", false},
		"everything, and a member asks":     {[]string{council}, 0, "m1", true},
		"everything, and nobody's":          {[]string{council}, 0, "", true},
		"one member, who asks":              {[]string{"m1"}, 0, "m1", true},
		"one member, and another asks":      {[]string{"m1"}, 0, "m2", false},
		"one member, and nobody's":          {[]string{"m1"}, 0, "", false},
		"ended":                             {[]string{council}, 1, "m1", false},
		"one of two ended, the other holds": {[]string{"m1", "m1"}, 1, "m1", true},
		"the wide one ended":                {[]string{council, "m2"}, 1, "m1", false},
	} {
		t.Run(what, func(t *testing.T) {
			s := bolttest.Open(t)
			for n, member := range c.members {
				h := add(t, s, "request 2026/17", strings.TrimPrefix(member, council))
				if n < c.ended {
					if err := end(t, s, h.ID); err != nil {
						t.Fatal(err)
					}
				}
			}
			err := active(t, s).Refuse(c.asks)
			held, ok := errors.AsType[*holds.HeldError](err)
			if ok != c.held || ok != (err != nil) {
				t.Fatalf("got %v, want held %v", err, c.held)
			}
			if ok && (held.Hold == "" || strings.Contains(held.Plain(), "2026/17")) {
				t.Errorf("it says %q of %+v", held.Plain(), held)
			}
		})
	}
}

// The reason may name people: it stands in the hold alone, and goes with it.
func TestTheReasonGoesWithTheHold(t *testing.T) {
	const why = "Request of Jane Featherstonehaugh"
	path := filepath.Join(t.TempDir(), "hearth.db")
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h := add(t, s, "  "+why+"\n", "m1")
	if got := active(t, s); len(got) != 1 || got[0].Why != why || got[0].ID != h.ID || !got[0].Since.Equal(noon) {
		t.Errorf("in force: %+v", got)
	}
	entries := func() (all []audit.Entry) {
		for e, err := range audit.Entries(t.Context(), s, 1) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, e)
		}
		return all
	}
	if err := end(t, s, h.ID); err != nil {
		t.Fatal(err)
	}
	log := entries()
	if len(log) != 2 || log[0].Action != "hold.add" || log[1].Action != "hold.end" || log[0].Subject != h.ID || log[1].Subject != h.ID || log[0].Details != nil || log[1].Details != nil {
		t.Errorf("the log has %+v", log)
	}
	if err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(storagetest.Bytes(t, filepath.Dir(path)), []byte("Featherstonehaugh")) {
		t.Error("the reason is still in the file")
	}
	if err := s.View(t.Context(), func(tx storage.Tx) error {
		all, err := holds.All(tx)
		if len(all) != 1 || all[0].Ended.IsZero() || all[0].Member != "m1" {
			t.Errorf("of the hold there is %+v", all)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoHold(t *testing.T) {
	s := bolttest.Open(t)
	for what, why := range map[string]string{"nothing": "", "blanks": " \n ", "a whole letter": strings.Repeat("words ", 200)} {
		err := s.Update(t.Context(), func(tx storage.Tx) error {
			_, err := holds.Add(tx, holds.Request{Why: why, Who: "Clerk", Now: noon})
			return err
		})
		if !errors.Is(err, holds.ErrWhy) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	for _, member := range []string{"Jane Smith", "jane@example.org", " m1"} {
		if err := s.Update(t.Context(), func(tx storage.Tx) error {
			_, err := holds.Add(tx, holds.Request{Why: "request", Member: member, Who: "Clerk", Now: noon})
			return err
		}); !errors.Is(err, holds.ErrMember) {
			t.Errorf("%q: got %v", member, err)
		}
	}
	h := add(t, s, "request", "")
	if err := end(t, s, h.ID); err != nil {
		t.Fatal(err)
	}
	for what, id := range map[string]string{"ended already": h.ID, "never was": "h00000000", "nothing": ""} {
		if unknown, ok := errors.AsType[*holds.UnknownError](end(t, s, id)); !ok || unknown.ID != id {
			t.Errorf("%s: got %v", what, unknown)
		}
	}
	if got, err := audit.Last(t.Context(), s); err != nil || got.Seq != 2 {
		t.Errorf("the log has %d entries (%v), want those of the one hold", got.Seq, err)
	}
}
