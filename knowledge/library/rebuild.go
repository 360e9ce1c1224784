package library

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"

	"hearth/knowledge"
	"hearth/knowledge/index"
	"hearth/storage"
)

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
	all := 0
	if err := l.each(ctx, func(knowledge.Document) error { all++; return nil }); err != nil {
		return err
	}
	st, err := index.Rebuild(ctx, l.indexPath(), l.sources(ctx), stamp, func(n int) {
		if progress != nil {
			progress(Progress{Stage: "indexing", Documents: n, AllDocuments: all})
		}
	})
	if err != nil {
		return fmt.Errorf("making the index: %w", err)
	}
	ix, err := index.Open(l.indexPath(), index.Options{Write: true, Wait: l.o.Wait})
	if err != nil {
		return fmt.Errorf("opening the new index: %w", err)
	}
	l.index.Put(ix)
	l.log.Debug("index made", "documents", st.Documents, "passages", st.Passages, "took", st.Took)
	return nil
}

// syncDir makes a new name in a folder survive a power cut.
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
