package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"hearth/knowledge/library"
	"hearth/storage/backup"
)

// Words of package backup that commands speak.
type (
	Lock       = backup.Lock
	Key        = backup.Key
	Made       = backup.Made
	BackupFile = backup.File
)

// LockWith encrypts with a passphrase.
func LockWith(passphrase string) (Lock, error) { return backup.LockWith(passphrase) }

// KeyOf is the key that a passphrase is.
func KeyOf(passphrase string) (Key, error) { return backup.KeyOf(passphrase) }

// ReadKey reads a file of secret keys.
func ReadKey(r io.Reader) (Key, error) { return backup.ReadKey(r) }

// NewPair draws a key and the recipient that goes with it.
func NewPair() (backup.Pair, error) { return backup.NewPair() }

// Backup writes a backup to a file that create makes, while others go on.
func (a *App) Backup(ctx context.Context, create func() (BackupFile, error), lock Lock) (Made, error) {
	src, err := a.source(ctx)
	if err != nil {
		return Made{}, err
	}
	return backup.Write(ctx, func(backup.Manifest) (backup.File, error) { return create() }, src, lock)
}

// BackupInto writes a backup into a folder, which keeps the newest.
func (a *App) BackupInto(ctx context.Context, dir string, lock Lock) (Made, error) {
	src, err := a.source(ctx)
	if err != nil {
		return Made{}, err
	}
	return backup.Folder{Dir: dir}.Make(ctx, src, lock)
}

// LastBackup tells when the newest backup in a folder was made; the zero time
// where there is none.
func (a *App) LastBackup(ctx context.Context, dir string) (time.Time, error) {
	lib, err := a.reading(ctx)
	if err != nil {
		return time.Time{}, err
	}
	id, err := lib.ID(ctx)
	if is[*library.NothingHereError](err) {
		return time.Time{}, nil // nothing was ever kept, nor backed up
	}
	if err != nil {
		return time.Time{}, err
	}
	return backup.Folder{Dir: dir}.Last(id)
}

// Nights makes a backup every night for as long as hearth serves.
func (s *Shared) Nights(dir string, lock Lock) Part {
	log := s.o.Log.With("component", "backup")
	n := backup.Nightly{
		Zone: s.o.Zone, Log: log, Now: s.o.Now,
		Last: func(ctx context.Context) (time.Time, error) { return s.App().LastBackup(ctx, dir) },
		Make: func(ctx context.Context) error {
			made, err := s.App().BackupInto(ctx, dir, lock)
			if made.Path != "" {
				log.Info("a backup is made", "bytes", made.Size, "audit", made.Manifest.Audit.String())
			}
			return err
		},
	}
	return Part{Name: "the nightly backup", Run: func(ctx context.Context) (string, error) { return "", n.Run(ctx) }}
}

// source is the open data folder as a backup sees it.
func (a *App) source(ctx context.Context) (backup.Source, error) {
	if err := a.OwnerOnly(); err != nil {
		return backup.Source{}, err
	}
	lib, err := a.identified(ctx)
	if err != nil {
		return backup.Source{}, err
	}
	records, ok := lib.Store().(backup.Records)
	if !ok {
		return backup.Source{}, errors.New("the records can't be copied")
	}
	return backup.Source{Dir: a.o.Dir, Records: records, StoreID: library.StoreID, Hearth: a.o.Version, Now: a.o.Now}, nil
}

// identified gives the library with an id of its own: one in which there are
// settings and no papers may have none yet.
func (a *App) identified(ctx context.Context) (*library.Library, error) {
	lib, err := a.reading(ctx)
	if err != nil {
		return nil, err
	}
	_, err = lib.ID(ctx)
	if is[*library.NothingHereError](err) {
		a.Close()
		if lib, err = a.writing(ctx); err == nil {
			_, err = lib.ID(ctx)
		}
	}
	return lib, err
}

// A Restore says which backup is brought back and how.
type Restore struct {
	File     string
	Key      Key
	Replace  bool   // move aside what stands there
	Erasures string // a log of erasures beside the folder's own; empty: none
}

// Restored tells what a restore did.
type Restored = backup.Restored

// Restore brings a backup back into the data folder and makes the index anew.
func (a *App) Restore(ctx context.Context, r Restore) (Restored, error) {
	if err := a.OwnerOnly(); err != nil {
		return Restored{}, err
	}
	also, err := erasuresIn(r.Erasures)
	if err != nil {
		return Restored{}, err
	}
	done, err := backup.Restore(ctx, backup.Plan{
		File: r.File, Dir: a.o.Dir, Key: r.Key, Replace: r.Replace, Erasures: also, Replayers: erasers,
		Format: a.format(), StoreID: library.StoreID, Who: a.o.Who, Now: a.o.Now,
	})
	if err != nil {
		return done, err
	}
	lib, err := a.writing(ctx)
	if err == nil {
		err = lib.Ready(ctx, a.o.Progress)
	}
	if err != nil {
		return done, fmt.Errorf("the backup is brought back, but the index could not be made; \"hearth knowledge rebuild\" does: %w", err)
	}
	return done, nil
}
