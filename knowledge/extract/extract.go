// Package extract reads documents: bytes in, papers out. What a file is, its
// content says, not its name. This package has the words that its readers and
// whoever uses them share; the subfolders read. Costs: none of its own.
package extract

import (
	"fmt"

	"hearth/knowledge"
)

// A Paper is one document read out of a file. Most files hold one; a meeting
// pack holds the pack itself and its reports, a JSONL collection one a line.
type Paper struct {
	// Meta is what the file says of itself or its text lets us guess; an empty
	// field is not stated. Shelf is set only where the file's author gave it.
	knowledge.Meta
	// ID is set only where the file's author gave it (front matter, JSONL).
	ID string
	knowledge.Content
	// FirstPage and LastPage of the original file, counted from 1; 0 where it
	// has no pages.
	FirstPage, LastPage int
	// Cut says that the source itself breaks off before the end.
	Cut bool
	// Pack is set on the paper that stands for a whole meeting pack; it comes
	// before its reports. Part is set on a report that was split out of one.
	Pack, Part bool
	// Looks says how relevant a part of a pack looks to corporate parenting: 0
	// (not at all) to 1.
	Looks float64
	// Refused lists what was left out because it is marked exempt, in the order
	// of pages. A file with any refusal must not be kept as an original.
	Refused []Refusal
	// Notes are sentences for the officer who adds the file: what was cut short
	// or could not be read within it.
	Notes []string
	// Unread says that the file holds more than was read (a message with
	// attachments): it must not be kept as an original.
	Unread bool
}

// A Refusal says which stretch of a file was left out as exempt, and why. It
// never repeats the words of what it leaves out.
type Refusal struct {
	From, To int    // pages counted from 1; both 0 where the file has no pages
	Why      string // "marked not for publication", "follows the exclusion of press and public"
	// Beyond says that sections behind the marked one were left out too, as a
	// file without pages doesn't show how far the marking was meant to reach.
	Beyond bool
}

// String is the sentence that the officer reads.
func (r Refusal) String() string {
	where := fmt.Sprintf("Pages %d to %d look", r.From, r.To)
	switch {
	case r.From == 0:
		where = "A part of it looks"
	case r.From == r.To:
		where = fmt.Sprintf("Page %d looks", r.From)
	}
	them := "them"
	if r.From == r.To {
		them = "it"
	}
	sentence := fmt.Sprintf("%s exempt (not for the public: %s), so I have left %s out.", where, r.Why, them)
	if r.Beyond {
		sentence += " I can't tell where it ends, so the sections after it are left out too. If they are public, put them before it, or add them as a file of their own."
	}
	return sentence
}

// A Reason says why a file could not be read.
type Reason string

// The reasons.
const (
	Encrypted   Reason = "encrypted"
	Scanned     Reason = "scanned" // pictures of pages, no text
	Damaged     Reason = "damaged"
	TooLarge    Reason = "too_large"
	TooSlow     Reason = "too_slow"
	Unsupported Reason = "unsupported"
	Empty       Reason = "empty"
	Exempt      Reason = "exempt" // every page of it is marked exempt
)

// An Error says why a file, or a line of a collection, could not be read. Err
// has the cause for the operator, where there is one.
type Error struct {
	Name   string // base name of the file
	Reason Reason
	Hint   string // what the officer can do about it, one sentence
	Err    error
}

// Error is the operator's line.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Name, e.Reason, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.Name, e.Reason)
}

// Plain is the officer's sentence.
func (e *Error) Plain() string { return fmt.Sprintf("I can't read %s. %s", e.Name, e.Hint) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }
