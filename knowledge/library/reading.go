package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"hearth/knowledge/extract"
	"hearth/storage"
)

// mostBad is how many bad lines are held before a file is taken for a collection.
const mostBad = 1000

// file reads one file and queues what it holds. The error is one that ends all.
func (a *adding) file(ctx context.Context, s source) error {
	a.now.File = s.base()
	a.tell()
	at := len(a.report.Files)
	a.report.Files = append(a.report.Files, FileReport{Path: s.abs})
	err := s.err
	var f *os.File
	if err == nil {
		f, err = os.Open(s.abs)
	}
	if err != nil {
		a.unreadable(at, err)
		return nil
	}
	defer f.Close()
	given, err := sidecar(s.abs)
	if err != nil {
		r := &a.report.Files[at]
		r.Outcome, r.Err = Refused, err
		r.Why = fmt.Sprintf("I can't read %s, which describes it: %s.", s.base()+sidecarExt, hint(err))
		return nil
	}
	info, err := f.Stat()
	if err != nil {
		a.unreadable(at, err)
		return nil
	}
	version, err := sum(f, info.Size())
	if err != nil {
		a.unreadable(at, err)
		return nil
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
		from, err := fromPath(tx, it.src)
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

func (a *adding) collect(ctx context.Context, it item, papers []extract.Paper, bad []error) error {
	for _, err := range bad {
		a.report.Files[it.at].bad(err)
	}
	for _, p := range papers {
		if err := a.line(ctx, it, p); err != nil {
			return err
		}
	}
	return nil
}

// line queues one line of a collection. Its version is the sum of what was
// read, as the file's bytes are not the line's.
func (a *adding) line(ctx context.Context, it item, p extract.Paper) error {
	r := &a.report.Files[it.at]
	for _, refusal := range p.Refused {
		r.Refusals = append(r.Refusals, refusal.String())
	}
	if p.ID != "" {
		if err := checkID(p.ID); err != nil {
			r.badLine(fmt.Sprintf("I can't take a line's id: %v.", err))
			return nil
		}
	}
	b, err := json.Marshal([]any{p.Text, p.Meta})
	if err != nil {
		return err
	}
	h := sha256.Sum256(b)
	it.version = hex.EncodeToString(h[:])
	if p.ID == "" { // so that the same line again is the same document
		p.ID = lineID(p.Meta, it.version)
	}
	one, err := a.pack(p, 0)
	if err != nil {
		return err
	}
	it.papers = []packed{one}
	return a.add(ctx, it)
}

// whole queues a file that is one document, or a pack. Only here, after all of
// it has been read and nothing in it was refused, is the file itself copied.
func (a *adding) whole(ctx context.Context, it item, papers []extract.Paper, r io.ReaderAt, size int64) error {
	rep := &a.report.Files[it.at]
	clean := true
	words := false
	for _, p := range papers {
		clean = clean && len(p.Refused) == 0 && !p.Unread
		words = words || strings.TrimSpace(p.Text) != ""
		for _, refusal := range p.Refused {
			rep.Refusals = once(rep.Refusals, refusal.String())
		}
		for _, note := range p.Notes {
			rep.Notes = once(rep.Notes, note)
		}
	}
	if !words {
		a.refuse(it.at, "There is nothing in it that I may keep.")
		return nil
	}
	if !papers[0].Pack && len(a.o.Only) > 0 {
		rep.Notes = append(rep.Notes, "It is no pack of reports, so there was nothing to choose from.")
	}
	if papers[0].Pack {
		if err := a.chosen(it, len(papers)-1); err != nil {
			return err
		}
	}
	number := 0
	for _, p := range papers {
		if p.Part {
			number++
		}
		one, err := a.pack(p, number)
		if err != nil {
			return err
		}
		it.papers = append(it.papers, one)
	}
	if clean {
		if err := a.originals.copy(a.l, r, size, it.version, it.src.base()); err != nil {
			if errors.Is(err, errChanged) {
				a.refuse(it.at, "It changed while I read it. Add it again when it is finished.")
				return nil
			}
			return fmt.Errorf("keeping the original: %w", err)
		}
		it.original = true
	} else {
		rep.Notes = append(rep.Notes, noOriginal)
	}
	return a.add(ctx, it)
}

func once(all []string, s string) []string {
	if slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}
