// Package pdf reads PDF files: pages with their printed numbers, bookmarks, and
// text put back together from lines into headings, paragraphs, list items and
// table rows. Running heads and feet are kept apart from the text.
//
// The parser is PDFium, compiled to WebAssembly and run in a sandbox without
// files, network or clock. Each file gets a fresh sandbox with a bound on
// memory (192 MiB unless set otherwise), time, pages and text, so that a
// broken or hostile file ends in an *extract.Error and the next file is read
// as if nothing had happened. The bound on memory is the sandbox's: the process
// may hold several times that for a while, until Go's collector has run. A
// child process would bound it harder; at one file at a time the sandbox
// was thought enough.
//
// Costs: nothing until the first file. Then the parser is compiled once, some
// seconds and 300 MB; with Options.CacheDir it is kept on disk (20 MB) and a
// later start takes a fifth of a second and 45 MB. A page of text takes 10 to
// 40 ms; time grows with pages, memory with the text of the file and the
// densest page.
//
// It can't read pictures of pages (extract.Scanned), nor tables whose cells
// the file draws out of order.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"hearth/knowledge/extract"
)

// Options bound what one file may cost. A zero field takes its default.
type Options struct {
	CacheDir string        // where the compiled parser is kept; empty: not kept
	MaxBytes int64         // of the file; 256 MiB
	MaxPages int           // 3,000
	MaxText  int           // bytes of text of the whole file; 32 MiB
	Timeout  time.Duration // for the whole file; 3 minutes
	MaxMB    int           // memory of the sandbox in MiB; 192
	Parallel int           // files read at once; 1
}

func (o Options) withDefaults() Options {
	set := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	set(&o.MaxPages, 3000)
	set(&o.MaxText, 32<<20)
	set(&o.MaxMB, 192)
	set(&o.Parallel, 1)
	if o.MaxBytes <= 0 {
		o.MaxBytes = 256 << 20
	}
	if o.Timeout <= 0 {
		o.Timeout = 3 * time.Minute
	}
	return o
}

// A Reader reads PDF files. It is safe for concurrent use; files beyond
// Options.Parallel wait their turn.
type Reader struct {
	opts Options
	turn chan struct{}

	mu     sync.Mutex
	pool   pdfium.Pool  // nil until the first file
	forget func() error // closes the compilation cache
}

// New makes a reader; it starts nothing.
func New(o Options) *Reader {
	o = o.withDefaults()
	return &Reader{opts: o, turn: make(chan struct{}, o.Parallel)}
}

// Close lets go of the parser. The reader may be used again afterwards; it then
// starts anew.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pool == nil {
		return nil
	}
	err := r.pool.Close()
	if r.forget != nil {
		err = errors.Join(err, r.forget())
	}
	r.pool, r.forget = nil, nil
	return err
}

// start compiles the parser, or takes it from the cache.
func (r *Reader) start(ctx context.Context) (pdfium.Pool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pool != nil {
		return r.pool, nil
	}
	conf := wazero.NewRuntimeConfig().
		WithMemoryLimitPages(uint32(r.opts.MaxMB) * 16).
		WithCloseOnContextDone(true)
	if r.opts.CacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(r.opts.CacheDir)
		if err != nil {
			return nil, fmt.Errorf("the folder for the compiled PDF parser: %w", err)
		}
		lasting := context.WithoutCancel(ctx)
		conf = conf.WithCompilationCache(cache)
		r.forget = func() error { return cache.Close(lasting) }
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context:       context.WithoutCancel(ctx), // it outlives the first file
		FSConfig:      wazero.NewFSConfig(),       // empty: the default would show the host's files
		RuntimeConfig: conf,
		MaxTotal:      r.opts.Parallel,
		MaxIdle:       r.opts.Parallel,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("starting the PDF parser: %w", err)
	}
	r.pool = pool
	return pool, nil
}

// Read reads one file. What is wrong with the file comes back as an
// *extract.Error; any other error is the machine's or ctx's. src is read here
// and there as the parser asks, never held whole.
func (r *Reader) Read(ctx context.Context, name string, src io.ReaderAt, size int64) (*File, error) {
	bad := func(reason extract.Reason, hint string, err error) error {
		return &extract.Error{Name: name, Reason: reason, Hint: hint, Err: err}
	}
	if size > r.opts.MaxBytes {
		return nil, bad(extract.TooLarge, fmt.Sprintf("It is larger than %d MB. Split it, or save it with smaller pictures.", r.opts.MaxBytes>>20), nil)
	}
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	pool, err := r.start(ctx)
	if err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, r.opts.Timeout)
	defer cancel()
	raw, err := r.sandboxed(limited, pool, io.NewSectionReader(src, 0, size))
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return nil, fmt.Errorf("reading %s: %w", name, ctx.Err())
	case limited.Err() != nil:
		return nil, bad(extract.TooSlow, fmt.Sprintf("It took longer than %s to read, so I stopped. Print it to a new PDF and add that.", plainTime(r.opts.Timeout)), err)
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity), strings.Contains(err.Error(), "invalid password"):
		return nil, bad(extract.Encrypted, "It is locked with a password. Save a copy without one and add that.", err)
	case errors.Is(err, errTooMuch):
		return nil, bad(extract.TooLarge, "It has more pages or text than I take from one file. Split it and add the parts.", err)
	default:
		return nil, bad(extract.Damaged, "The file is damaged. Export or download it again.", err)
	}
	f := build(raw)
	if f.words() == 0 {
		if raw.refused > 0 && raw.refused == len(raw.pages) {
			return nil, bad(extract.Damaged, "The file is damaged: none of its pages can be opened. Export or download it again.", nil)
		}
		return nil, bad(extract.Scanned, "Its pages are pictures without text. Ask for the original, or have the text recognised (OCR) and add that.", nil)
	}
	return f, nil
}

func plainTime(d time.Duration) string {
	if d >= 2*time.Minute {
		return fmt.Sprintf("%d minutes", int(d.Minutes()))
	}
	return fmt.Sprintf("%d seconds", max(1, int(d.Seconds())))
}
