package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"hearth/bot"
	"hearth/knowledge"
	"hearth/knowledge/index"
	"hearth/knowledge/library"
	"hearth/knowledge/starter"
)

// Words of package library that commands speak.
type (
	Filter     = library.Filter
	Progress   = library.Progress
	Report     = library.Report
	FileReport = library.FileReport
	PartReport = library.PartReport
	Files      = library.Files
	File       = library.File
	Source     = library.Source
	Disk       = library.Disk
)

// DetailNames lists what SetDetails can set.
func DetailNames() []string { return library.FieldNames() }

// List gives the papers that a filter takes; none where there is no library.
func (a *App) List(ctx context.Context, f Filter) ([]knowledge.Document, error) {
	lib, err := a.reading(ctx)
	if _, none := errors.AsType[*library.NothingHereError](err); none {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return lib.List(ctx, f)
}

// Document gives one paper with the text of its current version.
func (a *App) Document(ctx context.Context, id string) (knowledge.Document, knowledge.Content, error) {
	lib, err := a.reading(ctx)
	if err != nil {
		return knowledge.Document{}, knowledge.Content{}, err
	}
	d, err := lib.Get(ctx, id)
	if err != nil {
		return d, knowledge.Content{}, err
	}
	c, err := lib.Content(ctx, id, d.Version)
	return d, c, err
}

// SetDetails changes details of a paper.
func (a *App) SetDetails(ctx context.Context, id string, details map[string]string) (knowledge.Document, error) {
	lib, err := a.changing(ctx)
	if err != nil {
		return knowledge.Document{}, err
	}
	d, err := lib.Set(ctx, id, details, a.o.Who)
	return d, a.changed(err)
}

// Remove takes papers away with all their words.
func (a *App) Remove(ctx context.Context, ids ...string) error {
	lib, err := a.changing(ctx)
	if err != nil {
		return err
	}
	return a.changed(lib.Remove(ctx, a.o.Who, ids...))
}

// Adopt takes one of hearth's own summaries as checked by an office. Before is
// the adoption that this one replaces; nil: none.
func (a *App) Adopt(ctx context.Context, id, office string, on knowledge.Date) (d knowledge.Document, before *knowledge.Adoption, err error) {
	lib, err := a.changing(ctx)
	if err != nil {
		return d, nil, err
	}
	if d, err = lib.Get(ctx, id); err != nil {
		return d, nil, err
	}
	before = d.Adopted
	d, err = lib.Adopt(ctx, id, office, on, a.o.Who)
	return d, before, a.changed(err)
}

// Rebuild makes the index anew from the records.
func (a *App) Rebuild(ctx context.Context) error {
	lib, err := a.changing(ctx)
	if err != nil {
		return err
	}
	return a.changed(lib.Rebuild(ctx, a.o.Progress))
}

// changing gives the library for changing what is there: where nothing is, it
// makes nothing.
func (a *App) changing(ctx context.Context) (*library.Library, error) {
	if _, err := os.Stat(a.file("hearth.db")); errors.Is(err, fs.ErrNotExist) {
		return nil, &library.NothingHereError{Dir: a.o.Dir}
	}
	return a.writing(ctx)
}

// A Size says how much there is.
type Size struct {
	Documents, Passages int
	IndexBytes          int64
}

// Size measures the index.
func (a *App) Size(ctx context.Context) (Size, error) {
	lib, err := a.ready(ctx)
	if err != nil {
		return Size{}, err
	}
	var s Size
	err = lib.View(func(r *index.Reader) error {
		info := r.Info()
		s.Documents, s.Passages = int(info.Live), int(info.Passages)
		return nil
	})
	if err != nil {
		return Size{}, err
	}
	st, err := os.Stat(a.file("index.db"))
	if err != nil {
		return Size{}, fmt.Errorf("the size of the index: %w", err)
	}
	s.IndexBytes = st.Size()
	return s, nil
}

// AddOptions say how papers are added.
type AddOptions struct {
	Shelf knowledge.Shelf // empty: where each says, else the officers'
	ID    string          // only with one file
	Only  []int           // of a pack's reports
	Files Files           // where the paths are looked for; nil: this machine's disk
}

// Add adds files, folders and collections.
func (a *App) Add(ctx context.Context, paths []string, o AddOptions) (Report, error) {
	lib, err := a.writing(ctx)
	if err != nil {
		return Report{}, err
	}
	r, err := lib.Add(ctx, paths, library.AddOptions{Shelf: o.Shelf, ID: o.ID, Only: o.Only, Files: o.Files, Who: a.o.Who, Progress: a.o.Progress})
	for _, f := range r.Files {
		if f.Err != nil {
			a.o.Log.Info("a file was not taken as it is", "document", f.ID, "outcome", f.Outcome)
		}
	}
	return r, a.changed(err)
}

// AddStarter adds hearth's own summaries.
func (a *App) AddStarter(ctx context.Context) (Report, error) {
	lib, err := a.writing(ctx)
	if err != nil {
		return Report{}, err
	}
	r, err := lib.AddStarter(ctx, starter.Files(), library.AddOptions{Who: a.o.Who, Progress: a.o.Progress})
	return r, a.changed(err)
}

// Check compares the files with each other; wrong has a sentence for each thing
// that is. A folder in which there is nothing is sound.
func (a *App) Check(ctx context.Context) (wrong []string, documents int, err error) {
	lib, err := a.reading(ctx)
	switch {
	case is[*library.NothingHereError](err):
		return nil, 0, nil
	case damaged(err):
		return []string{bot.Plain(err)}, 0, nil
	case err != nil:
		return nil, 0, err
	}
	c, err := lib.Check(ctx)
	if err != nil && ctx.Err() == nil && len(c.Problems) > 0 {
		// What is damaged can't be read to its end.
		return append(c.Problems, fmt.Sprintf("I could not look at the rest: %v.", err)), c.Documents, nil
	}
	return c.Problems, c.Documents, err
}
