package line

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"

	"hearth/bot/console"
)

// hands do for the server what only the client can: read what it has, open what
// its command line names.
type hands struct {
	here Here

	mu    sync.Mutex
	may   map[string]bool // names that may be opened
	last  uint64
	open  map[uint64]io.Closer
	lines console.LineReader
}

func newHands(args []string, here Here) *hands {
	h := &hands{here: here, may: map[string]bool{}, open: map[uint64]io.Closer{}}
	for _, a := range args {
		h.allow(a)
		if _, value, ok := strings.Cut(a, "="); ok && strings.HasPrefix(a, "-") {
			h.allow(value)
		}
	}
	return h
}

// allow lets the server ask for a file.
func (h *hands) allow(name string) {
	h.may[name] = true
	if abs, err := filepath.Abs(name); err == nil {
		h.may[abs] = true
	}
}

// close lets go of what is open; a file that was not finished is not kept.
func (h *hands) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.open {
		_ = c.Close() // it was only read, or isn't wanted
	}
	h.open = nil
	if h.lines != nil {
		_ = h.lines.Close() // there is no other terminal to tell of it
	}
	h.lines = nil
}

// do does one thing that was asked for.
func (h *hands) do(ctx context.Context, a ask, data []byte) (r reply, out []byte) {
	var err error
	switch a.Op {
	case opPrompt:
		out, err = h.prompt(ctx, a)
	case opPrompted:
		h.mu.Lock()
		l := h.lines
		h.lines = nil
		h.mu.Unlock()
		if l != nil {
			err = l.Close()
		}
	case opOpen, opCreate, opFind:
		r.File, err = h.begin(ctx, a)
	case opRead:
		out, err = h.read(a)
	default:
		r.Stat, out, err = h.use(a, data)
	}
	if errors.Is(err, io.EOF) {
		r.End, err = true, nil
	}
	r.Err = failureOf(err)
	return r, out
}

func (h *hands) prompt(ctx context.Context, a ask) ([]byte, error) {
	h.mu.Lock()
	if h.lines == nil && h.open != nil {
		h.lines = h.here.Lines()
	}
	l := h.lines
	h.mu.Unlock()
	if l == nil || len(a.Names) != 1 {
		return nil, io.EOF
	}
	line, err := l.ReadLine(ctx, string(a.Names[0]))
	return []byte(line), err
}

// begin opens something and gives its number.
func (h *hands) begin(ctx context.Context, a ask) (uint64, error) {
	var names []string
	for _, n := range a.Names {
		name := string(n)
		h.mu.Lock()
		may := h.may[name]
		h.mu.Unlock()
		if !may {
			return 0, &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("the command line doesn't name it: %w", fs.ErrPermission)}
		}
		names = append(names, name)
	}
	if a.Op != opFind && len(names) != 1 {
		return 0, ErrFrame
	}
	var c io.Closer
	var err error
	switch a.Op {
	case opOpen:
		c, err = h.here.Files.Open(names[0])
	case opCreate:
		c, err = h.here.Files.Create(names[0])
	case opFind:
		c, err = h.find(ctx, names)
	}
	if err != nil {
		return 0, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open == nil {
		return 0, errors.Join(errGone, c.Close())
	}
	h.last++
	h.open[h.last] = c
	return h.last, nil
}

// find lists files, and lets them be opened with the sidecars beside them.
func (h *hands) find(ctx context.Context, names []string) (io.Closer, error) {
	sources, err := h.here.Files.Find(ctx, names)
	if err != nil {
		return nil, err
	}
	b, err := foundLines(sources)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range sources {
		h.may[s.Abs], h.may[s.Abs+".yaml"] = true, true
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

func (h *hands) read(a ask) ([]byte, error) {
	in := h.here.Stdin
	if a.File != 0 {
		var ok bool
		if in, ok = h.file(a.File).(io.Reader); !ok {
			return nil, fs.ErrInvalid
		}
	}
	p := make([]byte, min(max(a.N, 0), piece))
	n, err := in.Read(p)
	return p[:n], err
}

func (h *hands) file(id uint64) io.Closer {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.open[id]
}

// use does something with what is open.
func (h *hands) use(a ask, data []byte) (st *stat, out []byte, err error) {
	open := h.file(a.File)
	switch f := open.(type) {
	case NewFile: // which may be one that can be read, too
		switch a.Op {
		case opWrite:
			_, err := f.Write(data)
			return nil, nil, err
		case opCommit:
			return nil, nil, f.Commit()
		}
	case interface {
		io.ReaderAt
		Stat() (fs.FileInfo, error)
	}:
		switch a.Op {
		case opReadAt:
			p := make([]byte, min(max(a.N, 0), piece))
			n, err := f.ReadAt(p, a.At)
			return nil, p[:n], err
		case opStat:
			info, err := f.Stat()
			if err != nil {
				return nil, nil, err
			}
			return &stat{[]byte(info.Name()), info.Size(), info.Mode(), info.ModTime()}, nil, nil
		}
	}
	if a.Op != opClose || open == nil {
		return nil, nil, fs.ErrInvalid
	}
	h.mu.Lock()
	delete(h.open, a.File)
	h.mu.Unlock()
	return nil, nil, open.Close()
}
