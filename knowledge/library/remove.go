package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"hearth/storage"
	"hearth/storage/format"
)

// Remove takes a document away, with every version of its text, its original
// and, for a pack, its reports. When it returns, their words are gone from the
// files. That costs a copy of the records and a new index, so remove many at
// once.
func (l *Library) Remove(ctx context.Context, who string, ids ...string) error {
	l.change.Lock()
	defer l.change.Unlock()
	if l.o.ReadOnly {
		return fmt.Errorf("removing documents: %w", storage.ErrReadOnly)
	}
	err := l.update(ctx, func(tx storage.Tx) error {
		gone := map[string]bool{}
		for _, id := range ids {
			parts, err := partsOf(tx, id)
			if err != nil {
				return err
			}
			for _, each := range append(parts, id) {
				gone[each] = true
			}
		}
		for _, id := range slices.Sorted(maps.Keys(gone)) {
			if err := l.remove(tx, id, who); err != nil {
				return err
			}
		}
		return errors.Join(forgetFiles(tx, gone), storage.Put(tx, eraseKey, l.o.Now().UTC()))
	})
	if err != nil {
		return fmt.Errorf("removing documents: %w", err)
	}
	return l.erase(ctx)
}

// remove takes one document out of the records.
func (l *Library) remove(tx storage.Tx, id, who string) error {
	d, err := needDocument(tx, id)
	if err != nil {
		return err
	}
	all, err := versions(tx, id)
	if err != nil {
		return err
	}
	for _, v := range all {
		if err := errors.Join(tx.Delete(versionKey(id, v)), l.forgetBytes(tx, id, v)); err != nil {
			return err
		}
	}
	for _, key := range []string{documentsPrefix + id, givenPrefix + id, partsPrefix + d.Parent + "\x00" + id} {
		if err := tx.Delete([]byte(key)); err != nil {
			return err
		}
	}
	if err := l.audit(tx, who, "document.remove", id, nil); err != nil {
		return err
	}
	_, err = changes.Append(tx, Change{Time: l.o.Now().UTC(), Document: id, Action: "remove"})
	return err
}

// forgetBytes forgets that a file's bytes made the document.
func (l *Library) forgetBytes(tx storage.Tx, id, version string) error {
	r, err := storage.Get[bytesRecord](tx, bytesPrefix+version)
	if errors.Is(err, storage.ErrNotFound) || err == nil && r.ID != id {
		return nil
	}
	if err != nil {
		return err
	}
	return tx.Delete([]byte(bytesPrefix + version))
}

// forgetFiles forgets the paths that documents came from.
func forgetFiles(tx storage.Tx, ids map[string]bool) error {
	for e, err := range tx.Scan([]byte(filesPrefix), nil) {
		if err != nil {
			return err
		}
		var id string
		if err := json.Unmarshal(e.Value, &id); err != nil || !ids[id] {
			continue
		}
		if err := tx.Delete(e.Key); err != nil {
			return err
		}
	}
	return nil
}

// A compacter can write itself anew without what was deleted.
type compacter interface{ Compact(context.Context) error }

// eraseKey stands in the records from the removal of documents until their words
// are gone from every file, so that a crash between is made good by Ready.
const eraseKey = "meta/erasing"

// erase makes the words of removed documents vanish from every file.
func (l *Library) erase(ctx context.Context) error {
	if err := l.sweepOriginals(ctx); err != nil {
		return err
	}
	if err := l.Compact(ctx); err != nil {
		return err
	}
	if err := l.rebuild(ctx, nil); err != nil {
		return err
	}
	return l.update(ctx, func(tx storage.Tx) error { return tx.Delete([]byte(eraseKey)) })
}

// mustErase tells whether a removal was cut short.
func (l *Library) mustErase(ctx context.Context) (bool, error) {
	err := l.view(ctx, func(tx storage.Tx) error {
		_, err := tx.Get([]byte(eraseKey))
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Compact writes the records anew without what was deleted from them: what was,
// is then gone from the file, and from the copy that an upgrade may have kept. For
// whoever keeps records of their own beside the papers'.
func (l *Library) Compact(ctx context.Context) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if c, ok := l.store.(compacter); ok {
		if err := c.Compact(ctx); err != nil {
			return err
		}
	}
	return format.Drop(filepath.Join(l.dir, recordsFile))
}
