package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"hearth/storage"
	"hearth/storage/handle"
)

const (
	// minMmap is mapped at least, because growing the map waits for every
	// reader and holds up new ones meanwhile. It costs address space, no memory.
	minMmap = 256 << 20
	// defaultWait is long enough for a command that is just finishing.
	defaultWait = 2 * time.Second
	// batchDelay is how long the first of several concurrent updates waits for
	// others: less than a disk's sync takes, so that nobody notices.
	batchDelay = time.Millisecond
)

var bucketName = []byte("records")

// ErrClosed says that the store was used after Close.
var ErrClosed = errors.New("the record store is closed")

// Options say how a store is opened. The zero value is fine.
type Options struct {
	// ReadOnly opens for reading; several may, while nobody writes. The file
	// must be there.
	ReadOnly bool
	// Wait is how long to wait for whoever holds the file; 0 means 2 seconds,
	// less than 0 not at all.
	Wait time.Duration
	// Now is the clock that stamps the holder's note; nil: time.Now.
	Now func() time.Time
	// Command is what the note says is at work: "hearth knowledge add". It must
	// hold nothing that somebody typed; empty: the programme's name.
	Command string
}

// A DB is the records in one bbolt file. Make one with Open.
type DB struct {
	path   string
	opts   Options
	gate   sync.RWMutex             // held for reading by every Update, for writing by Compact, Check and Close
	file   handle.Current[*bolt.DB] // none once closed; Compact replaces it
	flight flight
}

var _ storage.Store = (*DB)(nil)

// Open opens the file at path, and makes it where it is absent (not with
// ReadOnly: then the error wraps fs.ErrNotExist). Where somebody else holds it,
// Open waits and then returns a *LockedError.
func Open(path string, o Options) (*DB, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("opening the records: %w", err)
	}
	if !o.ReadOnly {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("making %s: %w", path, diskError(path, err))
		}
	}
	b, err := openLocked(path, o)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	db := &DB{path: path, opts: o}
	if !o.ReadOnly {
		if err := writeHolder(path, o); err != nil {
			return nil, errors.Join(fmt.Errorf("opening %s: %w", path, diskError(path, err)), b.Close())
		}
	}
	db.put(b)
	return db, nil
}

// put makes b the file that transactions begin in from now on.
func (db *DB) put(b *bolt.DB) {
	b.MaxBatchDelay = batchDelay
	db.file.Put(b)
}

func (db *DB) acquire() (*handle.Handle[*bolt.DB], error) {
	h, ok := db.file.Acquire()
	if !ok {
		return nil, ErrClosed
	}
	return h, nil
}

// openLocked opens the file and makes sure that what it locked is what stands
// at path now: Compact may have put a new file there while we waited for the
// lock of the old one, and whatever is written to that would be lost.
func openLocked(path string, o Options) (*bolt.DB, error) {
	deadline := time.Now().Add(o.Wait)
	for {
		if err := whole(path); errors.Is(err, errShort) {
			return nil, &DamagedError{Path: path, Err: err}
		}
		var file *os.File
		b, err := bolt.Open(path, 0o600, options(path, o, deadline, func(f *os.File) { file = f }))
		if err != nil {
			return nil, openError(path, err)
		}
		locked, err := file.Stat()
		if err == nil {
			var there fs.FileInfo
			if there, err = os.Stat(path); err == nil && os.SameFile(locked, there) {
				return b, nil
			}
		}
		if cerr := b.Close(); cerr != nil {
			return nil, cerr
		}
		if err != nil {
			return nil, err
		}
		if time.Now().After(deadline) {
			return nil, openError(path, bolterrors.ErrTimeout)
		}
	}
}

func options(path string, o Options, deadline time.Time, opened func(*os.File)) *bolt.Options {
	size := 0
	if info, err := os.Stat(path); err == nil && !o.ReadOnly {
		size = mmapSize(info.Size())
	}
	return &bolt.Options{
		ReadOnly:        o.ReadOnly,
		Timeout:         max(time.Until(deadline), time.Millisecond), // 0 would wait for ever
		InitialMmapSize: size,
		FreelistType:    bolt.FreelistMapType,
		NoStatistics:    true,
		OpenFile: func(name string, flag int, perm os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(name, flag, perm)
			if opened != nil {
				opened(f)
			}
			return f, err
		},
	}
}

func mmapSize(file int64) int { return int(max(2*file, minMmap)) }

// create makes an empty file of records under another name and links it to its
// place, so that a crash never leaves half of one. Two that do so at once get
// the same file.
func create(path string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".new-records-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	tmp := filepath.Join(dir, "records")
	b, err := bolt.Open(tmp, 0o600, &bolt.Options{NoStatistics: true})
	if err != nil {
		return err
	}
	err = b.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(bucketName)
		return err
	})
	if err := errors.Join(err, b.Close()); err != nil {
		return err
	}
	if err := os.Link(tmp, path); err != nil && !errors.Is(err, fs.ErrExist) {
		// Some file systems have no links; there the moment is not guarded.
		if err := os.Rename(tmp, path); err != nil {
			return err
		}
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the names in a folder survive a power cut.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
