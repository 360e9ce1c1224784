package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
	"hearth/knowledge/chunk"
)

// A Source is a document to index, with its current version's content.
type Source struct {
	Document knowledge.Document
	Content  knowledge.Content
}

// Stats say what a build did.
type Stats struct {
	Documents, Passages int
	Terms               int
	Bytes               int64 // of text
	IndexBytes          int64
	Took                time.Duration
}

// Build makes a new index at path, which must not exist, from all sources. The
// file is complete and synced when Build returns; after an error there is none.
// Progress, which may be nil, is called after each document with how many there
// were so far. Memory is bounded by the vocabulary and about 20 bytes a passage
// beside a fixed budget for postings.
func Build(ctx context.Context, path string, sources iter.Seq2[Source, error], stamp Stamp, progress func(documents int)) (Stats, error) {
	return BuildWith(ctx, path, sources, stamp, progress, Default())
}

// BuildWith is Build with other constants of ranking, for measuring them.
func BuildWith(ctx context.Context, path string, sources iter.Seq2[Source, error], stamp Stamp, progress func(documents int), cfg Config) (st Stats, err error) {
	began := time.Now()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return st, fmt.Errorf("build the index: %w", err)
	}
	_ = f.Close()
	defer func() {
		if err != nil {
			_ = os.Remove(path)
		}
	}()
	db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true, NoGrowSync: true, FreelistType: bolt.FreelistMapType, InitialMmapSize: mapSize, NoStatistics: true})
	if err != nil {
		return st, fmt.Errorf("build the index: %w", err)
	}
	db.AllocSize = 1 << 20
	defer func() { err = errors.Join(err, db.Close()) }()
	if st, err = fill(ctx, db, path, sources, stamp, progress, cfg); err != nil {
		return st, fmt.Errorf("build the index: %w", err)
	}
	if err = db.Sync(); err != nil {
		return st, fmt.Errorf("sync the index: %w", err)
	}
	if fi, err := os.Stat(path); err == nil {
		st.IndexBytes = fi.Size()
	}
	st.Took = time.Since(began)
	return st, nil
}

func fill(ctx context.Context, db *bolt.DB, path string, sources iter.Seq2[Source, error], stamp Stamp, progress func(int), cfg Config) (Stats, error) {
	var st Stats
	spillTo, err := newRuns(filepath.Dir(path))
	if err != nil {
		return st, err
	}
	defer spillTo.close()
	out := &batch{db: db}
	defer out.drop()
	info := Info{Format: Format, Analyser: analysis.Version, Stamp: stamp, Config: cfg, Next: 1}
	seg := segmentInfo{Name: "s0"}
	w := newSegmentWriter(cfg, spillTo, func(bucket, key, value []byte) error {
		return out.put([][]byte{[]byte(seg.Name), bucket}, key, value)
	})
	for src, err := range sources {
		if err != nil {
			return st, err
		}
		if err := ctx.Err(); err != nil {
			return st, err
		}
		if out.has(bIDs, []byte(src.Document.ID)) {
			return st, fmt.Errorf("document %s comes twice", src.Document.ID)
		}
		if err := out.put([][]byte{bIDs}, []byte(src.Document.ID), number(w.ndocs)); err != nil {
			return st, err
		}
		if err := w.add(parse(src)); err != nil {
			return st, err
		}
		st.Bytes += int64(len(src.Content.Text))
		if progress != nil {
			progress(int(w.ndocs))
		}
	}
	got, err := w.finish(0)
	if err != nil {
		return st, err
	}
	got.Name = seg.Name
	info.Average = float64(got.Length) / float64(max(got.Passages, 1))
	info.Measured, info.Passages, info.Documents, info.Live = got.Passages, got.Passages, got.Documents, got.Documents
	if got.Documents > 0 {
		info.Segments = []segmentInfo{got}
	}
	j, err := json.Marshal(info)
	if err != nil {
		return st, err
	}
	if err := out.put([][]byte{bIDs}, nil, nil); err != nil {
		return st, err
	}
	if err := out.put([][]byte{bMeta}, kInfo, j); err != nil {
		return st, err
	}
	st.Documents, st.Passages, st.Terms = int(got.Documents), int(got.Passages), got.Terms
	return st, out.commit()
}

func parse(src Source) parsed {
	p := parsed{doc: src.Document, text: src.Content.Text}
	p.passages, p.lists = chunk.Split(src.Content)
	return p
}

func number(n uint32) []byte { return chunkKey(uint64(n)) }

// batchBytes are written in one transaction: bbolt holds them in memory.
const batchBytes = 16 << 20

// A batch writes to the file in transactions of a bounded size.
type batch struct {
	db   *bolt.DB
	tx   *bolt.Tx
	held int
}

// put writes a value below a path of buckets; a nil key makes the buckets only.
func (b *batch) put(path [][]byte, key, value []byte) error {
	if b.held > batchBytes {
		if err := b.commit(); err != nil {
			return err
		}
	}
	if err := b.begin(); err != nil {
		return err
	}
	bucket, err := b.tx.CreateBucketIfNotExists(path[0])
	for _, name := range path[1:] {
		if err == nil {
			bucket, err = bucket.CreateBucketIfNotExists(name)
		}
	}
	if err != nil || key == nil {
		return err
	}
	bucket.FillPercent = 0.95
	b.held += len(key) + len(value) + 16
	return bucket.Put(key, value)
}

func (b *batch) begin() (err error) {
	if b.tx == nil {
		b.tx, err = b.db.Begin(true)
	}
	return err
}

// has tells whether a bucket holds a key, written in this transaction or before.
func (b *batch) has(bucket, key []byte) bool {
	if b.begin() != nil {
		return false // put will say why
	}
	x := b.tx.Bucket(bucket)
	return x != nil && x.Get(key) != nil
}

func (b *batch) commit() error {
	if b.tx == nil {
		return nil
	}
	tx := b.tx
	b.tx, b.held = nil, 0
	return tx.Commit()
}

func (b *batch) drop() {
	if b.tx != nil {
		_ = b.tx.Rollback()
		b.tx = nil
	}
}
