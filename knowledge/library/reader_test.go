package library_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/read"
	"hearth/knowledge/library"
	"hearth/storage/storagetest"
)

// lines is a reader of files that a test can write by hand: plain text, whose
// first line is the title; a JSON list of papers, for packs; JSON lines, for
// collections.
type lines struct{ reads *int }

// written is a paper as a test's file has it.
type written struct {
	ID, Title, Text, Item, Shelf string
	Pack, Part, Exempt           bool
	Looks                        float64
}

func (r lines) Read(ctx context.Context, name string, src io.ReaderAt, size int64) iter.Seq2[extract.Paper, error] {
	if r.reads != nil {
		*r.reads++
	}
	return func(yield func(extract.Paper, error) bool) {
		in := bufio.NewReader(io.NewSectionReader(src, 0, size))
		begin, _ := in.Peek(1)
		switch string(begin) {
		case "[":
			var all []written
			if err := json.NewDecoder(in).Decode(&all); err != nil {
				yield(extract.Paper{}, &extract.Error{Name: name, Reason: extract.Damaged, Hint: "It is damaged.", Err: err})
				return
			}
			for _, w := range all {
				if !yield(w.paper(), nil) {
					return
				}
			}
		case "{":
			sc := bufio.NewScanner(in)
			for sc.Scan() {
				var w written
				err := json.Unmarshal(sc.Bytes(), &w)
				switch {
				case err == nil && w.Text == "":
					err = &extract.Error{Name: name, Reason: extract.Empty, Hint: "There are no words in it."}
				case err != nil:
					err = &extract.Error{Name: name, Reason: extract.Damaged, Hint: "One line of it is damaged.", Err: err}
				}
				if !yield(w.paper(), err) || ctx.Err() != nil {
					return
				}
			}
		default:
			b, err := io.ReadAll(in)
			title, text, _ := strings.Cut(string(b), "\n")
			if err == nil && strings.Contains(title, "EXEMPT") {
				err = &extract.Error{Name: name, Reason: extract.Exempt, Hint: "All of it is marked exempt."}
			}
			if err == nil && !bytes.ContainsFunc(b, func(r rune) bool { return r > ' ' }) {
				err = &extract.Error{Name: name, Reason: extract.Empty, Hint: "There is nothing in it."}
			}
			yield(written{Title: title, Text: text}.paper(), err)
		}
	}
}

func (w written) paper() extract.Paper {
	p := extract.Paper{ID: w.ID, Pack: w.Pack, Part: w.Part, Looks: w.Looks, Content: content(w.Text)}
	p.Title, p.Item, p.Shelf = w.Title, w.Item, knowledge.Shelf(w.Shelf)
	if w.Exempt {
		p.Refused = []extract.Refusal{{From: 3, To: 4, Why: "marked not for publication"}}
	}
	return p
}

// content makes every line a paragraph.
func content(text string) knowledge.Content {
	c := knowledge.Content{Text: text}
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if end := at + len(strings.TrimRight(line, "\n")); end > at {
			c.Blocks = append(c.Blocks, knowledge.Block{Start: at, End: end})
		}
		at += len(line)
	}
	return c
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func options() library.Options {
	return library.Options{Reader: lines{}, Glossary: "g1", Now: func() time.Time { return noon }, Wait: 10 * time.Second}
}

// reading are the options of a library that reads every format.
func reading(t testing.TB) library.Options {
	t.Helper()
	o, reader := options(), read.New(read.Options{})
	t.Cleanup(func() {
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
	})
	o.Reader = reader
	return o
}

func open(t testing.TB, dir string, o library.Options) *library.Library {
	t.Helper()
	l, err := library.Open(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shut(t, l) })
	return l
}

func shut(t testing.TB, l *library.Library) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}

// fresh gives an empty library and a folder for files to add.
func fresh(t testing.TB) (l *library.Library, in string) {
	t.Helper()
	dir := t.TempDir()
	return open(t, filepath.Join(dir, "data"), options()), filepath.Join(dir, "in")
}

func write(t testing.TB, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// add adds one path and gives what became of its only file.
func add(t testing.TB, l *library.Library, path string, o library.AddOptions) library.FileReport {
	t.Helper()
	r, err := l.Add(t.Context(), []string{path}, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Files) != 1 {
		t.Fatalf("the report has %d files, want 1: %+v", len(r.Files), r.Files)
	}
	return r.Files[0]
}

func get(t testing.TB, l *library.Library, id string) knowledge.Document {
	t.Helper()
	d, err := l.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sound fails where the library's own check finds anything.
func sound(t testing.TB, l *library.Library) library.Checkup {
	t.Helper()
	c, err := l.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Problems {
		t.Errorf("check: %s", p)
	}
	return c
}

// holds counts how many of the words stand in the bytes or names of any file
// below dir.
func holds(t testing.TB, dir string, words ...string) (found []string) {
	t.Helper()
	all := storagetest.Bytes(t, dir)
	for _, w := range words {
		if bytes.Contains(all, []byte(w)) {
			found = append(found, w)
		}
	}
	return found
}
