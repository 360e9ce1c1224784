// Package knowledge has the words for what hearth knows: documents and their
// versions, passages, citations, questions and answers. Nothing in it opens a
// file or a socket; its subfolders are the machines that do the work. Costs: a
// citation one look at the words it quotes; everything else nothing to speak of.
package knowledge

import (
	"fmt"
	"time"
)

// A Kind says what sort of paper a document is.
type Kind string

// The kinds of document.
const (
	Act               Kind = "act"
	Regulations       Kind = "regulations"
	StatutoryGuidance Kind = "statutory_guidance"
	Strategy          Kind = "strategy"
	Report            Kind = "report"
	Minutes           Kind = "minutes"
	Decision          Kind = "decision"
	Presentation      Kind = "presentation"
	Guidance          Kind = "guidance"
	Summary           Kind = "summary"
	Other             Kind = "other"
)

// Kinds lists every kind in the order officers are shown them.
func Kinds() []Kind {
	return []Kind{Act, Regulations, StatutoryGuidance, Strategy, Report, Minutes,
		Decision, Presentation, Guidance, Summary, Other}
}

// A Shelf says who may be answered from a document.
type Shelf string

// The shelves, from the widest to the narrowest audience. A new document goes
// to ShelfOfficers until a person chooses.
const (
	ShelfPublic   Shelf = "public"
	ShelfMembers  Shelf = "members"
	ShelfOfficers Shelf = "officers"
)

// ParseShelf reads a shelf as people type it.
func ParseShelf(s string) (Shelf, error) {
	switch Shelf(s) {
	case ShelfPublic, ShelfMembers, ShelfOfficers:
		return Shelf(s), nil
	}
	return "", fmt.Errorf("there is no shelf %q; choose public, members or officers", s)
}

// A Viewer is who asks; it decides which shelves may be seen. Its values are
// those of Shelf: a viewer "members" sees the shelves public and members.
type Viewer string

// The viewers.
const (
	ViewPublic   Viewer = "public"
	ViewMembers  Viewer = "members"
	ViewOfficers Viewer = "officers"
)

// ParseViewer reads a viewer as people type it.
func ParseViewer(s string) (Viewer, error) {
	if _, err := ParseShelf(s); err != nil {
		return "", fmt.Errorf("nobody asks as %q; choose public, members or officers", s)
	}
	return Viewer(s), nil
}

// MaySee tells whether the viewer may be answered from a shelf. An unknown
// viewer sees the public shelf alone, and nobody sees an unknown shelf.
func (v Viewer) MaySee(s Shelf) bool {
	switch s {
	case ShelfPublic:
		return true
	case ShelfMembers:
		return v == ViewMembers || v == ViewOfficers
	case ShelfOfficers:
		return v == ViewOfficers
	}
	return false
}

// Meta is what is known of a document beside its text: given by a person
// (front matter, sidecar, command) or guessed where the text says so. An empty
// field means "not stated".
type Meta struct {
	Title        string `json:"title,omitempty" yaml:"title"`
	Council      string `json:"council,omitempty" yaml:"council"` // "Middlesbrough", "Stockton-on-Tees": the place, without "Council"
	Body         string `json:"body,omitempty" yaml:"body"`       // the committee: "Executive", "Cabinet"
	Kind         Kind   `json:"kind,omitempty" yaml:"kind"`       // never empty once added
	Nation       string `json:"nation,omitempty" yaml:"nation"`   // "England", "Wales", "Scotland", "Northern Ireland"
	Date         Date   `json:"date,omitzero" yaml:"date"`        // of the meeting, decision or publication
	InForceFrom  Date   `json:"in_force_from,omitzero" yaml:"in_force_from"`
	InForceUntil Date   `json:"in_force_until,omitzero" yaml:"in_force_until"` // the last day it binds
	SupersededBy string `json:"superseded_by,omitempty" yaml:"superseded_by"`  // id of the newer document
	Shelf        Shelf  `json:"shelf,omitempty" yaml:"shelf"`
	Owner        string `json:"owner,omitempty" yaml:"owner"` // name of office, not of a person
	ReviewBy     Date   `json:"review_by,omitzero" yaml:"review_by"`
	Source       string `json:"source,omitempty" yaml:"source"` // the address it was taken from
	Item         string `json:"item,omitempty" yaml:"item"`     // agenda item number: "16", "7a"
}

