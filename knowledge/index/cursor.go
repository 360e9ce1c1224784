package index

import (
	"math"
)

// A cursor walks one stem's postings in one segment.
type cursor struct {
	list
	weight          float32 // of the stem: group, alternative, idf, k1+1
	block           int     // of what was read; -1 before
	n, at           int
	passages, codes [blockSize]uint32
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
