package index

import (
	"encoding/binary"
	"fmt"

	"github.com/klauspost/compress/s2"
	bolt "go.etcd.io/bbolt"
)

const (
	// chunkBits: a stream's records lie in chunks of 128 KiB, one value each,
	// so that the half page that a value of bbolt's wastes on average is small.
	chunkBits = 17
	chunkSize = 1 << chunkBits
	// textBlock is how much text is compressed together: larger blocks are
	// smaller on the disk, smaller ones quicker to quote from.
	textBlock = 16 << 10
	// textBlocks are written as one value.
	textBlocks = 16
)

func chunkKey(n uint64) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }

// A streamWriter appends records to a stream. No record lies across chunks; a
// record larger than a chunk has the chunks it covers to itself.
type streamWriter struct {
	put  func(key, value []byte) error
	base uint64
	buf  []byte
}

// add gives the record's place in the stream.
func (w *streamWriter) add(rec []byte) (uint64, error) {
	if len(w.buf) > 0 && len(w.buf)+len(rec) > chunkSize {
		if err := w.flush(); err != nil {
			return 0, err
		}
	}
	at := w.base + uint64(len(w.buf))
	w.buf = append(w.buf, rec...)
	return at, nil
}

func (w *streamWriter) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	err := w.put(chunkKey(w.base>>chunkBits), w.buf)
	w.base += uint64(len(w.buf)+chunkSize-1) &^ (chunkSize - 1)
	w.buf = nil
	return err
}

// A stream reads records from the memory map.
type stream struct {
	in     *bolt.Bucket // holds the stream's bucket
	name   []byte
	b      *bolt.Bucket
	chunks map[uint64][]byte
}

// at gives the bytes from a record's place to the end of its chunk.
func (s *stream) at(place uint64) ([]byte, error) {
	n := place >> chunkBits
	c, ok := s.chunks[n]
	if !ok {
		if s.b == nil {
			s.b = s.in.Bucket(s.name)
			s.chunks = make(map[uint64][]byte)
		}
		var key [4]byte
		binary.BigEndian.PutUint32(key[:], uint32(n))
		c = s.b.Get(key[:])
		s.chunks[n] = c
	}
	if off := place & (chunkSize - 1); off < uint64(len(c)) {
		return c[off:], nil
	}
	return nil, fmt.Errorf("no record at %d: %w", place, ErrDamaged)
}

// A textWriter stores the texts of a segment's documents end to end.
type textWriter struct {
	put    func(key, value []byte) error
	total  uint64
	raw    []byte
	ends   []uint32
	packed []byte
	values uint64
}

// add gives where the text begins.
func (w *textWriter) add(text string) (uint64, error) {
	at := w.total
	w.total += uint64(len(text))
	for len(text) > 0 {
		n := min(len(text), textBlock-len(w.raw))
		w.raw = append(w.raw, text[:n]...)
		text = text[n:]
		if len(w.raw) == textBlock {
			w.pack()
			if len(w.ends) == textBlocks {
				if err := w.write(); err != nil {
					return 0, err
				}
			}
		}
	}
	return at, nil
}

func (w *textWriter) pack() {
	w.packed = append(w.packed, s2.EncodeBetter(nil, w.raw)...)
	w.ends = append(w.ends, uint32(len(w.packed)))
	w.raw = w.raw[:0]
}

func (w *textWriter) write() error {
	v := []byte{byte(len(w.ends))}
	for _, e := range w.ends {
		v = binary.LittleEndian.AppendUint32(v, e)
	}
	err := w.put(chunkKey(w.values), append(v, w.packed...))
	w.values++
	w.ends, w.packed = w.ends[:0], w.packed[:0]
	return err
}

func (w *textWriter) flush() error {
	if len(w.raw) > 0 {
		w.pack()
	}
	if len(w.ends) == 0 {
		return nil
	}
	return w.write()
}

// texts reads what a textWriter wrote.
type texts struct {
	in    *bolt.Bucket
	b     *bolt.Bucket
	cache map[uint64][]byte
}

// block decompresses one block of text; it is kept while the reader lives.
func (t *texts) block(n uint64) ([]byte, error) {
	if raw, ok := t.cache[n]; ok {
		return raw, nil
	}
	if t.b == nil {
		t.b = t.in.Bucket(bText)
	}
	v, i := t.b.Get(chunkKey(n/textBlocks)), int(n%textBlocks)
	if len(v) == 0 || i >= int(v[0]) || len(v) < 1+4*int(v[0]) {
		return nil, fmt.Errorf("text block %d is missing: %w", n, ErrDamaged)
	}
	ends, body := v[1:1+4*int(v[0])], v[1+4*int(v[0]):]
	from, to := uint32(0), binary.LittleEndian.Uint32(ends[4*i:])
	if i > 0 {
		from = binary.LittleEndian.Uint32(ends[4*i-4:])
	}
	if from > to || int(to) > len(body) {
		return nil, fmt.Errorf("text block %d is cut short: %w", n, ErrDamaged)
	}
	if size, err := s2.DecodedLen(body[from:to]); err != nil || size > textBlock {
		return nil, fmt.Errorf("text block %d: %w", n, ErrDamaged)
	}
	raw, err := s2.Decode(nil, body[from:to])
	if err != nil {
		return nil, fmt.Errorf("text block %d: %w: %w", n, ErrDamaged, err)
	}
	if t.cache == nil {
		t.cache = make(map[uint64][]byte)
	}
	t.cache[n] = raw
	return raw, nil
}

// cut gives length bytes of text from a place.
func (t *texts) cut(at uint64, length int) (string, error) {
	if length < 0 {
		return "", ErrDamaged
	}
	out := make([]byte, 0, min(length, 4<<20))
	for length > 0 {
		raw, err := t.block(at / textBlock)
		if err != nil {
			return "", err
		}
		off := int(at % textBlock)
		if off >= len(raw) {
			return "", fmt.Errorf("the text ends before %d: %w", at, ErrDamaged)
		}
		n := min(length, len(raw)-off)
		out = append(out, raw[off:off+n]...)
		at += uint64(n)
		length -= n
	}
	return string(out), nil
}
