package index

import (
	"bytes"
	"encoding/binary"
	"iter"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// finish writes what was gathered and gives the segment's facts.
func (w *segmentWriter) finish(average float64) (segmentInfo, error) {
	for _, f := range []func() error{w.forward.flush, w.meta.flush, w.docs.flush, w.text.flush} {
		if err := f(); err != nil {
			return segmentInfo{}, err
		}
	}
	if average <= 0 {
		average = float64(w.total) / float64(max(w.count, 1))
	}
	codes := w.tfCodes()
	lengths := make([]byte, 0, 2*len(w.lengths))
	for _, n := range w.lengths {
		lengths = binary.LittleEndian.AppendUint16(lengths, n)
	}
	for key, v := range map[string][]byte{
		string(kLengths): lengths, string(kOwners): w.owners, string(kPlaces): w.places,
		string(kDocs): w.docTable, string(kTFs): codes.tfs,
	} {
		if err := w.sink(bArrays, []byte(key), v); err != nil {
			return segmentInfo{}, err
		}
	}
	if err := w.writeTerms(codes, average); err != nil {
		return segmentInfo{}, err
	}
	if err := w.writeSpelling(); err != nil {
		return segmentInfo{}, err
	}
	return segmentInfo{Passages: w.count, Documents: w.ndocs, Terms: len(w.terms), Length: w.total, Sum: w.sum}, nil
}

// tfCodes orders the frequencies that occur, the commonest first: the codes of
// a block then need few bits.
type tfCodes struct {
	tfs  []byte
	code [256]uint8
}

func (w *segmentWriter) tfCodes() *tfCodes {
	c := &tfCodes{}
	for tf, n := range w.histogram {
		if n > 0 {
			c.tfs = append(c.tfs, byte(tf))
		}
	}
	slices.SortStableFunc(c.tfs, func(a, b byte) int { return w.histogram[b] - w.histogram[a] })
	for i, tf := range c.tfs {
		c.code[tf] = uint8(i)
	}
	return c
}

// writeTerms writes the postings in the order of their terms, those of earlier
// runs before those in memory.
func (w *segmentWriter) writeTerms(codes *tfCodes, average float64) error {
	sat := w.cfg.saturation(average)
	var passages []uint32
	var tfs, coded []uint8
	var out []byte
	for t, err := range w.merged() {
		if err != nil {
			return err
		}
		passages, tfs, coded = passages[:0], tfs[:0], coded[:0]
		next := uint32(0)
		for b := t.buf; len(b) > 0; {
			gap, n := binary.Uvarint(b)
			next += uint32(gap)
			passages = append(passages, next)
			next++
			tfs = append(tfs, b[n])
			coded = append(coded, codes.code[b[n]])
			b = b[n+1:]
		}
		out = encodePostings(nil, t.id, passages, coded, tfs, func(p uint32) uint16 { return w.lengths[p] }, sat)
		if err := w.sink(bTerms, []byte(t.stem), out); err != nil {
			return err
		}
	}
	return nil
}

// sorted gives the terms that have postings in memory, in order.
func (w *segmentWriter) sorted() []*term {
	ts := make([]*term, 0, len(w.terms))
	for t := range maps.Values(w.terms) {
		if len(t.buf) > 0 && len(t.stem) <= bolt.MaxKeySize {
			ts = append(ts, t)
		}
	}
	slices.SortFunc(ts, func(a, b *term) int { return bytes.Compare([]byte(a.stem), []byte(b.stem)) })
	return ts
}

// merged yields each term with all of its postings.
func (w *segmentWriter) merged() iter.Seq2[*term, error] {
	if w.runs == nil || len(w.runs.starts) == 0 {
		return func(yield func(*term, error) bool) {
			for _, t := range w.sorted() {
				if !yield(t, nil) {
					return
				}
			}
		}
	}
	return func(yield func(*term, error) bool) {
		if err := w.spill(); err != nil {
			yield(nil, err)
			return
		}
		w.runs.merge(yield)
	}
}
