package line

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"hearth/cmd/hearth/internal/app"
)

// Files are the files of whoever typed a command, wherever the command runs.
type Files interface {
	app.Files
	// Create makes a file that isn't there yet; where something is, the error
	// wraps fs.ErrExist.
	Create(name string) (NewFile, error)
}

// A NewFile gets its name only once it is whole.
type NewFile interface {
	io.Writer
	// Commit gives the file its name, safe against a power cut.
	Commit() error
	// Close ends the work; without a Commit before nothing stays.
	Close() error
}

// found is a file that was found, as it goes over the line.
type found struct {
	Root []byte   `json:"root"`
	Path []byte   `json:"path"`
	Abs  []byte   `json:"abs"`
	Size int64    `json:"size"`
	Err  *failure `json:"err,omitempty"`
}

func foundLines(sources []app.Source) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, s := range sources {
		if err := enc.Encode(found{[]byte(s.Root), []byte(s.Path), []byte(s.Abs), s.Size, failureOf(s.Err)}); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// farFiles are the client's files, seen from the server.
type farFiles struct{ c *Call }

var _ Files = farFiles{}

func (f farFiles) Find(ctx context.Context, paths []string) ([]app.Source, error) {
	var names [][]byte
	for _, p := range paths {
		names = append(names, []byte(p))
	}
	// A slow disk may take its time.
	r, _, err := f.c.askWaiting(ctx, ask{Op: opFind, Names: names}, nil, nil)
	if err != nil {
		return nil, err
	}
	stream := &farFile{c: f.c, id: r.File}
	defer stream.Close()
	dec := json.NewDecoder(stream)
	var out []app.Source
	for {
		var one found
		switch err := dec.Decode(&one); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("which files there are: %w", err)
		}
		out = append(out, app.Source{Root: string(one.Root), Path: string(one.Path), Abs: string(one.Abs), Size: one.Size, Err: one.Err.err()})
	}
}

func (f farFiles) Open(name string) (app.File, error) {
	r, _, err := f.c.ask(ask{Op: opOpen, Names: [][]byte{[]byte(name)}}, nil)
	if err != nil {
		return nil, err
	}
	return &farFile{c: f.c, id: r.File}, nil
}

func (f farFiles) Create(name string) (NewFile, error) {
	r, _, err := f.c.ask(ask{Op: opCreate, Names: [][]byte{[]byte(name)}}, nil)
	if err != nil {
		return nil, err
	}
	return &farFile{c: f.c, id: r.File}, nil
}

// block is what is fetched for a small read: readers come back for what follows.
const block = 64 << 10

// A farFile is one that the client has open.
type farFile struct {
	c  *Call
	id uint64

	mu   sync.Mutex
	from int64 // where kept begins
	kept []byte
}

func (f *farFile) Read(p []byte) (int, error) { return f.c.read(f.c.alive, f.id, p) }

func (f *farFile) ReadAt(p []byte, at int64) (n int, err error) {
	if at < 0 {
		return 0, &fs.PathError{Op: "readat", Err: errors.New("negative offset")}
	}
	for n < len(p) {
		m, err := f.some(p[n:], at+int64(n))
		n += m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// some reads at least one byte, or says why not.
func (f *farFile) some(p []byte, at int64) (int, error) {
	if len(p) >= block {
		return f.fetch(p[:min(len(p), piece)], at)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if at < f.from || at >= f.from+int64(len(f.kept)) {
		if f.kept == nil {
			f.kept = make([]byte, block)
		}
		f.from = at / block * block
		n, err := f.fetch(f.kept[:block], f.from)
		f.kept = f.kept[:n]
		if n == 0 || at >= f.from+int64(n) {
			if err == nil {
				err = io.EOF
			}
			return 0, err
		}
	}
	return copy(p, f.kept[at-f.from:]), nil
}

// fetch reads once what the client gives at a place.
func (f *farFile) fetch(p []byte, at int64) (int, error) {
	r, data, err := f.c.ask(ask{Op: opReadAt, File: f.id, At: at, N: len(p)}, nil)
	n := copy(p, data)
	if err == nil && n < len(p) && r.End {
		err = io.EOF
	}
	if err == nil && n == 0 {
		err = io.ErrNoProgress
	}
	return n, err
}

func (f *farFile) Stat() (fs.FileInfo, error) {
	r, _, err := f.c.ask(ask{Op: opStat, File: f.id}, nil)
	if err != nil {
		return nil, err
	}
	if r.Stat == nil {
		return nil, ErrFrame
	}
	return r.Stat, nil
}

func (f *farFile) Write(p []byte) (n int, err error) {
	for n < len(p) {
		part := p[n:min(len(p), n+piece)]
		if _, _, err := f.c.ask(ask{Op: opWrite, File: f.id}, part); err != nil {
			return n, err
		}
		n += len(part)
	}
	return n, nil
}

func (f *farFile) Commit() error {
	_, _, err := f.c.ask(ask{Op: opCommit, File: f.id}, nil)
	return err
}

func (f *farFile) Close() error {
	_, _, err := f.c.ask(ask{Op: opClose, File: f.id}, nil)
	return err
}
