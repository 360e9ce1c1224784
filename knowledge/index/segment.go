package index

import (
	"encoding/binary"

	"hearth/knowledge"
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
