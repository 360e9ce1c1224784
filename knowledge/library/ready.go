package library

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"hearth/knowledge"
	"hearth/knowledge/index"
	"hearth/storage"
)

// A Progress says how far something has come. What is not known is 0.
type Progress struct {
	Stage          string // "reading", "indexing"
	File           string // what is being read
	Files, AllFile int
	Bytes, All     int64 // of the files
	Documents      int   // kept or indexed so far
	AllDocuments   int
}

// Ready sees to it that the index holds what the records hold, and opens it for
// View. Where it is right already, that costs a few reads; else it is made anew,
// which tells progress (may be nil) how far it is. A library that is open for
// reading takes the records' lock for that time; where it can't, the error is a
// *StaleError.
func (l *Library) Ready(ctx context.Context, progress func(Progress)) error {
	l.change.Lock()
	defer l.change.Unlock()
	return l.ready(ctx, progress)
}

func (l *Library) ready(ctx context.Context, progress func(Progress)) error {
	stamp, err := l.stamp(ctx)
	if err != nil {
		return err
	}
	cut, err := l.mustErase(ctx)
	switch {
	case err != nil:
		return err
	case cut && !l.o.ReadOnly:
		return l.erase(ctx)
	case l.fresh(stamp):
		return nil
	case !l.o.ReadOnly:
		return l.rebuild(ctx, progress)
	}
	if err := l.takeOver(ctx, progress); err != nil {
		return &StaleError{Err: err}
	}
	if !l.fresh(stamp) {
		return &StaleError{Err: errors.New("the records changed meanwhile")}
	}
	return nil
}

// stamp is what an index must say of itself to be right.
func (l *Library) stamp(ctx context.Context) (s index.Stamp, err error) {
	id, err := l.identify(ctx)
	if err != nil {
		return s, err
	}
	err = l.view(ctx, func(tx storage.Tx) error {
		h, err := changes.Head(tx)
		s = index.Stamp{StoreID: id, Seq: h.Seq, Hash: h.Hash, Glossary: l.o.Glossary}
		return err
	})
	return s, err
}

// fresh tells whether the index that is open, or else the one in the folder, is
// right; that one it opens.
func (l *Library) fresh(stamp index.Stamp) bool {
	if ix := l.index.current(); ix != nil {
		info, err := ix.Info()
		if err == nil && info.Fresh(stamp) {
			return true
		}
		if !l.o.ReadOnly {
			return false // rebuild puts another in its place
		}
		l.index.swap(nil)
	}
	ix, err := index.Open(l.indexPath(), index.Options{Write: !l.o.ReadOnly, Wait: l.o.Wait})
	if err != nil {
		l.log.Debug("the index can't be used", "err", err)
		return false
	}
	info, err := ix.Info()
	if err != nil || !info.Fresh(stamp) {
		_ = ix.Close() // it is not used any more
		return false
	}
	l.index.swap(ix)
	return true
}

func (l *Library) indexPath() string { return filepath.Join(l.dir, indexFile) }

// takeOver makes the index anew from a library that is open for reading: it
// lets go of the records, takes them for writing, and goes back.
func (l *Library) takeOver(ctx context.Context, progress func(Progress)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.store.Close(); err != nil {
		return err
	}
	rebuilt := l.rebuildAside(ctx, progress)
	if err := l.openRecords(true); err != nil {
		l.closed = true // there is nothing left to close
		return errors.Join(rebuilt, err)
	}
	return rebuilt
}

func (l *Library) rebuildAside(ctx context.Context, progress func(Progress)) error {
	o := l.o
	o.ReadOnly = false
	writer, err := Open(l.dir, o)
	if err != nil {
		return err
	}
	return errors.Join(writer.Ready(ctx, progress), writer.Close())
}

// Rebuild makes the index anew from the records.
func (l *Library) Rebuild(ctx context.Context, progress func(Progress)) error {
	l.change.Lock()
	defer l.change.Unlock()
	if l.o.ReadOnly {
		return fmt.Errorf("making the index anew: %w", storage.ErrReadOnly)
	}
	return l.rebuild(ctx, progress)
}

