package index

import (
	"cmp"
	"slices"
)

// A UnitHit is a unit that may answer a question.
type UnitHit struct {
	Hit             // the passage's
	Unit    int     // index into the passage's Units
	Score   float64 // Text and shares of the passage's and of Close
	Text    float64 // what the unit itself matches
	Close   float64 // how close together the words stand
	Matched uint64  // a bit for each of the first 64 groups that the unit holds
	// Context has the groups that the whole passage, its headings and its
	// document's title hold.
	Context uint64
}

// BestUnits gives the k best units of the given hits, the best first.
func (r *Reader) BestUnits(q Query, hits []Hit, k int) ([]UnitHit, error) {
	var out []UnitHit
	err := guard(func() error {
		m := r.matcher(&q)
		for _, h := range hits {
			if err := m.read(h.Passage); err != nil {
				return err
			}
			out = m.units(out, h)
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b UnitHit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Passage, b.Passage), a.Unit-b.Unit)
	})
	return out[:min(len(out), k)], err
}

// units appends every unit of the passage that was read.
func (m *matcher) units(out []UnitHit, h Hit) []UnitHit {
	var all uint64
	for _, f := range m.found {
		if f.group < 64 {
			all |= 1 << f.group
		}
	}
	for u := range m.passage.units {
		x := UnitHit{Hit: h, Unit: u, Context: all}
		for _, f := range m.found {
			if f.unit == u && f.group < 64 {
				x.Matched |= 1 << f.group
			}
		}
		x.Text, x.Close = m.unit(u)
		x.Score = x.Text + m.r.info.Config.Share*h.Score + m.r.info.Config.Near*x.Close
		out = append(out, x)
	}
	return out
}
