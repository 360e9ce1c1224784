package index

import (
	"encoding/json"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"hearth/knowledge/analysis"
)

// Format names the layout of the file. An index of another format must be
// rebuilt.
const Format = 1

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
