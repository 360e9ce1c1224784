package index

import (
	"encoding/binary"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"hearth/knowledge"
)

// A segment is one part of the index, read from the memory map.
type segment struct {
	segmentInfo
	order                                  int // among the reader's segments
	bucket                                 *bolt.Bucket
	terms                                  *bolt.Bucket
	lengths, owners, places, docTable, tfs []byte
	forward, meta, docs                    stream
	text                                   texts
}

func openSegment(tx *bolt.Tx, si segmentInfo) (*segment, error) {
	b := tx.Bucket([]byte(si.Name))
	if b == nil {
		return nil, fmt.Errorf("segment %s is missing: %w", si.Name, ErrDamaged)
	}
	a := b.Bucket(bArrays)
	if a == nil {
		return nil, fmt.Errorf("segment %s has no arrays: %w", si.Name, ErrDamaged)
	}
	s := &segment{
		segmentInfo: si, bucket: b, terms: b.Bucket(bTerms),
		lengths: a.Get(kLengths), owners: a.Get(kOwners), places: a.Get(kPlaces), docTable: a.Get(kDocs), tfs: a.Get(kTFs),
		forward: stream{in: b, name: bForward}, meta: stream{in: b, name: bPassages}, docs: stream{in: b, name: bDocs},
		text: texts{in: b},
	}
	n, d := int(si.Passages), int(si.Documents)
	if len(s.lengths) != 2*n || len(s.owners) != 4*n || len(s.places) != placeSize*n || len(s.docTable) != docSize*d {
		return nil, fmt.Errorf("segment %s is cut short: %w", si.Name, ErrDamaged)
	}
	return s, nil
}

// owner is the segment's own number of the document that holds a passage.
func (s *segment) owner(p uint32) uint32 { return binary.LittleEndian.Uint32(s.owners[4*p:]) }

func (s *segment) length(p uint32) uint16 { return binary.LittleEndian.Uint16(s.lengths[2*p:]) }

func (s *segment) level(doc uint32) byte { return s.docTable[docSize*doc+14] }

// find gives a term's postings; ok is false where the segment has none.
func (s *segment) find(stem string) (l list, ok bool, err error) {
	if s.terms == nil || stem == "" {
		return l, false, nil
	}
	v := s.terms.Get([]byte(stem))
	if v == nil {
		return l, false, nil
	}
	l, err = openList(v)
	return l, err == nil, err
}

// segmentOf finds the segment of a passage and the passage's number in it.
func (r *Reader) segmentOf(passage uint32) (*segment, uint32, error) {
	for _, s := range r.segs {
		if passage >= s.FirstPassage && passage-s.FirstPassage < s.Passages {
			return s, passage - s.FirstPassage, nil
		}
	}
	return nil, 0, fmt.Errorf("there is no passage %d", passage)
}

func (r *Reader) segmentOfDoc(doc uint32) (*segment, uint32, error) {
	for _, s := range r.segs {
		if doc >= s.FirstDoc && doc-s.FirstDoc < s.Documents {
			return s, doc - s.FirstDoc, nil
		}
	}
	return nil, 0, fmt.Errorf("there is no document %d", doc)
}

// viewerLevel is the highest level of shelf that a viewer may see.
func viewerLevel(v knowledge.Viewer) byte {
	switch {
	case v.MaySee(knowledge.ShelfOfficers):
		return 2
	case v.MaySee(knowledge.ShelfMembers):
		return 1
	}
	return 0
}
