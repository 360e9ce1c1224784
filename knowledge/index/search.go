package index

import (
	"math/bits"
	"sync"
)

// A Hit is a passage that a search found.
type Hit struct {
	Passage  uint32 // number in this build of the index
	Document uint32 // number of the document that holds it
	Score    float64
	BM25     float64 // before the re-rank
}

// window is how many passages are scored at a time: their sums stay in the
// processor's nearest memory.
const window = 4096

// A searcher holds the memory of a search, which is used again.
type searcher struct {
	r       *Reader
	q       *Query
	k       int
	heap    []Hit // the worst on top
	worst   int32
	sums    [window]int32
	touched [window / 64]uint64
	cursors []*cursor
	used    int
	order   []*clause
	sat     saturation
	scores  []int32 // parallel to heap
	level   byte
	phrases bool     // some clause has alternatives
	want    []uint32 // term ids
	words   words
	slabs   []*slab
	lent    int // of slabs
}

var searchers = sync.Pool{New: func() any { return new(searcher) }}

// top finds the k best passages by BM25, the best first, passages of equal
// score in their order.
func (r *Reader) top(q *Query, k int) ([]Hit, error) {
	s := searchers.Get().(*searcher)
	s.r, s.q, s.k, s.level = r, q, k, viewerLevel(q.Viewer)
	s.heap, s.scores, s.worst = s.heap[:0], s.scores[:0], 0
	s.sat = r.info.Config.saturation(r.info.Average)
	for _, seg := range r.segs {
		s.used, s.lent, s.phrases = 0, 0, false
		clauses, err := s.clauses(seg)
		if err != nil {
			return nil, err
		}
		if err := s.segment(seg, clauses); err != nil {
			return nil, err
		}
	}
	// A searcher that met damage may hold half a window: it is not used again.
	s.r, s.q = nil, nil
	hits := s.take()
	searchers.Put(s)
	return hits, nil
}

// segment scores a segment window by window. Within a window the clauses that
// could not by themselves lift a passage above the worst hit so far are looked
// up only for the passages that the others found (MaxScore, with the bounds of
// the blocks in the window).
func (s *searcher) segment(seg *segment, clauses []clause) error {
	for lo := uint32(0); lo < seg.Passages; lo += window {
		hi := min(lo+window, seg.Passages)
		var total int64
		s.order = s.order[:0]
		for i := range clauses {
			c := &clauses[i]
			c.bound = c.limit(lo, hi)
			total += int64(c.bound)
			if c.bound > 0 {
				s.insert(c)
			}
		}
		if total <= int64(s.worst) && len(s.heap) == s.k || total == 0 {
			continue
		}
		if err := s.window(seg, lo, hi); err != nil {
			return err
		}
	}
	return nil
}

func (s *searcher) window(seg *segment, lo, hi uint32) error {
	// The first few clauses together can't reach the worst hit.
	optional, sum := 0, int32(0)
	if len(s.heap) == s.k {
		for optional < len(s.order) && s.order[optional].plain != nil && sum+s.order[optional].bound <= s.worst {
			sum += s.order[optional].bound
			optional++
		}
	}
	for _, c := range s.order[optional:] {
		if c.plain != nil {
			s.accumulate(seg, c.plain, lo, hi)
		} else {
			s.alternatives(seg, c, lo, hi)
		}
	}
	for i, word := range s.touched {
		s.touched[i] = 0
		for ; word != 0; word &= word - 1 {
			slot := i<<6 | bits.TrailingZeros64(word)
			score := s.sums[slot]
			s.sums[slot] = 0
			if err := s.candidate(seg, lo+uint32(slot), slot, score, optional, sum); err != nil {
				return err
			}
		}
	}
	for _, c := range s.order[optional:] {
		for i := range c.phrases {
			if p := &c.phrases[i]; p.dirty {
				clear(p.sums[:hi-lo])
				clear(p.counts[:hi-lo])
				p.dirty = false
			}
		}
	}
	return nil
}
