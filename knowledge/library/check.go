package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/index"
	"hearth/storage"
	"hearth/storage/audit"
)

// A Checkup is what Check found.
type Checkup struct {
	Documents, Versions, Originals int
	Changes, Audit                 audit.Head
	// Problems are sentences for the officer; none: all is well.
	Problems []string
}

// errDamaged ends a check: of a damaged file nothing more can be read.
var errDamaged = errors.New("the file of records is damaged")

// A checker can look for damage in its own file.
type checker interface{ Check(context.Context) error }

// Check reads everything and compares it: the records' file and their chains,
// every text and original, and the index with the records. Where the records'
// file is damaged it looks no further. The error says only
// that the check could not be done.
func (l *Library) Check(ctx context.Context) (Checkup, error) {
	l.change.Lock()
	defer l.change.Unlock()
	var c Checkup
	for _, step := range []func(context.Context, *Checkup) error{l.checkRecords, l.checkDocuments, l.checkOriginals, l.checkIndex} {
		err := step(ctx, &c)
		if errors.Is(err, errDamaged) {
			return c, nil
		}
		if err != nil {
			return c, fmt.Errorf("checking the library: %w", err)
		}
	}
	return c, nil
}

func (c *Checkup) problem(format string, args ...any) {
	c.Problems = append(c.Problems, fmt.Sprintf(format, args...))
}

func (l *Library) checkRecords(ctx context.Context, c *Checkup) error {
	if ch, ok := l.store.(checker); ok {
		if err := ch.Check(ctx); err != nil {
			if ctx.Err() != nil {
				return err
			}
			l.log.Info("the file of records is damaged", "err", err)
			c.problem("The file of records is damaged. Put it aside and bring back your last backup.")
			return errDamaged
		}
	}
	for _, chain := range []struct {
		name string
		head *audit.Head
		run  func(context.Context, storage.Store) (audit.Head, error)
	}{
		{"log of changes", &c.Changes, func(ctx context.Context, s storage.Store) (audit.Head, error) {
			return changes.Verify(ctx, s, audit.Head{})
		}},
		{"audit log", &c.Audit, audit.Verify},
	} {
		head, err := chain.run(ctx, l.store)
		if broken, ok := errors.AsType[*audit.BrokenError](err); ok {
			c.problem("The %s: %s", chain.name, broken.Plain())
			continue
		}
		if err != nil {
			return err
		}
		*chain.head = head
	}
	return nil
}

func (l *Library) checkDocuments(ctx context.Context, c *Checkup) error {
	return l.each(ctx, func(d knowledge.Document) error {
		c.Documents++
		all, err := l.Versions(ctx, d.ID)
		if err != nil {
			return err
		}
		current := false
		for _, v := range all {
			c.Versions++
			current = current || v == d.Version
			if _, err := l.Content(ctx, d.ID, v); err != nil {
				c.problem("The text of %s (version %.8s) can't be read: %v", d.ID, v, err)
			}
		}
		if !current {
			c.problem("The current text of %s is missing.", d.ID)
		}
		if d.Original {
			if _, err := os.Stat(l.originalPath(d.Version, d.File)); err != nil {
				c.problem("The original of %s is missing.", d.ID)
			}
		}
		return nil
	})
}

func (l *Library) checkOriginals(ctx context.Context, c *Checkup) error {
	dir := filepath.Join(l.dir, originalsName)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		version, _, _ := strings.Cut(e.Name(), ".")
		if !isVersion(version) {
			continue // left by a crash; the next removal sweeps it
		}
		c.Originals++
		if got, err := sumFile(filepath.Join(dir, e.Name())); err != nil || got != version {
			c.problem("The original %.8s is not what was added.", version)
		}
	}
	return nil
}

func sumFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	return sum(f, info.Size())
}

func (l *Library) checkIndex(ctx context.Context, c *Checkup) error {
	stamp, err := l.stamp(ctx)
	if nothing := (*NothingHereError)(nil); errors.As(err, &nothing) {
		return nil
	}
	if err != nil {
		return err
	}
	if !l.fresh(stamp) {
		if _, err := os.Stat(l.indexPath()); errors.Is(err, fs.ErrNotExist) && c.Documents == 0 {
			return nil // nothing was ever added, so there is nothing to hold
		}
		c.problem("The index doesn't hold what the records hold. \"hearth knowledge rebuild\" makes it anew.")
		return nil
	}
	ix, _ := l.index.Value()
	if err := ix.Check(ctx); err != nil {
		if ctx.Err() != nil {
			return err
		}
		c.problem("The index is damaged (%v). \"hearth knowledge rebuild\" makes it anew.", err)
		return nil
	}
	return l.View(func(r *index.Reader) error { return l.compare(ctx, r, c) })
}

// compare looks every document of the records up in the index.
func (l *Library) compare(ctx context.Context, r *index.Reader, c *Checkup) error {
	wrong := 0
	err := l.each(ctx, func(d knowledge.Document) error {
		number, ok := r.Lookup(d.ID)
		if !ok {
			wrong++
			return nil
		}
		got, err := r.Document(number)
		if err != nil {
			return err
		}
		if got.Version != d.Version || got.Shelf != d.Shelf {
			wrong++
		}
		return nil
	})
	if live := int(r.Info().Live); wrong > 0 || live != c.Documents {
		c.problem("The index holds %d documents, the records %d, and %d differ. \"hearth knowledge rebuild\" makes it anew.", live, c.Documents, wrong)
	}
	return err
}
