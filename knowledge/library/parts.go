package library

import (
	"fmt"
	"slices"
	"strings"

	"hearth/storage"
)

// chosen fails where a report was chosen that a pack of so many doesn't have.
func (a *adding) chosen(it item, reports int) error {
	var none []string
	for _, n := range a.o.Only {
		if n < 1 || n > reports {
			none = append(none, fmt.Sprint(n))
		}
	}
	if len(none) == 0 {
		return nil
	}
	return &RefusedError{fmt.Sprintf("%s has %d reports, so there is no number %s. I have added nothing.",
		it.src.base(), reports, strings.Join(none, ", "))}
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
		} else {
			before, err := getDocument(tx, part.ID)
			if err != nil {
				return err
			}
			part.Already = before != nil
		}
		r.parts = append(r.parts, part)
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
