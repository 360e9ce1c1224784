package bolt_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"hearth/storage"
	"hearth/storage/bolt"
)

// BenchmarkUpdate tells what one small update costs with so many writers at
// once; writes/s is what counts.
func BenchmarkUpdate(b *testing.B) {
	for _, writers := range []int{1, 8, 64} {
		b.Run(fmt.Sprint(writers), func(b *testing.B) {
			db := open(b, file(b.TempDir()), bolt.Options{})
			var next atomic.Int64
			value := make([]byte, 200)
			done := make(chan error, writers)
			b.ResetTimer()
			for range writers {
				go func() {
					for {
						n := next.Add(1)
						if n > int64(b.N) {
							done <- nil
							return
						}
						if err := db.Update(b.Context(), func(tx storage.Tx) error {
							return tx.Put(fmt.Appendf(nil, "k/%09d", n), value)
						}); err != nil {
							done <- err
							return
						}
					}
				}()
			}
			for range writers {
				if err := <-done; err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
		})
	}
}

func BenchmarkGet(b *testing.B) {
	db := open(b, file(b.TempDir()), bolt.Options{})
	const records = 10_000
	if err := db.Update(b.Context(), func(tx storage.Tx) error {
		for i := range records {
			if err := tx.Put(fmt.Appendf(nil, "k/%09d", i), make([]byte, 200)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	get := func(i int) error {
		return db.View(b.Context(), func(tx storage.Tx) error {
			_, err := tx.Get(fmt.Appendf(nil, "k/%09d", i%records))
			return err
		})
	}
	b.Run("one", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if err := get(i * 7919); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parallel", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for i := 0; pb.Next(); i++ {
				if err := get(i * 7919); err != nil {
					b.Error(err)
					return
				}
			}
		})
	})
}

// BenchmarkOpen is what every command pays.
func BenchmarkOpen(b *testing.B) {
	path := file(b.TempDir())
	db := open(b, path, bolt.Options{})
	if err := db.Update(b.Context(), func(tx storage.Tx) error {
		for i := range 10_000 {
			if err := tx.Put(fmt.Appendf(nil, "k/%09d", i), make([]byte, 1000)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		db, err := bolt.Open(path, bolt.Options{ReadOnly: true})
		if err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
