package index

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"hearth/knowledge"
)

// Passage gives a passage without its words, which Text cuts out.
func (r *Reader) Passage(passage uint32) (got knowledge.Passage, err error) {
	err = guard(func() error {
		s, p, err := r.segmentOf(passage)
		if err != nil {
			return err
		}
		b, err := s.meta.at(get40(s.places[placeSize*p+5:]))
		if err != nil {
			return err
		}
		got, err = decodePassage(b)
		return err
	})
	return got, err
}

// Passages gives the numbers of a document's passages: from first up to, not
// including, end.
func (r *Reader) Passages(doc uint32) (first, end uint32, err error) {
	s, d, err := r.segmentOfDoc(doc)
	if err != nil {
		return 0, 0, err
	}
	first = binary.LittleEndian.Uint32(s.docTable[docSize*d+10:])
	end = s.Passages
	if d+1 < s.Documents {
		end = binary.LittleEndian.Uint32(s.docTable[docSize*(d+1)+10:])
	}
	return s.FirstPassage + first, s.FirstPassage + end, nil
}

// documentsKept bounds the documents that an open index keeps decoded.
const documentsKept = 4096

// Document gives a document by its number. It must not be changed.
func (r *Reader) Document(doc uint32) (*knowledge.Document, error) {
	r.ix.mu.Lock()
	d := r.ix.documents[doc]
	r.ix.mu.Unlock()
	if d != nil {
		return d, nil
	}
	d, err := r.decodeDocument(doc)
	if err != nil {
		return nil, err
	}
	r.ix.mu.Lock()
	defer r.ix.mu.Unlock()
	if len(r.ix.documents) >= documentsKept {
		clear(r.ix.documents)
	}
	r.ix.documents[doc] = d
	return d, nil
}

func (r *Reader) decodeDocument(doc uint32) (*knowledge.Document, error) {
	d := new(knowledge.Document)
	if err := guard(func() error {
		rec, err := r.docRecord(doc)
		if err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(rec.str()), d); err != nil {
			return fmt.Errorf("document %d: %w: %w", doc, ErrDamaged, err)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	return d, nil
}

func (r *Reader) docRecord(doc uint32) (*recordReader, error) {
	s, d, err := r.segmentOfDoc(doc)
	if err != nil {
		return nil, err
	}
	b, err := s.docs.at(get40(s.docTable[docSize*d:]))
	if err != nil {
		return nil, err
	}
	return &recordReader{b: b}, nil
}

// Lists gives a document's lists; a unit's List counts them from 1.
func (r *Reader) Lists(doc uint32) (lists []knowledge.List, err error) {
	err = guard(func() error {
		rec, err := r.docRecord(doc)
		if err != nil {
			return err
		}
		_ = rec.str()
		lists = decodeLists(rec)
		return rec.err()
	})
	return lists, err
}

// List gives one list of a document, counted from 1.
func (r *Reader) List(doc uint32, n int) (knowledge.List, error) {
	lists, err := r.Lists(doc)
	if err != nil {
		return knowledge.List{}, err
	}
	if n < 1 || n > len(lists) {
		return knowledge.List{}, fmt.Errorf("document %d has no list %d", doc, n)
	}
	return lists[n-1], nil
}

// Text cuts a stretch out of a document's text.
func (r *Reader) Text(doc uint32, at knowledge.Span) (text string, err error) {
	err = guard(func() error {
		s, d, err := r.segmentOfDoc(doc)
		if err != nil {
			return err
		}
		e := s.docTable[docSize*d:]
		if at.Start < 0 || at.End < at.Start || uint64(at.End) > get40(e[15:]) {
			return fmt.Errorf("document %d has no text at %d-%d", doc, at.Start, at.End)
		}
		text, err = s.text.cut(get40(e[5:])+uint64(at.Start), at.Len())
		return err
	})
	return text, err
}

// textLen is the length of a document's text in bytes.
func (r *Reader) textLen(doc uint32) (int, error) {
	s, d, err := r.segmentOfDoc(doc)
	if err != nil {
		return 0, err
	}
	return int(get40(s.docTable[docSize*d+15:])), nil
}

// Lookup finds a document's number by its id; ok is false where the index does
// not hold it.
func (r *Reader) Lookup(id string) (doc uint32, ok bool) {
	_ = guard(func() error { // damage here is for Check to find
		if b := r.tx.Bucket(bIDs); b != nil && id != "" {
			if v := b.Get([]byte(id)); len(v) == 4 {
				doc, ok = binary.BigEndian.Uint32(v), true
			}
		}
		return nil
	})
	return doc, ok
}

// Documents yields the number and the metadata of every document that the
// viewer may see, until yield returns false.
func (r *Reader) Documents(as knowledge.Viewer, yield func(doc uint32, d *knowledge.Document) bool) error {
	for _, s := range r.segs {
		for d := range s.Documents {
			if s.level(d) > viewerLevel(as) || r.isDead(s.FirstDoc+d) {
				continue
			}
			got, err := r.Document(s.FirstDoc + d)
			if err != nil {
				return err
			}
			if !yield(s.FirstDoc+d, got) {
				return nil
			}
		}
	}
	return nil
}
