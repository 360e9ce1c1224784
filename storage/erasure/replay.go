package erasure

import (
	"context"
	"fmt"

	"hearth/storage"
)

// A Replayer deletes whatever stands under an erasure's id, within the update it
// is given. It must do no harm where nothing stands there, and may run more than
// once.
type Replayer func(tx storage.Tx, e Erasure) error

// Replayers are the replayers by kind.
type Replayers map[Kind]Replayer

// An UnknownKindError says that something was erased of a kind that this hearth
// doesn't keep, so that it can't erase it again.
type UnknownKindError struct{ Kind Kind }

// Error is the operator's line.
func (e *UnknownKindError) Error() string {
	return fmt.Sprintf("nobody knows how to erase the kind %q again", e.Kind)
}

// Plain says what to do.
func (e *UnknownKindError) Plain() string {
	return fmt.Sprintf("The log of erasures has the kind %q, which this hearth doesn't know. Use the hearth that wrote it, or a newer one.", e.Kind)
}

// Replay erases again whatever a list says, each in an update of its own, and
// notes it in the records. Where a kind has no replayer nothing is done at all,
// and the error is an *UnknownKindError. What it deletes stays in the file until
// the records are compacted.
func (r Replayers) Replay(ctx context.Context, s storage.Store, all []Erasure) error {
	for _, e := range all {
		if r[e.Kind] == nil {
			return &UnknownKindError{Kind: e.Kind}
		}
	}
	for _, e := range all {
		err := s.Update(ctx, func(tx storage.Tx) error {
			if err := r[e.Kind](tx, e); err != nil {
				return err
			}
			return Record(tx, e)
		})
		if err != nil {
			return fmt.Errorf("erasing %s %s again: %w", e.Kind, e.ID, err)
		}
	}
	return nil
}
