package index

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sort"

	bolt "go.etcd.io/bbolt"

	"hearth/knowledge"
)

// A Reader reads one state of the index, within one read transaction. It must
// not be used after View returns, nor by two goroutines at once; what it
// returns is a copy and may be kept.
type Reader struct {
	ix    *Index
	tx    *bolt.Tx
	info  Info
	segs  []*segment
	dead  []byte
	n     int
	terms map[string]*lookup
}

// View runs fn on one state of the index. Every method of the Reader that
// gives an error gives ErrDamaged where it runs into damage.
func (ix *Index) View(fn func(*Reader) error) error {
	return ix.view(func(tx *bolt.Tx) error {
		var r *Reader
		if err := guard(func() (err error) {
			r, err = ix.reader(tx)
			return err
		}); err != nil {
			return err
		}
		return fn(r)
	})
}

func (ix *Index) reader(tx *bolt.Tx) (*Reader, error) {
	info, err := ix.infoOf(tx)
	if err != nil {
		return nil, err
	}
	r := &Reader{ix: ix, tx: tx, info: *info, dead: tx.Bucket(bMeta).Get(kDead), terms: map[string]*lookup{}}
	for i, si := range info.Segments {
		s, err := openSegment(tx, si)
		if err != nil {
			return nil, err
		}
		s.order = i
		r.segs = append(r.segs, s)
		r.n += int(si.Passages)
	}
	return r, nil
}

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

// Info tells what the index says of itself.
func (r *Reader) Info() Info { return r.info }

// N is how many passages the statistics count, removed ones included until the
// next rebuild.
func (r *Reader) N() int { return r.n }

// A lookup is what the dictionary says of a stem.
type lookup struct {
	df    int
	lists []list // of each segment; df 0 where it has none
}

// look finds a stem in all segments, once for each view.
func (r *Reader) look(stem string) (*lookup, error) {
	if l := r.terms[stem]; l != nil {
		return l, nil
	}
	found := &lookup{lists: make([]list, len(r.segs))}
	for i, s := range r.segs {
		l, ok, err := s.find(stem)
		if err != nil {
			return nil, err
		}
		if ok {
			found.lists[i] = l
			found.df += l.df
		}
	}
	r.terms[stem] = found
	return found, nil
}

// list gives a stem's postings in a segment; ok is false where it has none.
func (r *Reader) list(seg *segment, stem string) (l list, ok bool, err error) {
	found, err := r.look(stem)
	if err != nil {
		return l, false, err
	}
	l = found.lists[seg.order]
	return l, l.df > 0, nil
}

// DF is how many passages hold a stem.
func (r *Reader) DF(stem string) (df int) {
	_ = guard(func() error { // damage here shows in the search itself
		if l, err := r.look(stem); err == nil {
			df = l.df
		}
		return nil
	})
	return df
}

// IDF is the weight of a stem: ln(1 + (N - df + 1/2)/(df + 1/2)).
func (r *Reader) IDF(stem string) float64 { return idf(r.n, r.DF(stem)) }

// isDead tells whether a document is a tombstone.
func (r *Reader) isDead(doc uint32) bool {
	n := len(r.dead) / 4
	if n == 0 {
		return false
	}
	i := sort.Search(n, func(i int) bool { return binary.LittleEndian.Uint32(r.dead[4*i:]) >= doc })
	return i < n && binary.LittleEndian.Uint32(r.dead[4*i:]) == doc
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

// Owner gives the number of the document that holds a passage.
func (r *Reader) Owner(passage uint32) (uint32, error) {
	s, p, err := r.segmentOf(passage)
	if err != nil {
		return 0, err
	}
	return s.FirstDoc + s.owner(p), nil
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

// TextLen is the length of a document's text in bytes.
func (r *Reader) TextLen(doc uint32) (int, error) {
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
