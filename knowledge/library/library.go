package library

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"hearth/knowledge/extract"
	"hearth/knowledge/index"
	"hearth/storage"
	"hearth/storage/bolt"
	"hearth/storage/format"
	"hearth/storage/handle"
)

// The names in a data folder.
const (
	recordsFile   = "hearth.db"
	indexFile     = "index.db"
	originalsName = "originals"
)

// A Reader reads the papers in a file, in order: one for most files, a pack
// before its reports, a collection's lines. After the error of a collection's
// line the next line may follow; after any other nothing does.
type Reader interface {
	Read(ctx context.Context, name string, src io.ReaderAt, size int64) iter.Seq2[extract.Paper, error]
}

// Options say how a library is opened.
type Options struct {
	// ReadOnly opens for asking: several processes may, while none writes.
	ReadOnly bool
	// Reader reads what Add is given; nil where nothing will be added.
	Reader Reader
	// Glossary is the version of the glossary in use. The index is made anew
	// when it changes.
	Glossary string
	Log      *slog.Logger     // nil: nothing is logged
	Now      func() time.Time // nil: time.Now
	// Wait is how long to wait for whoever holds the records; 0: 2 seconds.
	Wait time.Duration
	// Command is what others are told who find the records held: "hearth
	// knowledge add". Empty: the programme's name.
	Command string
	// Format knows the format of the records and the way to it.
	Format format.Guard
	// KeepFormat leaves records of an older format as they are: opening them is
	// then an error that wraps format.ErrOlder. It is for whoever can't wait.
	KeepFormat bool
}

// A Library is an open data folder. It is safe for concurrent use; what changes
// it is done one after the other.
type Library struct {
	dir   string
	o     Options
	log   *slog.Logger
	codec codec

	change sync.Mutex // held by whatever changes records or index

	mu     sync.RWMutex // guards what stands below; held for reading while the records are read
	store  storage.Store
	id     string // of the store
	words  string // the version of the glossary in use
	closed bool

	index handle.Current[*index.Index] // none before Ready
}

// Open opens a data folder, and makes it where it is absent. With ReadOnly it
// must be there: where it isn't, the error is a *NothingHereError. Records of an
// older format are brought up to date first, which needs their lock for writing;
// those of a newer hearth are refused with a *format.NewerError. Opening does
// not look whether the index is right; Ready does.
func Open(ctx context.Context, dir string, o Options) (*Library, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the data folder: %w", err)
	}
	l := &Library{dir: dir, o: o, words: o.Glossary, log: o.Log.With("component", "library")}
	if !o.ReadOnly {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("making the data folder: %w", err)
		}
	}
	if err := l.openRecords(ctx, o.ReadOnly); err != nil {
		return nil, err
	}
	return l, nil
}

func (l *Library) openRecords(ctx context.Context, readOnly bool) error {
	store, err := l.guarded(ctx, readOnly)
	if errors.Is(err, format.ErrOlder) && readOnly && !l.o.KeepFormat {
		writer, werr := l.guarded(ctx, false)
		if werr != nil {
			return werr
		}
		if err := writer.Close(); err != nil {
			return err
		}
		store, err = l.guarded(ctx, true)
	}
	if errors.Is(err, fs.ErrNotExist) && readOnly {
		return &NothingHereError{Dir: l.dir}
	}
	if err != nil {
		return err
	}
	l.store = store
	return nil
}

// guarded opens the records and sees to their format.
func (l *Library) guarded(ctx context.Context, readOnly bool) (*bolt.DB, error) {
	path := filepath.Join(l.dir, recordsFile)
	store, err := bolt.Open(path, bolt.Options{ReadOnly: readOnly, Wait: l.o.Wait, Now: l.o.Now, Command: l.o.Command})
	if err != nil {
		return nil, err
	}
	if readOnly || l.o.KeepFormat {
		err = store.View(ctx, l.o.Format.Check)
	} else {
		err = l.o.Format.Upgrade(ctx, store, path)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// Dir is the data folder.
func (l *Library) Dir() string { return l.dir }

// Store gives the records to those who keep their own beside the documents'.
// It must not be closed, nor kept beyond the library's Close.
func (l *Library) Store() storage.Store {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.store
}

// Close waits for what is under way, then lets go of the files.
func (l *Library) Close() error {
	l.change.Lock()
	defer l.change.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil
	}
	l.closed = true
	return errors.Join(l.index.Close(), l.store.Close())
}

// view reads the records; it holds off Ready's change of the open file.
func (l *Library) view(ctx context.Context, fn func(storage.Tx) error) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.store.View(ctx, fn)
}

func (l *Library) update(ctx context.Context, fn func(storage.Tx) error) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.store.Update(ctx, fn)
}

// storeRecord says which store this is. It is drawn once.
type storeRecord struct {
	ID      string    `json:"id"`
	Format  int       `json:"format"`
	Created time.Time `json:"created"`
}

// recordsFormat is the shape of the documents' records.
const recordsFormat = 1

const storeKey = "meta/store"

// identify reads the store's id, and draws it where it has none. A store that
// was never written to, opened for reading, has none: it holds nothing.
func (l *Library) identify(ctx context.Context) (string, error) {
	l.mu.RLock()
	id := l.id
	l.mu.RUnlock()
	if id != "" {
		return id, nil
	}
	var r storeRecord
	err := l.view(ctx, func(tx storage.Tx) (err error) {
		r, err = storage.Get[storeRecord](tx, storeKey)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		if l.o.ReadOnly {
			return "", &NothingHereError{Dir: l.dir}
		}
		r, err = l.draw(ctx)
	}
	if err != nil {
		return "", fmt.Errorf("reading which store this is: %w", err)
	}
	if r.Format != recordsFormat {
		return "", &FormatError{Got: r.Format}
	}
	l.mu.Lock()
	l.id = r.ID
	l.mu.Unlock()
	return r.ID, nil
}

// ID is which store this is. It is drawn the first time that somebody asks where
// the records may be changed; before, the error is a *NothingHereError.
func (l *Library) ID(ctx context.Context) (string, error) { return l.identify(ctx) }

// StoreID reads within a transaction which store this is; the error wraps
// storage.ErrNotFound where that was never drawn.
func StoreID(tx storage.Tx) (string, error) {
	r, err := storage.Get[storeRecord](tx, storeKey)
	return r.ID, err
}

func (l *Library) draw(ctx context.Context) (r storeRecord, err error) {
	err = l.update(ctx, func(tx storage.Tx) error {
		if r, err = storage.Get[storeRecord](tx, storeKey); !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		b := make([]byte, 12)
		_, _ = rand.Read(b) // never fails
		r = storeRecord{ID: hex.EncodeToString(b), Format: recordsFormat, Created: l.o.Now().UTC()}
		return storage.Put(tx, storeKey, r)
	})
	return r, err
}
