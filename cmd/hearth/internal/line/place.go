package line

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// The names in a data folder.
const (
	socketName = "hearth.sock"
	atName     = "hearth.sock.at" // says where the socket is, if not here
)

// longestPath of a socket is 103 bytes on some systems and 107 on others.
const longestPath = 103

// A PlaceError says that there is no place for a socket.
type PlaceError struct{ Dir string }

// Error is the operator's line.
func (e *PlaceError) Error() string {
	return fmt.Sprintf("neither %s nor a folder for temporary files can hold a socket: their paths are too long, or they may not be written to", e.Dir)
}

// Hint says what to do.
func (e *PlaceError) Hint() string {
	return "set XDG_RUNTIME_DIR to a folder of your own with a short path"
}

// settle gives one path for a folder, however it is reached.
func settle(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return dir
}

// places are where the socket of a folder may be, the likeliest first.
func places(dir string) (paths []string) {
	dir = settle(dir)
	if path := filepath.Join(dir, socketName); len(path) <= longestPath {
		paths = append(paths, path)
	}
	if path := placeElsewhere(dir); path != "" {
		paths = append(paths, path)
	}
	return paths
}

// placeElsewhere is what the small file in the folder says; empty: nothing.
func placeElsewhere(dir string) string {
	f, err := os.Open(filepath.Join(dir, atName))
	if err != nil {
		return ""
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, longestPath+2))
	path := strings.TrimRight(string(b), "\n")
	if err != nil || !filepath.IsAbs(path) || len(path) > longestPath {
		return ""
	}
	return path
}

// listen makes the socket of a folder, in place of one that was left behind: the
// caller holds the folder's records, so nobody else is there. tidy takes away
// what was made for it beside the socket itself.
func listen(dir, runDir string) (l *net.UnixListener, tidy func() error, err error) {
	dir = settle(dir)
	if err := clear(dir); err != nil {
		return nil, nil, fmt.Errorf("taking away an old socket: %w", err)
	}
	var why error
	if path := filepath.Join(dir, socketName); len(path) <= longestPath {
		if l, why = listenAt(path); why == nil {
			return l, func() error { return nil }, nil
		}
		// Not every file system has sockets: some that are shared with another
		// machine have none.
	}
	path, tidy, err := elsewhere(dir, runDir)
	if err != nil {
		return nil, nil, errors.Join(err, why)
	}
	if l, err = listenAt(path); err != nil {
		return nil, nil, errors.Join(err, why, tidy())
	}
	return l, tidy, nil
}

func listenAt(path string) (*net.UnixListener, error) {
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("making the socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("making the socket: %w", err), l.Close())
	}
	return l, nil
}

// clear takes away the sockets that a server left which was killed.
func clear(dir string) error {
	for _, path := range []string{filepath.Join(dir, socketName), placeElsewhere(dir)} {
		info, err := os.Lstat(path)
		if path == "" || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if info.Mode().Type() != fs.ModeSocket {
			if filepath.Dir(path) == dir {
				return fmt.Errorf("%s is no socket", path)
			}
			continue // whatever it is, it isn't ours
		}
		if err := os.Remove(path); err != nil {
			return err
		}
		if parent := filepath.Dir(path); parent != dir {
			_ = os.Remove(parent) // it was made for the socket; a folder with anything in it stays
		}
	}
	err := os.Remove(filepath.Join(dir, atName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// elsewhere makes a private folder with a short path, and names the socket to
// be in the data folder.
func elsewhere(dir, runDir string) (path string, tidy func() error, err error) {
	for _, base := range []string{runDir, os.TempDir()} {
		if base == "" || len(filepath.Join(base, "hearth-0123456789", "line")) > longestPath {
			continue
		}
		own, err := os.MkdirTemp(base, "hearth-")
		if err != nil {
			continue
		}
		at, path := filepath.Join(dir, atName), filepath.Join(own, "line")
		tidy := func() error { return errors.Join(os.RemoveAll(own), os.RemoveAll(at)) }
		if err := os.WriteFile(at, []byte(path+"\n"), 0o600); err != nil {
			return "", nil, errors.Join(fmt.Errorf("saying where the socket is: %w", err), tidy())
		}
		return path, tidy, nil
	}
	return "", nil, &PlaceError{dir}
}