// rebuild makes a new index beside the old one, which answers meanwhile, and
// puts it in its place. The caller holds the change lock.
func (l *Library) rebuild(ctx context.Context, progress func(Progress)) error {
	stamp, err := l.stamp(ctx)
	if err != nil {
		return err
	}
	tmp := l.indexPath() + ".building"
	if err := os.RemoveAll(tmp); err != nil { // left by a crash
		return fmt.Errorf("making the index: %w", err)
	}
	all := 0
	if err := l.each(ctx, func(knowledge.Document) error { all++; return nil }); err != nil {
		return err
	}
	st, err := index.Build(ctx, tmp, l.sources(ctx), stamp, func(n int) {
		if progress != nil {
			progress(Progress{Stage: "indexing", Documents: n, AllDocuments: all})
		}
	})
	if err != nil {
		return fmt.Errorf("making the index: %w", err)
	}
	if err := replace(tmp, l.indexPath()); err != nil {
		return fmt.Errorf("putting the index in its place: %w", err)
	}
	ix, err := index.Open(l.indexPath(), index.Options{Write: true, Wait: l.o.Wait})
	if err != nil {
		return fmt.Errorf("opening the new index: %w", err)
	}
	l.index.swap(ix)
	l.log.Debug("index made", "documents", st.Documents, "passages", st.Passages, "took", st.Took)
	return nil
}

// replace renames a synced file to its place and makes the name survive a power
// cut.
func replace(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// sources yields every document with its current text.
func (l *Library) sources(ctx context.Context) iter.Seq2[index.Source, error] {
	stop := errors.New("stop")
	return func(yield func(index.Source, error) bool) {
		err := l.each(ctx, func(d knowledge.Document) error {
			c, err := l.Content(ctx, d.ID, d.Version)
			if err != nil {
				return err
			}
			if !yield(index.Source{Document: d, Content: c}, nil) {
				return stop
			}
			return nil
		})
		if err != nil && !errors.Is(err, stop) {
			yield(index.Source{}, err)
		}
	}
}

// Changes fewer than so many documents are written into the index that is there;
// more are quicker by making it anew.
const (
	mostUpdated      = 200
	mostUpdatedBytes = 16 << 20
)

// follow brings the index up to the records after documents changed. It had
// been right before where was says so.
func (l *Library) follow(ctx context.Context, was bool, changed touched, progress func(Progress)) error {
	ix := l.index.current()
	if !was || ix == nil || changed.many() {
		return l.rebuild(ctx, progress)
	}
	c := index.Change{}
	for id := range changed.ids {
		d, err := l.Get(ctx, id)
		if unknown := (*UnknownError)(nil); errors.As(err, &unknown) {
			c.Remove = append(c.Remove, id)
			continue
		}
		if err != nil {
			return err
		}
		content, err := l.Content(ctx, id, d.Version)
		if err != nil {
			return err
		}
		c.Add = append(c.Add, index.Source{Document: d, Content: content})
	}
	stamp, err := l.stamp(ctx)
	if err != nil {
		return err
	}
	c.Stamp = stamp
	if err := ix.Update(c); err != nil {
		l.log.Warn("the index took no update; it is made anew", "err", err)
		return l.rebuild(ctx, progress)
	}
	info, err := ix.Info()
	if err != nil || info.Worn() {
		return l.rebuild(ctx, progress)
	}
	return nil
}

// touched are the documents that changed, with the size of their texts.
type touched struct {
	ids   map[string]bool
	bytes int
}

func (t *touched) add(id string, bytes int) {
	if t.ids == nil {
		t.ids = map[string]bool{}
	}
	t.ids[id] = true
	t.bytes += bytes
}

func (t *touched) many() bool { return len(t.ids) > mostUpdated || t.bytes > mostUpdatedBytes }
