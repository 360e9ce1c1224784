package read

import (
	"context"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
	"hearth/knowledge/extract/guess"
	"hearth/knowledge/extract/pack"
)

// portable reads a PDF: one paper, or a pack with its reports.
func (r *Reader) portable(ctx context.Context, f file, yield func(extract.Paper, error) bool) {
	papers, err := r.papers(ctx, f)
	if err != nil {
		yield(extract.Paper{}, f.explain(err))
		return
	}
	for _, p := range papers {
		if !yield(p, nil) {
			return
		}
	}
}

// papers reads a PDF and splits it.
func (r *Reader) papers(ctx context.Context, f file) ([]extract.Paper, error) {
	file, err := r.pdf.Read(ctx, f.name, f.src, f.size)
	if err != nil {
		return nil, err
	}
	papers, err := pack.Papers(f.name, file)
	if err != nil {
		return nil, err
	}
	for i := range papers {
		p := &papers[i]
		meta := p.Meta
		if draft.Settle(p) && !p.Pack && !p.Part {
			guess.Fill(p) // a page of a council's web site, printed to PDF
		} else {
			p.Meta = meta
		}
	}
	return papers, nil
}
