package library_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"hearth/knowledge/library"
)

// streamed are files that stand on no disk of this machine: an upload's, or
// those of another process.
type streamed struct {
	files  fstest.MapFS
	opened func(name string)
}

func (s streamed) Find(_ context.Context, paths []string) (out []library.Source, err error) {
	for _, p := range paths {
		f, ok := s.files[p]
		if !ok {
			out = append(out, library.Source{Abs: "/" + p, Err: fs.ErrNotExist})
			continue
		}
		out = append(out, library.Source{Root: "/" + path.Dir(p), Path: path.Base(p), Abs: "/" + p, Size: int64(len(f.Data))})
	}
	return out, nil
}

func (s streamed) Open(abs string) (library.File, error) {
	if s.opened != nil {
		s.opened(abs)
	}
	f, err := s.files.Open(strings.TrimPrefix(abs, "/"))
	if err != nil {
		return nil, err
	}
	return stream{f, bytes.NewReader(s.files[strings.TrimPrefix(abs, "/")].Data)}, nil
}

type stream struct {
	fs.File
	at *bytes.Reader
}

func (s stream) ReadAt(p []byte, at int64) (int, error) { return s.at.ReadAt(p, at) }

func TestFilesMayComeFromElsewhere(t *testing.T) {
	l, _ := fresh(t)
	files := streamed{files: fstest.MapFS{
		"in/a.txt":      {Data: []byte("Alpha\nFirst words.\n")},
		"in/a.txt.yaml": {Data: []byte("title: Said beside it\n")},
	}}
	o := library.AddOptions{ID: "a", Files: files}
	r, err := l.Add(t.Context(), []string{"in/a.txt"}, o)
	if err != nil || !r.OK() || r.Files[0].Path != "/in/a.txt" || !r.Files[0].Original {
		t.Fatalf("%+v: %v", r, err)
	}
	wantIndexed(t, l, "a: Said beside it")
	d, err := l.Get(t.Context(), "a")
	if err != nil || d.Root != "/in" || d.Path != "a.txt" {
		t.Errorf("it came from %q %q: %v", d.Root, d.Path, err)
	}
	files.files["in/a.txt"] = &fstest.MapFile{Data: []byte("Alpha\nOther words.\n")}
	r, err = l.Add(t.Context(), []string{"in/a.txt", "in/none.txt"}, library.AddOptions{Files: files})
	if err != nil || r.Files[0].Outcome != library.NewVersion || r.Files[1].Outcome != library.Unreadable {
		t.Errorf("the same path again, and one that isn't there: %+v: %v", r, err)
	}
}

// Whoever streams files and goes away stops the work: what can't be opened any
// more is not the files' fault.
func TestAStreamThatBreaksOffIsNoUnreadableFile(t *testing.T) {
	l, _ := fresh(t)
	ctx, stop := context.WithCancel(t.Context())
	files := streamed{files: fstest.MapFS{
		"in/a.txt": {Data: []byte("Alpha\nFirst words.\n")},
		"in/b.txt": {Data: []byte("Beta\nOther words.\n")},
		"in/c.txt": {Data: []byte("Gamma\nThird words.\n")},
	}}
	files.opened = func(name string) {
		if name == "/in/b.txt" {
			stop()
			clear(files.files)
		}
	}
	r, err := l.Add(ctx, []string{"in/a.txt", "in/b.txt", "in/c.txt"}, library.AddOptions{Files: files})
	if !errors.Is(err, context.Canceled) || len(r.Files) != 1 || r.Files[0].Outcome != library.Added {
		t.Errorf("%+v: %v", r, err)
	}
}

func TestAnotherGlossaryMakesTheIndexAnewInAnOpenLibrary(t *testing.T) {
	l, in := fresh(t)
	if empty, err := l.Empty(t.Context()); err != nil || !empty {
		t.Errorf("before: empty %v, %v", empty, err)
	}
	add(t, l, write(t, in+"/a.txt", "Alpha\nFirst words.\n"), library.AddOptions{ID: "a"})
	if empty, err := l.Empty(t.Context()); err != nil || empty {
		t.Errorf("after: empty %v, %v", empty, err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := l.Reword(stopped, "other", nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if c, err := l.Check(t.Context()); err != nil || len(c.Problems) != 1 {
		t.Errorf("an index with other words passes for right: %q, %v", c.Problems, err)
	}
	if err := l.Reword(t.Context(), "other", nil); err != nil {
		t.Fatal(err)
	}
	wantIndexed(t, l, "a: Alpha")
	if c, err := l.Check(t.Context()); err != nil || len(c.Problems) != 0 {
		t.Errorf("got %q, %v", c.Problems, err)
	}
}
