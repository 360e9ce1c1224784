package index

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

// The buckets and arrays of a segment.
var (
	bTerms    = []byte("terms")    // stem → postings
	bForward  = []byte("forward")  // stream: each passage's term ids, unit by unit
	bPassages = []byte("passages") // stream: passages without their words
	bDocs     = []byte("docs")     // stream: documents and their lists
	bText     = []byte("text")     // the documents' text, compressed
	bSpelling = []byte("spelling") // words as written, with who may see them
	bArrays   = []byte("arrays")   // fixed-width facts of passages and documents

	kLengths = []byte("lengths") // 2 bytes a passage
	kOwners  = []byte("owners")  // 4 bytes a passage: its document
	kPlaces  = []byte("places")  // 10 bytes a passage: in forward, in passages
	kDocs    = []byte("docs")    // docSize bytes a document
	kTFs     = []byte("tfs")     // code → frequency in quarters
)

const (
	placeSize = 10
	// docSize: place in docs 5, place in text 5, first passage 4, shelf 1, text length 5.
	docSize = 20
)

func put40(dst []byte, v uint64) []byte {
	return append(dst, byte(v), byte(v>>8), byte(v>>16), byte(v>>24), byte(v>>32))
}

func get40(b []byte) uint64 {
	return uint64(binary.LittleEndian.Uint32(b)) | uint64(b[4])<<32
}

// maxLength is the longest passage that length norms tell apart, in words.
const maxLength = 1<<16 - 1

// A parsed source is a document cut into passages: what a segment is made of.
type parsed struct {
	doc      knowledge.Document
	text     string
	passages []knowledge.Passage
	lists    []knowledge.List
}

// A segmentWriter makes one segment. The postings are gathered in memory and
// spilled to a run in a temporary file when they exceed their budget; the rest
// goes straight to the sink. What stays in memory for good is the vocabulary
// and twenty bytes a passage.
type segmentWriter struct {
	cfg    Config
	sink   func(bucket, key, value []byte) error
	an     *analysis.Analyser
	tokens []analysis.Token
	terms  map[string]*term
	words  map[string]*word
	count  uint32 // passages
	ndocs  uint32
	total  uint64 // of the lengths
	held   int    // bytes of postings in memory

	forward, meta, docs streamWriter
	text                textWriter
	lengths             []uint16
	owners, places      []byte
	docTable            []byte
	histogram           [256]int
	touched             []*term
	ids                 []byte
	runs                *runs
	sum                 uint64
}

// A term gathers its postings: gaps as varints, each followed by its frequency.
type term struct {
	stem string
	id   uint32
	buf  []byte
	next uint32 // passage after the last
	tf   int    // in the passage at hand, in quarters
}

// A word is a spelling: in how many passages a viewer of each shelf meets it.
type word struct {
	seen uint32
	df   [3]uint32
}

func newSegmentWriter(cfg Config, runs *runs, sink func(bucket, key, value []byte) error) *segmentWriter {
	w := &segmentWriter{cfg: cfg, an: analysis.New(), terms: map[string]*term{}, words: map[string]*word{}, runs: runs}
	w.sink = func(bucket, key, value []byte) error {
		w.sum += sumOf(bucket, key, value)
		return sink(bucket, key, value)
	}
	to := func(bucket []byte) func(k, v []byte) error {
		return func(k, v []byte) error { return w.sink(bucket, k, v) }
	}
	w.forward.put, w.meta.put, w.docs.put, w.text.put = to(bForward), to(bPassages), to(bDocs), to(bText)
	return w
}

func shelfLevel(s knowledge.Shelf) byte {
	switch s {
	case knowledge.ShelfPublic:
		return 0
	case knowledge.ShelfMembers:
		return 1
	case knowledge.ShelfOfficers:
		return 2
	}
	return 3 // nobody sees an unknown shelf
}