// A Document is one paper that hearth may answer from. Its text belongs to its
// versions.
type Document struct {
	ID      string `json:"id"`
	Version string `json:"version"` // the current one: SHA-256 of the file's bytes, in hex
	Meta
	File      string    `json:"file,omitempty"`       // base name of the file it came from
	Root      string    `json:"root,omitempty"`       // the folder that was added, where there was one
	Path      string    `json:"path,omitempty"`       // the file's path below Root
	Parent    string    `json:"parent,omitempty"`     // id of the pack that holds it
	FirstPage int       `json:"first_page,omitempty"` // of the original file, counted from 1
	LastPage  int       `json:"last_page,omitempty"`
	Cut       bool      `json:"cut,omitempty"`      // the source breaks off ("view the full minutes text")
	Original  bool      `json:"original,omitempty"` // the original file is kept
	Starter   bool      `json:"starter,omitempty"`  // hearth's own summary, loaded with --starter
	Adopted   *Adoption `json:"adopted,omitempty"`
	Added     time.Time `json:"added"`
}

// An Adoption is an officer's word that a summary of hearth's own may be shown
// without the label "not yet checked by your council".
type Adoption struct {
	Office  string `json:"office"` // "Democratic Services Manager", never a person's name
	Date    Date   `json:"date"`
	Version string `json:"version"` // what was adopted
}

// InForce tells whether the document may be quoted as current on a day: it has
// begun, has not ended, and nothing supersedes it.
func (d Document) InForce(on Date) bool {
	if d.SupersededBy != "" {
		return false
	}
	if !d.InForceFrom.IsZero() && on.Before(d.InForceFrom) {
		return false
	}
	return d.InForceUntil.IsZero() || !d.InForceUntil.Before(on)
}

// A BlockKind says what a stretch of a document's text is.
type BlockKind uint8

// The kinds of block.
const (
	Paragraph BlockKind = iota // prose; a numbered paragraph too
	Heading                    // Level 1 is the highest
	Item                       // one item of a list
	Row                        // one row of a table, its cells parted by tabs
)

// A Block is a stretch of a version's text: a paragraph, a heading, a list
// item or a table row. Blocks follow one another without overlapping.
type Block struct {
	Kind    BlockKind `json:"k,omitempty"`
	Level   int       `json:"l,omitempty"` // depth of a heading (1…6) or of a list item (1…)
	Start   int       `json:"s"`           // bytes in the text
	End     int       `json:"e"`
	Body    int       `json:"b,omitempty"`  // where the words begin after a marker ("2.", "(a)", "•"); 0: at Start
	Page    int       `json:"p,omitempty"`  // counted from 1; 0 where the file has no pages
	Printed string    `json:"pr,omitempty"` // the page number as printed, where it differs
	Header  bool      `json:"h,omitempty"`  // a Row that names the columns of the rows after it
}

// Words is where the block's words begin, after any marker.
func (b Block) Words() int {
	if b.Body > b.Start {
		return b.Body
	}
	return b.Start
}

// A Content is what was read out of one version of a document: plain text and
// its structure. Text is valid UTF-8 without NUL bytes; line ends are "\n". The
// source's words stand in it as they are, so that a stretch of it is a quote.
type Content struct {
	Text   string  `json:"text"`
	Blocks []Block `json:"blocks"`
	Pages  int     `json:"pages,omitempty"` // of the original file
}

// A Span is a stretch of a version's text in bytes.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Of cuts the span out of a text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }
