package index

import "fmt"

// An Explanation shows how a passage came by its score: BM25 is the sum of the
// terms' scores, and Score adds what the re-rank gave for the best unit.
type Explanation struct {
	Passages int     // that the statistics count
	Length   int     // of this passage in words, weighted by field
	Average  float64 // length of a passage
	Terms    []TermScore
	BM25     float64
	Rerank   float64
	Score    float64
}

// A TermScore is one stem's part: Weight × IDF × (k1+1) × TF/(TF + k1(1 - b + b ×
// length/average)). Of a group with several alternatives only the best counts;
// the others stand here with Counted false.
type TermScore struct {
	Stem    string
	DF      int
	IDF     float64
	TF      float64 // weighted by field
	Weight  float64
	Score   float64
	Counted bool
}

// Explain works out the score of one passage for a query, term by term.
func (r *Reader) Explain(q Query, passage uint32) (e Explanation, err error) {
	err = guard(func() error {
		seg, p, err := r.segmentOf(passage)
		if err != nil {
			return err
		}
		e.Passages, e.Length, e.Average = r.n, int(seg.length(p)), r.info.Average
		var sum int32
		for _, g := range q.Groups {
			best, err := r.explainGroup(&e, seg, p, g)
			if err != nil {
				return err
			}
			sum += best
		}
		e.BM25 = float64(sum) / scale
		m := r.matcher(&q)
		defer m.close()
		if err := m.read(passage); err != nil {
			return err
		}
		if sum > 0 {
			e.Rerank = m.bonus()
		}
		e.Score = e.BM25 + e.Rerank
		return nil
	})
	return e, err
}

// explainGroup appends the terms of a group and gives what its best alternative
// scores.
func (r *Reader) explainGroup(e *Explanation, seg *segment, p uint32, g Group) (int32, error) {
	var best int32
	from, to := 0, 0
	for _, a := range g.Alternatives {
		start := len(e.Terms)
		score, err := r.explainAlternative(e, seg, p, one(g.Weight)*one(a.Weight), a.Stems)
		if err != nil {
			return 0, err
		}
		if score > best {
			best, from, to = score, start, len(e.Terms)
		}
	}
	for i := from; i < to; i++ {
		e.Terms[i].Counted = true
	}
	return best, nil
}

func (r *Reader) explainAlternative(e *Explanation, seg *segment, p uint32, weight float64, stems []string) (int32, error) {
	var sum int32
	sat, all := r.info.Config.saturation(r.info.Average), true
	var ids []uint32
	for _, stem := range stems {
		l, ok, err := r.list(seg, stem)
		if err != nil {
			return 0, err
		}
		t := TermScore{Stem: stem, DF: r.DF(stem), IDF: r.idf(stem), Weight: weight}
		var score int32
		if ok {
			c := cursor{list: l, block: -1}
			c.weight = r.weight(weight, stem)
			if c.seek(p) == p {
				tf := seg.tfs[c.codes[c.at]]
				t.TF = float64(tf) / quarter
				score = fixed(c.weight, sat.of(tf, seg.length(p)))
			}
			ids = append(ids, l.id)
		}
		all = all && score > 0
		t.Score = float64(score) / scale
		e.Terms = append(e.Terms, t)
		sum += score
	}
	if len(stems) > 1 && all {
		var w words
		if err := seg.words(p, &w); err != nil {
			return 0, err
		}
		all = w.near(ids)
	}
	if !all {
		return 0, nil
	}
	return sum, nil
}

// String is the sum as people write it.
func (e Explanation) String() string {
	s := fmt.Sprintf("%.4f = BM25 %.4f + re-rank %.4f; %d words of %.1f on average, %d passages\n", e.Score, e.BM25, e.Rerank, e.Length, e.Average, e.Passages)
	for _, t := range e.Terms {
		s += fmt.Sprintf("  %-20s %.4f  tf %.2f, df %d, idf %.4f, weight %.2f\n", t.Stem, t.Score, t.TF, t.DF, t.IDF, t.Weight)
	}
	return s
}
