package index

import "encoding/binary"

// words are a passage's indexed words as term ids, read from the memory map:
// first those of its title and headings, then unit by unit. Stop words are not
// among them, so two words that an article parts stand side by side.
//
// The record is the number of units, how many words the title and headings
// have, how many each unit has, then the ids, all uvarints.
type words struct {
	counts []int // of the title and headings, then of each unit
	ids    []byte
}

// words reads where a passage's words are; the memory of w is used again.
func (s *segment) words(p uint32, w *words) error {
	b, err := s.forward.at(get40(s.places[placeSize*p:]))
	if err != nil {
		return err
	}
	n, used := binary.Uvarint(b)
	if used <= 0 || n >= uint64(len(b)) {
		return ErrDamaged
	}
	b = b[used:]
	w.counts = w.counts[:0]
	for range n + 1 {
		v, used := uint64(b[0]), 1
		if v >= 0x80 {
			v, used = binary.Uvarint(b)
			if used <= 0 {
				return ErrDamaged
			}
		}
		w.counts = append(w.counts, int(v))
		b = b[used:]
	}
	w.ids = b
	return nil
}

// units is how many units the passage has.
func (w *words) units() int { return len(w.counts) - 1 }

// length is how many words a unit has.
func (w *words) length(unit int) int { return w.counts[unit+1] }

// id reads the term id at the head of b and gives how long it is.
func id(b []byte) (uint32, int) {
	if v := b[0]; v < 0x80 {
		return uint32(v), 1
	}
	if v := b[1]; v < 0x80 {
		return uint32(b[0]&0x7f) | uint32(v)<<7, 2
	}
	if v := b[2]; v < 0x80 {
		return uint32(b[0]&0x7f) | uint32(b[1]&0x7f)<<7 | uint32(v)<<14, 3
	}
	v, n := binary.Uvarint(b)
	return uint32(v), max(n, 1)
}

// slack is how many other words may stand among those of a phrase.
const slack = 2

// near tells whether all ids stand in one unit (or in the title and headings)
// within a stretch of at most slack words more than they are.
func (w *words) near(ids []uint32) bool {
	last := make([]int, len(ids))
	b, at := w.ids, 0
	for _, count := range w.counts {
		for i := range last {
			last[i] = -1 << 20
		}
		for range count {
			got, n := id(b)
			b = b[n:]
			if noted(last, ids, got, at) && at-oldest(last) < len(ids)+slack {
				return true
			}
			at++
		}
	}
	return false
}

// noted notes where a word of a phrase stands. A word that the phrase has twice
// fills the place that is oldest.
func noted(last []int, ids []uint32, got uint32, at int) bool {
	slot := -1
	for i, want := range ids {
		if want == got && (slot < 0 || last[i] < last[slot]) {
			slot = i
		}
	}
	if slot >= 0 {
		last[slot] = at
	}
	return slot >= 0
}

func oldest(last []int) int {
	first := last[0]
	for _, x := range last {
		first = min(first, x)
	}
	return first
}
