package index

import (
	"encoding/binary"
	"sort"

	bolt "go.etcd.io/bbolt"
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

// idf is the weight of a stem: ln(1 + (N - df + 1/2)/(df + 1/2)).
func (r *Reader) idf(stem string) float64 { return idf(r.n, r.DF(stem)) }

// isDead tells whether a document is a tombstone.
func (r *Reader) isDead(doc uint32) bool {
	n := len(r.dead) / 4
	if n == 0 {
		return false
	}
	i := sort.Search(n, func(i int) bool { return binary.LittleEndian.Uint32(r.dead[4*i:]) >= doc })
	return i < n && binary.LittleEndian.Uint32(r.dead[4*i:]) == doc
}
