package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
)

// errShort says that a file ends before its last page: a copy that was broken
// off. Reading on would end the whole process, as the file is mapped.
var errShort = errors.New("the end of the file is missing")

// bbolt's file begins with two pages that describe it, each a header of 16 bytes
// with the description after it; the newer one with a right sum counts.
const (
	pageHeader = 16
	metaSize   = 64
	metaSummed = 56 // of the description; its sum stands behind
	metaMagic  = 0xED0CDAED
)

// whole fails where a file is shorter than it says of itself. What is no file of
// records, or an empty one, is left to bbolt, which says so.
func whole(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	// Read before the length is asked for: the file of a writer only grows.
	needs := int64(0)
	for _, page := range []int64{0, int64(os.Getpagesize())} {
		b := make([]byte, pageHeader+metaSize)
		if _, err := f.ReadAt(b, page); err != nil {
			if errors.Is(err, io.EOF) {
				continue
			}
			return err
		}
		needs = max(needs, described(b[pageHeader:]))
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < needs {
		return fmt.Errorf("%w: %d bytes are there of %d", errShort, info.Size(), needs)
	}
	return nil
}

// described is the length of a file by one description of it; 0 where that is
// none, or was not written to its end.
func described(meta []byte) int64 {
	sum := fnv.New64a()
	_, _ = sum.Write(meta[:metaSummed]) // never fails
	order := binary.NativeEndian
	if order.Uint32(meta) != metaMagic || order.Uint64(meta[metaSummed:]) != sum.Sum64() {
		return 0
	}
	pageSize, pages := order.Uint32(meta[8:]), order.Uint64(meta[40:])
	return int64(pages) * int64(pageSize)
}
