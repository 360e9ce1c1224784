package scrutiny

import (
	"fmt"
	"math"
)

// cutoff is the least score, for each square root of a stem, that makes a text
// one of an area. The test's questions about other things end at 1.48, and those
// of an area, but one, begin at 1.66.
const cutoff = 1.55

// A Bank holds the questions and finds among them. It never changes.
type Bank struct {
	challenges []Challenge
	areas      *index
	texts      *index // of the challenges, in their order
}

// New makes a Bank of the embedded files.
func New() (*Bank, error) {
	c, err := embedded()
	if err != nil {
		return nil, fmt.Errorf("the scrutiny files: %w", err)
	}
	return c.bank(), nil
}

func (c *content) bank() *Bank {
	var areas, texts []map[string]float64
	for _, d := range c.areas {
		doc := map[string]float64{}
		add(doc, d.Name)
		add(doc, d.About)
		for _, line := range d.Covers {
			add(doc, line)
		}
		areas = append(areas, doc)
	}
	for _, q := range c.challenges {
		doc := map[string]float64{}
		add(doc, q.Text)
		add(doc, q.LookFor)
		texts = append(texts, doc)
	}
	return &Bank{c.challenges, newIndex(areas), newIndex(texts)}
}

// All lists every question, area by area. The slice and what it holds are the
// caller's.
func (b *Bank) All() []Challenge {
	all := make([]Challenge, len(b.challenges))
	for i, q := range b.challenges {
		all[i] = q.clone()
	}
	return all
}

// Classify finds the area that a question or an answer belongs to; false where
// it belongs to none of them, or says too little to tell. The package comment
// has the formula.
func (b *Bank) Classify(text string) (Area, bool) {
	area, score := b.nearest(text)
	if score < cutoff {
		return "", false
	}
	return area, true
}

// nearest gives the best area and its score; of equals the first.
func (b *Bank) nearest(text string) (Area, float64) {
	terms, stems := query(text)
	best, top := 0, 0.0
	for i, s := range b.areas.scores(terms) {
		if s > top {
			best, top = i, s
		}
	}
	return areaOrder[best], top / math.Sqrt(float64(max(stems, 1)))
}
