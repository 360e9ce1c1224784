package index

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

// spellingChunk is about how many bytes of words make a value.
const spellingChunk = 32 << 10

// writeSpelling stores the words as written, in order, each as what it shares
// with the one before, the rest, and in how many passages of each shelf it is.
func (w *segmentWriter) writeSpelling() error {
	var list []string
	for s := range w.words {
		if s == analysis.Fold(s) && spelt(s) {
			list = append(list, s)
		}
	}
	slices.Sort(list)
	var buf []byte
	var before string
	n := uint64(0)
	for i, s := range list {
		shared := 0
		for len(buf) > 0 && shared < min(len(s), len(before)) && s[shared] == before[shared] {
			shared++
		}
		buf = append(buf, byte(shared), byte(len(s)-shared))
		buf = append(buf, s[shared:]...)
		for _, df := range w.words[s].df {
			buf = binary.AppendUvarint(buf, uint64(df))
		}
		before = s
		if len(buf) >= spellingChunk || i == len(list)-1 {
			if err := w.sink(bSpelling, chunkKey(n), buf); err != nil {
				return err
			}
			buf = nil
			n++
		}
	}
	return nil
}

// spelt tells words that have a spelling: letters only, apostrophes aside.
func spelt(s string) bool {
	return len(s) >= 3 && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) < 0
}

// A vocabulary is the words of an index as one viewer may know of them.
type vocabulary struct {
	words []vocable
	known map[string]bool
}

type vocable struct {
	text  string
	runes int
	mask  uint64 // a bit for each letter in it
	df    int
}

func letters(s string) (mask uint64) {
	for _, r := range s {
		mask |= 1 << (uint(r) & 63)
	}
	return mask
}

// vocabulary reads the words of all segments, once for each viewer while the
// index doesn't change.
func (r *Reader) vocabulary(as knowledge.Viewer) *vocabulary {
	key := vocabularyKey{as, r.info.Changes}
	r.ix.spelling.Lock()
	defer r.ix.spelling.Unlock()
	if v := r.ix.vocabularies[key]; v != nil {
		return v
	}
	counts := map[string]int{}
	for _, s := range r.segs {
		_ = s.bucket.Bucket(bSpelling).ForEach(func(_, b []byte) error {
			eachSpelling(b, func(w []byte, df [3]int) {
				n := 0
				for level, shelf := range []knowledge.Shelf{knowledge.ShelfPublic, knowledge.ShelfMembers, knowledge.ShelfOfficers} {
					if as.MaySee(shelf) {
						n += df[level]
					}
				}
				if n > 0 {
					counts[string(w)] += n
				}
			})
			return nil
		})
	}
	v := &vocabulary{known: make(map[string]bool, len(counts))}
	for w, n := range counts {
		v.known[w] = true
		v.words = append(v.words, vocable{w, utf8.RuneCountInString(w), letters(w), n})
	}
	slices.SortFunc(v.words, func(a, b vocable) int { return strings.Compare(a.text, b.text) })
	for k := range r.ix.vocabularies {
		if k.changes != key.changes {
			delete(r.ix.vocabularies, k)
		}
	}
	r.ix.vocabularies[key] = v
	return v
}

// eachSpelling reads one value of words.
func eachSpelling(b []byte, fn func(w []byte, df [3]int)) {
	var w []byte
	for len(b) > 2 {
		shared, n := int(b[0]), int(b[1])
		w = append(w[:shared], b[2:2+n]...)
		b = b[2+n:]
		var df [3]int
		for i := range df {
			v, k := binary.Uvarint(b)
			df[i] = int(v)
			b = b[k:]
		}
		fn(w, df)
	}
}
