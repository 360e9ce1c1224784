package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Kept is how many backups of a store a folder keeps: two weeks of nights.
const Kept = 14

// A Folder holds one store's backups beside those of others. Their names sort by
// time: hearth-20261125T023000Z-1a2b3c4d.age, with the beginning of the store's id.
type Folder struct{ Dir string }

const stamp = "20060102T150405Z"

// named is the name of a backup in a folder.
var named = regexp.MustCompile(`^hearth-(\d{8}T\d{6}Z)-([0-9a-f]{8})\.age$`)

// stale is how old an unfinished file must be to be taken for one that a crash
// left.
const stale = 24 * time.Hour

// Make writes a new backup into the folder, and makes the folder where it is
// absent. Once the new one stands, the oldest of the same store go, so that Kept
// are left; where one can't be removed the error comes together with what was
// made.
func (f Folder) Make(ctx context.Context, s Source, lock Lock) (Made, error) {
	if lock.IsZero() {
		return Made{}, ErrNoLock // and no folder
	}
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return Made{}, fmt.Errorf("making a backup: %w", disk(filepath.Join(f.Dir, "new"), err))
	}
	path := ""
	made, err := Write(ctx, func(m Manifest) (File, error) {
		name, err := nameOf(m)
		if err != nil {
			return nil, err
		}
		path = filepath.Join(f.Dir, name)
		return newFile(path)
	}, s, lock)
	if err != nil {
		return Made{}, err
	}
	made.Path = path
	if err := f.prune(made.Manifest); err != nil {
		return made, fmt.Errorf("the backup %s is made, but an old one can't be removed: %w", made.Path, err)
	}
	return made, nil
}

func nameOf(m Manifest) (string, error) {
	name := fmt.Sprintf("hearth-%s-%.8s.age", m.Made.Format(stamp), m.Store)
	if !named.MatchString(name) {
		return "", fmt.Errorf("the store's id %q gives no name for a backup", m.Store)
	}
	return name, nil
}

func (f Folder) prune(m Manifest) error {
	all, err := f.list(m.Store)
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range all[:max(len(all)-Kept, 0)] {
		errs = append(errs, os.Remove(filepath.Join(f.Dir, name)))
	}
	parts, err := filepath.Glob(filepath.Join(f.Dir, ".hearth-*.part"))
	errs = append(errs, err)
	for _, part := range parts {
		if info, err := os.Stat(part); err == nil && m.Made.Sub(info.ModTime()) > stale {
			errs = append(errs, os.Remove(part))
		}
	}
	return errors.Join(errs...)
}

// list gives the names of a store's backups, the oldest first.
func (f Folder) list(store string) ([]string, error) {
	entries, err := os.ReadDir(f.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []string
	for _, e := range entries {
		if m := named.FindStringSubmatch(e.Name()); m != nil && e.Type().IsRegular() && strings.HasPrefix(store, m[2]) {
			all = append(all, e.Name())
		}
	}
	slices.Sort(all)
	return all, nil
}

// Last tells when the newest backup of a store in the folder was made; the zero
// time where there is none.
func (f Folder) Last(store string) (time.Time, error) {
	all, err := f.list(store)
	if err != nil || len(all) == 0 {
		return time.Time{}, err
	}
	return time.Parse(stamp, named.FindStringSubmatch(all[len(all)-1])[1])
}
