package index

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

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
