package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"hearth/knowledge"
)

// A NotOwnerError says that somebody asked for what only the owner of the data
// folder may see.
type NotOwnerError struct{ Dir string }

// Error is the operator's line.
func (e *NotOwnerError) Error() string {
	return fmt.Sprintf("only the owner of %s may see more than the public shelf", e.Dir)
}

// Hint says what to do instead.
func (e *NotOwnerError) Hint() string {
	return "leave --as away to ask as the public would, or ask whoever looks after hearth"
}

// MayAsk tells whether this process may ask as a viewer. Everybody may ask as
// the public; the other shelves are for the owner of the data folder. It keeps
// colleagues on one machine to their shelf; what keeps strangers out of the
// files is the folder's permissions.
func (a *App) MayAsk(v knowledge.Viewer) error {
	if v == knowledge.ViewPublic {
		return nil
	}
	return a.OwnerOnly()
}

// OwnerOnly fails where this process is not the owner's. A folder that isn't
// there yet holds nothing to guard.
func (a *App) OwnerOnly() error {
	info, err := os.Stat(a.o.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("whose the data folder is: %w", err)
	}
	if !owns(info) {
		return &NotOwnerError{a.o.Dir}
	}
	return nil
}
