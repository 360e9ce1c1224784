package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

// Format names the layout of the file. An index of another format must be
// rebuilt.
const Format = 1

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

// A Stamp says which records an index was made from.
type Stamp struct {
	StoreID  string `json:"store"`    // of the record store
	Seq      uint64 `json:"seq"`      // the last change that it holds
	Hash     string `json:"hash"`     // of that change's entry
	Glossary string `json:"glossary"` // version of the glossary it was made with
}

// An Info is what an index says of itself.
type Info struct {
	Format   int    `json:"format"`
	Analyser int    `json:"analyser"`
	Stamp    Stamp  `json:"stamp"`
	Config   Config `json:"config"`
	// Average length of a passage when the index was built, in words. It stays
	// as it was until a rebuild, as the blocks' bounds rest on it.
	Average   float64       `json:"average"`
	Measured  uint32        `json:"measured"` // passages that the average was taken over
	Passages  uint32        `json:"passages"` // numbers given so far, removed ones included
	Documents uint32        `json:"documents"`
	Live      uint32        `json:"live"`    // documents that can be found
	Removed   uint32        `json:"removed"` // documents that are tombstones
	Changes   uint64        `json:"changes"` // writes to this file
	Next      int           `json:"next"`    // number of the next segment
	Segments  []segmentInfo `json:"segments"`
}

type segmentInfo struct {
	Name         string `json:"name"`
	Passages     uint32 `json:"passages"`
	Documents    uint32 `json:"documents"`
	Terms        int    `json:"terms"`
	Length       uint64 `json:"length"`
	Sum          uint64 `json:"sum"` // check sum of its values
	FirstPassage uint32 `json:"first_passage"`
	FirstDoc     uint32 `json:"first_doc"`
}

// Fresh tells whether the index holds just what the stamp says, as this
// version of hearth would have made it.
func (i Info) Fresh(s Stamp) bool {
	return i.Stamp == s && i.Format == Format && i.Analyser == analysis.Version && i.Config == Default()
}

// Worn tells whether the index should be rebuilt: over a fifth of its documents
// are tombstones, or it has outgrown the lengths it was measured by.
func (i Info) Worn() bool {
	return i.Removed*5 > i.Live+i.Removed || i.Passages > 1000 && i.Passages > 2*i.Measured
}

// An Index is an open index file. It may be used concurrently.
type Index struct {
	db   *bolt.DB
	path string

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
	if errors.Is(err, bolt.ErrTimeout) {
		return nil, fmt.Errorf("open the index: another process is writing it: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("open the index: %w: %w", ErrDamaged, err)
	}
	ix := &Index{db: db, path: path, vocabularies: map[vocabularyKey]*vocabulary{}, documents: map[uint32]*knowledge.Document{}}
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

// Path is the file's path as it was opened.
func (ix *Index) Path() string { return ix.path }

// Info tells what the index says of itself.
func (ix *Index) Info() (info Info, err error) {
	err = ix.view(func(tx *bolt.Tx) error {
		return guard(func() (err error) {
			info, err = readInfo(tx)
			return err
		})
	})
	return info, err
}

// stated is an Info with the transaction that wrote it.
type stated struct {
	tx int
	Info
}

// infoOf is readInfo, which is read anew only after a write.
func (ix *Index) infoOf(tx *bolt.Tx) (*Info, error) {
	if l := ix.last.Load(); l != nil && l.tx == tx.ID() {
		return &l.Info, nil
	}
	info, err := readInfo(tx)
	if err != nil {
		return nil, err
	}
	if !tx.Writable() {
		ix.last.Store(&stated{tx.ID(), info})
	}
	return &info, nil
}

func readInfo(tx *bolt.Tx) (Info, error) {
	var info Info
	b := tx.Bucket(bMeta)
	if b == nil {
		return info, fmt.Errorf("it says nothing of itself: %w", ErrDamaged)
	}
	if err := json.Unmarshal(b.Get(kInfo), &info); err != nil {
		return info, fmt.Errorf("what it says of itself: %w: %w", ErrDamaged, err)
	}
	return info, nil
}

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
