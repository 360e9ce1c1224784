package index

import (
	"slices"

	"hearth/knowledge"
)

// mergeAt is how many segments there may be beside the first. At that many the
// newest ones are merged that together are no larger than the one before them.
const mergeAt = 6

// swallow reads the documents of segments that are still there, to be written
// again, and deletes the segments.
func (u *update) swallow(segments []segmentInfo) ([]parsed, error) {
	r, err := u.ix.reader(u.tx)
	if err != nil {
		return nil, err
	}
	r.segs, r.n = nil, 0
	for _, si := range segments {
		s, err := openSegment(u.tx, si)
		if err != nil {
			return nil, err
		}
		r.segs = append(r.segs, s)
	}
	var out []parsed
	for _, s := range r.segs {
		for d := range s.Documents {
			if slices.Contains(u.dead, s.FirstDoc+d) {
				continue
			}
			p, err := r.parsed(s.FirstDoc + d)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
	}
	for _, s := range r.segs {
		u.dead = slices.DeleteFunc(u.dead, func(d uint32) bool { return d >= s.FirstDoc && d-s.FirstDoc < s.Documents })
		if err := u.tx.DeleteBucket([]byte(s.Name)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// parsed reads a document back as it was written.
func (r *Reader) parsed(doc uint32) (p parsed, err error) {
	d, err := r.decodeDocument(doc)
	if err != nil {
		return p, err
	}
	n, err := r.textLen(doc)
	if err != nil {
		return p, err
	}
	p.doc = *d
	if p.text, err = r.Text(doc, knowledge.Span{End: n}); err != nil {
		return p, err
	}
	if p.lists, err = r.Lists(doc); err != nil {
		return p, err
	}
	first, end, err := r.Passages(doc)
	if err != nil {
		return p, err
	}
	for i := first; i < end; i++ {
		passage, err := r.Passage(i)
		if err != nil {
			return p, err
		}
		p.passages = append(p.passages, passage)
	}
	return p, nil
}
