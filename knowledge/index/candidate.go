package index

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
