package backup

import (
	"errors"
	"fmt"
	"syscall"

	"hearth/storage/bolt"
)

// A DamagedError says that a file is no backup, or not as it was written: cut
// short, changed, or not hearth's.
type DamagedError struct {
	File string
	Why  string
}

// Error is the operator's line.
func (e *DamagedError) Error() string { return fmt.Sprintf("the backup %s: %s", e.File, e.Why) }

// Plain says what to do.
func (e *DamagedError) Plain() string {
	return fmt.Sprintf("I can't use the backup %s: %s. Nothing was changed; take another backup, or copy this one again from where it is kept.", e.File, e.Why)
}

// A KeyError says that a key doesn't open a backup.
type KeyError struct {
	File       string
	Passphrase bool // it was locked with one
}

// Error is the operator's line.
func (e *KeyError) Error() string { return fmt.Sprintf("the key doesn't open the backup %s", e.File) }

// Plain says what to do.
func (e *KeyError) Plain() string {
	if e.Passphrase {
		return fmt.Sprintf("That doesn't open the backup %s: it was locked with a passphrase, and this isn't it. Nothing was changed.", e.File)
	}
	return fmt.Sprintf("That doesn't open the backup %s: it was locked to a recipient, and this isn't its key. Give the file with the secret key by --identity. Nothing was changed.", e.File)
}

// A FormatError says that a backup is of a format that this hearth doesn't read.
type FormatError struct {
	File   string
	Got    int
	Hearth string // the version that made it
}

// Error is the operator's line.
func (e *FormatError) Error() string {
	return fmt.Sprintf("the backup %s has format %d (of hearth %s), this hearth reads %d", e.File, e.Got, e.Hearth, formatNumber)
}

// Plain says what to do.
func (e *FormatError) Plain() string {
	than := "a newer"
	if e.Got < formatNumber {
		than = "an older"
	}
	return fmt.Sprintf("The backup %s was made by %s hearth (%s), in a format that this one doesn't read. Nothing was changed; bring it back with that hearth.", e.File, than, e.Hearth)
}

// A NotEmptyError says that a data folder holds something already.
type NotEmptyError struct{ Dir string }

// Error is the operator's line.
func (e *NotEmptyError) Error() string { return fmt.Sprintf("%s is not empty", e.Dir) }

// Plain says why nothing was done.
func (e *NotEmptyError) Plain() string {
	return fmt.Sprintf("There are records in %s already, and I haven't touched them.", e.Dir)
}

// Hint says what to do.
func (e *NotEmptyError) Hint() string {
	return "--replace moves them aside and puts the backup in their place"
}

// An ExistsError says that a file stands where a backup was to be written.
type ExistsError struct{ Path string }

// Error is the operator's line.
func (e *ExistsError) Error() string { return fmt.Sprintf("%s is there already", e.Path) }

// Hint says what to do.
func (e *ExistsError) Hint() string {
	return "give another name; a backup is never written over a file"
}

// A CutShortError says that a restore was stopped while it moved files to their
// places, so that the data folder is neither the old nor the new.
type CutShortError struct{ Dir string }

// Error is the operator's line.
func (e *CutShortError) Error() string {
	return fmt.Sprintf("a restore into %s was cut short", e.Dir)
}

// Plain says what to do.
func (e *CutShortError) Plain() string {
	return fmt.Sprintf("A restore into %s was cut short. Run the same \"hearth restore\" again; what stood there before is kept in a folder named \"replaced-…\".", e.Dir)
}

// ErrNoLock says that nobody is named whom the backup should be encrypted to.
var ErrNoLock = errors.New("a backup is always encrypted, and there is no recipient")

// errMoved says that an original went away while a backup was written.
var errMoved = errors.New("a paper was removed meanwhile")

// disk gives the system's errors a sentence for people.
func disk(path string, err error) error {
	if typed := (*bolt.DiskError)(nil); err == nil || errors.As(err, &typed) {
		return err
	}
	if _, ok := errors.AsType[syscall.Errno](err); ok {
		return &bolt.DiskError{Path: path, Err: err}
	}
	return err
}
