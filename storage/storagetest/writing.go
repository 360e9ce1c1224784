package storagetest

import (
	"context"
	"errors"
	"testing"

	"hearth/storage"
)

func emptyValue(t *testing.T, s *bench) {
	s.update(func(tx storage.Tx) error {
		if err := tx.Put([]byte("nil"), nil); err != nil {
			return err
		}
		return tx.Put([]byte("empty"), []byte{})
	})
	s.wants([2]string{"empty", ""}, [2]string{"nil", ""})
	s.view(func(tx storage.Tx) error {
		_, err := tx.Get([]byte("nil"))
		return err
	})
}

func emptyKey(t *testing.T, s *bench) {
	if err := s.Update(s.ctx, func(tx storage.Tx) error { return tx.Put(nil, []byte("v")) }); err == nil {
		t.Error("an empty key was taken")
	}
	s.wants()
}

func notFound(t *testing.T, s *bench) {
	s.put([2]string{"ab", "1"})
	s.view(func(tx storage.Tx) error {
		for _, k := range []string{"a", "abc", "", "b"} {
			_, err := tx.Get([]byte(k))
			wantErr(t, "Get "+k, err, storage.ErrNotFound)
		}
		_, err := storage.Get[string](tx, "a")
		wantErr(t, "storage.Get", err, storage.ErrNotFound)
		return nil
	})
	s.update(func(tx storage.Tx) error { return tx.Delete([]byte("nobody")) })
	s.update(func(tx storage.Tx) error { return tx.Delete([]byte("ab")) })
	s.wants()
}

func viewReadOnly(t *testing.T, s *bench) {
	s.put([2]string{"a", "1"})
	s.view(func(tx storage.Tx) error {
		wantErr(t, "Put", tx.Put([]byte("b"), nil), storage.ErrReadOnly)
		wantErr(t, "Delete", tx.Delete([]byte("a")), storage.ErrReadOnly)
		return nil
	})
	s.wants([2]string{"a", "1"})
}

func storeReadOnly(t *testing.T, s *bench) {
	if s.b.ReadOnly == nil {
		t.Skip("this backend has no stores for reading")
	}
	s.put([2]string{"a", "1"})
	s.close()
	s.Store = s.b.ReadOnly(t, s.dir)
	wantErr(t, "Update", s.Update(s.ctx, func(storage.Tx) error { return nil }), storage.ErrReadOnly)
	s.wants([2]string{"a", "1"})
}

var errNo = errors.New("no")

func failedUpdate(t *testing.T, s *bench) {
	s.put([2]string{"a", "1"}, [2]string{"b", "2"})
	err := s.Update(s.ctx, func(tx storage.Tx) error {
		return errors.Join(tx.Put([]byte("a"), []byte("changed")), tx.Delete([]byte("b")), tx.Put([]byte("c"), nil), errNo)
	})
	wantErr(t, "Update", err, errNo)
	wantErr(t, "View", s.View(s.ctx, func(storage.Tx) error { return errNo }), errNo)
	s.wants([2]string{"a", "1"}, [2]string{"b", "2"})
}

func panicking(t *testing.T, s *bench) {
	for name, do := range map[string]func(context.Context, func(storage.Tx) error) error{"Update": s.Update, "View": s.View} {
		func() {
			defer func() {
				if v := recover(); v != "on purpose" {
					t.Errorf("%s: recovered %v, want the panic of its function", name, v)
				}
			}()
			err := do(s.ctx, func(tx storage.Tx) error {
				_ = tx.Put([]byte("a"), []byte("never"))
				panic("on purpose")
			})
			t.Errorf("%s returned %v", name, err)
		}()
	}
	s.wants()
	s.put([2]string{"a", "1"})
	s.wants([2]string{"a", "1"})
}

func ownWrites(t *testing.T, s *bench) {
	s.put([2]string{"gone", "1"})
	s.update(func(tx storage.Tx) error {
		if err := errors.Join(tx.Put([]byte("a"), []byte("1")), tx.Put([]byte("a"), []byte("2")), tx.Delete([]byte("gone"))); err != nil {
			return err
		}
		got, err := collect(tx, nil, nil)
		equal(t, got, [][2]string{{"a", "2"}})
		_, gone := tx.Get([]byte("gone"))
		wantErr(t, "Get", gone, storage.ErrNotFound)
		return err
	})
	s.wants([2]string{"a", "2"})
}

func escaped(t *testing.T, s *bench) {
	s.put([2]string{"a", "1"})
	var kept storage.Tx
	s.view(func(tx storage.Tx) error { kept = tx; return nil })
	if _, err := kept.Get([]byte("a")); err == nil {
		t.Error("a view's transaction still reads after its end")
	}
	s.update(func(tx storage.Tx) error { kept = tx; return nil })
	if err := kept.Put([]byte("b"), nil); err == nil {
		t.Error("an update's transaction still writes after its end")
	}
	for _, err := range kept.Scan(nil, nil) {
		if err == nil {
			t.Error("a transaction still scans after its end")
		}
	}
	s.wants([2]string{"a", "1"})
}

func reopening(t *testing.T, s *bench) {
	s.put([2]string{"a", "1"}, [2]string{"b", "2"})
	s.update(func(tx storage.Tx) error { return tx.Delete([]byte("a")) })
	s.close()
	if err := s.View(s.ctx, func(storage.Tx) error { return nil }); err == nil {
		t.Error("a closed store still reads")
	}
	if err := s.Update(s.ctx, func(storage.Tx) error { return nil }); err == nil {
		t.Error("a closed store still writes")
	}
	s.close() // again
	s.open()
	s.wants([2]string{"b", "2"})
}

func contexts(t *testing.T, s *bench) {
	s.put([2]string{"a", "1"})
	ctx, cancel := context.WithCancel(s.ctx)
	err := s.Update(ctx, func(tx storage.Tx) error {
		err := tx.Put([]byte("a"), []byte("late"))
		cancel()
		return err
	})
	wantErr(t, "Update whose context ended within", err, context.Canceled)
	never := func(storage.Tx) error { t.Error("the function ran"); return nil }
	wantErr(t, "Update", s.Update(ctx, never), context.Canceled)
	wantErr(t, "View", s.View(ctx, never), context.Canceled)
	s.wants([2]string{"a", "1"})
}
