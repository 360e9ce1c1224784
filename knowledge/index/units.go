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
		defer m.close()
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
	all := matched(m.found)
	rest := m.found
	for len(rest) > 0 && rest[0].unit < 0 {
		rest = rest[1:]
	}
	for u := range m.passage.units() {
		n := 0
		for n < len(rest) && rest[n].unit == u {
			n++
		}
		x := UnitHit{Hit: h, Unit: u, Matched: matched(rest[:n]), Context: all}
		x.Text, x.Close = m.unit(u, rest[:n])
		x.Score = x.Text + m.cfg.Share*h.Score + m.cfg.Near*x.Close
		out, rest = append(out, x), rest[n:]
	}
	return out
}

// matched gives a bit for each of the first 64 groups that were found.
func matched(fs []found) (bits uint64) {
	for _, f := range fs {
		if f.group < 64 {
			bits |= 1 << f.group
		}
	}
	return bits
}
