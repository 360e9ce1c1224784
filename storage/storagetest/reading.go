package storagetest

import (
	"testing"

	"hearth/storage"
)

func byteOrder(t *testing.T, s *bench) {
	s.put([2]string{"b", "2"}, [2]string{"\xff", "8"}, [2]string{"a", "1"}, [2]string{"B", "0"},
		[2]string{"a\x00", "1a"}, [2]string{"é", "7"}, [2]string{"\x00", "nul"}, [2]string{"ab", "1b"}, [2]string{"a-", "1-"})
	s.wants([2]string{"\x00", "nul"}, [2]string{"B", "0"}, [2]string{"a", "1"}, [2]string{"a\x00", "1a"},
		[2]string{"a-", "1-"}, [2]string{"ab", "1b"}, [2]string{"b", "2"}, [2]string{"é", "7"}, [2]string{"\xff", "8"})
}

func prefixScan(t *testing.T, s *bench) {
	keys := []string{"a", "a/", "a/1", "a/2", "a/3", "a0", "b", "\xfe", "\xff", "\xff\xff", "\xff\xff\x01"}
	for _, k := range keys {
		s.put([2]string{k, "v" + k})
	}
	for name, c := range map[string]struct {
		prefix, from string
		want         []string
	}{
		"the prefix itself belongs":                        {"a/", "", []string{"a/", "a/1", "a/2", "a/3"}},
		"from within is included":                          {"a/", "a/2", []string{"a/2", "a/3"}},
		"from between two keys":                            {"a/", "a/1x", []string{"a/2", "a/3"}},
		"from before the prefix begins with it":            {"a/", "A", []string{"a/", "a/1", "a/2", "a/3"}},
		"from behind the prefix finds nothing":             {"a/", "b", nil},
		"from behind all finds nothing":                    {"", "\xff\xff\xff", nil},
		"a prefix of 0xff has no key after it":             {"\xff", "", []string{"\xff", "\xff\xff", "\xff\xff\x01"}},
		"a prefix of two 0xff":                             {"\xff\xff", "", []string{"\xff\xff", "\xff\xff\x01"}},
		"from is kept as bytes, not as a prefix":           {"", "\xfe", []string{"\xfe", "\xff", "\xff\xff", "\xff\xff\x01"}},
		"a prefix nobody has":                              {"zz", "", nil},
		"no prefix is everything":                          {"", "", keys},
		"a prefix that is a key's beginning, not a folder": {"a", "", []string{"a", "a/", "a/1", "a/2", "a/3", "a0"}},
	} {
		t.Run(name, func(t *testing.T) {
			var want [][2]string
			for _, k := range c.want {
				want = append(want, [2]string{k, "v" + k})
			}
			s.view(func(tx storage.Tx) error {
				got, err := collect(tx, []byte(c.prefix), []byte(c.from))
				equal(t, got, want)
				return err
			})
		})
	}
}

func scanStops(t *testing.T, s *bench) {
	s.put([2]string{"a", "1"}, [2]string{"b", "2"}, [2]string{"c", "3"})
	s.view(func(tx storage.Tx) error {
		n := 0
		for range tx.Scan(nil, nil) {
			if n++; n == 2 {
				break
			}
		}
		if n != 2 {
			t.Errorf("the loop ran %d times, want 2", n)
		}
		return nil
	})
}

func writeDuringScan(t *testing.T, s *bench) {
	for i := range 300 {
		s.put([2]string{string([]byte{'k', byte(i >> 8), byte(i)}), "old"})
	}
	seen := map[string]int{}
	s.update(func(tx storage.Tx) error {
		clear(seen)
		for e, err := range tx.Scan([]byte("k"), nil) {
			if err != nil {
				return err
			}
			seen[string(e.Key)]++
			if err := tx.Delete(e.Key); err != nil {
				return err
			}
			if err := tx.Put(append([]byte("n"), e.Key...), make([]byte, 500)); err != nil {
				return err
			}
		}
		return nil
	})
	if len(seen) != 300 {
		t.Errorf("the scan saw %d keys, want 300", len(seen))
	}
	for k, n := range seen {
		if n != 1 {
			t.Errorf("the scan saw %q %d times", k, n)
		}
	}
	s.view(func(tx storage.Tx) error {
		left, err := collect(tx, []byte("k"), nil)
		if len(left) != 0 {
			t.Errorf("%d of the deleted keys are still there", len(left))
		}
		moved, err2 := collect(tx, []byte("nk"), nil)
		if len(moved) != 300 {
			t.Errorf("%d keys were written, want 300", len(moved))
		}
		if err == nil {
			err = err2
		}
		return err
	})
}

func readAliasing(t *testing.T, s *bench) {
	s.put([2]string{"a", "one"}, [2]string{"b", "two"})
	var kept [][]byte
	s.view(func(tx storage.Tx) error {
		kept = kept[:0]
		v, err := tx.Get([]byte("a"))
		if err != nil {
			return err
		}
		kept = append(kept, v)
		for e, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			kept = append(kept, e.Key, e.Value)
		}
		return nil
	})
	for _, b := range kept {
		for i := range b {
			b[i] = 'X' // would fault or show below, were it the store's own memory
		}
	}
	s.wants([2]string{"a", "one"}, [2]string{"b", "two"})
	s.update(func(tx storage.Tx) error {
		for e, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			e.Key[0], e.Value[0] = 'X', 'X'
			_ = append(e.Key, "spoils its neighbour"...)
		}
		return nil
	})
	s.wants([2]string{"a", "one"}, [2]string{"b", "two"})
}

func writeAliasing(t *testing.T, s *bench) {
	key, value := []byte("k1"), []byte("first")
	s.update(func(tx storage.Tx) error {
		copy(key, "k1")
		copy(value, "first")
		if err := tx.Put(key, value); err != nil {
			return err
		}
		copy(key, "k2")
		copy(value, "other")
		return tx.Put(key, value)
	})
	copy(key, "zz")
	copy(value, "wrong")
	s.wants([2]string{"k1", "first"}, [2]string{"k2", "other"})
}
