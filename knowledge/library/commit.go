package library

import (
	"errors"
	"fmt"
	"path/filepath"

	"hearth/knowledge"
	"hearth/storage"
)

// A result says what a commit did with an item.
type result struct {
	it      item
	outcome Outcome
	id      string
	title   string
	why     string
	notes   []string
	parts   []PartReport
	file    bool           // the original was kept before
	changed map[string]int // documents with the size of their new text; -1: details alone
	// replaced is the other file, by its base name, that the document came from
	// before; "" where a person gave the id.
	replaced string
}

// commit writes an item within an update. It may be run again.
func (a *adding) commit(tx storage.Tx, it item) (result, error) {
	r := result{it: it, changed: map[string]int{}}
	if it.known != "" {
		return r, a.details(tx, it, &r)
	}
	id, err := a.identity(tx, it, &r)
	if err != nil || r.why != "" {
		return r, err
	}
	first := it.papers[0]
	r.id = id
	if r.outcome, r.title, err = a.document(tx, it, first, id, "", &r); err != nil || r.outcome == Kept {
		return r, err
	}
	if first.Pack {
		if err := a.parts(tx, it, id, &r); err != nil {
			return r, err
		}
	}
	if it.collection || it.starter {
		return r, nil
	}
	return r, errors.Join(
		storage.Put(tx, bytesPrefix+it.version, bytesRecord{ID: id, Pack: first.Pack}),
		storage.Put(tx, a.fileKey(it, id), id))
}

// fileKey is where it stands which document came from the item's file. That of
// an upload names the document, as several may have a file of one name.
func (a *adding) fileKey(it item, id string) string {
	if a.o.Uploaded {
		return fileKey(it.src.base(), "upload "+id)
	}
	return fileKey(it.src.base(), it.src.Abs)
}

// document writes one paper as a document, and says what it was before.
func (a *adding) document(tx storage.Tx, it item, p packed, id, parent string, r *result) (Outcome, string, error) {
	old, err := getDocument(tx, id)
	if err != nil {
		return "", "", err
	}
	given, err := getGiven(tx, id)
	if err != nil {
		return "", "", err
	}
	now := it.given
	if parent != "" {
		now = now.forParts()
	}
	if old != nil && it.starter && old.Adopted != nil && old.Version != it.version {
		r.why = fmt.Sprintf("%s adopted %q on %s, so I have left it as it was. To take hearth's newer text, remove %s and add the starter again.",
			old.Adopted.Office, old.Title, old.Adopted.Date.Long(), id)
		return Kept, old.Title, nil
	}
	d := a.build(it, p, id, parent, old)
	if err := given.with(now).apply(&d.Meta); err != nil {
		return "", "", err
	}
	if old != nil && old.Version == it.version {
		outcome, err := a.redetail(tx, *old, d, given, now, r)
		return outcome, d.Title, err
	}
	return a.write(tx, it, p, d, old, given.with(now), r)
}

// build makes the document's record, without the details a person gave.
func (a *adding) build(it item, p packed, id, parent string, old *knowledge.Document) knowledge.Document {
	d := knowledge.Document{ID: id, Version: it.version, Meta: p.Meta, File: it.src.base(), Root: it.src.Root, Path: it.src.Path,
		Parent: parent, FirstPage: p.FirstPage, LastPage: p.LastPage, Cut: p.Cut, Original: it.original, Starter: it.starter,
		Added: a.l.o.Now().UTC()}
	if a.o.Uploaded {
		d.Root, d.Path = "", ""
	}
	if old != nil {
		d.Added = old.Added
		if d.Shelf == "" {
			d.Shelf = old.Shelf
		}
	}
	if d.Shelf == "" {
		d.Shelf = knowledge.ShelfOfficers
	}
	if d.Kind == "" {
		d.Kind = knowledge.Other
	}
	if d.Title == "" {
		d.Title = nameTitle(it.src.base())
	}
	return d
}

// write stores a document that is new or has a new version.
func (a *adding) write(tx storage.Tx, it item, p packed, d knowledge.Document, old *knowledge.Document, given Fields, r *result) (Outcome, string, error) {
	outcome, action := Added, "add"
	if old != nil {
		outcome, action = NewVersion, "version"
		if a.o.ID == "" && !it.starter && filepath.Join(old.Root, old.Path) != it.src.Abs {
			r.replaced = old.File
		}
	}
	if err := tx.Put(versionKey(d.ID, d.Version), p.content); err != nil {
		return "", "", err
	}
	if len(given) > 0 {
		if err := storage.Put(tx, givenPrefix+d.ID, given); err != nil {
			return "", "", err
		}
	}
	if d.Parent != "" {
		if err := tx.Put([]byte(partsPrefix+d.Parent+"\x00"+d.ID), nil); err != nil {
			return "", "", err
		}
	}
	if d.Shelf != knowledge.ShelfOfficers && (old == nil || old.Shelf != d.Shelf) {
		if err := a.l.audit(tx, a.o.Who, "document.shelf", d.ID, map[string]string{"to": string(d.Shelf)}); err != nil {
			return "", "", err
		}
	}
	r.changed[d.ID] = p.size
	return outcome, d.Title, a.l.putDocument(tx, d, action)
}

// redetail changes the details of a document whose bytes are the same, where a
// person gave any now.
func (a *adding) redetail(tx storage.Tx, old, d knowledge.Document, given, now Fields, r *result) (Outcome, error) {
	meta := old.Meta
	if err := now.apply(&meta); err != nil {
		return "", err
	}
	if meta == old.Meta {
		return Unchanged, nil
	}
	var set touched
	if _, err := a.l.set(tx, old.ID, now, a.o.Who, &set); err != nil {
		return "", err
	}
	r.changed[d.ID] = -1
	return Updated, nil
}

// details does as document for a file whose bytes are known.
func (a *adding) details(tx storage.Tx, it item, r *result) error {
	d, err := needDocument(tx, it.known)
	if err != nil {
		return err
	}
	r.id, r.title, r.file = d.ID, d.Title, d.Original
	r.outcome, err = a.redetail(tx, *d, *d, nil, it.given, r)
	return err
}
