package app

import (
	"context"

	"hearth/knowledge/library"
	"hearth/storage"
	"hearth/storage/holds"
)

// A Hold is one order not to delete.
type Hold = holds.Hold

// AddHold stops deletion: of everything, or of what belongs to a member by their
// random id.
func (a *App) AddHold(ctx context.Context, why, member string) (h Hold, err error) {
	lib, err := a.writing(ctx)
	if err != nil {
		return h, err
	}
	err = lib.Store().Update(ctx, func(tx storage.Tx) error {
		h, err = holds.Add(tx, holds.Request{Why: why, Member: member, Who: a.o.Who, Now: a.o.Now()})
		return err
	})
	return h, err
}

// EndHold lets deletion go on. What waited for it goes with the next sweep.
func (a *App) EndHold(ctx context.Context, id string) (h Hold, err error) {
	lib, err := a.changing(ctx)
	if err != nil {
		return h, err
	}
	err = lib.Store().Update(ctx, func(tx storage.Tx) error {
		h, err = holds.End(tx, id, a.o.Who, a.o.Now())
		return err
	})
	return h, err
}

// Holds lists the holds in force, or every one that there ever was. They are for
// the owner of the data folder, as a reason may name people.
func (a *App) Holds(ctx context.Context, ended bool) (all []Hold, err error) {
	if err := a.OwnerOnly(); err != nil {
		return nil, err
	}
	lib, err := a.reading(ctx)
	if is[*library.NothingHereError](err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	err = lib.Store().View(ctx, func(tx storage.Tx) error {
		if ended {
			all, err = holds.All(tx)
		} else {
			all, err = holds.Active(tx)
		}
		return err
	})
	return all, err
}
