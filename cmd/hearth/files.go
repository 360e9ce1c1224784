package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/line"
)

// disk is this process's own files. Commands reach it through shell.files, so
// that one that runs in a hearth that serves gets the files of whoever typed it.
type disk struct{ app.Disk }

var _ line.Files = disk{}

// Create makes a file beside where it will stand.
func (disk) Create(name string) (line.NewFile, error) {
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = fs.ErrExist
		}
		return nil, &fs.PathError{Op: "create", Path: name, Err: err}
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".hearth-*")
	if err != nil {
		return nil, err
	}
	return &newFile{f, name}, nil
}

type newFile struct {
	*os.File
	name string
}

// Commit gives the file its name, unless something else has it by now.
func (n *newFile) Commit() error {
	if err := errors.Join(n.Sync(), n.place()); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(n.name))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// place gives the name by a link, which never replaces anything; on sticks and
// shares that have no links, by a rename after a look.
func (n *newFile) place() error {
	err := os.Link(n.File.Name(), n.name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(n.name); !errors.Is(err, fs.ErrNotExist) {
		return &fs.PathError{Op: "create", Path: n.name, Err: errors.Join(err, fs.ErrExist)}
	}
	return os.Rename(n.File.Name(), n.name)
}

// Close takes away the name that the file had on its way.
func (n *newFile) Close() error {
	err := os.Remove(n.File.Name())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil // a rename took it
	}
	return errors.Join(n.File.Close(), err)
}
