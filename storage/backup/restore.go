package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/bolt"
	"hearth/storage/erasure"
	"hearth/storage/format"
)

// unpacked is what the names of the folders begin with in which a backup is
// looked at before it is used.
const unpacked = ".restoring-"

// A Plan says which backup is brought back, where, and how.
type Plan struct {
	File    string
	Dir     string // the data folder; it is made where it is absent
	Key     Key
	Replace bool // what stands in Dir is moved aside
	// Erasures are known from elsewhere, beside those of the folder's own log.
	Erasures []erasure.Erasure
	// Replayers gives who erases again in the restored records; nil: nobody.
	Replayers func(storage.Store) erasure.Replayers
	Format    format.Guard
	StoreID   func(storage.Tx) (string, error)
	Who       string           // for the audit log
	Now       func() time.Time // nil: time.Now
}

// A Restored tells what Restore did.
type Restored struct {
	Manifest Manifest
	Aside    string // where what stood there was moved; empty: nothing did
	Erased   int    // how many erasures were done again
}

// Restore brings a backup back. The package comment says what it promises. The
// index is not in a backup, so it must be made anew afterwards.
func Restore(ctx context.Context, p Plan) (done Restored, err error) {
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Dir, err = filepath.Abs(p.Dir); err != nil {
		return done, fmt.Errorf("restoring: %w", err)
	}
	made, err := p.folder()
	if err != nil {
		return done, fmt.Errorf("restoring: %w", disk(filepath.Join(p.Dir, recordsFile), err))
	}
	done, err = p.restore(ctx)
	if err != nil && made {
		_ = os.Remove(p.Dir) // only where it is empty, as it was not there before
	}
	if err != nil {
		return Restored{}, fmt.Errorf("restoring: %w", err)
	}
	return done, nil
}

// folder sees to it that there is a data folder, and refuses one that is in use.
func (p Plan) folder() (made bool, err error) {
	if _, err := os.Stat(p.Dir); errors.Is(err, fs.ErrNotExist) {
		return true, os.MkdirAll(p.Dir, 0o700)
	}
	stands, err := p.stands()
	if err == nil && len(stands) > 0 && !p.Replace && Whole(p.Dir) == nil {
		err = &NotEmptyError{Dir: p.Dir}
	}
	return false, err
}

// stands lists what of a data folder is there.
func (p Plan) stands() ([]string, error) {
	var names []string
	for _, pattern := range []string{"index.db", recordsFile + ".before-format-*", originalsName, glossaryFile, recordsFile} {
		all, err := filepath.Glob(filepath.Join(p.Dir, pattern))
		if err != nil {
			return nil, err
		}
		for _, path := range all {
			names = append(names, filepath.Base(path))
		}
	}
	return names, nil
}

func (p Plan) restore(ctx context.Context) (Restored, error) {
	held, err := p.hold()
	if err != nil {
		return Restored{}, err
	}
	if held != nil {
		defer held.Close()
	}
	if err := Sweep(p.Dir); err != nil {
		return Restored{}, disk(filepath.Join(p.Dir, recordsFile), err)
	}
	tmp, err := os.MkdirTemp(p.Dir, unpacked)
	if err != nil {
		return Restored{}, disk(filepath.Join(p.Dir, recordsFile), err)
	}
	defer os.RemoveAll(tmp)
	m, err := unpack(ctx, p.File, p.Key, tmp)
	if err != nil {
		return Restored{}, err
	}
	erased, err := p.erased(ctx, held, tmp)
	if err != nil {
		return Restored{}, err
	}
	done := Restored{Manifest: m}
	if done.Erased, err = p.ready(ctx, filepath.Join(tmp, recordsFile), m, erased); err != nil {
		return Restored{}, err
	}
	if done.Aside, err = p.swap(tmp, erased); err != nil {
		return Restored{}, disk(filepath.Join(p.Dir, recordsFile), err)
	}
	return done, nil
}

// hold keeps others out of the records that stand there; nil where there are
// none, or none that could be used.
func (p Plan) hold() (*bolt.DB, error) {
	path := filepath.Join(p.Dir, recordsFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	db, err := bolt.Open(path, bolt.Options{Command: "hearth restore", Now: p.Now})
	if damaged := (*bolt.DamagedError)(nil); errors.As(err, &damaged) {
		return nil, nil // it is what is to be replaced
	}
	return db, err
}

// erased is all that must stay erased: by the log that stands in the folder, by
// the records there, by the backup's own log, and by what the plan gives.
func (p Plan) erased(ctx context.Context, held *bolt.DB, tmp string) ([]erasure.Erasure, error) {
	here, err := erasure.At(filepath.Join(p.Dir, erasuresFile)).All(ctx)
	if err != nil {
		return nil, err
	}
	then, err := erasure.At(filepath.Join(tmp, erasuresFile)).All(ctx)
	if err != nil {
		return nil, err
	}
	var recorded []erasure.Erasure
	if held != nil {
		err = held.View(ctx, func(tx storage.Tx) (err error) {
			recorded, err = erasure.Recorded(tx)
			return err
		})
	}
	return erasure.Merge(here, then, recorded, p.Erasures), err
}

// ready checks the records out of the backup and erases again what was erased
// after it was made. What was erased before is gone from it already; records that
// came under the same id since then are somebody's who is still there.
func (p Plan) ready(ctx context.Context, path string, m Manifest, erased []erasure.Erasure) (n int, err error) {
	db, err := bolt.Open(path, bolt.Options{Command: "hearth restore", Now: p.Now})
	if err != nil {
		return 0, p.unfit(err)
	}
	err = p.check(ctx, db, m)
	if err == nil {
		err = p.Format.Upgrade(ctx, db, path)
	}
	if err == nil {
		n, err = p.erase(ctx, db, erased)
	}
	if err == nil {
		err = db.Update(ctx, func(tx storage.Tx) error {
			return audit.Append(tx, audit.Entry{Time: p.Now(), Who: p.Who, Action: "backup.restore", Subject: m.Store,
				Details: map[string]string{"made": m.Made.Format(time.RFC3339), "head": m.Audit.String(), "erased": strconv.Itoa(n)}})
		})
	}
	if err == nil {
		err = db.Compact(ctx)
	}
	return n, errors.Join(err, db.Close())
}

func (p Plan) erase(ctx context.Context, db *bolt.DB, erased []erasure.Erasure) (int, error) {
	var done []erasure.Erasure
	err := db.View(ctx, func(tx storage.Tx) (err error) {
		done, err = erasure.Recorded(tx)
		return err
	})
	if err != nil {
		return 0, err
	}
	missing := erasure.Missing(erased, done)
	var again erasure.Replayers
	if p.Replayers != nil {
		again = p.Replayers(db)
	}
	return len(missing), again.Replay(ctx, db, missing)
}

func (p Plan) check(ctx context.Context, db *bolt.DB, m Manifest) error {
	if err := db.Check(ctx); err != nil {
		return p.unfit(err)
	}
	head, err := audit.Last(ctx, db)
	if err != nil {
		return err
	}
	return db.View(ctx, func(tx storage.Tx) error {
		store, err := p.StoreID(tx)
		if err != nil {
			return err
		}
		if store != m.Store || head != m.Audit {
			return &DamagedError{File: p.File, Why: "its records are not those that its manifest tells of"}
		}
		return nil
	})
}

// unfit says of damage in the records that it is the backup's.
func (p Plan) unfit(err error) error {
	if damaged := (*bolt.DamagedError)(nil); errors.As(err, &damaged) {
		return &DamagedError{File: p.File, Why: "its records are damaged"}
	}
	return err
}
