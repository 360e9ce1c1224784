package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hearth/knowledge"
)

// A Source is a file to be added.
type Source struct {
	Root string // the folder that was added; the file's own where it was named itself
	Path string // below Root, with slashes
	Abs  string
	Size int64
	Err  error // it can't even be looked at
}

func (s Source) base() string { return filepath.Base(s.Abs) }

// A File is open for reading, from any place in it.
type File interface {
	io.ReadCloser
	io.ReaderAt
	Stat() (fs.FileInfo, error)
}

// Files are where Add finds what it is given: this machine's own files, or those
// of somebody who streams them.
type Files interface {
	// Find lists the files under the paths that Add was given, in the order given
	// and by name within a folder. Hidden files, links and sidecars are passed
	// over within folders. What can't be looked at is listed with its error.
	Find(ctx context.Context, paths []string) ([]Source, error)
	// Open opens a file by the path that Find gave, or the sidecar beside it.
	// Where there is none the error wraps fs.ErrNotExist.
	Open(abs string) (File, error)
}

// A Disk is this machine's own files.
type Disk struct{}

var _ Files = Disk{}

// Open opens a file.
func (Disk) Open(abs string) (File, error) {
	f, err := os.Open(abs)
	if err != nil {
		return nil, err // not a File that holds no file
	}
	return f, nil
}

// Find lists the files under paths.
func (Disk) Find(ctx context.Context, paths []string) ([]Source, error) {
	var out []Source
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, fmt.Errorf("adding %s: %w", p, err)
		}
		info, err := os.Stat(abs)
		switch {
		case err != nil:
			out = append(out, Source{Abs: abs, Err: err})
		case info.IsDir():
			found, err := walk(ctx, abs)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		case info.Mode().IsRegular():
			out = append(out, Source{Root: filepath.Dir(abs), Path: filepath.Base(abs), Abs: abs, Size: info.Size()})
		default:
			out = append(out, Source{Abs: abs, Err: errors.New("it is no file")})
		}
	}
	return out, nil
}

func walk(ctx context.Context, root string) ([]Source, error) {
	var out []Source
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if cerr := ctx.Err(); cerr != nil {
			return cerr
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != root
		switch {
		case err != nil:
			out = append(out, Source{Abs: path, Err: err})
			return nil
		case d.IsDir() && hidden:
			return fs.SkipDir
		case !d.Type().IsRegular() || hidden || isSidecar(path):
			return nil
		}
		info, err := d.Info()
		if err != nil {
			out = append(out, Source{Abs: path, Err: err})
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		out = append(out, Source{Root: root, Path: filepath.ToSlash(rel), Abs: path, Size: info.Size()})
		return nil
	})
	return out, err
}

const sidecarExt = ".yaml"

// isSidecar tells a file that describes the one beside it.
func isSidecar(path string) bool {
	file, ok := strings.CutSuffix(path, sidecarExt)
	if !ok {
		return false
	}
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular()
}

// sidecar reads the file beside path that describes it, where there is one.
func sidecar(files Files, path string) (Fields, error) {
	f, err := files.Open(path + sidecarExt)
	if errors.Is(err, fs.ErrNotExist) {
		return Fields{}, nil
	}
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(f, maxSidecar+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return parseSidecar(b)
}

// sum reads a file from its beginning to its end.
func sum(r io.ReaderAt, size int64) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(r, 0, size)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// errChanged says that a file was written to while it was read.
var errChanged = errors.New("the file changed while I read it")

// originalPath is where the original of a version stands. The name's ending is
// kept, so that the right programme opens it.
func (l *Library) originalPath(version, file string) string {
	ext := strings.ToLower(filepath.Ext(file))
	if len(ext) > 10 || strings.Trim(ext, ".abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		ext = ""
	}
	return filepath.Join(l.dir, originalsName, version+ext)
}

// Original gives the path of the file that a version was read from; an empty
// version is the current one. The error wraps fs.ErrNotExist where none is kept.
func (l *Library) Original(ctx context.Context, id, version string) (string, error) {
	d, err := l.Get(ctx, id)
	if err != nil {
		return "", err
	}
	if version == "" {
		version = d.Version
	}
	if !isVersion(version) {
		return "", &UnknownError{ID: id}
	}
	found, err := filepath.Glob(filepath.Join(l.dir, originalsName, version+"*"))
	if err != nil || len(found) == 0 {
		return "", fmt.Errorf("the original of %s: %w", id, fs.ErrNotExist)
	}
	return found[0], nil
}

// sweepOriginals deletes originals that belong to no version of any document:
// those of removed documents, and what a crash left.
func (l *Library) sweepOriginals(ctx context.Context) error {
	entries, err := os.ReadDir(filepath.Join(l.dir, originalsName))
	if errors.Is(err, fs.ErrNotExist) || len(entries) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking through the originals: %w", err)
	}
	used := map[string]bool{}
	err = l.each(ctx, func(d knowledge.Document) error {
		all, err := l.Versions(ctx, d.ID)
		for _, v := range all {
			used[v] = true
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range entries {
		version, _, _ := strings.Cut(e.Name(), ".")
		if used[version] {
			continue
		}
		if err := os.Remove(filepath.Join(l.dir, originalsName, e.Name())); err != nil {
			return fmt.Errorf("deleting an original: %w", err)
		}
	}
	return syncDir(filepath.Join(l.dir, originalsName))
}
