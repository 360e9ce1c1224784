package index

import "encoding/binary"

// words are a passage's indexed words as term ids, read from the memory map:
// first those of its title and headings, then unit by unit. Stop words are not
// among them, so two words that an article parts stand side by side.
type words struct {
	context int   // how many words come before the units
	units   []int // words in each unit
	ids     []byte
}

func (s *segment) words(p uint32) (words, error) {
	b, err := s.forward.at(get40(s.places[placeSize*p:]))
	if err != nil {
		return words{}, err
	}
	var w words
	next := func() int {
		if len(b) == 0 {
			return 0
		}
		v, n := uint64(b[0]), 1
		if v >= 0x80 {
			if v, n = binary.Uvarint(b); n <= 0 {
				b = nil
				return 0
			}
		}
		b = b[n:]
		return int(v)
	}
	n := next()
	if n > len(b) {
		return w, ErrDamaged
	}
	w.context = next()
	w.units = make([]int, n)
	for i := range w.units {
		w.units[i] = next()
	}
	w.ids = b
	return w, nil
}

// each calls fn with every word, its unit (-1 before the first) and its place
// in the passage.
func (w *words) each(fn func(id uint32, unit, at int)) {
	b, at := w.ids, 0
	for unit, left := -1, w.context; unit < len(w.units); {
		for ; left > 0 && len(b) > 0; left-- {
			id, n := uint32(b[0]), 1
			if id >= 0x80 {
				v, k := binary.Uvarint(b)
				id, n = uint32(v), max(k, 1)
			}
			b = b[n:]
			fn(id, unit, at)
			at++
		}
		if unit++; unit < len(w.units) {
			left = w.units[unit]
		}
	}
}

// slack is how many other words may stand among those of a phrase.
const slack = 2

// near tells whether all ids stand in one unit (or in the title and headings)
// within a stretch of at most slack words more than they are.
func (w *words) near(ids []uint32) bool {
	last := make([]int, len(ids))
	unitNow, found := -2, false
	w.each(func(id uint32, unit, at int) {
		if unit != unitNow {
			unitNow = unit
			for i := range last {
				last[i] = -1 << 20
			}
		}
		// A word that the phrase has twice fills the place that is oldest.
		slot := -1
		for i, want := range ids {
			if want == id && (slot < 0 || last[i] < last[slot]) {
				slot = i
			}
		}
		if slot < 0 {
			return
		}
		last[slot] = at
		first := at
		for _, x := range last {
			first = min(first, x)
		}
		found = found || at-first < len(ids)+slack
	})
	return found
}
