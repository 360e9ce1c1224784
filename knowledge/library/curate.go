package library

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/audit"
)

// Set changes details of a document, as who asks for; they hold for its later
// versions too. The shelf of a pack is its reports' shelf.
func (l *Library) Set(ctx context.Context, id string, fields Fields, who string) (knowledge.Document, error) {
	if err := fields.check(); err != nil {
		return knowledge.Document{}, err
	}
	var changed touched
	var out knowledge.Document
	err := l.curate(ctx, func(tx storage.Tx) error {
		changed = touched{}
		ids := []string{id}
		if _, shelf := fields["shelf"]; shelf {
			parts, err := partsOf(tx, id)
			if err != nil {
				return err
			}
			ids = append(ids, parts...)
		}
		for i, each := range ids {
			set := fields
			if i > 0 {
				set = Fields{"shelf": fields["shelf"]}
			}
			d, err := l.set(tx, each, set, who, &changed)
			if err != nil {
				return err
			}
			if i == 0 {
				out = d
			}
		}
		return nil
	}, &changed)
	return out, err
}

// set changes one document's details within an update; where nothing changes,
// nothing is written.
func (l *Library) set(tx storage.Tx, id string, fields Fields, who string, changed *touched) (knowledge.Document, error) {
	d, err := needDocument(tx, id)
	if err != nil {
		return knowledge.Document{}, err
	}
	before := d.Meta
	if err := fields.apply(&d.Meta); err != nil {
		return *d, err
	}
	given, err := getGiven(tx, id)
	if err != nil {
		return *d, err
	}
	if err := storage.Put(tx, givenPrefix+id, given.with(fields)); err != nil {
		return *d, err
	}
	if before == d.Meta {
		return *d, nil
	}
	changed.add(id, 0)
	if err := l.audit(tx, who, "document.set", id, setDetails(before, d.Meta, fields)); err != nil {
		return *d, err
	}
	return *d, l.putDocument(tx, *d, "set")
}

// setDetails are the facts for the audit log: which details were set, and what
// became of the shelf. Titles and the like are words, and stay out of it.
func setDetails(before, after knowledge.Meta, fields Fields) map[string]string {
	out := map[string]string{"fields": strings.Join(slices.Sorted(maps.Keys(fields)), " ")}
	if before.Shelf != after.Shelf {
		out["from"], out["to"] = string(before.Shelf), string(after.Shelf)
	}
	return out
}

func (l *Library) audit(tx storage.Tx, who, action, subject string, details map[string]string) error {
	if who == "" {
		who = "the terminal"
	}
	return audit.Append(tx, audit.Entry{Time: l.o.Now(), Who: who, Action: action, Subject: subject, Details: details})
}

// partsOf lists the reports of a pack.
func partsOf(tx storage.Tx, pack string) ([]string, error) {
	var out []string
	for e, err := range tx.Scan([]byte(partsPrefix+pack+"\x00"), nil) {
		if err != nil {
			return nil, err
		}
		out = append(out, string(e.Key[len(partsPrefix)+len(pack)+1:]))
	}
	return out, nil
}

// Adopt takes a summary of hearth's own as checked by an office on a day: it is
// then shown without its label, and no upgrade changes it.
func (l *Library) Adopt(ctx context.Context, id, office string, on knowledge.Date, who string) (knowledge.Document, error) {
	var changed touched
	var out knowledge.Document
	if strings.TrimSpace(office) == "" || on.IsZero() {
		return out, &RefusedError{"To adopt a summary I need the name of the office that checked it, and the date."}
	}
	err := l.curate(ctx, func(tx storage.Tx) error {
		changed = touched{}
		d, err := needDocument(tx, id)
		if err != nil {
			return err
		}
		if !d.Starter {
			return &RefusedError{fmt.Sprintf("%s is not one of hearth's own summaries, so there is nothing to adopt.", id)}
		}
		d.Adopted = &knowledge.Adoption{Office: strings.TrimSpace(office), Date: on, Version: d.Version}
		changed.add(id, 0)
		out = *d
		if err := l.audit(tx, who, "document.adopt", id, map[string]string{"office": d.Adopted.Office, "date": on.String(), "version": d.Version}); err != nil {
			return err
		}
		return l.putDocument(tx, *d, "adopt")
	}, &changed)
	return out, err
}

// curate runs one update and brings the index after it.
func (l *Library) curate(ctx context.Context, fn func(storage.Tx) error, changed *touched) error {
	l.change.Lock()
	defer l.change.Unlock()
	if l.o.ReadOnly {
		return fmt.Errorf("changing documents: %w", storage.ErrReadOnly)
	}
	stamp, err := l.stamp(ctx)
	if err != nil {
		return err
	}
	was := l.fresh(stamp)
	if err := l.update(ctx, fn); err != nil {
		return err
	}
	if len(changed.ids) == 0 {
		return nil
	}
	return l.follow(ctx, was, *changed, nil)
}
