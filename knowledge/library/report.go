package library

import "fmt"

// An Outcome says what became of a file.
type Outcome string

// The outcomes.
const (
	Added      Outcome = "added"
	NewVersion Outcome = "new_version" // of a document that was there
	Updated    Outcome = "updated"     // the same bytes, with details that a person gave now
	Unchanged  Outcome = "unchanged"   // the same bytes, nothing else
	Refused    Outcome = "refused"     // not taken; Why says what to do
	Unreadable Outcome = "unreadable"  // Why says the reason
	Kept       Outcome = "kept"        // an adopted summary, left as it was adopted
)

// OK tells whether the file's papers are in the library now.
func (o Outcome) OK() bool { return o != Refused && o != Unreadable }

// A Report says what became of each thing that was added.
type Report struct {
	Files     []FileReport
	Documents int   // added, or given a new version
	Bytes     int64 // of text in those
}

// OK tells whether everything was taken.
func (r Report) OK() bool {
	for _, f := range r.Files {
		if !f.Outcome.OK() || f.BadLines > 0 {
			return false
		}
	}
	return true
}

// A FileReport says what became of one file.
type FileReport struct {
	Path     string
	Outcome  Outcome
	ID       string // of the document, or of the pack; empty for a collection
	Title    string
	Why      string // the sentence for the officer, where it was not simply taken
	Err      error  // the cause for the operator, where there is one
	Original bool   // the original is kept
	// Refusals are the sentences about what was left out as exempt.
	Refusals []string
	// Notes are other sentences for the officer.
	Notes []string
	// Parts are the reports of a pack, in order, those not kept included.
	Parts []PartReport
	// Documents counts a collection's lines that were taken; BadLines those
	// that could not be read, of which Lines has the first few.
	Documents, BadLines int
	Lines               []string
	// EmptyLines counts a collection's lines that have no words. Replaced counts
	// its documents that stood in another file before, From, whose text is gone
	// from the answers now. Notes tell of both.
	EmptyLines, Replaced int
	From                 string
}

// A PartReport is one report of a pack.
type PartReport struct {
	Number      int // what --only means
	Outcome     Outcome
	ID          string
	Title, Item string
	First, Last int // pages of the file, counted from 1
	Looks       float64
	Kept        bool // by this Add
	Already     bool // not chosen now, but kept by an earlier Add
	Refusals    []string
}

// maxListed is how many bad lines of one collection are listed.
const maxListed = 20

func (f *FileReport) badLine(sentence string) {
	f.BadLines++
	if len(f.Lines) < maxListed {
		f.Lines = append(f.Lines, sentence)
	}
}

const noOriginal = "I have kept its text without the file itself, because a part of the file was left out."

func sameName(name, path, id string) string {
	return fmt.Sprintf("There is already a document from a file named %s (%s). If %s is a newer version of it, add it again with --id %s; if it is another paper, give it an id of its own with --id.", name, id, path, id)
}
