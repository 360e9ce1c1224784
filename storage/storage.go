// Package storage has the words for hearth's records: a Store of ordered keys
// and values, reached through transactions. It opens no file; storage/bolt does.
//
// Keys are bytes and sort in byte order. Values are copies: a caller may keep
// and change what it was given. A function passed to View or Update may be run
// more than once, so nothing in it may leave the transaction (no send, no model
// call, no append to an outer slice without resetting it first).
//
// Get and Put cost the reading and writing of a value as JSON; what a
// transaction costs, the backend's package says.
package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
)

// ErrNotFound says that no value stands under the key.
var ErrNotFound = errors.New("not found")

// ErrReadOnly says that a write was tried in a View, or in a store opened for
// reading.
var ErrReadOnly = errors.New("read only")

// A Store keeps records. It is safe for concurrent use.
type Store interface {
	// View runs fn over one unchanging state of the records.
	View(ctx context.Context, fn func(Tx) error) error
	// Update runs fn and keeps all of its changes, or none where fn or the
	// commit fails. When it returns nil the changes are on disk. It must not be
	// called from within fn of the same store.
	Update(ctx context.Context, fn func(Tx) error) error
	// Close waits for running transactions, then lets go of the file.
	Close() error
}

// A Tx is one transaction. It must not be used after the function it was given
// to has returned, nor by several goroutines at once.
type Tx interface {
	// Get returns the value under key, or ErrNotFound.
	Get(key []byte) ([]byte, error)
	// Put sets the value under key. The key must not be empty; both may be
	// changed by the caller afterwards.
	Put(key, value []byte) error
	// Delete removes key; to remove what is not there is no error.
	Delete(key []byte) error
	// Scan yields the entries whose key begins with prefix, in byte order,
	// from the first key not before from (nil: from the beginning). Writing
	// during a scan is allowed; whether the scan sees it is not defined.
	Scan(prefix, from []byte) iter.Seq2[Entry, error]
}

// An Entry is one key with its value.
type Entry struct {
	Key, Value []byte
}

// Get reads the JSON record under key into a T. The error wraps ErrNotFound
// where there is none.
func Get[T any](tx Tx, key string) (T, error) {
	var v T
	b, err := tx.Get([]byte(key))
	if err != nil {
		return v, fmt.Errorf("%s: %w", key, err)
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return v, fmt.Errorf("%s: %w", key, err)
	}
	return v, nil
}

// Put writes v as JSON under key.
func Put[T any](tx Tx, key string, v T) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	if err := tx.Put([]byte(key), b); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}
