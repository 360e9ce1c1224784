package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/cespare/xxhash/v2"
	bolt "go.etcd.io/bbolt"

	"hearth/knowledge"
)

// sumOf is a value's part of its segment's check sum. Parts are added, so the
// order of writing doesn't matter.
func sumOf(bucket, key, value []byte) uint64 {
	d := xxhash.New()
	for _, b := range [][]byte{bucket, key, value} {
		var n [4]byte
		binary.LittleEndian.PutUint32(n[:], uint32(len(b)))
		_, _ = d.Write(n[:]) // a hash never fails to take bytes
		_, _ = d.Write(b)
	}
	return d.Sum64()
}

// Check reads the whole file and gives ErrDamaged with all that is wrong, or
// nil: the check sum of each segment, and that every page and record that can
// be reached can be read. (bbolt's own check runs in a goroutine of its own,
// where a panic over a damaged page would end the process.) Cost: the size of
// the file.
func (ix *Index) Check(ctx context.Context) error {
	return ix.view(func(tx *bolt.Tx) error {
		return guard(func() error {
			var wrong []error
			r, err := ix.reader(tx)
			if err != nil {
				return err
			}
			for _, s := range r.segs {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := guard(func() error { return r.checkSegment(ctx, s) }); err != nil {
					wrong = append(wrong, fmt.Errorf("segment %s: %w", s.Name, err))
				}
			}
			if len(wrong) == 0 {
				return nil
			}
			return fmt.Errorf("%w: %w", ErrDamaged, errors.Join(wrong...))
		})
	})
}

func (r *Reader) checkSegment(ctx context.Context, s *segment) error {
	var sum uint64
	err := s.bucket.ForEachBucket(func(name []byte) error {
		return s.bucket.Bucket(name).ForEach(func(k, v []byte) error {
			sum += sumOf(name, k, v)
			return ctx.Err()
		})
	})
	if err != nil {
		return err
	}
	if sum != s.Sum {
		return errors.New("its check sum is another")
	}
	for p := range s.Passages {
		if _, err := r.Passage(s.FirstPassage + p); err != nil {
			return err
		}
		if s.owner(p) >= s.Documents {
			return fmt.Errorf("passage %d belongs to no document", p)
		}
	}
	for d := range s.Documents {
		if err := r.checkDocument(s.FirstDoc + d); err != nil {
			return err
		}
	}
	return nil
}

// checkDocument reads a document; a live one must be found by its id.
func (r *Reader) checkDocument(doc uint32) error {
	d, err := r.decodeDocument(doc)
	if err != nil {
		return err
	}
	n, err := r.textLen(doc)
	if err != nil {
		return err
	}
	if _, err := r.Text(doc, knowledge.Span{End: n}); err != nil {
		return err
	}
	if got, ok := r.Lookup(d.ID); !r.isDead(doc) && (!ok || got != doc) {
		return fmt.Errorf("document %d isn't found by its id", doc)
	}
	return nil
}
