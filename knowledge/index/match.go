package index

// A matcher finds where a query's words stand in a passage.
type matcher struct {
	r       *Reader
	groups  []Group
	weights []float64
	seg     *segment
	table   map[uint32][]want
	passage words
	found   []found
	last    [][]int // of each phrase, where its words stood last
	phrases []phraseRef
}

// want says what a term id is to the query.
type want struct {
	group  int
	weight float64
	phrase int // -1: a word by itself
	part   int
}

type phraseRef struct{ stems int }

// found is a place where a group's idea stands.
type found struct {
	group, unit, at int
	weight          float64 // of the alternative
}

func (r *Reader) matcher(q *Query) *matcher {
	return &matcher{r: r, groups: q.Groups, weights: r.Weights(*q)}
}

// open looks the query's words up in a segment.
func (m *matcher) open(seg *segment) error {
	m.seg, m.table, m.phrases, m.last = seg, map[uint32][]want{}, nil, nil
	for g, group := range m.groups {
		for _, a := range group.Alternatives {
			ids := make([]uint32, 0, len(a.Stems))
			for _, stem := range a.Stems {
				if l, ok, err := seg.find(stem); err != nil {
					return err
				} else if ok {
					ids = append(ids, l.id)
				}
			}
			if len(ids) < len(a.Stems) || len(ids) == 0 {
				continue
			}
			w := want{group: g, weight: min(one(a.Weight), 1), phrase: -1}
			if len(ids) > 1 {
				w.phrase = len(m.phrases)
				m.phrases = append(m.phrases, phraseRef{len(ids)})
				m.last = append(m.last, make([]int, len(ids)))
			}
			for i, id := range ids {
				w.part = i
				m.table[id] = append(m.table[id], w)
			}
		}
	}
	return nil
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
	if m.passage, err = seg.words(p); err != nil {
		return err
	}
	m.found = m.found[:0]
	unitNow := -2
	m.passage.each(func(id uint32, unit, at int) {
		ws := m.table[id]
		if ws == nil {
			return
		}
		if unit != unitNow {
			unitNow = unit
			for _, l := range m.last {
				for i := range l {
					l[i] = -1 << 20
				}
			}
		}
		for _, w := range ws {
			if w.phrase >= 0 && !m.part(w, at) {
				continue
			}
			m.found = append(m.found, found{w.group, unit, at, w.weight})
		}
	})
	return nil
}

// part notes a word of a phrase and tells whether it completes it.
func (m *matcher) part(w want, at int) bool {
	l := m.last[w.phrase]
	l[w.part] = at
	first := at
	for _, x := range l {
		first = min(first, x)
	}
	return at-first < m.phrases[w.phrase].stems+slack
}

// bonus is what the re-rank adds to a passage's BM25.
func (m *matcher) bonus() float64 {
	best, cfg := 0.0, m.r.info.Config
	for u := range m.passage.units {
		s, c := m.unit(u)
		best = max(best, cfg.Unit*s+cfg.Close*c)
	}
	return best
}

// unit gives what a unit matches: the weights of the groups that it holds, less
// for a long unit, and how close together they stand.
func (m *matcher) unit(u int) (sum, close float64) {
	var had uint64
	prev := -1
	for i, f := range m.found {
		if f.unit != u {
			continue
		}
		if f.group < 64 && had&(1<<f.group) == 0 {
			had |= 1 << f.group
			sum += m.weights[f.group] * f.weight
		}
		if prev >= 0 && m.found[prev].group != f.group {
			p := m.found[prev]
			d := float64(max(f.at-p.at, 1))
			close += min(m.weights[p.group]*p.weight, m.weights[f.group]*f.weight) / (d * d)
		}
		prev = i
	}
	n := float64(m.passage.units[u])
	return sum / (1 + m.r.info.Config.Spread*n), close
}