// add writes one document. Its number is the count of those before it.
func (w *segmentWriter) add(p parsed) error {
	j, err := json.Marshal(p.doc)
	if err != nil {
		return fmt.Errorf("document %s: %w", p.doc.ID, err)
	}
	var r record
	r.str(string(j))
	encodeLists(&r, p.lists)
	place, err := w.docs.add(r)
	if err != nil {
		return err
	}
	at, err := w.text.add(p.text)
	if err != nil {
		return err
	}
	level := shelfLevel(p.doc.Shelf)
	w.docTable = put40(put40(w.docTable, place), at)
	w.docTable = append(binary.LittleEndian.AppendUint32(w.docTable, w.count), level)
	w.docTable = put40(w.docTable, uint64(len(p.text)))
	for _, passage := range p.passages {
		if err := w.passage(p, passage, level); err != nil {
			return err
		}
	}
	w.ndocs++
	return nil
}

// passage indexes one passage: the words of its title and headings first, then
// unit by unit.
func (w *segmentWriter) passage(p parsed, passage knowledge.Passage, level byte) error {
	w.touched, w.ids = w.touched[:0], w.ids[:0]
	length := 0
	title := w.field(p.doc.Title, w.cfg.Title, level, &length)
	heads := w.field(passage.Section, w.cfg.Heading, level, &length)
	ctx := title + heads
	head := binary.AppendUvarint(nil, uint64(len(passage.Units)))
	head = binary.AppendUvarint(head, uint64(ctx))
	for _, u := range passage.Units {
		weight := quarter
		if u.Kind == knowledge.Title {
			weight = 0 // counted with the headings
		}
		head = binary.AppendUvarint(head, uint64(w.field(p.text[u.Start:u.End], weight, level, &length)))
	}
	n := min(length/quarter, maxLength)
	fw, err := w.forward.add(append(head, w.ids...))
	if err != nil {
		return err
	}
	me, err := w.meta.add(encodePassage(passage))
	if err != nil {
		return err
	}
	w.places = put40(put40(w.places, fw), me)
	w.owners = binary.LittleEndian.AppendUint32(w.owners, w.ndocs)
	w.lengths = append(w.lengths, uint16(n))
	w.total += uint64(n)
	for _, t := range w.touched {
		if t.tf > 0 {
			w.post(t)
		}
	}
	w.count++
	if w.held > runBytes {
		return w.spill()
	}
	return nil
}

func (w *segmentWriter) post(t *term) {
	tf := uint8(min(t.tf, 255))
	t.tf = 0
	w.histogram[tf]++
	before := len(t.buf)
	t.buf = append(binary.AppendUvarint(t.buf, uint64(w.count-t.next)), tf)
	t.next = w.count + 1
	w.held += len(t.buf) - before
}

// field counts the words of one field and gives how many it indexed.
func (w *segmentWriter) field(text string, weight int, level byte, length *int) int {
	if text == "" {
		return 0
	}
	w.tokens = w.an.Words(w.tokens[:0], text)
	n := 0
	for _, tok := range w.tokens {
		if !tok.Joined {
			w.spelling(text[tok.Start:tok.End], level)
		}
		if tok.Stop {
			continue
		}
		t := w.terms[tok.Stem]
		if t == nil {
			t = &term{stem: tok.Stem, id: uint32(len(w.terms))}
			w.terms[tok.Stem] = t
		}
		if t.tf == 0 {
			w.touched = append(w.touched, t)
		}
		t.tf += weight
		*length += weight
		w.ids = binary.AppendUvarint(w.ids, uint64(t.id))
		n++
	}
	return n
}

// spelling counts a word as written, for corrections.
func (w *segmentWriter) spelling(raw string, level byte) {
	if level > 2 || len(raw) < 3 || len(raw) > 40 || raw[0] <= '9' {
		return
	}
	e := w.words[raw]
	if e == nil {
		folded := analysis.Fold(raw)
		if e = w.words[folded]; e == nil {
			e = &word{}
			w.words[string([]byte(folded))] = e
		}
		if folded != raw {
			w.words[string([]byte(raw))] = e // so that it is folded once
		}
	}
	if e.seen != w.count+1 {
		e.seen = w.count + 1
		e.df[level]++
	}
}

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
