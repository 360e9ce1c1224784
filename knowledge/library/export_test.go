package library

import (
	"errors"
	"testing"

	"hearth/knowledge"
	"hearth/storage"
)

// Stored gives a version's content as it stands in the records.
func Stored(t testing.TB, l *Library, id, version string) (b []byte) {
	t.Helper()
	if err := l.view(t.Context(), func(tx storage.Tx) (err error) {
		b, err = tx.Get(versionKey(id, version))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

// Pack and Unpack are the codec, for the test of its shape.
func Pack(c knowledge.Content) ([]byte, error)   { return new(codec).pack(c) }
func Unpack(b []byte) (knowledge.Content, error) { return new(codec).unpack(b) }

// ParseSidecar is for its fuzz target.
func ParseSidecar(b []byte) (Fields, error) { return parseSidecar(b) }

func put(t testing.TB, l *Library, fn func(storage.Tx) error) {
	t.Helper()
	if err := l.update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// Spoil writes something else in the place of a document's current text; nil
// takes it away.
func Spoil(t testing.TB, l *Library, id string, b []byte) {
	put(t, l, func(tx storage.Tx) error {
		d, err := needDocument(tx, id)
		if err != nil || b != nil {
			return errors.Join(err, tx.Put(versionKey(id, d.Version), b))
		}
		return tx.Delete(versionKey(id, d.Version))
	})
}

// SpoilChanges takes the first change out of the log.
func SpoilChanges(t testing.TB, l *Library) {
	put(t, l, func(tx storage.Tx) error { return tx.Delete([]byte("changes/\x00\x00\x00\x00\x00\x00\x00\x01")) })
}

// Unindexed changes a document behind the index's back, as a crash between the
// two would.
func Unindexed(t testing.TB, l *Library, id string) {
	put(t, l, func(tx storage.Tx) error {
		d, err := needDocument(tx, id)
		if err != nil {
			return err
		}
		return l.putDocument(tx, *d, "set")
	})
}
