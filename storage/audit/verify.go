package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"hearth/storage"
)

// A BrokenError says where a chain does not hold.
type BrokenError struct {
	Chain string
	Seq   uint64
	Why   string
}

// Error is the operator's line.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("the chain %s is broken at entry %d: %s", e.Chain, e.Seq, e.Why)
}

// Plain says what it means.
func (e *BrokenError) Plain() string {
	return fmt.Sprintf("Entry %d of hearth's log is not as it was written (%s). Somebody or something has changed the file; compare it with your last backup.", e.Seq, e.Why)
}

// Verify reads the whole chain and returns its head, or a *BrokenError at the
// first entry where it does not hold. A known head that is not zero must be in
// the chain too.
func (c Chain) Verify(ctx context.Context, s storage.Store, known Head) (Head, error) {
	at := Head{}
	for {
		var head Head
		before := at
		err := s.View(ctx, func(tx storage.Tx) (err error) {
			at = before
			if head, err = c.Head(tx); err != nil {
				return &BrokenError{Chain: c.Prefix, Seq: at.Seq, Why: "its head can't be read"}
			}
			return c.page(tx, at.Seq+1, func(seq uint64, raw []byte) error {
				at, err = c.follow(at, seq, raw, known)
				return err
			})
		})
		if err != nil {
			return Head{}, err
		}
		if at.Seq-before.Seq == pageSize && at.Seq < head.Seq {
			continue
		}
		if err := c.ends(at, head, known); err != nil {
			return Head{}, err
		}
		return head, nil
	}
}

// follow checks one entry against the one before it.
func (c Chain) follow(at Head, seq uint64, raw []byte, known Head) (Head, error) {
	broken := func(why string) (Head, error) {
		return at, &BrokenError{Chain: c.Prefix, Seq: at.Seq + 1, Why: why}
	}
	if seq != at.Seq+1 {
		return broken("it is missing")
	}
	var s stored
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil || s.Seq != seq {
		return broken("it is not what was written there")
	}
	if s.Prev != at.Hash {
		return broken("it does not follow the one before it")
	}
	at = Head{Seq: seq, Hash: hash(raw)}
	if known.Seq == seq && known.Hash != at.Hash {
		return at, &BrokenError{Chain: c.Prefix, Seq: seq, Why: "it is not the entry whose hash was noted"}
	}
	return at, nil
}

func (c Chain) ends(at, head, known Head) error {
	switch {
	case at.Seq < head.Seq:
		return &BrokenError{Chain: c.Prefix, Seq: at.Seq + 1, Why: "it is missing"}
	case at != head:
		return &BrokenError{Chain: c.Prefix, Seq: at.Seq, Why: "the chain ends otherwise than its head says"}
	case at.Seq < known.Seq:
		return &BrokenError{Chain: c.Prefix, Seq: at.Seq + 1, Why: "the chain is shorter than was noted"}
	}
	return nil
}
