package erasure

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// File is the log's name in a data folder.
const File = "erasures.log"

// A Log is a file of erasures, one a line, that only grows. It may be used
// concurrently, by the one process that may change the records.
type Log struct {
	path string
	mu   sync.Mutex // held while the file changes
}

// At gives the log at a path. It opens nothing; the first Append makes the file.
func At(path string) *Log { return &Log{path: path} }

// Append adds an erasure. When it returns nil the line is on disk.
func (l *Log) Append(ctx context.Context, e Erasure) error {
	if err := errors.Join(ctx.Err(), e.check()); err != nil {
		return err
	}
	e.At = e.At.UTC()
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.append(append(line, '\n')); err != nil {
		return fmt.Errorf("the log of erasures: %w", err)
	}
	return nil
}

func (l *Log) append(line []byte) error {
	f, err := os.OpenFile(l.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	at, err := whole(f)
	if err == nil {
		// What a crash left behind the last whole line was never acknowledged.
		err = f.Truncate(at)
	}
	if err == nil {
		_, err = f.WriteAt(line, at)
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil && at >= 0 {
		err = errors.Join(err, f.Truncate(at))
	}
	if err = errors.Join(err, f.Close()); err != nil || at > 0 {
		return err
	}
	return syncDir(filepath.Dir(l.path)) // the file may be new
}

// whole is where the last whole line ends; -1 with an error.
func whole(f *os.File) (int64, error) {
	all, err := io.ReadAll(f)
	if err != nil {
		return -1, err
	}
	return int64(bytes.LastIndexByte(all, '\n') + 1), nil
}

// All reads the log; a file that isn't there is an empty one. A line that can't
// be read is an error, but for the last where a crash cut it short: that one was
// never acknowledged.
func (l *Log) All(ctx context.Context) ([]Erasure, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	f, err := os.Open(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the log of erasures: %w", err)
	}
	defer f.Close()
	return Read(f)
}

// A LogError says that a line of a log can't be read. Nothing may be restored
// over it, as what it said must stay erased is not known.
type LogError struct{ Line int }

// Error is the operator's line.
func (e *LogError) Error() string {
	return fmt.Sprintf("line %d of the log of erasures can't be read", e.Line)
}

// Plain says what to do.
func (e *LogError) Plain() string {
	return fmt.Sprintf("Line %d of the log of erasures is damaged, so I can't tell what must stay erased. Bring back %s from where it is whole, then try again.", e.Line, File)
}

// Read reads what a Log wrote, as All does.
func Read(r io.Reader) ([]Erasure, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("the log of erasures: %w", err)
	}
	var all []Erasure
	for n := 1; len(text) > 0; n++ {
		line, rest, ended := bytes.Cut(text, []byte("\n"))
		text = rest
		var e Erasure
		if err := json.Unmarshal(line, &e); err == nil && e.check() == nil {
			all = append(all, e)
		} else if ended {
			return nil, &LogError{Line: n}
		}
	}
	return all, nil
}

// Write puts a whole log at a path, in the place of one that may stand there;
// after a crash it is the old one or the new.
func Write(path string, all []Erasure) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".erasures-*")
	if err != nil {
		return fmt.Errorf("the log of erasures: %w", err)
	}
	defer os.Remove(f.Name()) // gone already where all went well
	enc := json.NewEncoder(f)
	for _, e := range all {
		if err = e.check(); err == nil {
			err = enc.Encode(e)
		}
		if err != nil {
			break
		}
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("the log of erasures: %w", err)
	}
	return nil
}

// syncDir makes the names in a folder survive a power cut.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
