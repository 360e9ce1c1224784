package library

import (
	"context"
	"errors"

	"hearth/knowledge/index"
)

// Changes fewer than so many documents are written into the index that is there;
// more are quicker by making it anew.
const (
	mostUpdated      = 200
	mostUpdatedBytes = 16 << 20
)

func (t *touched) add(id string, bytes int) {
	if t.ids == nil {
		t.ids = map[string]bool{}
	}
	t.ids[id] = true
	t.bytes += bytes
}

// follow brings the index up to the records after documents changed. It had
// been right before where was says so.
func (l *Library) follow(ctx context.Context, was bool, changed touched, progress func(Progress)) error {
	ix, _ := l.index.Value()
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

func (t *touched) many() bool { return len(t.ids) > mostUpdated || t.bytes > mostUpdatedBytes }
