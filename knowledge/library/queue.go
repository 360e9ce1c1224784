package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/storage"
)

// A commit takes up to so many documents or bytes of text.
const (
	batchDocuments = 64
	batchLines     = 4000 // of a collection: they are small
	batchText      = 8 << 20
)

// An item is what is committed together: a paper, or a pack with its reports.
type item struct {
	at         int // the report's index
	src        Source
	given      Fields
	version    string
	papers     []packed // none: the bytes are known, only details may change
	known      string   // the id then
	collection bool
	starter    bool
	original   bool
}

// A packed paper has its content as it will be stored.
type packed struct {
	extract.Paper // without Content
	content       []byte
	size          int
	number        int // of a report in its pack
}

func (a *adding) pack(p extract.Paper, number int) (packed, error) {
	b, err := a.l.codec.pack(p.Content)
	out := packed{Paper: p, content: b, size: len(p.Text), number: number}
	out.Content = knowledge.Content{}
	return out, err
}

// add queues an item and commits when there is enough.
func (a *adding) add(ctx context.Context, it item) error {
	a.queue = append(a.queue, it)
	for _, p := range it.papers {
		a.size += p.size
	}
	most := batchDocuments
	if it.collection {
		most = batchLines
	}
	if len(a.queue) < most && a.size < batchText {
		return nil
	}
	return a.flush(ctx)
}

// flush commits what is queued, and takes over what became of it.
func (a *adding) flush(ctx context.Context) error {
	if len(a.queue) == 0 {
		return nil
	}
	if err := a.originals.settle(); err != nil {
		return fmt.Errorf("keeping the originals: %w", err)
	}
	var done []result
	err := a.l.update(ctx, func(tx storage.Tx) error {
		done = done[:0]
		for _, it := range a.queue {
			r, err := a.commit(tx, it)
			if err != nil {
				return fmt.Errorf("%s: %w", it.src.base(), err)
			}
			done = append(done, r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, r := range done {
		a.take(r)
	}
	a.queue, a.size = a.queue[:0], 0
	a.tell()
	return nil
}

func (a *adding) tell() {
	if a.o.Progress != nil {
		a.now.Documents = a.report.Documents
		a.o.Progress(a.now)
	}
}

func (a *adding) refuse(at int, why string) {
	a.report.Files[at].Outcome, a.report.Files[at].Why = Refused, why
}

func (a *adding) unreadable(at int, err error) {
	r := &a.report.Files[at]
	r.Outcome, r.Err, r.Why = Unreadable, err, plain(err)
	if e, ok := errors.AsType[*extract.Error](err); ok && e.Reason == extract.Exempt {
		r.Outcome = Refused
	}
	a.l.log.Debug("a file could not be read", "err", reason(err))
}

// reason keeps the file's name and words out of the log.
func reason(err error) string {
	if e, ok := errors.AsType[*extract.Error](err); ok {
		return string(e.Reason)
	}
	return "unreadable"
}

// plain is the officer's sentence about a file that could not be read.
func plain(err error) string {
	if e, ok := errors.AsType[*extract.Error](err); ok && e.Reason == extract.Exempt {
		return fmt.Sprintf("I have not taken %s: %s", e.Name, strings.ToLower(e.Hint[:min(1, len(e.Hint))])+e.Hint[min(1, len(e.Hint)):])
	} else if ok {
		return e.Plain()
	}
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Sprintf("I can't open %s: %v.", filepath.Base(p.Path), p.Err)
	}
	return fmt.Sprintf("I can't read it: %v.", err)
}
