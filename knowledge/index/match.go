package index

import "sync"

// A matcher finds where a query's words stand in a passage.
type matcher struct {
	r       *Reader
	cfg     Config
	groups  []Group
	weights []float64
	seg     *segment
	table   idTable
	wants   []want
	phrases []tracked
	passage words
	found   []found
}

// want says what a term id is to the query. A term may be several things; next
// leads to the others.
type want struct {
	group  int
	weight float64
	phrase int // index of the phrase it belongs to; -1: a word by itself
	next   int // index into wants; -1: none
}

// tracked is a phrase that is looked for.
type tracked struct {
	ids  []uint32
	last []int // where its words stood last in the unit at hand
}

// found is a place where a group's idea stands.
type found struct {
	group, unit, at int     // unit -1: in the title and headings
	weight          float64 // of the group and the alternative
}

var matchers = sync.Pool{New: func() any { return new(matcher) }}

func (r *Reader) matcher(q *Query) *matcher {
	m := matchers.Get().(*matcher)
	m.r, m.cfg, m.groups, m.seg = r, r.info.Config, q.Groups, nil
	m.weights = r.appendWeights(m.weights[:0], q)
	return m
}

// close gives the matcher's memory back.
func (m *matcher) close() {
	m.r, m.groups, m.seg, m.passage.ids = nil, nil, nil, nil
	matchers.Put(m)
}

// open looks the query's words up in a segment.
func (m *matcher) open(seg *segment) error {
	m.seg, m.wants, m.phrases = seg, m.wants[:0], m.phrases[:0]
	n := 0
	for _, group := range m.groups {
		for _, a := range group.Alternatives {
			n += len(a.Stems)
		}
	}
	m.table.reset(n)
	var ids []uint32
	for g, group := range m.groups {
		for _, a := range group.Alternatives {
			ids = ids[:0]
			for _, stem := range a.Stems {
				l, ok, err := m.r.list(seg, stem)
				if err != nil {
					return err
				}
				if ok {
					ids = append(ids, l.id)
				}
			}
			if len(ids) < len(a.Stems) || len(ids) == 0 {
				continue
			}
			w := want{group: g, weight: m.weights[g] * min(one(a.Weight), 1), phrase: -1}
			if len(ids) > 1 {
				w.phrase = len(m.phrases)
				m.phrases = append(m.phrases, tracked{append([]uint32(nil), ids...), make([]int, len(ids))})
			}
			for i, id := range ids {
				if w.phrase < 0 || i == indexOf(ids, id) {
					m.want(id, w)
				}
			}
		}
	}
	return nil
}

func indexOf(ids []uint32, id uint32) int {
	for i, x := range ids {
		if x == id {
			return i
		}
	}
	return -1
}

func (m *matcher) want(id uint32, w want) {
	slot := m.table.slot(id)
	w.next = int(slot.at) - 1
	m.wants = append(m.wants, w)
	slot.key, slot.at = id+1, uint32(len(m.wants))
}

// read finds the query's words in a passage.
func (m *matcher) read(passage uint32) error {
	seg, p, err := m.r.segmentOf(passage)
	if err != nil {
		return err
	}
	if seg != m.seg {
		if err := m.open(seg); err != nil {
			return err
		}
	}
	if err = seg.words(p, &m.passage); err != nil {
		return err
	}
	m.found = m.found[:0]
	b, at := m.passage.ids, 0
	for i, count := range m.passage.counts {
		if len(m.phrases) > 0 {
			m.forget()
		}
		for range count {
			var got uint32
			if v := b[0]; v < 0x80 {
				got, b = uint32(v), b[1:]
			} else {
				var n int
				got, n = id(b)
				b = b[n:]
			}
			if slot := m.table.slot(got); slot.key != 0 {
				m.note(int(slot.at)-1, got, i-1, at)
			}
			at++
		}
	}
	return nil
}

// forget begins a unit: a phrase doesn't reach from one into the next.
func (m *matcher) forget() {
	for _, p := range m.phrases {
		for i := range p.last {
			p.last[i] = -1 << 20
		}
	}
}

// note adds what a word stands for, from its first want on.
func (m *matcher) note(first int, id uint32, unit, at int) {
	for i := first; i >= 0; i = m.wants[i].next {
		w := &m.wants[i]
		if w.phrase >= 0 {
			p := m.phrases[w.phrase]
			noted(p.last, p.ids, id, at)
			if at-oldest(p.last) >= len(p.ids)+slack {
				continue
			}
		}
		m.found = append(m.found, found{w.group, unit, at, w.weight})
	}
}

// bonus is what the re-rank adds to a passage's BM25: what its best unit holds
// of the question, and how close together it stands there.
func (m *matcher) bonus() float64 {
	best := 0.0
	for rest := m.found; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].unit == rest[0].unit {
			n++
		}
		if u := rest[0].unit; u >= 0 {
			text, close := m.unit(u, rest[:n])
			best = max(best, m.cfg.Unit*text+m.cfg.Close*close)
		}
		rest = rest[n:]
	}
	return best
}

// unit gives what a unit matches: the weights of the groups that it holds, less
// for a long unit, and how close together they stand: for each two neighbours
// the lesser of their weights over the square of their distance.
func (m *matcher) unit(u int, fs []found) (text, close float64) {
	var had uint64
	for i, f := range fs {
		if bit := uint64(1) << (f.group & 63); had&bit == 0 {
			had |= bit
			text += f.weight
		}
		if i > 0 && fs[i-1].group != f.group {
			d := float64(max(f.at-fs[i-1].at, 1))
			close += min(fs[i-1].weight, f.weight) / (d * d)
		}
	}
	return text / (1 + m.cfg.Spread*float64(m.passage.length(u))), close
}
