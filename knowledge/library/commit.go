package library

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

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
	changed map[string]int // documents with the size of their new text; -1: details alone
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
		storage.Put(tx, fileKey(it.src.base(), it.src.abs), id))
}

// fromPath gives the id of the document that came from the file's path.
func fromPath(tx storage.Tx, s source) (string, error) {
	id, err := storage.Get[string](tx, fileKey(s.base(), s.abs))
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
	if id, err := fromPath(tx, it.src); id != "" || err != nil {
		return id, err
	}
	if id, err := a.fromBytes(tx, it, r); id != "" || err != nil || r.why != "" {
		return id, err
	}
	for e, err := range tx.Scan([]byte(filesPrefix+it.src.base()+"\x00"), nil) {
		if err != nil {
			return "", err
		}
		r.outcome, r.why = Refused, sameName(it.src.base(), it.src.path, strings.Trim(string(e.Value), `"`))
		return "", nil
	}
	for {
		id := drawID(first.Title, it.src.base())
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
	d := knowledge.Document{ID: id, Version: it.version, Meta: p.Meta, File: it.src.base(), Root: it.src.root, Path: it.src.path,
		Parent: parent, FirstPage: p.FirstPage, LastPage: p.LastPage, Cut: p.Cut, Original: it.original, Starter: it.starter,
		Added: a.l.o.Now().UTC()}
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
		d.Title = it.src.base()
	}
	return d
}

// write stores a document that is new or has a new version.
func (a *adding) write(tx storage.Tx, it item, p packed, d knowledge.Document, old *knowledge.Document, given Fields, r *result) (Outcome, string, error) {
	outcome, action := Added, "add"
	if old != nil {
		outcome, action = NewVersion, "version"
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
	r.id, r.title = d.ID, d.Title
	r.outcome, err = a.redetail(tx, *d, *d, nil, it.given, r)
	return err
}

// parts writes the reports of a pack that were chosen.
func (a *adding) parts(tx storage.Tx, it item, pack string, r *result) error {
	taken := map[string]bool{}
	for _, p := range it.papers[1:] {
		part := PartReport{Number: p.number, ID: partID(pack, p.Item, p.Title, taken), Title: p.Title, Item: p.Item,
			First: p.FirstPage, Last: p.LastPage, Looks: p.Looks}
		for _, refusal := range p.Refused {
			part.Refusals = append(part.Refusals, refusal.String())
		}
		part.Kept = p.size > 0 && (len(a.o.Only) == 0 || slices.Contains(a.o.Only, p.number))
		if part.Kept {
			outcome, _, err := a.document(tx, it, p, part.ID, pack, r)
			if err != nil {
				return err
			}
			part.Outcome = outcome
			if r.outcome == Unchanged && outcome != Unchanged {
				r.outcome = Updated
			}
		}
		r.parts = append(r.parts, part)
	}
	for _, n := range a.o.Only {
		if n < 1 || n >= len(it.papers) {
			r.notes = append(r.notes, fmt.Sprintf("There is no report number %d in it.", n))
		}
	}
	return a.missing(tx, pack, taken, r)
}

// missing notes the reports that an earlier version of the pack had.
func (a *adding) missing(tx storage.Tx, pack string, now map[string]bool, r *result) error {
	before, err := partsOf(tx, pack)
	if err != nil {
		return err
	}
	for _, id := range before {
		if !now[id] {
			r.notes = append(r.notes, fmt.Sprintf("The report %s was in the pack before and isn't now. I have kept it; remove it if it was withdrawn.", id))
		}
	}
	return nil
}

// take enters what became of an item into the report.
func (a *adding) take(r result) {
	f := &a.report.Files[r.it.at]
	for _, id := range slices.Sorted(maps.Keys(r.changed)) {
		size := r.changed[id]
		a.changed.add(id, max(size, 0))
		if size >= 0 {
			a.report.Documents++
			a.report.Bytes += int64(size)
		}
	}
	if r.it.collection {
		a.takeLine(f, r)
		return
	}
	f.Outcome, f.ID, f.Title, f.Why = r.outcome, r.id, r.title, r.why
	f.Notes, f.Parts, f.Original = append(f.Notes, r.notes...), r.parts, r.it.original
	if f.Why == "" && r.outcome == Unchanged {
		f.Why = "I have it already; its bytes are the same."
	}
}

func (a *adding) takeLine(f *FileReport, r result) {
	switch {
	case r.outcome == Refused:
		f.badLine(r.why)
	default:
		f.Documents++
	}
	if f.Outcome == "" || f.Outcome == Unchanged {
		f.Outcome = r.outcome
	}
}
