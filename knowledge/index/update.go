package index

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// A Change is what Update does to an index in one write.
type Change struct {
	Remove []string // ids of documents
	Add    []Source // an id that the index holds is replaced
	Stamp  Stamp    // of the records after the change
}

// Update writes a change in one transaction: readers see all of it or nothing,
// and so does a crash. What is added becomes a segment of its own; small
// segments are merged, so that there are few. A document that is removed stays
// in the file as a tombstone until a rebuild: ask Info.Worn. The index must have
// been opened with Write. Memory grows with what is added: many documents are
// quicker and leaner by Rebuild.
func (ix *Index) Update(c Change) error {
	added := make([]parsed, 0, len(c.Add))
	at := map[string]int{} // of two with one id the later counts
	for _, src := range c.Add {
		if i, ok := at[src.Document.ID]; ok {
			added[i] = parse(src)
			continue
		}
		at[src.Document.ID] = len(added)
		added = append(added, parse(src))
	}
	return guard(func() error {
		return ix.db.Update(func(tx *bolt.Tx) error { return ix.update(tx, c.Remove, added, c.Stamp) })
	})
}

func (ix *Index) update(tx *bolt.Tx, removed []string, added []parsed, stamp Stamp) error {
	u, err := newUpdate(ix, tx)
	if err != nil {
		return err
	}
	for _, id := range removed {
		u.remove(id)
	}
	for _, p := range added {
		u.remove(p.doc.ID)
	}
	if len(added) > 0 {
		if err := u.add(added); err != nil {
			return fmt.Errorf("add to the index: %w", err)
		}
	}
	return u.finish(stamp)
}

type update struct {
	ix   *Index
	tx   *bolt.Tx
	info Info
	dead []uint32
}

func newUpdate(ix *Index, tx *bolt.Tx) (*update, error) {
	info, err := readInfo(tx)
	if err != nil {
		return nil, err
	}
	u := &update{ix: ix, tx: tx, info: info}
	for b := tx.Bucket(bMeta).Get(kDead); len(b) >= 4; b = b[4:] {
		u.dead = append(u.dead, binary.LittleEndian.Uint32(b))
	}
	return u, nil
}

// remove makes a tombstone of a document.
func (u *update) remove(id string) {
	b := u.tx.Bucket(bIDs)
	v := b.Get([]byte(id))
	if len(v) != 4 {
		return
	}
	u.dead = append(u.dead, binary.BigEndian.Uint32(v))
	_ = b.Delete([]byte(id)) // fails only in a transaction that can't write
}

// add writes a segment of new documents, together with those of the segments
// that it swallows.
func (u *update) add(added []parsed) error {
	var all []parsed
	for len(u.info.Segments) > mergeAt {
		from := len(u.info.Segments) - 1
		size := u.info.Segments[from].Passages
		for from > 1 && u.info.Segments[from-1].Passages <= 4*size {
			from--
			size += u.info.Segments[from].Passages
		}
		if from == len(u.info.Segments)-1 {
			from--
		}
		kept, err := u.swallow(u.info.Segments[from:])
		if err != nil {
			return err
		}
		all = append(kept, all...)
		u.info.Segments = u.info.Segments[:from]
	}
	return u.segment(append(all, added...))
}

func (u *update) segment(all []parsed) error {
	seg := segmentInfo{Name: fmt.Sprintf("s%d", u.info.Next)}
	b, err := u.tx.CreateBucket([]byte(seg.Name))
	if err != nil {
		return err
	}
	w := newSegmentWriter(u.info.Config, nil, func(bucket, key, value []byte) error {
		x, err := b.CreateBucketIfNotExists(bucket)
		if err != nil {
			return err
		}
		return x.Put(key, value)
	})
	for i, p := range all {
		if err := u.tx.Bucket(bIDs).Put([]byte(p.doc.ID), number(u.info.Documents+uint32(i))); err != nil {
			return err
		}
		if err := w.add(p); err != nil {
			return err
		}
	}
	got, err := w.finish(u.info.Average)
	if err != nil {
		return err
	}
	got.Name, got.FirstPassage, got.FirstDoc = seg.Name, u.info.Passages, u.info.Documents
	if u.info.Average == 0 && got.Passages > 0 {
		u.info.Average, u.info.Measured = float64(got.Length)/float64(got.Passages), got.Passages
	}
	u.info.Next++
	u.info.Passages += got.Passages
	u.info.Documents += got.Documents
	u.info.Segments = append(u.info.Segments, got)
	return nil
}

func (u *update) finish(s Stamp) error {
	slices.Sort(u.dead)
	u.dead = slices.Compact(u.dead)
	live := 0
	for _, seg := range u.info.Segments {
		live += int(seg.Documents)
	}
	u.info.Stamp, u.info.Removed = s, uint32(len(u.dead))
	u.info.Live = uint32(live - len(u.dead))
	u.info.Changes++
	var dead []byte
	for _, d := range u.dead {
		dead = binary.LittleEndian.AppendUint32(dead, d)
	}
	b := u.tx.Bucket(bMeta)
	if err := b.Put(kDead, dead); err != nil {
		return err
	}
	j, err := json.Marshal(u.info)
	if err != nil {
		return err
	}
	return b.Put(kInfo, j)
}
