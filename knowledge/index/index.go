package index

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

// Errors that a caller may want to tell apart.
var (
	ErrDamaged = errors.New("the index is damaged")
	ErrStale   = errors.New("the index was made by another version of hearth")
)

var (
	bMeta = []byte("meta")
	bIDs  = []byte("ids") // document id → number
	kInfo = []byte("info")
	kDead = []byte("dead") // 4 bytes a removed document, ascending
)

// An Index is an open index file. It may be used concurrently.
type Index struct {
	db *bolt.DB

	last atomic.Pointer[stated] // what it said of itself last

	mu        sync.Mutex
	documents map[uint32]*knowledge.Document

	spelling     sync.Mutex
	vocabularies map[vocabularyKey]*vocabulary
}

type vocabularyKey struct {
	viewer  knowledge.Viewer
	changes uint64
}

// Options say how a file is opened.
type Options struct {
	// Write opens the index for Add and Remove; only the holder of the records'
	// lock may. Without it the file is opened read-only, which is quicker and
	// may be done by several processes.
	Write bool
	// Wait is how long to wait for another process that writes.
	Wait time.Duration
}

// mapSize is the least room of a map that is written to: a map that must grow
// waits for every reader.
const mapSize = 256 << 20

// Open opens an index. It fails with ErrDamaged where the file is no index or
// broken, and with ErrStale where another version of hearth made it.
func Open(path string, o Options) (*Index, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open the index: %w", err)
	}
	bo := &bolt.Options{ReadOnly: !o.Write, Timeout: max(o.Wait, 100*time.Millisecond), FreelistType: bolt.FreelistMapType, NoStatistics: true}
	if o.Write {
		bo.InitialMmapSize = max(mapSize, 2*int(st.Size()))
	}
	var db *bolt.DB
	err = guard(func() error {
		db, err = bolt.Open(path, 0o600, bo)
		return err
	})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, fmt.Errorf("open the index: another process is writing it: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("open the index: %w: %w", ErrDamaged, err)
	}
	ix := &Index{db: db, vocabularies: map[vocabularyKey]*vocabulary{}, documents: map[uint32]*knowledge.Document{}}
	info, err := ix.Info()
	if err == nil {
		err = ix.whole(st.Size())
	}
	if err == nil && (info.Format != Format || info.Analyser != analysis.Version) {
		err = ErrStale
	}
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	return ix, nil
}

// whole tells whether the file is as long as its pages claim: bbolt does not
// look, and reading beyond a file's end is a fault.
func (ix *Index) whole(size int64) error {
	return ix.view(func(tx *bolt.Tx) error {
		if tx.Size() > size {
			return fmt.Errorf("%w: %d of its %d bytes are missing", ErrDamaged, tx.Size()-size, tx.Size())
		}
		return nil
	})
}

// Close closes the file. It waits for views that are under way.
func (ix *Index) Close() error { return ix.db.Close() }

// view runs fn in one read transaction.
func (ix *Index) view(fn func(*bolt.Tx) error) error {
	tx, err := ix.db.Begin(false)
	if err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	return fn(tx)
}

// guard runs fn and turns a panic or a fault of the memory map within it into
// ErrDamaged. Records are read without checking every offset, as they are read
// millions of times; a damaged one leads outside its value, which Go notices.
func guard(fn func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	return fn()
}
