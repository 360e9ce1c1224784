package app

import (
	"errors"

	"hearth/bot/council"
	"hearth/bot/pause"
	"hearth/briefings/audience"
	"hearth/knowledge/glossary"
	"hearth/knowledge/library"
	"hearth/storage/backup"
	"hearth/storage/bolt"
	"hearth/storage/holds"
)

// Busy tells whether an error says that another process holds the data folder.
func Busy(err error) bool { return is[*bolt.LockedError](err) }

// Mistaken tells whether an error is a mistake in what was typed: nothing was
// done, and its sentence says what to mend.
func Mistaken(err error) bool {
	return is[*library.UnknownError](err) || is[*library.FieldError](err) || is[*library.RefusedError](err) ||
		is[*library.NothingHereError](err) || is[council.Mistakes](err) || is[*NotOwnerError](err) || is[*OpenError](err) || is[*UnknownCouncilError](err) ||
		is[*audience.Refusal](err) || is[audience.Mistakes](err) || is[*audience.AmbiguousError](err) || is[*audience.ReadError](err) ||
		is[*backup.ExistsError](err) || is[*backup.NotEmptyError](err) || is[*backup.KeyError](err) || is[*holds.UnknownError](err) ||
		errors.Is(err, holds.ErrWhy) || errors.Is(err, holds.ErrMember) || errors.Is(err, pause.ErrWhy) || errors.Is(err, pause.ErrRunning)
}

// damaged tells whether an error says that the records are no records any more.
func damaged(err error) bool { return is[*bolt.DamagedError](err) }

// Misspelt tells whether an error is about the lines of a glossary.
func Misspelt(err error) bool { return is[*glossary.Invalid](err) }

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// AddressTaken tells whether an error says that the pages' address can't be had.
func AddressTaken(err error) bool { return is[*ListenError](err) }

// nothingHere tells whether an error says that nothing was ever added.
func nothingHere(err error) bool { return is[*library.NothingHereError](err) }

// errGone says that what was cited has been taken away.
var errGone error = goneError{}

type goneError struct{}

func (goneError) Error() string { return "what was cited is not there any more" }

// Plain tells a member what to do.
func (goneError) Plain() string {
	return "That paper has been taken away since. Please ask your question again."
}
