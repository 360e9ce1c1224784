package library

import (
	"context"
	"errors"
	"path/filepath"

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

// Fresh tells whether the index holds what the records hold. It changes nothing,
// and waits for whoever changes papers through this Library.
func (l *Library) Fresh(ctx context.Context) (bool, error) {
	l.change.Lock()
	defer l.change.Unlock()
	stamp, err := l.stamp(ctx)
	if err != nil {
		return false, err
	}
	cut, err := l.mustErase(ctx)
	return err == nil && !cut && l.fresh(stamp), err
}

// Reword says that the glossary in use is another from now on, and makes the
// index anew with it, as Ready does. Until that is done, and where it fails, the
// index that was made with the one before stays open.
func (l *Library) Reword(ctx context.Context, glossary string, progress func(Progress)) error {
	l.change.Lock()
	defer l.change.Unlock()
	l.mu.Lock()
	l.words = glossary
	l.mu.Unlock()
	return l.ready(ctx, progress)
}

// Empty tells whether nothing was ever added.
func (l *Library) Empty(ctx context.Context) (empty bool, err error) {
	err = l.view(ctx, func(tx storage.Tx) error {
		h, err := changes.Head(tx)
		empty = h.Seq == 0
		return err
	})
	return empty, err
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
	l.mu.RLock()
	words := l.words
	l.mu.RUnlock()
	err = l.view(ctx, func(tx storage.Tx) error {
		h, err := changes.Head(tx)
		s = index.Stamp{StoreID: id, Seq: h.Seq, Hash: h.Hash, Glossary: words}
		return err
	})
	return s, err
}

// fresh tells whether the index that is open, or else the one in the folder, is
// right; that one it opens.
func (l *Library) fresh(stamp index.Stamp) bool {
	if ix, open := l.index.Value(); open {
		info, err := ix.Info()
		if err == nil && info.Fresh(stamp) {
			return true
		}
		if !l.o.ReadOnly {
			return false // rebuild puts another in its place
		}
		l.index.Drop()
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
	l.index.Put(ix)
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
	if err := l.openRecords(context.WithoutCancel(ctx), true); err != nil {
		l.closed = true // there is nothing left to close
		return errors.Join(rebuilt, err)
	}
	return rebuilt
}

func (l *Library) rebuildAside(ctx context.Context, progress func(Progress)) error {
	o := l.o
	o.ReadOnly, o.Glossary = false, l.words
	writer, err := Open(ctx, l.dir, o)
	if err != nil {
		return err
	}
	return errors.Join(writer.Ready(ctx, progress), writer.Close())
}
