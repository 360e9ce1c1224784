package index

// keep puts a hit among the best. Hits come in the order of their numbers, so
// one of a score that is already there goes behind.
func (s *searcher) keep(h Hit, score int32) {
	h.BM25 = float64(score) / scale
	h.Score = h.BM25
	if len(s.heap) < s.k {
		s.heap, s.scores = append(s.heap, h), append(s.scores, score)
		s.up(len(s.heap) - 1)
	} else {
		s.heap[0], s.scores[0] = h, score
		s.down(len(s.heap))
	}
	if len(s.heap) == s.k {
		s.worst = s.scores[0]
	}
}

// worse orders by score, and by number where scores are equal.
func (s *searcher) worse(i, j int) bool {
	if s.scores[i] != s.scores[j] {
		return s.scores[i] < s.scores[j]
	}
	return s.heap[i].Passage > s.heap[j].Passage
}

func (s *searcher) swap(i, j int) {
	s.heap[i], s.heap[j] = s.heap[j], s.heap[i]
	s.scores[i], s.scores[j] = s.scores[j], s.scores[i]
}

func (s *searcher) up(i int) {
	for i > 0 && s.worse(i, (i-1)/2) {
		s.swap(i, (i-1)/2)
		i = (i - 1) / 2
	}
}

func (s *searcher) down(n int) {
	for i := 0; ; {
		least := i
		for _, c := range [...]int{2*i + 1, 2*i + 2} {
			if c < n && s.worse(c, least) {
				least = c
			}
		}
		if least == i {
			return
		}
		s.swap(i, least)
		i = least
	}
}

// take empties the heap, the best hit first.
func (s *searcher) take() []Hit {
	out := make([]Hit, len(s.heap))
	for n := len(s.heap) - 1; n >= 0; n-- {
		out[n] = s.heap[0]
		s.swap(0, n)
		s.down(n)
	}
	return out
}
