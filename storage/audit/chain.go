package audit

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"hearth/storage"
)

// A Chain is a list of values under a prefix of the records that only grows.
// Each carries the hash of the one before; Head, kept beside them, has the hash
// of the last. The list of changes to documents is one, the audit log another.
//
// Entry n stands under Prefix followed by n in eight bytes, the highest first.
// The head stands under Prefix without its last byte, followed by "-head".
type Chain struct {
	Prefix string // ends with a slash
}

// A Head says where a chain ends: the number of its last entry, which is also
// how many there are, and that entry's hash. The zero Head is an empty chain.
type Head struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"` // SHA-256 in hex
}

// String is the head as reports print it.
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Seq, h.Hash) }

// A Link is one entry of a chain.
type Link struct {
	Seq   uint64
	Hash  string
	Value json.RawMessage // what was appended, as JSON
}

// stored is an entry as it stands in the records. Its hash is that of exactly
// these bytes.
type stored struct {
	Seq   uint64          `json:"seq"`
	Prev  string          `json:"prev"`
	Value json.RawMessage `json:"value"`
}

func (c Chain) key(seq uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte(c.Prefix), seq)
}

func (c Chain) headKey() string { return c.Prefix[:len(c.Prefix)-1] + "-head" }

// Head reads where the chain ends.
func (c Chain) Head(tx storage.Tx) (Head, error) {
	h, err := storage.Get[Head](tx, c.headKey())
	if errors.Is(err, storage.ErrNotFound) {
		return Head{}, nil
	}
	return h, err
}

// Append adds a value, as JSON, within the caller's update.
func (c Chain) Append(tx storage.Tx, value any) (Head, error) {
	prev, err := c.Head(tx)
	if err != nil {
		return Head{}, err
	}
	v, err := json.Marshal(value)
	if err != nil {
		return Head{}, err
	}
	b, err := json.Marshal(stored{Seq: prev.Seq + 1, Prev: prev.Hash, Value: v})
	if err != nil {
		return Head{}, err
	}
	next := Head{Seq: prev.Seq + 1, Hash: hash(b)}
	if err := tx.Put(c.key(next.Seq), b); err != nil {
		return Head{}, err
	}
	return next, storage.Put(tx, c.headKey(), next)
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// pageSize is how many entries are read in one transaction.
const pageSize = 1000

// Links yields the entries from the one numbered from, in order, without
// checking the chain.
func (c Chain) Links(ctx context.Context, s storage.Store, from uint64) iter.Seq2[Link, error] {
	return func(yield func(Link, error) bool) {
		from = max(from, 1)
		for {
			var page []Link
			err := s.View(ctx, func(tx storage.Tx) error {
				page = page[:0]
				return c.page(tx, from, func(seq uint64, raw []byte) error {
					var st stored
					if err := json.Unmarshal(raw, &st); err != nil {
						return fmt.Errorf("entry %d of %s: %w", seq, c.Prefix, err)
					}
					page = append(page, Link{Seq: seq, Hash: hash(raw), Value: st.Value})
					return nil
				})
			})
			if err != nil {
				yield(Link{}, err)
				return
			}
			for _, l := range page {
				if !yield(l, nil) {
					return
				}
			}
			if len(page) < pageSize {
				return
			}
			from = page[len(page)-1].Seq + 1
		}
	}
}

// page gives fn up to pageSize entries.
func (c Chain) page(tx storage.Tx, from uint64, fn func(seq uint64, raw []byte) error) error {
	n := 0
	start := c.key(from)
	if from <= 1 {
		start = []byte(c.Prefix) // so that nothing can stand before the first
	}
	for e, err := range tx.Scan([]byte(c.Prefix), start) {
		if err != nil {
			return err
		}
		if len(e.Key) != len(c.Prefix)+8 {
			return &BrokenError{Chain: c.Prefix, Seq: from, Why: "something that is no entry stands among them"}
		}
		if err := fn(binary.BigEndian.Uint64(e.Key[len(c.Prefix):]), e.Value); err != nil {
			return err
		}
		if n++; n == pageSize {
			return nil
		}
	}
	return nil
}
