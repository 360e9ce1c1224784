package index

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

func (s *searcher) cursor() *cursor {
	if s.used == len(s.cursors) {
		s.cursors = append(s.cursors, new(cursor))
	}
	c := s.cursors[s.used]
	s.used++
	return c
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
	return float32(given * r.idf(stem) * (r.info.Config.K1 + 1))
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
