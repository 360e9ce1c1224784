package library

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hearth/knowledge"
	"hearth/storage"
)

// AddOptions say how files are added. The zero value adds them to the shelf
// officers, unless a file or its sidecar says otherwise.
type AddOptions struct {
	// Shelf is where everything goes; empty: where the file says, a new
	// document else to officers, another to where it stands.
	Shelf knowledge.Shelf
	// ID is the document's id; only with one file that is no collection.
	ID string
	// Only keeps these reports of a pack, by their number from 1.
	Only []int
	// Meta are details that hold against what a file says of itself.
	Meta Fields
	// Files are where the paths are looked for; nil: this machine's disk.
	Files Files
	// Uploaded says that the paths mean nothing, as the files came from somewhere
	// else and won't stay: only their names are kept. A file is then a newer
	// version of a document only where ID or the file itself says so, whatever
	// its name is: who adds it has been asked.
	Uploaded bool
	// Who adds them: an id or an office.
	Who string
	// Progress is called now and then; it may be nil.
	Progress func(Progress)
}

// Add adds files, folders with all that is in them, and collections. The report
// says what became of each; the error, that the work as a whole broke off: what
// the report has is then in the records, and the index follows at the next
// Ready at the latest. Where the context ends, what was read to its end by then
// is kept.
func (l *Library) Add(ctx context.Context, paths []string, o AddOptions) (Report, error) {
	if err := l.mayAdd(&o); err != nil {
		return Report{}, err
	}
	found, err := o.files().Find(ctx, paths)
	if err != nil {
		return Report{}, err
	}
	if o.ID != "" && len(found) != 1 {
		return Report{}, &RefusedError{fmt.Sprintf("An id can be given for one file at a time, and these are %d.", len(found))}
	}
	if len(o.Only) > 0 && len(found) != 1 {
		return Report{}, &RefusedError{fmt.Sprintf("Reports can be chosen from one pack at a time, and these are %d files.", len(found))}
	}
	return l.adding(ctx, o, func(a *adding) error {
		for _, s := range found {
			a.now.AllFile++
			a.now.All += s.Size
		}
		for _, s := range found {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := a.file(ctx, s); err != nil {
				return fmt.Errorf("adding %s: %w", s.base(), err)
			}
			a.now.Files++
			a.now.Bytes += s.Size
		}
		return nil
	})
}

func (o AddOptions) files() Files {
	if o.Files == nil {
		return Disk{}
	}
	return o.Files
}

// mayAdd checks the options, before anything is read.
func (l *Library) mayAdd(o *AddOptions) error {
	switch {
	case l.o.ReadOnly:
		return fmt.Errorf("adding documents: %w", storage.ErrReadOnly)
	case l.o.Reader == nil:
		return errors.New("adding documents: the library was opened without a reader")
	}
	if o.ID != "" {
		if err := checkID(o.ID); err != nil {
			return &FieldError{Field: "id", Value: o.ID, Hint: err.Error()}
		}
	}
	if o.Shelf != "" {
		o.Meta = o.Meta.with(Fields{"shelf": string(o.Shelf)})
	}
	return o.Meta.check()
}

// adding runs work that adds, and brings the index after it.
func (l *Library) adding(ctx context.Context, o AddOptions, work func(*adding) error) (Report, error) {
	l.change.Lock()
	defer l.change.Unlock()
	stamp, err := l.stamp(ctx)
	if err != nil {
		return Report{}, err
	}
	was := l.fresh(stamp)
	a := &adding{l: l, o: o, now: Progress{Stage: "reading"}}
	err = work(a)
	if err == nil {
		err = a.flush(ctx)
	}
	if ctx.Err() != nil {
		return a.stopped(context.WithoutCancel(ctx), was, err)
	}
	a.originals.drop()
	a.collected()
	if err == nil && (len(a.changed.ids) > 0 || !was) {
		err = l.follow(ctx, was, a.changed, o.Progress)
	}
	if err != nil {
		a.unfinished()
	}
	return a.report, err
}

// unfinished takes what was not read to its end, or not kept, from the report.
func (a *adding) unfinished() {
	a.report.Files = slices.DeleteFunc(a.report.Files, func(f FileReport) bool { return f.Outcome == "" && f.BadLines == 0 })
}

// stopped ends work that somebody stopped: what was read to its end is kept,
// and where that is quick the index follows. The error is the one that the work
// ended with, which is the context's.
func (a *adding) stopped(ctx context.Context, was bool, err error) (Report, error) {
	kept := a.flush(ctx)
	a.originals.drop()
	a.collected()
	if kept == nil && (was && !a.changed.many() || a.l.small(ctx)) {
		kept = a.l.follow(ctx, was, a.changed, nil)
	}
	a.collected()
	a.unfinished()
	return a.report, errors.Join(err, kept)
}

// mostWaited is of how many documents the index is made anew for somebody who
// has asked to stop: a few seconds' work. Of more it is made when it is needed.
const mostWaited = 5000

// errMany ends a count early.
var errMany = errors.New("there are many documents")

// small tells whether making the index anew is quick.
func (l *Library) small(ctx context.Context) bool {
	n := 0
	return l.each(ctx, func(knowledge.Document) error {
		if n++; n > mostWaited {
			return errMany
		}
		return nil
	}) == nil
}

// adding is one call of Add.
type adding struct {
	l      *Library
	o      AddOptions
	report Report
	now    Progress
	queue  []item
	// originals of what is in the queue; they stand in the folder before the
	// records say so.
	originals originals
	size      int // bytes of text in the queue
	changed   touched
}
