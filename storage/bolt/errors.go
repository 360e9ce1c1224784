package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"
)

// A LockedError says that another process has the records open.
type LockedError struct {
	Path   string
	Holder *Holder // nil where it left no note: it is only reading
}

// Error is the operator's line.
func (e *LockedError) Error() string {
	if e.Holder == nil {
		return fmt.Sprintf("%s is in use by another process", e.Path)
	}
	return fmt.Sprintf("%s is in use by %s (process %d)", e.Path, e.Holder.Command, e.Holder.PID)
}

// Plain says who holds the records and what to do.
func (e *LockedError) Plain() string {
	if e.Holder == nil {
		return "Another hearth command is reading these records. Wait until it has finished, then try again."
	}
	return fmt.Sprintf("“%s” (process %d, since %s) has these records open. "+
		"Wait until it has finished, or stop it, then try again.",
		e.Holder.Command, e.Holder.PID, e.Holder.Started.Format("15:04 on 2 January 2006 (UTC)"))
}

// A DiskError says that the records could not be written or read because of
// the disk or its permissions. What was being written is not kept; what was
// there before is.
type DiskError struct {
	Path string
	Err  error
}

// Error is the operator's line.
func (e *DiskError) Error() string { return fmt.Sprintf("%s: %v", e.Path, e.Err) }

// Unwrap gives the system's error.
func (e *DiskError) Unwrap() error { return e.Err }

// Full tells whether there was no room: a full disk, quota or size limit.
func (e *DiskError) Full() bool {
	return errors.Is(e.Err, syscall.ENOSPC) || errors.Is(e.Err, syscall.EDQUOT) || errors.Is(e.Err, syscall.EFBIG)
}

// Plain says what is wrong and what to do.
func (e *DiskError) Plain() string {
	switch {
	case e.Full():
		return fmt.Sprintf("There is no room left for hearth's data in %s. Nothing was changed; make some room, then try again.", filepath.Dir(e.Path))
	case errors.Is(e.Err, fs.ErrPermission), errors.Is(e.Err, syscall.EROFS):
		return fmt.Sprintf("I may not write to %s. Check who owns the folder, then try again.", filepath.Dir(e.Path))
	}
	return fmt.Sprintf("The disk that holds %s does not work as it should. Nothing was changed; check the disk before you go on.", filepath.Dir(e.Path))
}

// A DamagedError says that the file is not, or no longer, a file of records.
type DamagedError struct {
	Path string
	Err  error
}

// Error is the operator's line.
func (e *DamagedError) Error() string { return fmt.Sprintf("%s is damaged: %v", e.Path, e.Err) }

// Unwrap gives the cause.
func (e *DamagedError) Unwrap() error { return e.Err }

// Plain says what to do.
func (e *DamagedError) Plain() string {
	return fmt.Sprintf("%s is damaged or is not hearth's file of records. Put it aside and bring back your last backup.", e.Path)
}

// openError gives bbolt's errors of opening their types.
func openError(path string, err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return &LockedError{Path: path, Holder: readHolder(path)}
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum),
		errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrInvalidMapping):
		return &DamagedError{Path: path, Err: err}
	}
	return diskError(path, err)
}

// diskError gives the system's errors their type; others pass as they are.
func diskError(path string, err error) error {
	var typed *DiskError
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.As(err, &typed) {
		return err
	}
	if _, ok := errors.AsType[syscall.Errno](err); ok {
		return &DiskError{Path: path, Err: err}
	}
	// bbolt gives some of the system's errors as text only ("file resize
	// error: truncate …: file too large").
	for _, errno := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EIO, syscall.EROFS} {
		if strings.HasSuffix(err.Error(), ": "+errno.Error()) {
			return &DiskError{Path: path, Err: fmt.Errorf("%w (%v)", errno, err)}
		}
	}
	return err
}
