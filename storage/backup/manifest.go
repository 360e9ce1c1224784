package backup

import (
	"path"
	"strings"
	"time"

	"hearth/storage/audit"
)

// formatNumber is of what a backup looks like. A hearth that writes another can't
// be read by this one.
const formatNumber = 1

// The names in a backup, in their order, and of what a data folder is made.
const (
	opening       = "backup.json" // the manifest without its parts
	recordsFile   = "hearth.db"
	originalsName = "originals"
	glossaryFile  = "glossary.txt"
	closing       = "manifest.json" // the whole manifest
)

// A Manifest says what a backup is and has.
type Manifest struct {
	Format int        `json:"format"`
	Hearth string     `json:"hearth"` // the version that made it
	Made   time.Time  `json:"made"`
	Store  string     `json:"store"` // id of the records
	Audit  audit.Head `json:"audit"` // where their audit log ended
	Parts  []Part     `json:"parts,omitempty"`
}

// A Part is one file of a backup.
type Part struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Sum  string `json:"sum"` // SHA-256 in hex
}

// Bytes is how much the parts have together.
func (m Manifest) Bytes() (n int64) {
	for _, p := range m.Parts {
		n += p.Size
	}
	return n
}

// head is the manifest without its parts.
func (m Manifest) head() Manifest {
	m.Parts = nil
	return m
}

// belongs tells whether a part of that name may stand in a backup: one of the
// files, or an original with a plain name. Nothing else is ever written.
func belongs(name string) bool {
	switch name {
	case recordsFile, glossaryFile, erasuresFile:
		return true
	}
	dir, file := path.Split(name)
	return dir == originalsName+"/" && file != "" && !strings.HasPrefix(file, ".") && !strings.ContainsAny(file, "\\\x00:") && path.Clean(name) == name
}
