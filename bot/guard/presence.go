package guard

import (
	"maps"
	"slices"
	"sync"
)

// present says which words a turn may have: a bit for each of 256 hashes, and
// one for each class that one of its words is in. It spares the search for
// nearly all patterns of nearly all turns.
type present struct {
	hashes  [4]uint64
	classes uint64
}

func (b *present) add(s string) {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	h ^= h >> 15
	b.hashes[h>>6&3] |= 1 << (h & 63)
}

func (b *present) meets(c *present) bool {
	return b.hashes[0]&c.hashes[0]|b.hashes[1]&c.hashes[1]|b.hashes[2]&c.hashes[2]|b.hashes[3]&c.hashes[3]|b.classes&c.classes != 0
}

func presence(ws []word) present {
	var b present
	for _, w := range ws {
		b.add(w.s)
		for i, name := range classNames() {
			if b.classes&(1<<i) == 0 && classes[name](w) {
				b.classes |= 1 << i
			}
		}
	}
	return b
}

// classNames give each class its bit.
var classNames = sync.OnceValue(func() []string {
	names := slices.Sorted(maps.Keys(classes))
	if len(names) > 64 {
		panic("chat: more classes than bits")
	}
	return names
})

// may tells whether the pattern may stand among such words.
func (p *pattern) may(has *present) bool {
	for i := range p.needs {
		if !p.needs[i].meets(has) {
			return false
		}
	}
	return true
}

// musts are what the elements match that must match, without those that take
// the beginnings of words.
func (p *pattern) musts() []present {
	var all []present
	for _, e := range p.elements {
		if e.optional || e.gap > 0 || e.edge != 0 || len(e.prefixes) > 0 {
			continue
		}
		var b present
		for w := range e.words {
			b.add(w)
		}
		for _, name := range e.names {
			b.classes |= 1 << slices.Index(classNames(), name)
		}
		all = append(all, b)
	}
	return all
}
