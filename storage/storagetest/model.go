package storagetest

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/storage"
)

// againstModel does random work on the store and on a map and compares what
// they say. rapid prints the seed of a failure and how to run it again.
func againstModel(t *testing.T, s *bench) {
	rapid.Check(t, func(r *rapid.T) {
		wipe(r, s)
		model := map[string]string{}
		r.Repeat(map[string]func(*rapid.T){
			"update": func(r *rapid.T) { randomUpdate(r, s, model) },
			"scan":   func(r *rapid.T) { randomScan(r, s, model) },
			"reopen": func(r *rapid.T) {
				if rapid.IntRange(0, 9).Draw(r, "reopen") == 0 {
					if err := s.Close(); err != nil {
						r.Fatalf("Close: %v", err)
					}
					s.open()
				}
			},
		})
	})
}

// keys are drawn from few bytes, so that they meet and are prefixes of one another.
func keys() *rapid.Generator[[]byte] {
	return rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 'a', 'b', '/', 0xfe, 0xff}), 1, 4)
}

func wipe(r *rapid.T, s *bench) {
	if err := s.Update(s.ctx, func(tx storage.Tx) error {
		for e, err := range tx.Scan(nil, nil) {
			if err := errors.Join(err, tx.Delete(e.Key)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		r.Fatalf("emptying the store: %v", err)
	}
}

type change struct {
	key, value []byte
	remove     bool
}

func randomUpdate(r *rapid.T, s *bench, model map[string]string) {
	var changes []change
	for range rapid.IntRange(1, 12).Draw(r, "changes") {
		changes = append(changes, change{
			key:    keys().Draw(r, "key"),
			value:  bytes.Repeat([]byte{'v'}, rapid.SampledFrom([]int{0, 1, 30, 3000, 9000}).Draw(r, "size")),
			remove: rapid.IntRange(0, 3).Draw(r, "remove") == 0,
		})
	}
	fails := rapid.IntRange(0, 4).Draw(r, "fails") == 0
	want := maps.Clone(model)
	err := s.Update(s.ctx, func(tx storage.Tx) error {
		want = maps.Clone(model)
		for _, c := range changes {
			if c.remove {
				delete(want, string(c.key))
				if err := tx.Delete(c.key); err != nil {
					return err
				}
				continue
			}
			want[string(c.key)] = string(c.value)
			if err := tx.Put(c.key, c.value); err != nil {
				return err
			}
		}
		compare(r, tx, want, nil, nil)
		if fails {
			return errNo
		}
		return nil
	})
	if fails != errors.Is(err, errNo) || !fails && err != nil {
		r.Fatalf("Update: %v", err)
	}
	if !fails {
		clear(model)
		maps.Copy(model, want)
	}
}

func randomScan(r *rapid.T, s *bench, model map[string]string) {
	prefix := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 'a', '/', 0xff}), 0, 2).Draw(r, "prefix")
	from := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 'a', 'b', 0xff}), 0, 3).Draw(r, "from")
	if err := s.View(s.ctx, func(tx storage.Tx) error {
		compare(r, tx, model, prefix, from)
		for k, v := range model {
			if got, err := tx.Get([]byte(k)); err != nil || string(got) != v {
				r.Errorf("Get %q: %d bytes (%v), want %d", k, len(got), err, len(v))
			}
		}
		return nil
	}); err != nil {
		r.Fatalf("View: %v", err)
	}
}

func compare(r *rapid.T, tx storage.Tx, model map[string]string, prefix, from []byte) {
	var want []string
	for _, k := range slices.Sorted(maps.Keys(model)) {
		if strings.HasPrefix(k, string(prefix)) && k >= string(from) {
			want = append(want, k)
		}
	}
	var got []string
	for e, err := range tx.Scan(prefix, from) {
		if err != nil {
			r.Errorf("Scan: %v", err)
			return
		}
		got = append(got, string(e.Key))
		if string(e.Value) != model[string(e.Key)] {
			r.Errorf("%q has %d bytes, want %d", e.Key, len(e.Value), len(model[string(e.Key)]))
		}
	}
	if !slices.Equal(got, want) {
		r.Errorf("Scan(%q, %q): got %q, want %q", prefix, from, got, want)
	}
}
