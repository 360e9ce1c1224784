// Package read opens any file that hearth can read. What a file is, its first
// bytes and its structure say, never its name. Each format has a package of its
// own; this one tells them apart, holds them to one set of limits, takes out
// what is marked exempt, and fills in what the text says of itself.
//
// Costs: nothing until the first file; then what the format's package says. A
// file is held in memory once (a JSONL collection and a PDF are not), its text
// about three times more while it is worked on.
package read

import (
	"context"
	"errors"
	"io"
	"iter"
	"path/filepath"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
	"hearth/knowledge/extract/exempt"
	"hearth/knowledge/extract/guess"
	"hearth/knowledge/extract/pdf"
)

// Options say how to read; the zero value is good.
type Options struct {
	// CacheDir keeps what the PDF reader compiles at its first use, so that the
	// next process starts faster; empty: nothing is kept.
	CacheDir string
}

// The limits on one file. A council's longest pack has some 100 MB of pictures
// and 3 MB of text.
const (
	MaxFile = 512 << 20 // bytes of a file that holds more than text
	MaxText = 32 << 20  // bytes of text, as a file or out of one
)

// A Reader reads files, one after another or several at once. It costs nothing
// until a file needs it.
type Reader struct {
	pdf *pdf.Reader
}

// New makes a Reader; Close it after use.
func New(opt Options) *Reader { return &Reader{pdf: pdf.New(pdf.Options{CacheDir: opt.CacheDir})} }

// Close lets go of what the formats hold. The Reader may be used again; it then
// starts anew.
func (r *Reader) Close() error { return r.pdf.Close() }

// Read reads the papers in a file, in order: one for most files, a pack with its
// reports, a collection's lines. Every error is an *extract.Error, or wraps the
// context's. After the error of a collection's line the next line follows; after
// any other nothing does. name is for messages only.
func (r *Reader) Read(ctx context.Context, name string, src io.ReaderAt, size int64) iter.Seq2[extract.Paper, error] {
	name = filepath.Base(name)
	return func(yield func(extract.Paper, error) bool) {
		f := file{name: name, src: src, size: size}
		kind, err := f.sniff()
		if err != nil {
			yield(extract.Paper{}, f.explain(err))
			return
		}
		r.read(ctx, f, kind, yield)
	}
}

// read sends the file to its format's reader.
func (r *Reader) read(ctx context.Context, f file, kind format, yield func(extract.Paper, error) bool) {
	switch kind {
	case collection:
		r.collection(ctx, f, yield)
		return
	case portable:
		r.portable(ctx, f, yield)
		return
	}
	one := readers[kind]
	if one == nil {
		yield(extract.Paper{}, f.refuse(kind))
		return
	}
	d, err := one(ctx, f)
	if err != nil {
		yield(extract.Paper{}, f.explain(err))
		return
	}
	paper, err := finish(f.name, d)
	if err != nil {
		yield(extract.Paper{}, f.explain(err))
		return
	}
	yield(paper, nil)
}

// errNoText says that a file has no words in it.
var errNoText = errors.New("no text in it")

// finish makes a paper of a draft: exempt parts out, guesses in.
func finish(name string, d *draft.Draft) (extract.Paper, error) {
	p := d.Paper()
	if len(p.Blocks) == 0 {
		return p, errNoText
	}
	if len(p.Text) > MaxText {
		return p, &extract.LimitError{What: "text", Most: MaxText}
	}
	if err := (exempt.Clues{Margins: d.Margins}).Sift(name, &p); err != nil {
		return p, err
	}
	guess.Fill(&p)
	return p, nil
}
