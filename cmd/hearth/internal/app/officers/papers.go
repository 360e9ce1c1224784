package officers

import (
	"context"
	"io"

	"hearth/bot/board"
	"hearth/knowledge"
	"hearth/knowledge/library"
)

// Papers are a library as the officers' pages use it. It must have been opened
// for changing, and with a reader.
type Papers struct {
	Library *library.Library
	// Changed is given what every change ended with, and gives it back; nil: nobody
	// needs to know.
	Changed func(error) error
}

func (p Papers) changed(err error) error {
	if p.Changed != nil {
		return p.Changed(err)
	}
	return err
}

var _ board.Papers = Papers{}

// All lists every paper.
func (p Papers) All(ctx context.Context) ([]knowledge.Document, error) {
	return p.Library.List(ctx, library.Filter{})
}

// Unshelved lists the ids of papers whose shelf nobody has chosen.
func (p Papers) Unshelved(ctx context.Context) ([]string, error) { return p.Library.Unshelved(ctx) }

// Get gives one paper.
func (p Papers) Get(ctx context.Context, id string) (knowledge.Document, error) {
	d, err := p.Library.Get(ctx, id)
	return d, said(err)
}

// Content gives the text of a version.
func (p Papers) Content(ctx context.Context, id, version string) (knowledge.Content, error) {
	c, err := p.Library.Content(ctx, id, version)
	return c, said(err)
}

// Look says what is in a file.
func (p Papers) Look(ctx context.Context, name string, r io.ReaderAt, size int64) (board.Sight, error) {
	s, err := p.Library.Look(ctx, name, r, size)
	if err != nil {
		return board.Sight{}, err
	}
	out := board.Sight{
		Title: s.Title, Readable: s.Outcome == library.Added, Why: s.Why, Known: s.ID, Papers: s.Documents, LeftOut: s.LeftOut,
		Refusals: s.Refusals, Notes: append(s.Notes, s.Lines...),
	}
	for _, d := range s.Here {
		out.Here = append(out.Here, board.Named(d))
	}
	for _, one := range s.Parts {
		out.Parts = append(out.Parts, board.Part{
			Number: one.Number, Title: one.Title, Item: one.Item, First: one.First, Last: one.Last,
			Looks: one.Looks, Exempt: one.Outcome == library.Refused, Already: one.Already, Refusals: one.Refusals,
		})
	}
	return out, nil
}

// Take adds an upload.
func (p Papers) Take(ctx context.Context, path string, t board.Taking) (board.Taken, error) {
	report, err := p.Library.Add(ctx, []string{path}, library.AddOptions{ID: t.ID, Only: t.Only, Shelf: t.Shelf, Who: t.Who, Uploaded: true})
	if err = p.changed(err); err != nil {
		return board.Taken{}, err
	}
	var out board.Taken
	for _, f := range report.Files {
		out.OK = f.Outcome.OK()
		out.Why, out.Count = f.Why, f.Documents
		out.Refusals, out.Notes = f.Refusals, append(f.Notes, f.Lines...)
		for _, one := range f.Parts {
			if one.Kept {
				out.Papers = append(out.Papers, board.Named{ID: one.ID, Title: one.Title})
			}
		}
		if out.OK && len(f.Parts) == 0 && f.ID != "" {
			out.Papers = append(out.Papers, board.Named{ID: f.ID, Title: f.Title})
		}
	}
	return out, nil
}

// Change sets details of a paper.
func (p Papers) Change(ctx context.Context, id string, fields map[string]string, who string) error {
	_, err := p.Library.Set(ctx, id, library.Fields(fields), who)
	return said(p.changed(err))
}

// Adopt takes a summary of hearth's own as checked.
func (p Papers) Adopt(ctx context.Context, id, office string, on knowledge.Date, who string) (knowledge.Document, error) {
	d, err := p.Library.Adopt(ctx, id, office, on, who)
	return d, said(p.changed(err))
}

// Remove takes papers away with all their words.
func (p Papers) Remove(ctx context.Context, who string, ids ...string) error {
	return said(p.changed(p.Library.Remove(ctx, who, ids...)))
}
