package library

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

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
	f.Notes, f.Parts, f.Original = append(f.Notes, r.notes...), r.parts, r.it.original || r.file
	if r.replaced != "" {
		f.Notes = append(f.Notes, fmt.Sprintf("It replaces the paper with the same id that came from another file (%s).", r.replaced))
	}
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
	if r.replaced != "" {
		f.Replaced++
		f.From = cmp.Or(f.From, r.replaced)
	}
	if f.Outcome == "" || f.Outcome == Unchanged {
		f.Outcome = r.outcome
	}
}
