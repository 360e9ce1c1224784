package ooxml

import (
	"context"
	"encoding/xml"
	"io"
	"path"
	"strings"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
)

// PPTX reads a presentation; a slide counts as a page.
func PPTX(ctx context.Context, src io.ReaderAt, size int64) (*draft.Draft, error) {
	a, err := open(src, size)
	if err != nil {
		return nil, err
	}
	order, rels := &slideOrder{}, &relations{targets: map[string]string{}}
	if err := a.walk(ctx, "ppt/presentation.xml", order); err != nil {
		return nil, err
	}
	if err := a.walk(ctx, "ppt/_rels/presentation.xml.rels", rels); err != nil {
		return nil, err
	}
	d := &draft.Draft{Slides: true, Pages: len(order.ids)}
	for i, id := range order.ids {
		name := path.Join("ppt", rels.targets[id])
		if strings.HasPrefix(rels.targets[id], "/") {
			name = rels.targets[id][1:]
		}
		if a.parts[name] == nil {
			return nil, extract.Broken("slide %d is missing", i+1)
		}
		s := &slide{page: page{d: &draft.Draft{}}, number: i + 1, out: d}
		if err := a.walk(ctx, name, s); err != nil {
			return nil, err
		}
		s.finish()
	}
	return d, nil
}

// slideOrder reads the order of the slides.
type slideOrder struct{ ids []string }

func (s *slideOrder) start(e xml.StartElement) error {
	if e.Name.Local == "sldId" {
		for _, a := range e.Attr {
			if a.Name.Local == "id" && a.Name.Space != "" {
				s.ids = append(s.ids, a.Value)
			}
		}
	}
	return nil
}
func (s *slideOrder) end(string) error { return nil }
func (s *slideOrder) text(string)      {}

// relations lead from ids to parts.
type relations struct{ targets map[string]string }

func (r *relations) start(e xml.StartElement) error {
	if e.Name.Local == "Relationship" && attr(e, "TargetMode") != "External" {
		r.targets[attr(e, "Id")] = attr(e, "Target")
	}
	return nil
}
func (r *relations) end(string) error { return nil }
func (r *relations) text(string)      {}
