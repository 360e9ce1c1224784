package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"

	"hearth/storage"
)

// scanCheck is how many entries a scan reads between looks at the context.
const scanCheck = 1000

var errDone = errors.New("the transaction is over")

// run gives fn the transaction as the words of storage, for as long as fn runs.
func run(ctx context.Context, b *bolt.Tx, fn func(storage.Tx) error) error {
	t := &tx{ctx: ctx, writable: b.Writable(), bucket: b.Bucket(bucketName)}
	if t.bucket == nil {
		return fmt.Errorf("the file holds no records: %w", storage.ErrNotFound)
	}
	defer func() { t.bucket = nil }()
	if err := fn(t); err != nil {
		return err
	}
	if t.writable {
		return ctx.Err()
	}
	return nil
}

type tx struct {
	ctx      context.Context
	bucket   *bolt.Bucket
	writable bool
	writes   int // a scan seeks anew where this has grown
}

func (t *tx) usable() error {
	if t.bucket == nil {
		return errDone
	}
	return t.ctx.Err()
}

func (t *tx) Get(key []byte) ([]byte, error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	v := t.bucket.Get(key)
	if v == nil {
		return nil, storage.ErrNotFound
	}
	return clone(v), nil
}

func (t *tx) Put(key, value []byte) error {
	if err := t.mayWrite(); err != nil {
		return err
	}
	t.writes++
	return t.bucket.Put(key, clone(value))
}

func (t *tx) Delete(key []byte) error {
	if err := t.mayWrite(); err != nil {
		return err
	}
	t.writes++
	return t.bucket.Delete(key)
}

func (t *tx) mayWrite() error {
	if err := t.usable(); err != nil {
		return err
	}
	if !t.writable {
		return storage.ErrReadOnly
	}
	return nil
}

// Scan walks the keys with a cursor. A write moves what the cursor stands on,
// so after one the cursor is set anew behind the last key.
func (t *tx) Scan(prefix, from []byte) iter.Seq2[storage.Entry, error] {
	prefix, start := clone(prefix), clone(prefix)
	if bytes.Compare(from, start) > 0 {
		start = clone(from)
	}
	return func(yield func(storage.Entry, error) bool) {
		if err := t.usable(); err != nil {
			yield(storage.Entry{}, err)
			return
		}
		c, writes := t.bucket.Cursor(), t.writes
		k, v := c.Seek(start)
		for n := 1; k != nil && bytes.HasPrefix(k, prefix); n++ {
			e := storage.Entry{Key: clone(k), Value: clone(v)}
			last := clone(k) // the caller may change what it was given
			if !yield(e, nil) {
				return
			}
			if t.bucket == nil || n%scanCheck == 0 {
				if err := t.usable(); err != nil {
					yield(storage.Entry{}, err)
					return
				}
			}
			if t.writes == writes {
				k, v = c.Next()
				continue
			}
			writes = t.writes
			c = t.bucket.Cursor()
			k, v = c.Seek(append(last, 0))
		}
	}
}

// clone copies, and never gives nil: an empty value is a value.
func clone(b []byte) []byte { return append([]byte{}, b...) }
