package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"hearth/knowledge/extract/read"
	"hearth/knowledge/library"
	"hearth/storage/backup"
)

// terminal stands in the log of changes for what is done there.
const terminal = "the terminal"

// reading gives the library, opened for reading where it is not open yet.
func (a *App) reading(ctx context.Context) (*library.Library, error) { return a.opened(ctx, true) }

// writing gives the library, opened so that it can be changed.
func (a *App) writing(ctx context.Context) (*library.Library, error) {
	return a.opened(ctx, false)
}

func (a *App) opened(ctx context.Context, readOnly bool) (*library.Library, error) {
	if a.o.Shared != nil {
		return a.o.Shared.lib, nil
	}
	if a.lib != nil && (readOnly || a.writes) {
		return a.lib, nil
	}
	if a.lib != nil {
		return nil, errors.New("the library is open for reading already")
	}
	words, err := a.Glossary()
	if err != nil {
		return nil, err
	}
	o := library.Options{ReadOnly: readOnly, Glossary: words.Version(), Log: a.o.Log, Now: a.o.Now, Command: a.o.Command, Format: a.format()}
	if !readOnly {
		r := read.New(read.Options{CacheDir: cacheDir()})
		a.closes = append(a.closes, r.Close)
		o.Reader = r
	}
	lib, err := a.openLibrary(ctx, o)
	if err != nil {
		return nil, err
	}
	a.lib, a.writes = lib, !readOnly
	a.closes = append(a.closes, lib.Close)
	return lib, nil
}

// openLibrary opens the data folder, but not one in which a restore was cut short.
// Whoever may change it takes away what a crash left of backups.
func (a *App) openLibrary(ctx context.Context, o library.Options) (*library.Library, error) {
	if err := backup.Whole(a.o.Dir); err != nil {
		return nil, err
	}
	lib, err := library.Open(ctx, a.o.Dir, o)
	if err != nil || o.ReadOnly {
		return lib, err
	}
	if err := backup.Sweep(a.o.Dir); err != nil {
		return nil, errors.Join(fmt.Errorf("taking away what a crash left: %w", err), lib.Close())
	}
	return lib, nil
}

// cacheDir is where the PDF reader keeps what it has compiled, which is the same
// for every data folder of a user. A user without a home (a container's, a
// service's) has none, and waits a second longer for the first PDF.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir = filepath.Join(dir, "hearth")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return ""
	}
	return dir
}

// ready gives the library with an index that is right.
func (a *App) ready(ctx context.Context) (*library.Library, error) {
	if a.o.Shared != nil {
		return a.o.Shared.lib, a.o.Shared.ready(ctx, a.o.Progress)
	}
	lib, err := a.reading(ctx)
	if err != nil {
		return nil, err
	}
	return lib, lib.Ready(ctx, a.o.Progress)
}

// SetGlossary puts another glossary in the place of the one in use and makes
// the index anew with it; nil stands for hearth's own. A text with a mistake is
// refused and changes nothing.
func (a *App) SetGlossary(ctx context.Context, text []byte) error {
	if a.o.Shared != nil {
		a.o.Shared.wording.Lock() // one glossary after the other
		defer a.o.Shared.wording.Unlock()
	}
	if text != nil {
		if _, err := a.ParseGlossary(text); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(a.o.Dir, 0o700); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	if err := replaceFile(a.file(glossaryFile), text); err != nil {
		return fmt.Errorf("keeping the glossary: %w", err)
	}
	if a.o.Shared != nil {
		return a.o.Shared.reword(ctx, a.o.Progress)
	}
	lib, err := a.writing(ctx)
	if err != nil {
		return err
	}
	return lib.Ready(ctx, a.o.Progress)
}

// replaceFile writes a file beside the old one and puts it in its place, so that
// a crash leaves one of them whole. With no text the file goes away.
func replaceFile(path string, text []byte) error {
	if text == nil {
		err := os.Remove(path)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already where all went well
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
