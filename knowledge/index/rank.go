package index

import (
	"cmp"
	"slices"
)

// depth is how many of the best passages by BM25 are ranked again.
const depth = 50

// Search finds the best passages for a query, the best first. The best depth by
// BM25 are ranked again by how close together the question's words stand and by
// their best unit. Passages of equal score come in the order of the papers.
func (r *Reader) Search(q Query) ([]Hit, error) {
	k := q.K
	if k <= 0 {
		k = 10
	}
	var hits []Hit
	err := guard(func() (err error) {
		if hits, err = r.top(&q, max(k, depth)); err != nil {
			return err
		}
		return r.rerank(&q, hits[:min(len(hits), depth)])
	})
	if err != nil {
		return nil, err
	}
	return hits[:min(len(hits), k)], nil
}

// rerank adds to each hit's score, never takes away, so that the hits behind
// stay behind.
func (r *Reader) rerank(q *Query, hits []Hit) error {
	m := r.matcher(q)
	defer m.close()
	for i := range hits {
		if err := m.read(hits[i].Passage); err != nil {
			return err
		}
		hits[i].Score += m.bonus()
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Passage, b.Passage))
	})
	return nil
}
