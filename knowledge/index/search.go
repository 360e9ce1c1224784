package index

import (
	"math"
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

// A cursor walks one stem's postings in one segment.
type cursor struct {
	list
	weight          float32 // of the stem: group, alternative, idf, k1+1
	block           int     // of what was read; -1 before
	n, at           int
	passages, codes [blockSize]uint32
	bound           int32 // within the window
}

// seek moves to the first posting at or after a passage and gives it, or
// MaxUint32 behind the last.
func (c *cursor) seek(p uint32) uint32 {
	if c.at >= c.n || c.passages[c.n-1] < p {
		b, blocks := c.block+1, c.blocks()
		for c.skips != nil && b < blocks && c.last(b) < p {
			b++
		}
		if b >= blocks {
			c.block, c.n, c.at = blocks, 0, 0
			return math.MaxUint32
		}
		c.block, c.at = b, 0
		c.n = c.read(b, &c.passages, &c.codes)
	}
	for c.at < c.n && c.passages[c.at] < p {
		c.at++
	}
	if c.at == c.n { // only in the last block, whose end no skip tells
		c.block, c.n, c.at = c.blocks(), 0, 0
		return math.MaxUint32
	}
	return c.passages[c.at]
}

// limit gives the highest score that the list can give from passage lo up to,
// not including, hi.
func (c *cursor) limit(lo, hi uint32) int32 {
	if c.block >= c.blocks() || c.at < c.n && c.passages[c.at] >= hi {
		return 0
	}
	if c.skips == nil {
		return fixed(c.weight, c.highest)
	}
	var most float32
	b, blocks := max(c.block, 0), c.blocks()
	for b < blocks && c.last(b) < lo {
		b++
	}
	for ; b < blocks; b++ {
		if b > 0 && c.last(b-1)+1 >= hi {
			break
		}
		most = max(most, c.most(b))
	}
	return fixed(c.weight, most)
}

// A clause is one group in one segment.
type clause struct {
	plain   *cursor
	phrases []phrase // of a group that is not plain: its alternatives
	bound   int32
}

// A phrase is an alternative: one stem or several.
type phrase struct {
	cursors []*cursor
	sums    []int32 // within the window
	counts  []uint8 // how many of the stems
	dirty   bool    // something was added in this window
}

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

// A slab is the room for one alternative's scores within a window. It is empty
// when it is lent and given back.
type slab struct {
	sums   [window]int32
	counts [window]uint8
}

func (s *searcher) slab() ([]int32, []uint8) {
	if s.lent == len(s.slabs) {
		s.slabs = append(s.slabs, new(slab))
	}
	x := s.slabs[s.lent]
	s.lent++
	return x.sums[:], x.counts[:]
}

var searchers = sync.Pool{New: func() any { return new(searcher) }}

func (s *searcher) cursor() *cursor {
	if s.used == len(s.cursors) {
		s.cursors = append(s.cursors, new(cursor))
	}
	c := s.cursors[s.used]
	s.used++
	return c
}

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

// clauses opens the postings of the query in a segment.
func (s *searcher) clauses(seg *segment) ([]clause, error) {
	var out []clause
	for _, g := range s.q.Groups {
		var c clause
		for _, a := range g.Alternatives {
			var p phrase
			for _, stem := range a.Stems {
				l, ok, err := s.r.list(seg, stem)
				if err != nil {
					return nil, err
				}
				if !ok {
					p.cursors = nil
					break
				}
				cur := s.cursor()
				cur.list, cur.block, cur.n, cur.at = l, -1, 0, 0
				cur.weight = s.r.weight(one(g.Weight)*one(a.Weight), stem)
				p.cursors = append(p.cursors, cur)
			}
			if len(p.cursors) > 0 && len(p.cursors) == len(a.Stems) {
				c.phrases = append(c.phrases, p)
			}
		}
		if len(c.phrases) == 0 {
			continue
		}
		if g.plain() {
			c.plain, c.phrases = c.phrases[0].cursors[0], nil
		}
		s.phrases = s.phrases || len(c.phrases) > 0
		for i := range c.phrases {
			p := &c.phrases[i]
			p.sums, p.counts = s.slab()
		}
		out = append(out, c)
	}
	return out, nil
}

// weight is what a stem's saturation is multiplied by.
func (r *Reader) weight(given float64, stem string) float32 {
	return float32(given * r.IDF(stem) * (r.info.Config.K1 + 1))
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

func (c *clause) limit(lo, hi uint32) int32 {
	if c.plain != nil {
		return c.plain.limit(lo, hi)
	}
	var most int32
	for _, p := range c.phrases {
		var sum int32
		for _, cur := range p.cursors {
			sum += cur.limit(lo, hi)
		}
		most = max(most, sum)
	}
	return most
}

// insert keeps the order of bounds, the smallest first; clauses with phrases
// stand behind all, as they are always worked out in full.
func (s *searcher) insert(c *clause) {
	s.order = append(s.order, c)
	for i := len(s.order) - 1; i > 0; i-- {
		a, b := s.order[i-1], s.order[i]
		if b.plain == nil || a.plain != nil && a.bound <= b.bound {
			break
		}
		s.order[i-1], s.order[i] = b, a
	}
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

// accumulate adds a list's scores within the window.
func (s *searcher) accumulate(seg *segment, c *cursor, lo, hi uint32) {
	for c.seek(lo) < hi {
		passages, codes := c.passages[:c.n], c.codes[:c.n]
		at := c.at
		for ; at < len(passages) && passages[at] < hi; at++ {
			slot := passages[at] - lo
			s.sums[slot%window] += fixed(c.weight, s.sat.of(seg.tfs[codes[at]], seg.length(passages[at])))
			s.touched[slot>>6%(window/64)] |= 1 << (slot & 63)
		}
		c.at = at
		if at < len(passages) {
			return
		}
	}
}

// alternatives adds up the scores of a group's alternatives, each by itself.
func (s *searcher) alternatives(seg *segment, c *clause, lo, hi uint32) {
	for i := range c.phrases {
		p := &c.phrases[i]
		for _, cur := range p.cursors {
			for at := cur.seek(lo); at < hi; at = cur.seek(at + 1) {
				slot := at - lo
				p.sums[slot] += fixed(cur.weight, s.sat.of(seg.tfs[cur.codes[cur.at]], seg.length(at)))
				p.counts[slot]++
				p.dirty = true
				s.touched[slot>>6] |= 1 << (slot & 63)
			}
		}
	}
}

// best gives what a group's best alternative gives a passage. Without checked
// it is an upper bound: a phrase counts where all its words are in the passage.
func (c *clause) best(slot int, checked func(*phrase) bool) int32 {
	var most int32
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.sums[slot] <= most || int(p.counts[slot]) < len(p.cursors) {
			continue
		}
		if len(p.cursors) == 1 || checked == nil || checked(p) {
			most = p.sums[slot]
		}
	}
	return most
}

// candidate finishes the score of a passage and keeps it where it is among the
// best.
func (s *searcher) candidate(seg *segment, p uint32, slot int, score int32, optional int, rest int32) error {
	full := len(s.heap) == s.k
	plain := score
	if s.phrases {
		for _, c := range s.order[optional:] {
			score += c.best(slot, nil)
		}
	}
	for i := optional - 1; i >= 0; i-- {
		if full && score+rest <= s.worst {
			return nil
		}
		c := s.order[i]
		rest -= c.bound
		if c.plain.seek(p) == p {
			got := fixed(c.plain.weight, s.sat.of(seg.tfs[c.plain.codes[c.plain.at]], seg.length(p)))
			score += got
			plain += got
		}
	}
	if full && score <= s.worst {
		return nil
	}
	owner := seg.owner(p)
	doc := seg.FirstDoc + owner
	if seg.level(owner) > s.level || s.r.isDead(doc) {
		return nil
	}
	if s.phrases {
		near, err := s.nearness(seg, p)
		if err != nil {
			return err
		}
		score = plain
		for _, c := range s.order[optional:] {
			score += c.best(slot, near)
		}
	}
	if score <= 0 || full && score <= s.worst {
		return nil
	}
	if s.q.Filter != nil {
		d, err := s.r.Document(doc)
		if err != nil {
			return err
		}
		if !s.q.Filter(doc, d) {
			return nil
		}
	}
	s.keep(Hit{Passage: seg.FirstPassage + p, Document: doc}, score)
	return nil
}

// nearness gives a test of whether a phrase's words stand close together in a
// passage.
func (s *searcher) nearness(seg *segment, p uint32) (func(*phrase) bool, error) {
	f := &s.words
	if err := seg.words(p, f); err != nil {
		return nil, err
	}
	return func(ph *phrase) bool {
		s.want = s.want[:0]
		for _, c := range ph.cursors {
			s.want = append(s.want, c.id)
		}
		return f.near(s.want)
	}, nil
}
