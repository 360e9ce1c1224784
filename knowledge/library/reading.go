package library

import (
	"context"
	"errors"
	"fmt"
	"io"

	"hearth/knowledge/extract"
	"hearth/storage"
)

// mostBad is how many bad lines are held before a file is taken for a collection.
const mostBad = 1000

// file reads one file and queues what it holds. The error is one that ends all.
func (a *adding) file(ctx context.Context, s Source) error {
	a.now.File = s.base()
	a.tell()
	at := len(a.report.Files)
	a.report.Files = append(a.report.Files, FileReport{Path: s.Abs})
	err := s.Err
	var f File
	if err == nil {
		f, err = a.o.files().Open(s.Abs)
	}
	if err != nil {
		return a.unopened(ctx, at, err)
	}
	defer f.Close()
	given, err := sidecar(a.o.files(), s.Abs)
	if cerr := ctx.Err(); err != nil && cerr != nil {
		return cerr
	}
	if err != nil {
		r := &a.report.Files[at]
		r.Outcome, r.Err = Refused, err
		r.Why = fmt.Sprintf("I can't read %s, which describes it: %s.", s.base()+sidecarExt, hint(err))
		return nil
	}
	info, err := f.Stat()
	if err != nil {
		return a.unopened(ctx, at, err)
	}
	version, err := sum(f, info.Size())
	if err != nil {
		return a.unopened(ctx, at, err)
	}
	it := item{at: at, src: s, given: given.with(a.o.Meta), version: version}
	if it.known, err = a.isKnown(ctx, it); err != nil {
		return err
	}
	if it.known != "" {
		return a.add(ctx, it)
	}
	return a.read(ctx, it, f, info.Size())
}

// unopened notes a file that can't be opened or looked at. Where the work was
// stopped that is its end: what is streamed breaks off together with it.
func (a *adding) unopened(ctx context.Context, at int, err error) error {
	if cerr := ctx.Err(); cerr != nil {
		return cerr
	}
	a.unreadable(at, err)
	return nil
}

func hint(err error) string {
	if f, ok := errors.AsType[*FieldError](err); ok {
		return fmt.Sprintf("%s: %s", f.Field, f.Hint)
	}
	return err.Error()
}

// isKnown gives the id of the document that these bytes made already, where
// reading them again could change nothing.
func (a *adding) isKnown(ctx context.Context, it item) (id string, err error) {
	err = a.l.view(ctx, func(tx storage.Tx) error {
		id = ""
		r, err := storage.Get[bytesRecord](tx, bytesPrefix+it.version)
		if errors.Is(err, storage.ErrNotFound) || err == nil && r.Pack {
			return nil
		}
		if err != nil {
			return err
		}
		from, err := a.fromPath(tx, it.src)
		if err != nil || from != "" && from != r.ID || a.o.ID != "" && a.o.ID != r.ID {
			return err
		}
		d, err := getDocument(tx, r.ID)
		if err == nil && d != nil && d.Version == it.version {
			id = r.ID
		}
		return err
	})
	return id, err
}

// read reads a file's papers and queues them: those of a collection as they
// come, others once all are there, as any refusal concerns the whole file.
func (a *adding) read(ctx context.Context, it item, r io.ReaderAt, size int64) error {
	var papers []extract.Paper
	var bad []error
	for p, err := range a.l.o.Reader.Read(ctx, it.src.base(), r, size) {
		if cerr := ctx.Err(); cerr != nil {
			return cerr
		}
		switch {
		case err != nil && it.collection:
			a.report.Files[it.at].bad(err)
			continue
		case err != nil:
			if bad = append(bad, err); len(bad) < mostBad {
				continue
			}
			it.collection = true // nothing else goes on after an error
			if err := a.collect(ctx, it, papers, bad); err != nil {
				return err
			}
			papers, bad = nil, nil
			continue
		case !it.collection && len(papers) > 0 && !papers[0].Pack && !p.Part:
			if a.o.ID != "" {
				a.refuse(it.at, "An id can't be given for a collection: each of its lines has its own.")
				return nil
			}
			it.collection = true
			if err := a.collect(ctx, it, papers, bad); err != nil {
				return err
			}
			papers, bad = nil, nil
		}
		if !it.collection {
			papers = append(papers, p)
			continue
		}
		if err := a.line(ctx, it, p); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	switch {
	case it.collection:
		return nil
	case len(papers) == 0 && len(bad) == 0:
		a.refuse(it.at, "There is nothing to read in it.")
	case len(bad) > 0 && (len(papers) == 0 || papers[0].ID == "" || papers[0].Pack):
		a.unreadable(it.at, bad[0])
	case len(bad) > 0: // a collection with one good line
		it.collection = true
		return a.collect(ctx, it, papers, bad)
	default:
		return a.whole(ctx, it, papers, r, size)
	}
	return nil
}
