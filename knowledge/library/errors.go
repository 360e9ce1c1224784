package library

import "fmt"

// A NothingHereError says that a folder holds no records to read.
type NothingHereError struct{ Dir string }

// Error is the operator's line.
func (e *NothingHereError) Error() string { return fmt.Sprintf("%s holds no records", e.Dir) }

// Plain says what to do.
func (e *NothingHereError) Plain() string {
	return fmt.Sprintf("I have no papers yet: %s is empty. Add some with \"hearth knowledge add\", or look around with \"hearth demo\".", e.Dir)
}

// A FormatError says that the records were written by a newer hearth.
type FormatError struct{ Got int }

// Error is the operator's line.
func (e *FormatError) Error() string {
	return fmt.Sprintf("the records have format %d, this hearth reads %d", e.Got, recordsFormat)
}

// Plain says what to do.
func (e *FormatError) Plain() string {
	return "These records were written by a newer hearth. Use that one, or bring back a backup of before."
}

// A StaleError says that the index does not hold what the records hold, and
// that it could not be made anew here.
type StaleError struct{ Err error }

// Error is the operator's line.
func (e *StaleError) Error() string { return fmt.Sprintf("the index is out of date: %v", e.Err) }

// Unwrap tells why it could not be made anew.
func (e *StaleError) Unwrap() error { return e.Err }

// Plain says what to do.
func (e *StaleError) Plain() string {
	return "My index doesn't match the papers, so I won't answer from it. Run \"hearth knowledge rebuild\" when no other hearth is at work on this folder, then ask again."
}

// An UnknownError says that there is no document with an id.
type UnknownError struct{ ID string }

// Error is the operator's line.
func (e *UnknownError) Error() string { return fmt.Sprintf("no document %q", e.ID) }

// Plain says what to do.
func (e *UnknownError) Plain() string {
	return fmt.Sprintf("There is no document %q. \"hearth knowledge list\" shows every id.", e.ID)
}

// A FieldError says that a detail of a document can't be set as it was given.
type FieldError struct{ Field, Value, Hint string }

// Error is the operator's line.
func (e *FieldError) Error() string { return fmt.Sprintf("%s: %s", e.Field, e.Hint) }

// Plain says what to do.
func (e *FieldError) Plain() string { return fmt.Sprintf("I can't take %q: %s.", e.Field, e.Hint) }

// A RefusedError says why hearth won't do what an officer asked.
type RefusedError struct{ Sentence string }

// Error is the operator's line.
func (e *RefusedError) Error() string { return e.Sentence }

// Plain is the officer's sentence.
func (e *RefusedError) Plain() string { return e.Sentence }
