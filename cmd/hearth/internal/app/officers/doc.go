// Package officers joins the officers' pages to what stands behind them: it
// speaks of the library and the directory of members in the pages' own words.
// It keeps nothing and decides nothing. Costs: those of what it calls; a plan of
// a list is made anew when it is applied.
package officers

import (
	"errors"
	"fmt"

	"hearth/bot/board"
	"hearth/briefings/audience"
	"hearth/knowledge/library"
	"hearth/storage"
)

// said puts an error in the pages' words: what isn't there, and what is wrong
// with a field.
func said(err error) error {
	if _, ok := errors.AsType[*library.UnknownError](err); ok || errors.Is(err, audience.ErrNoMember) {
		return fmt.Errorf("%w: %w", storage.ErrNotFound, err)
	}
	if f, ok := errors.AsType[*library.FieldError](err); ok {
		return board.Mistakes{{Field: f.Field, Hint: f.Plain()}}
	}
	if m, ok := errors.AsType[audience.Mistakes](err); ok {
		var out board.Mistakes
		for _, one := range m {
			out = append(out, board.Mistake{Field: one.Field, Hint: one.Hint})
		}
		return out
	}
	return err
}
