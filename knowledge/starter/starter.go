// Package starter holds what hearth itself knows: short papers, in plain
// English, on what the law and guidance of England ask of a councillor as
// corporate parent. They are Markdown with front matter and are read like any
// other paper; nothing here parses them.
//
// It promises three things of every paper. A fact stands in a block of its own,
// and each of its sentences ends with its source in round brackets before the
// full stop, as an Act with its section, a regulation or a piece of guidance:
// an answer may quote any one of them, and shows that source instead of hearth.
// Each sentence can be read without the one before it. A paper has an address of
// its own only where it rests on one Act alone.
// Each paper is of kind summary, for England, with a
// date by which it must be looked at again. And it is hearth's own summary, not
// legal advice: until an officer adopts it, answers say that the council hasn't
// checked it.
//
// The text is embedded in the programme (about 40 kB), and reading it costs no
// more than a copy.
package starter

import (
	"embed"
	"iter"
	"path"
)

//go:embed papers/*.md
var papers embed.FS

// Files yields each paper's file name and bytes, in the order of names. The
// bytes are a copy.
func Files() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		entries, err := papers.ReadDir("papers")
		if err != nil {
			panic(err) // the folder is embedded
		}
		for _, e := range entries {
			data, err := papers.ReadFile(path.Join("papers", e.Name()))
			if err != nil {
				panic(err)
			}
			if !yield(e.Name(), data) {
				return
			}
		}
	}
}
