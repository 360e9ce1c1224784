package line

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"time"
)

// Protocol is the version of what goes over the line. Hello and refusal never
// change, so that any two hearths can tell each other that they differ.
const Protocol = 1

// hello is what either end says first. Arguments are bytes: a file's name need
// not be text.
type hello struct {
	Protocol int               `json:"protocol"`
	Hearth   string            `json:"hearth"` // the release, for people
	Args     [][]byte          `json:"args,omitempty"`
	Settings map[string]string `json:"settings,omitempty"`
	NoColour bool              `json:"no_colour,omitempty"`
	In       int               `json:"in,omitempty"` // columns of each stream; 0: no terminal
	Out      int               `json:"out,omitempty"`
	Err      int               `json:"err,omitempty"`
}

// What a client is asked for.
const (
	opRead     = "read"   // the next bytes of a stream; stream 0 is standard input
	opReadAt   = "readat" // bytes of a file from a place in it
	opStat     = "stat"
	opOpen     = "open"
	opFind     = "find"   // opens a stream of found files
	opCreate   = "create" // a file that isn't there yet
	opWrite    = "write"
	opCommit   = "commit"
	opClose    = "close"
	opPrompt   = "prompt"   // a line of a person's
	opPrompted = "prompted" // no more lines
)

type ask struct {
	ID    uint64   `json:"id"`
	Op    string   `json:"op"`
	Names [][]byte `json:"names,omitempty"`
	File  uint64   `json:"file,omitempty"`
	At    int64    `json:"at,omitempty"`
	N     int      `json:"n,omitempty"`
}

type reply struct {
	ID   uint64   `json:"id"`
	File uint64   `json:"file,omitempty"`
	End  bool     `json:"end,omitempty"` // io.EOF, after the data
	Stat *stat    `json:"stat,omitempty"`
	Err  *failure `json:"err,omitempty"`
}

// A stat is what is known of an open file.
type stat struct {
	Base    []byte      `json:"name"`
	Bytes   int64       `json:"size"`
	Perm    fs.FileMode `json:"mode"`
	Changed time.Time   `json:"changed"`
}

var _ fs.FileInfo = (*stat)(nil)

func (s *stat) Name() string       { return string(s.Base) }
func (s *stat) Size() int64        { return s.Bytes }
func (s *stat) Mode() fs.FileMode  { return s.Perm }
func (s *stat) ModTime() time.Time { return s.Changed }
func (s *stat) IsDir() bool        { return s.Perm.IsDir() }
func (s *stat) Sys() any           { return nil }

// A failure is an error at the client, which is the same at the server: both
// are processes of one machine.
type failure struct {
	Op    string        `json:"op,omitempty"`
	Path  []byte        `json:"path,omitempty"`
	Errno syscall.Errno `json:"errno,omitempty"`
	Text  string        `json:"text,omitempty"`
	Is    string        `json:"is,omitempty"` // which of the kinds of errors of files
}

var fileErrors = map[string]error{"there": fs.ErrExist, "gone": fs.ErrNotExist, "forbidden": fs.ErrPermission}

func failureOf(err error) *failure {
	if err == nil {
		return nil
	}
	f := &failure{}
	if p, ok := errors.AsType[*fs.PathError](err); ok && p == err {
		f.Op, f.Path, err = p.Op, []byte(p.Path), p.Err
	}
	f.Text = err.Error()
	if n, ok := errors.AsType[syscall.Errno](err); ok && n.Error() == f.Text { // and nothing around it
		f.Errno, f.Text = n, ""
		return f
	}
	for name, kind := range fileErrors {
		if errors.Is(err, kind) {
			f.Is = name
		}
	}
	return f
}

func (f *failure) err() error {
	if f == nil {
		return nil
	}
	var err error = f.Errno
	if f.Errno == 0 {
		err = &told{f.Text, fileErrors[f.Is]}
	}
	if f.Op != "" {
		return &fs.PathError{Op: f.Op, Path: string(f.Path), Err: err}
	}
	return err
}

// told is an error that the other end has told of.
type told struct {
	text string
	is   error
}

func (t *told) Error() string        { return t.text }
func (t *told) Is(target error) bool { return t.is != nil && t.is == target }

// A RefusedError is why the serving hearth takes no command from here.
type RefusedError struct{ Sentence string }

// Error is the sentence of the serving hearth.
func (e *RefusedError) Error() string { return e.Sentence }

// A LostError says that the serving hearth went away before the command's end.
type LostError struct{ Err error }

// Error is the operator's line.
func (e *LostError) Error() string { return fmt.Sprintf("the serving hearth went away: %v", e.Err) }

// Unwrap tells how that was seen.
func (e *LostError) Unwrap() error { return e.Err }

// Plain is for whoever waits for the command's end.
func (e *LostError) Plain() string {
	return "The hearth that serves this data folder went away before the command was done. What it had finished by then stays."
}

// Hint says what to do.
func (e *LostError) Hint() string {
	return "start \"hearth serve\" again, or give the same command again without it: it goes on with the rest"
}

func differ(here, there hello) string {
	return fmt.Sprintf("This is hearth %s, and hearth %s serves the data folder: they don't understand each other. Use the same hearth for both, or stop the serving one.",
		here.Hearth, there.Hearth)
}
