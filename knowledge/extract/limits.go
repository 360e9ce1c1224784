package extract

import (
	"errors"
	"fmt"
)

// A LimitError says which of a reader's limits a file went over.
type LimitError struct {
	What string // "text", "parts", "nesting", "unpacked size"
	Most int64
}

// Error is the operator's line.
func (e *LimitError) Error() string { return fmt.Sprintf("%s is over the limit of %d", e.What, e.Most) }

// ErrEncrypted says that a file needs a password.
var ErrEncrypted = errors.New("needs a password")

// A BrokenError says that a file breaks its own format's rules.
type BrokenError struct{ Err error }

// Error is the operator's line.
func (e *BrokenError) Error() string { return "damaged: " + e.Err.Error() }

// Unwrap gives the cause.
func (e *BrokenError) Unwrap() error { return e.Err }

// Broken wraps the cause of a break in a file's format.
func Broken(format string, args ...any) error { return &BrokenError{fmt.Errorf(format, args...)} }
