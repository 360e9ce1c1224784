package bolt

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// A Holder is who has the records open for writing, as noted beside the file.
// The note is for people: the lock itself is the system's and ends with its
// process, so a note that was left by kill -9 holds up nobody.
type Holder struct {
	PID     int       `json:"pid"`
	Started time.Time `json:"started"` // when it opened the records
	Command string    `json:"command"` // as Options say, else the base name of the programme
}

func holderPath(path string) string { return path + ".holder" }

func writeHolder(path string, o Options) error {
	h := Holder{PID: os.Getpid(), Started: o.Now().UTC().Truncate(time.Second), Command: o.Command}
	if h.Command == "" {
		h.Command = filepath.Base(os.Args[0])
	}
	b, err := json.Marshal(h)
	if err != nil {
		return err
	}
	tmp := holderPath(path) + ".new"
	if err := os.WriteFile(tmp, append(b, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, holderPath(path))
}

// readHolder returns the note beside the file, or nil where there is none that
// can be true: its process has ended.
func readHolder(path string) *Holder {
	b, err := os.ReadFile(holderPath(path))
	if err != nil {
		return nil
	}
	var h Holder
	if json.Unmarshal(b, &h) != nil || !alive(h.PID) {
		return nil
	}
	return &h
}

func alive(pid int) bool {
	if pid <= 0 {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
