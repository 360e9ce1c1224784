package storagetest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"hearth/storage"
)

// runTwice makes the function fail the first time that it is run in company, as
// a conflict would; what it did then must not show.
func runTwice(t *testing.T, s *bench) {
	s.put([2]string{"n", "0"})
	var wg sync.WaitGroup
	const writers = 20
	for range writers {
		wg.Go(func() {
			runs := 0
			err := s.Update(s.ctx, func(tx storage.Tx) error {
				runs++
				n, err := storage.Get[int](tx, "n")
				if err != nil {
					return err
				}
				if err := storage.Put(tx, "n", n+1); err != nil {
					return err
				}
				if runs == 1 {
					return errNo
				}
				return nil
			})
			if runs == 1 && !errors.Is(err, errNo) || runs > 1 && err != nil {
				t.Errorf("run %d times: %v", runs, err)
			}
			if errors.Is(err, errNo) { // it was alone: by itself it counts
				if err := s.Update(s.ctx, add("n", 1)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	s.wants([2]string{"n", fmt.Sprint(writers)})
}

func add(key string, by int) func(storage.Tx) error {
	return func(tx storage.Tx) error {
		n, err := storage.Get[int](tx, key)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		return storage.Put(tx, key, n+by)
	}
}

func failingNeighbours(t *testing.T, s *bench) {
	var wg sync.WaitGroup
	var kept atomic.Int32
	for i := range 60 {
		wg.Go(func() {
			defer func() {
				if v := recover(); (v != nil) != (i%3 == 2) {
					t.Errorf("update %d: recovered %v", i, v)
				}
			}()
			err := s.Update(s.ctx, func(tx storage.Tx) error {
				if err := tx.Put(fmt.Appendf(nil, "k%02d", i), []byte("v")); err != nil {
					return err
				}
				switch i % 3 {
				case 1:
					return errNo
				case 2:
					panic("on purpose")
				}
				return nil
			})
			if i%3 == 1 {
				wantErr(t, "the failing one", err, errNo)
			} else if err != nil {
				t.Errorf("its neighbour: %v", err)
			}
			kept.Add(1)
		})
	}
	wg.Wait()
	var want [][2]string
	for i := 0; i < 60; i += 3 {
		want = append(want, [2]string{fmt.Sprintf("k%02d", i), "v"})
	}
	s.wants(want...)
}

// snapshot keeps a view open while updates commit, and looks twice.
func snapshot(t *testing.T, s *bench) {
	s.put([2]string{"a", "0"}, [2]string{"b", "0"})
	began, changed := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	var once sync.Once
	wg.Go(func() {
		err := s.View(s.ctx, func(tx storage.Tx) error {
			before, err := collect(tx, nil, nil)
			if err != nil {
				return err
			}
			once.Do(func() { close(began) })
			<-changed
			after, err := collect(tx, nil, nil)
			equal(t, after, before)
			equal(t, before, [][2]string{{"a", "0"}, {"b", "0"}})
			return err
		})
		if err != nil {
			t.Errorf("View: %v", err)
		}
	})
	<-began
	for i := range 20 {
		s.put([2]string{"a", fmt.Sprint(i)}, [2]string{fmt.Sprint("new", i), string(make([]byte, 5000))})
	}
	s.update(func(tx storage.Tx) error { return tx.Delete([]byte("b")) })
	close(changed)
	wg.Wait()
	s.view(func(tx storage.Tx) error {
		got, err := collect(tx, []byte("a"), nil)
		equal(t, got, [][2]string{{"a", "19"}})
		return err
	})
}

// concurrentUpdates moves sums between accounts: no view may see money made or
// lost, and every update that was acknowledged counts.
func concurrentUpdates(t *testing.T, s *bench) {
	const accounts, movers, moves = 5, 8, 25
	for i := range accounts {
		s.put([2]string{fmt.Sprint("acc", i), "100"})
	}
	var work, watch sync.WaitGroup
	stop := make(chan struct{})
	watch.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			if sum, err := total(s); err != nil || sum != accounts*100 {
				t.Errorf("a view saw %d in all accounts (%v), want %d", sum, err, accounts*100)
				return
			}
		}
	})
	for m := range movers {
		work.Go(func() {
			for i := range moves {
				from, to := fmt.Sprint("acc", (m+i)%accounts), fmt.Sprint("acc", (m+2*i+1)%accounts)
				if err := s.Update(s.ctx, func(tx storage.Tx) error {
					return errors.Join(add(from, -1)(tx), add(to, 1)(tx), add(fmt.Sprint("done", m), 1)(tx))
				}); err != nil {
					t.Errorf("Update: %v", err)
				}
			}
		})
	}
	work.Wait()
	close(stop)
	watch.Wait()
	s.view(func(tx storage.Tx) error {
		for m := range movers {
			if n, err := storage.Get[int](tx, fmt.Sprint("done", m)); n != moves {
				t.Errorf("mover %d: %d of its %d updates are there (%v)", m, n, moves, err)
			}
		}
		return nil
	})
}

func total(s *bench) (sum int, err error) {
	err = s.View(s.ctx, func(tx storage.Tx) error {
		sum = 0
		for i := range 5 {
			n, err := storage.Get[int](tx, fmt.Sprint("acc", i))
			if err != nil {
				return err
			}
			sum += n
		}
		return nil
	})
	return sum, err
}
