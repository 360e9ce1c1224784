package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"hearth/storage"
)

// compactBytes is written in one transaction of the new file, which bounds the
// memory that Compact takes.
const compactBytes = 8 << 20

// Compact writes what lives into a new file and puts it in the place of the
// old one: what was deleted is gone from the file, and its room is given back.
// Updates wait meanwhile; views go on, those under way over the old file, which
// is closed after the last of them. Where ctx ends, or anything fails, the old
// file stays as it was. It needs as much free disk as the records take.
func (db *DB) Compact(ctx context.Context) error {
	if db.opts.ReadOnly {
		return fmt.Errorf("compacting %s: %w", db.path, storage.ErrReadOnly)
	}
	db.gate.Lock()
	defer db.gate.Unlock()
	h, err := db.acquire()
	if err != nil {
		return err
	}
	defer h.Release()
	if err := ctx.Err(); err != nil {
		return err
	}
	b, err := db.rewrite(ctx, h.Value)
	if err != nil {
		return fmt.Errorf("compacting %s: %w", db.path, diskError(db.path, err))
	}
	db.put(b)
	if err := syncDir(filepath.Dir(db.path)); err != nil {
		return fmt.Errorf("compacting %s: %w", db.path, diskError(db.path, err))
	}
	return nil
}

// rewrite makes the new file and moves it to its place. The new file is locked
// by us before it stands there, so nobody can come between.
func (db *DB) rewrite(ctx context.Context, src *bolt.DB) (*bolt.DB, error) {
	tmp := db.path + ".compacting"
	if err := os.RemoveAll(tmp); err != nil { // left by a crash
		return nil, err
	}
	info, err := os.Stat(db.path)
	if err != nil {
		return nil, err
	}
	o := options(db.path, db.opts, time.Now().Add(time.Second), nil)
	o.InitialMmapSize, o.NoSync = mmapSize(info.Size()), true
	dst, err := bolt.Open(tmp, 0o600, o)
	if err != nil {
		return nil, err
	}
	if err = copyRecords(ctx, dst, src); err == nil {
		err = dst.Sync()
	}
	if err == nil {
		dst.NoSync = false
		err = os.Rename(tmp, db.path)
	}
	if err != nil {
		return nil, errors.Join(err, dst.Close(), os.RemoveAll(tmp))
	}
	return dst, nil
}

// CopyTo writes what lives into a new file at path, as one read transaction sees
// it, and syncs it: a file of records in its own right, without what was
// deleted. Updates and views go on meanwhile. Something that stands at path
// already is an error that wraps fs.ErrExist; where anything fails, nothing is
// left there. The caller sees to the name's own safety (a rename, a synced
// folder). It needs as much free disk as the records take.
func (db *DB) CopyTo(ctx context.Context, path string) (err error) {
	h, err := db.acquire()
	if err != nil {
		return err
	}
	defer h.Release()
	defer func() {
		if err != nil {
			err = fmt.Errorf("copying %s: %w", db.path, diskError(path, err))
		}
	}()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // so that the name is ours
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	o := options(path, Options{}, time.Now().Add(time.Second), nil)
	// Nobody works in the copy, so it needs no room to grow: without NoGrowSync
	// bbolt would add 16 MB at once.
	o.InitialMmapSize, o.NoSync, o.NoGrowSync = 0, true, true
	dst, err := bolt.Open(path, 0o600, o)
	if err == nil {
		if err = copyRecords(ctx, dst, h.Value); err == nil {
			err = dst.Sync()
		}
		err = errors.Join(err, dst.Close())
	}
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

func copyRecords(ctx context.Context, dst, src *bolt.DB) error {
	return src.View(func(from *bolt.Tx) error {
		c := from.Bucket(bucketName).Cursor()
		k, v := c.First()
		for {
			err := dst.Update(func(to *bolt.Tx) error {
				b, err := to.CreateBucketIfNotExists(bucketName)
				if err != nil {
					return err
				}
				b.FillPercent = 0.9
				for size := 0; k != nil && size < compactBytes; k, v = c.Next() {
					if err := b.Put(k, v); err != nil {
						return err
					}
					size += len(k) + len(v)
				}
				return ctx.Err()
			})
			if err != nil || k == nil {
				return err
			}
		}
	})
}

// Check reads the whole file and returns a *DamagedError that names what is
// wrong with it, nil where it is sound. Updates wait meanwhile. Its cost grows
// with the file.
func (db *DB) Check(ctx context.Context) error {
	db.gate.Lock()
	defer db.gate.Unlock()
	h, err := db.acquire()
	if err != nil {
		return err
	}
	defer h.Release()
	return h.Value.View(func(b *bolt.Tx) error {
		var found []error
		for err := range b.Check() { // must be read to its end
			if len(found) < 10 {
				found = append(found, err)
			}
		}
		if len(found) == 0 {
			found = append(found, inOrder(ctx, b))
		}
		if err := errors.Join(found...); err != nil && ctx.Err() == nil {
			return &DamagedError{Path: db.path, Err: err}
		}
		return ctx.Err()
	})
}

// inOrder reads every record, which also touches every page.
func inOrder(ctx context.Context, b *bolt.Tx) error {
	bucket := b.Bucket(bucketName)
	if bucket == nil {
		return bolterrors.ErrBucketNotFound
	}
	var last []byte
	n := 0
	return bucket.ForEach(func(k, v []byte) error {
		if n++; n%scanCheck == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if n > 1 && bytes.Compare(last, k) >= 0 {
			return fmt.Errorf("key %x stands out of order", k)
		}
		last = append(last[:0], k...)
		return nil
	})
}

// Close waits for running transactions, lets go of the file and takes away the
// holder's note. Closing again does nothing.
func (db *DB) Close() error {
	db.gate.Lock()
	defer db.gate.Unlock()
	if _, open := db.file.Value(); open && !db.opts.ReadOnly {
		// While the lock is still ours, or we might take away the next one's.
		if err := os.RemoveAll(holderPath(db.path)); err != nil {
			return fmt.Errorf("closing %s: %w", db.path, err)
		}
	}
	if err := db.file.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", db.path, diskError(db.path, err))
	}
	return nil
}
