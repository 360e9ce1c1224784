package index

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
)

// blockSize is how many passages a block of postings holds.
const blockSize = 128

// skipSize is the size of a skip entry: the block's last passage, where it
// ends, and its highest saturation.
const skipSize = 12

var errPostings = errors.New("postings are damaged")

// A postings value is
//
//	uvarint term id, uvarint df, float32 highest saturation,
//	for more than one block a skip entry each,
//	the blocks.
//
// A block is two width bytes, then the gaps between its passages less one and
// the codes of its frequencies, bit-packed.
func encodePostings(dst []byte, id uint32, passages []uint32, codes, tfs []uint8, length func(uint32) uint16, sat saturation) []byte {
	dst = binary.AppendUvarint(dst, uint64(id))
	dst = binary.AppendUvarint(dst, uint64(len(passages)))
	top := len(dst)
	dst = append(dst, 0, 0, 0, 0)
	blocks := (len(passages) + blockSize - 1) / blockSize
	skips := len(dst)
	if blocks > 1 {
		dst = append(dst, make([]byte, blocks*skipSize)...)
	}
	data := len(dst)
	var highest float32
	next := uint32(0)
	for i := range blocks {
		lo, hi := i*blockSize, min((i+1)*blockSize, len(passages))
		var most float32
		for j := lo; j < hi; j++ {
			most = max(most, sat.of(tfs[j], length(passages[j])))
		}
		dst = encodeBlock(dst, passages[lo:hi], codes[lo:hi], next)
		next = passages[hi-1] + 1
		highest = max(highest, most)
		if blocks > 1 {
			e := dst[skips+i*skipSize:]
			binary.LittleEndian.PutUint32(e, passages[hi-1])
			binary.LittleEndian.PutUint32(e[4:], uint32(len(dst)-data))
			binary.LittleEndian.PutUint32(e[8:], math.Float32bits(most))
		}
	}
	binary.LittleEndian.PutUint32(dst[top:], math.Float32bits(highest))
	return dst
}

func encodeBlock(dst []byte, passages []uint32, codes []uint8, next uint32) []byte {
	var gaps, tfs uint64
	n := next
	for i, p := range passages {
		gaps |= uint64(p - n)
		tfs |= uint64(codes[i])
		n = p + 1
	}
	wg, wt := bits.Len64(gaps), bits.Len64(tfs)
	dst = append(dst, byte(wg), byte(wt))
	var w packer
	n = next
	for _, p := range passages {
		dst = w.put(dst, uint64(p-n), wg)
		n = p + 1
	}
	dst = w.end(dst)
	w = packer{}
	for _, c := range codes {
		dst = w.put(dst, uint64(c), wt)
	}
	return w.end(dst)
}

// A packer writes numbers of a fixed width in bits, lowest bits first.
type packer struct {
	acc uint64
	n   int
}

func (w *packer) put(dst []byte, v uint64, width int) []byte {
	w.acc |= v << w.n
	w.n += width
	for w.n >= 8 {
		dst = append(dst, byte(w.acc))
		w.acc >>= 8
		w.n -= 8
	}
	return dst
}

func (w *packer) end(dst []byte) []byte {
	if w.n > 0 {
		dst = append(dst, byte(w.acc))
	}
	return dst
}

// unpack reads n numbers of a width of at most 32 bits.
func unpack(dst *[blockSize]uint32, b []byte, n, width int) {
	if width == 0 {
		clear(dst[:n])
		return
	}
	mask := uint64(1)<<width - 1
	i, bit := 0, 0
	for ; i < n && bit>>3+8 <= len(b); i++ {
		dst[i] = uint32(binary.LittleEndian.Uint64(b[bit>>3:]) >> (bit & 7) & mask)
		bit += width
	}
	for ; i < n; i++ { // the last few bytes of a value
		var tail [8]byte
		copy(tail[:], b[bit>>3:])
		dst[i] = uint32(binary.LittleEndian.Uint64(tail[:]) >> (bit & 7) & mask)
		bit += width
	}
}

// A list is a term's postings in one segment, read from the memory map.
type list struct {
	id      uint32
	df      int
	highest float32
	skips   []byte // empty for a single block
	data    []byte
}

func openList(v []byte) (list, error) {
	var l list
	id, n := binary.Uvarint(v)
	if n <= 0 {
		return l, errPostings
	}
	df, m := binary.Uvarint(v[n:])
	v = v[n+max(m, 0):]
	if m <= 0 || len(v) < 4 || df == 0 || df > math.MaxInt32 {
		return l, errPostings
	}
	l.id, l.df, l.highest = uint32(id), int(df), math.Float32frombits(binary.LittleEndian.Uint32(v))
	v = v[4:]
	if blocks := l.blocks(); blocks > 1 {
		if len(v) < blocks*skipSize {
			return l, errPostings
		}
		l.skips, v = v[:blocks*skipSize], v[blocks*skipSize:]
	}
	l.data = v
	return l, nil
}

func (l *list) blocks() int { return (l.df + blockSize - 1) / blockSize }

// last is the last passage of a block; unknown for a single block.
func (l *list) last(block int) uint32 {
	if l.skips == nil {
		return math.MaxUint32
	}
	return binary.LittleEndian.Uint32(l.skips[block*skipSize:])
}

// most is the highest saturation within a block.
func (l *list) most(block int) float32 {
	if l.skips == nil {
		return l.highest
	}
	return math.Float32frombits(binary.LittleEndian.Uint32(l.skips[block*skipSize+8:]))
}

// read decodes a block and gives how many postings it holds.
func (l *list) read(block int, passages, codes *[blockSize]uint32) int {
	n := min(blockSize, l.df-block*blockSize)
	from, next := uint32(0), uint32(0)
	if block > 0 {
		e := l.skips[(block-1)*skipSize:]
		next, from = binary.LittleEndian.Uint32(e)+1, binary.LittleEndian.Uint32(e[4:])
	}
	b := l.data[from:]
	wg, wt := int(b[0]), int(b[1])
	b = b[2:]
	unpack(passages, b, n, wg)
	for i := range passages[:n] {
		next += passages[i]
		passages[i] = next
		next++
	}
	unpack(codes, b[(n*wg+7)/8:], n, wt)
	return n
}
