package backup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"hearth/storage/erasure"
)

// mark stands in a data folder while a restore moves files to their places.
const mark = "restore-under-way"

// Whole tells whether a data folder is as somebody meant it: where a restore was
// cut short in it, the error is a *CutShortError, and nobody may work there.
func Whole(dir string) error {
	if _, err := os.Lstat(filepath.Join(dir, mark)); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	return &CutShortError{Dir: dir}
}

// swap moves what stands in the folder aside and what was unpacked to its place.
// All of it lies on one disk, so each move is a rename; where one fails, those
// before it are undone. The records go last and come last.
func (p Plan) swap(tmp string, erased []erasure.Erasure) (aside string, err error) {
	if len(erased) > 0 {
		// More than the old log, so it may stay whatever happens next.
		if err := erasure.Write(filepath.Join(p.Dir, erasuresFile), erased); err != nil {
			return "", err
		}
	}
	stands, err := p.stands()
	if err != nil {
		return "", err
	}
	if len(stands) > 0 {
		aside, err = os.MkdirTemp(p.Dir, "replaced-"+p.Now().UTC().Format(stamp)+"-")
		if err != nil {
			return "", err
		}
	}
	var moves moves
	for _, name := range stands {
		moves.add(filepath.Join(p.Dir, name), filepath.Join(aside, name))
	}
	for _, name := range []string{originalsName, glossaryFile, recordsFile} {
		if _, err := os.Lstat(filepath.Join(tmp, name)); err == nil {
			moves.add(filepath.Join(tmp, name), filepath.Join(p.Dir, name))
		}
	}
	if err := p.marked(moves.run); err != nil {
		if aside != "" {
			err = errors.Join(err, os.Remove(aside))
		}
		return "", err
	}
	return aside, nil
}

// marked runs fn while the mark stands in the folder. The mark stays only where
// this process ends meanwhile, or what was done can't be undone.
func (p Plan) marked(fn func() (undone bool, err error)) error {
	path := filepath.Join(p.Dir, mark)
	if err := errors.Join(os.WriteFile(path, []byte("A restore moves files here. Run it again if it was stopped.\n"), 0o600), syncDir(p.Dir)); err != nil {
		return err
	}
	undone, err := fn()
	if err != nil && !undone {
		return err
	}
	return errors.Join(err, syncDir(p.Dir), os.Remove(path), syncDir(p.Dir))
}

// moves are renames that are done together or not at all.
type moves []struct{ from, to string }

func (m *moves) add(from, to string) { *m = append(*m, struct{ from, to string }{from, to}) }

// run does the moves; where one fails it undoes those before it, and says whether
// it could.
func (m *moves) run() (undone bool, err error) {
	for i, each := range *m {
		if err = os.Rename(each.from, each.to); err == nil {
			continue
		}
		undone = true
		for j := i - 1; j >= 0; j-- {
			if back := os.Rename((*m)[j].to, (*m)[j].from); back != nil {
				undone, err = false, errors.Join(err, back)
			}
		}
		return undone, err
	}
	return true, nil
}
