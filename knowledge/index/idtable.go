package index

// An idTable finds what a term id is to the query: a small hash table with open
// addressing, at most a quarter full, as nearly all words are not in it.
type idTable struct {
	slots []idSlot
	shift uint
}

type idSlot struct{ key, at uint32 } // key is the id plus 1; 0: empty

func (t *idTable) reset(n int) {
	bits := uint(6)
	for 1<<bits < 4*n {
		bits++
	}
	if len(t.slots) != 1<<bits {
		t.slots = make([]idSlot, 1<<bits)
	}
	clear(t.slots)
	t.shift = 32 - bits
}

// slot gives an id's slot, or the empty one where it would be.
func (t *idTable) slot(id uint32) *idSlot {
	i := id * 0x9E3779B1 >> t.shift
	for {
		s := &t.slots[int(i)&(len(t.slots)-1)]
		if s.key == 0 || s.key == id+1 {
			return s
		}
		i++
	}
}
