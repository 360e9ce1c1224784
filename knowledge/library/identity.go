package library

import (
	"errors"
	"fmt"
	"strings"

	"hearth/storage"
)

// fromPath gives the id of the document that came from the file's path.
func (a *adding) fromPath(tx storage.Tx, s Source) (string, error) {
	if a.o.Uploaded {
		return "", nil
	}
	id, err := storage.Get[string](tx, fileKey(s.base(), s.Abs))
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	return id, err
}

// identity says which document the item is, as the package comment tells; where
// only a person can tell, it refuses.
func (a *adding) identity(tx storage.Tx, it item, r *result) (string, error) {
	first := it.papers[0]
	for _, given := range []string{a.o.ID, first.ID} {
		if given == "" {
			continue
		}
		if err := checkID(given); err != nil {
			r.outcome, r.why = Refused, fmt.Sprintf("I can't take its id %q: %v.", given, err)
			return "", nil
		}
		return given, nil
	}
	if id, err := a.fromPath(tx, it.src); id != "" || err != nil {
		return id, err
	}
	if id, err := a.fromBytes(tx, it, r); id != "" || err != nil || r.why != "" {
		return id, err
	}
	for e, err := range tx.Scan([]byte(filesPrefix+it.src.base()+"\x00"), nil) {
		if err != nil {
			return "", err
		}
		if a.o.Uploaded {
			break
		}
		r.outcome, r.why = Refused, sameName(it.src.base(), it.src.Path, strings.Trim(string(e.Value), `"`))
		return "", nil
	}
	meta := first.Meta
	if err := it.given.apply(&meta); err != nil {
		return "", err
	}
	for {
		id := drawID(meta)
		d, err := getDocument(tx, id)
		if d == nil || err != nil {
			return id, err
		}
	}
}

// fromBytes gives the id of the document that the same bytes made. Where they
// made an earlier version of it, there is nothing to do.
func (a *adding) fromBytes(tx storage.Tx, it item, r *result) (string, error) {
	b, err := storage.Get[bytesRecord](tx, bytesPrefix+it.version)
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	d, err := getDocument(tx, b.ID)
	if d == nil || err != nil {
		return "", err
	}
	if d.Version != it.version {
		r.outcome, r.id, r.title = Unchanged, d.ID, d.Title
		r.why = fmt.Sprintf("It is an earlier version of %s, which has a newer one. To go back to it, add it with --id %s.", d.ID, d.ID)
		return "", nil
	}
	return b.ID, nil
}
