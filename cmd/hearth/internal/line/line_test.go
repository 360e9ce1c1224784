package line_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/line"
)

// serving runs a server whose commands are done by fn; the folder is its data
// folder. It stops, and must have stopped well, at the end of the test.
func serving(t testing.TB, dir string, fn func(context.Context, *line.Call) int) *line.Server {
	t.Helper()
	s, err := line.Listen(line.Options{Dir: dir, RunDir: t.TempDir(), Hearth: "9.9", Command: fn})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := s.Run(ctx)
		ended <- err
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
		if _, err := os.Lstat(s.Path()); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the socket is still there: %v", err)
		}
	})
	return s
}

// far is one command's outcome at the client.
type far struct {
	code     int
	err      error
	out, low string // standard output and standard error
}

// give sends a command from here.
func give(ctx context.Context, t testing.TB, dir string, in io.Reader, files line.Files, args ...string) far {
	t.Helper()
	c, err := line.Dial(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	var out, low bytes.Buffer
	code, err := c.Run(ctx, line.Command{Hearth: "9.9", Args: args, Settings: map[string]string{"A": "b"}},
		line.Here{Stdin: in, Stdout: &out, Stderr: &low, Files: files, Lines: func() console.LineReader { return console.PlainLines(in) }})
	return far{code, err, out.String(), low.String()}
}

// onDisk are files without any that can be made.
type onDisk struct{ app.Disk }

func (onDisk) Create(string) (line.NewFile, error) { return nil, errors.ErrUnsupported }

func TestACommandHasTheStreamsOfWhoeverGaveIt(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(_ context.Context, c *line.Call) int {
		text, err := io.ReadAll(c.Stdin())
		fmt.Fprintf(c.Stderr(), "first, %v\n", err)
		fmt.Fprintf(c.Stdout(), "%q with %v: %s", c.Args, c.Settings, text)
		return 42
	})
	long := strings.Repeat("a line of what was typed\n", 50_000)
	got := give(t.Context(), t, dir, strings.NewReader(long), onDisk{}, "ask", "a name that is no text: \xff")
	want := far{42, nil, `["ask" "a name that is no text: \xff"] with map[A:b]: ` + long, "first, <nil>\n"}
	if got != want {
		t.Errorf("got %d %v %.200q %q", got.code, got.err, got.out, got.low)
	}
}

func TestFilesAreReadWhereTheyAre(t *testing.T) {
	dir, own := t.TempDir(), t.TempDir()
	body := make([]byte, 300_001)
	for i := range body {
		body[i] = byte(i * i >> 3)
	}
	path := filepath.Join(own, "paper.bin")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		type part struct{ at, n int }
		parts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) part {
			return part{rapid.IntRange(0, len(body)+10).Draw(t, "at"), rapid.IntRange(1, 140_000).Draw(t, "n")}
		}), 1, 8).Draw(rt, "parts")
		sub, err := os.MkdirTemp(dir, "")
		if err != nil {
			rt.Fatal(err)
		}
		s, err := line.Listen(line.Options{Dir: sub, Command: func(_ context.Context, c *line.Call) int {
			f, err := c.Files().Open(path)
			if err != nil {
				rt.Error(err)
				return 1
			}
			defer f.Close()
			info, err := f.Stat()
			if err != nil || info.Size() != int64(len(body)) || info.Name() != "paper.bin" || info.IsDir() {
				rt.Errorf("got %v: %v", info, err)
			}
			local := bytes.NewReader(body)
			for _, p := range parts {
				got, want := make([]byte, p.n), make([]byte, p.n)
				n, err := f.ReadAt(got, int64(p.at))
				m, werr := local.ReadAt(want, int64(p.at))
				if n != m || err != werr || !bytes.Equal(got[:n], want[:m]) {
					rt.Errorf("%d bytes at %d: got %d (%v), want %d (%v)", p.n, p.at, n, err, m, werr)
				}
			}
			all, err := io.ReadAll(f)
			if err != nil || !bytes.Equal(all, body) {
				rt.Errorf("from beginning to end: %d bytes, %v", len(all), err)
			}
			return 0
		}})
		if err != nil {
			rt.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { _, err := s.Run(ctx); ended <- err }()
		got := give(ctx, t, sub, strings.NewReader(""), onDisk{}, "read", path)
		stop()
		if err := <-ended; err != nil || got.err != nil || got.code != 0 {
			rt.Errorf("got %+v, and the server %v", got, err)
		}
	})
}

func TestFoldersAreWalkedAtTheClient(t *testing.T) {
	dir, own := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{"in/a.txt": "a", "in/a.txt.yaml": "title: A", "in/deep/b\xff.txt": "b", "in/.hidden": "h"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(own, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(own, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("a.txt", filepath.Join(own, "in/link.txt")); err != nil {
		t.Fatal(err)
	}
	paths := []string{filepath.Join(own, "in"), filepath.Join(own, "none")}
	want, err := app.Disk{}.Find(t.Context(), paths)
	if err != nil || len(want) != 3 {
		t.Fatalf("the disk has %v: %v", want, err)
	}
	serving(t, dir, func(ctx context.Context, c *line.Call) int {
		got, err := c.Files().Find(ctx, paths)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %v (%v), want %v", got, err, want)
		}
		f, err := c.Files().Open(want[0].Abs + ".yaml")
		if err != nil {
			t.Errorf("the sidecar: %v", err)
			return 1
		}
		if b, err := io.ReadAll(f); string(b) != "title: A" || err != nil || f.Close() != nil {
			t.Errorf("the sidecar says %q: %v", b, err)
		}
		if _, err := c.Files().Open(want[1].Abs + ".yaml"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a sidecar that isn't there: %v", err)
		}
		return 0
	})
	if got := give(t.Context(), t, dir, strings.NewReader(""), onDisk{}, "add", paths[0], paths[1]); got.err != nil || got.code != 0 {
		t.Errorf("got %+v", got)
	}
}

// A server that isn't what it seems gets nothing that the command line doesn't
// name.
func TestOnlyWhatIsNamedIsGiven(t *testing.T) {
	dir, own := t.TempDir(), t.TempDir()
	secret, named := filepath.Join(own, "secret"), filepath.Join(own, "named")
	for _, p := range []string{secret, named} {
		if err := os.WriteFile(p, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	serving(t, dir, func(ctx context.Context, c *line.Call) int {
		for _, name := range []string{secret, own, named + "/../secret", named + ".yaml"} {
			if _, err := c.Files().Open(name); !errors.Is(err, fs.ErrPermission) {
				t.Errorf("opening %s: %v", name, err)
			}
			if _, err := c.Files().Find(ctx, []string{name}); !errors.Is(err, fs.ErrPermission) {
				t.Errorf("looking for %s: %v", name, err)
			}
			if _, err := c.Files().Create(name); !errors.Is(err, fs.ErrPermission) {
				t.Errorf("making %s: %v", name, err)
			}
		}
		f, err := c.Files().Open(named)
		if err != nil {
			t.Errorf("what is named: %v", err)
			return 1
		}
		f.Close()
		return 0
	})
	if got := give(t.Context(), t, dir, strings.NewReader(""), onDisk{}, "ask", "--batch="+named); got.err != nil || got.code != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestCtrlCStopsTheCommandAndItsEndIsHeard(t *testing.T) {
	dir := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	serving(t, dir, func(ctx context.Context, c *line.Call) int {
		stop()
		_, err := c.Stdin().Read(make([]byte, 1)) // of a person who types nothing
		<-ctx.Done()
		fmt.Fprintf(c.Stdout(), "2 papers stay; %v", err)
		return 130
	})
	in, typing := io.Pipe()
	defer typing.Close()
	if got := give(ctx, t, dir, in, onDisk{}, "add"); got.code != 130 || got.err != nil || got.out != "2 papers stay; context canceled" {
		t.Errorf("got %+v", got)
	}
}

func TestAClientThatGoesAwayStopsItsCommand(t *testing.T) {
	dir := t.TempDir()
	ended := make(chan error, 1)
	s := serving(t, dir, func(ctx context.Context, c *line.Call) int {
		fmt.Fprint(c.Stdout(), "begun")
		<-ctx.Done()
		_, err := c.Files().Open("x")
		ended <- err
		return 1
	})
	c := dialled(t, s)
	greeted(t, c, line.Protocol)
	if k, body, err := line.ReadFrame(c); k != line.Out || string(body) != "begun" {
		t.Fatalf("got %q %q: %v", k, body, err)
	}
	c.Close()
	if err := <-ended; err == nil {
		t.Error("a client that is gone has opened a file")
	}
}

func TestAClientThatDoesNotAnswerIsGivenUp(t *testing.T) {
	ended := make(chan error, 1)
	s, err := line.Listen(line.Options{Dir: t.TempDir(), Command: func(ctx context.Context, c *line.Call) int {
		_, err := c.Files().Open("x")
		<-ctx.Done()
		ended <- err
		return 1
	}})
	if err != nil {
		t.Fatal(err)
	}
	s.HaveLittlePatience()
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() { _, err := s.Run(ctx); stopped <- err }()
	greeted(t, dialled(t, s), line.Protocol)
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "doesn't answer") {
		t.Errorf("got %v", err)
	}
	stop()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func dialled(t *testing.T, s *line.Server) net.Conn {
	t.Helper()
	c, err := net.Dial("unix", s.Path())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// greeted says hello and gives what the server says to it.
func greeted(t *testing.T, c net.Conn, protocol int) (kind byte, body []byte) {
	t.Helper()
	b, err := json.Marshal(map[string]any{"protocol": protocol, "hearth": "0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := line.Framed(line.Hello, b)
	if err == nil {
		_, err = c.Write(f)
	}
	if err != nil {
		t.Fatal(err)
	}
	kind, body, err = line.ReadFrame(c)
	if err != nil {
		t.Fatal(err)
	}
	return kind, body
}

func TestAnotherProtocolIsToldSoInASentence(t *testing.T) {
	s := serving(t, t.TempDir(), func(context.Context, *line.Call) int {
		t.Error("its command runs")
		return 0
	})
	kind, body := greeted(t, dialled(t, s), line.Protocol+1)
	if want := "This is hearth 0.0.1, and hearth 9.9 serves the data folder"; kind != line.Refuse || !strings.HasPrefix(string(body), want) {
		t.Errorf("got %q %q, want %q", kind, body, want)
	}

	// And the other way about: a server of another protocol, before a client of ours.
	dir := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(dir, "hearth.sock"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		f, _ := line.Framed(line.Hello, fmt.Appendf(nil, `{"protocol":%d,"hearth":"0.0.1"}`, line.Protocol+1))
		_, _ = c.Write(f)
		_, _, _ = line.ReadFrame(c)
	}()
	got := give(t.Context(), t, dir, strings.NewReader(""), onDisk{}, "ask")
	refused, ok := errors.AsType[*line.RefusedError](got.err)
	if want := "This is hearth 9.9, and hearth 0.0.1 serves the data folder"; !ok || !strings.HasPrefix(refused.Sentence, want) {
		t.Errorf("got %v, want %q", got.err, want)
	}
}

func TestBytesOfAnythingElseEndTheirConnectionAlone(t *testing.T) {
	dir := t.TempDir()
	s := serving(t, dir, func(_ context.Context, c *line.Call) int {
		_, _ = io.ReadAll(c.Stdin())
		return 0
	})
	framed := func(k byte, body string) string {
		b, err := line.Framed(k, []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	hello := framed(line.Hello, fmt.Sprintf(`{"protocol":%d}`, line.Protocol))
	for what, sent := range map[string]string{
		"a web page's request":        "GET / HTTP/1.1\r\n\r\n",
		"a length beyond all bounds":  "\xff\xff\xff\xffh",
		"no JSON for hello":           framed(line.Hello, "hello"),
		"an answer before hello":      framed('r', "\x00\x00\x00\x02{}"),
		"hello twice":                 hello + hello,
		"an answer nobody asked for":  hello + framed('r', "\x00\x00\x00\x0c{\"id\":77777}") + framed('r', ""),
		"a head longer than its body": hello + framed('r', "\xff\xff\xff\xff{}"),
		"an answer that is cut short": hello + framed('r', "\x00\x00\x00\x08{\"id\":1}")[:7],
	} {
		t.Run(what, func(t *testing.T) {
			c := dialled(t, s)
			if _, err := io.WriteString(c, sent); err != nil {
				t.Fatal(err)
			}
			if err := c.(*net.UnixConn).CloseWrite(); err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, c) // returns once the server has closed it
			if got := give(t.Context(), t, dir, strings.NewReader(""), onDisk{}, "ask"); got.err != nil || got.code != 0 {
				t.Errorf("the next command: %+v", got)
			}
		})
	}
}

func TestACommandThatBreaksLeavesTheServerStanding(t *testing.T) {
	dir := t.TempDir()
	first := true
	serving(t, dir, func(context.Context, *line.Call) int {
		if first {
			first = false
			panic("a slip")
		}
		return 0
	})
	if got := give(t.Context(), t, dir, strings.NewReader(""), onDisk{}, "ask"); got.code != 1 || !strings.HasPrefix(got.low, "hearth: Something went wrong") {
		t.Errorf("got %+v", got)
	}
	if got := give(t.Context(), t, dir, strings.NewReader(""), onDisk{}, "ask"); got.code != 0 || got.err != nil {
		t.Errorf("the next: %+v", got)
	}
}

func TestLinesAreTypedAtTheClient(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(ctx context.Context, c *line.Call) int {
		in := c.Lines()
		defer in.Close()
		for {
			typed, err := in.ReadLine(ctx, "> ")
			if err != nil {
				fmt.Fprint(c.Stdout(), err)
				return 0
			}
			fmt.Fprintf(c.Stdout(), "%q ", typed)
		}
	})
	if got := give(t.Context(), t, dir, strings.NewReader("one\ntwo\n"), onDisk{}, "chat"); got.out != `"one" "two" EOF` {
		t.Errorf("got %+v", got)
	}
}

// A screen is a stream that ends at a terminal.
type screen struct{ bytes.Buffer }

func (*screen) Columns() int { return 57 }

func TestACommandKnowsTheTerminalOfWhoeverGaveIt(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(_ context.Context, c *line.Call) int {
		fmt.Fprint(c.Stdout(), console.Columns(c.Stdin()), console.Columns(c.Stdout()), console.Columns(c.Stderr()), c.NoColour)
		return 0
	})
	c, err := line.Dial(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var out screen
	if _, err := c.Run(t.Context(), line.Command{NoColour: true}, line.Here{Stdin: strings.NewReader(""), Stdout: &out, Stderr: io.Discard}); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != "0 57 0 true" {
		t.Errorf("got %q", got)
	}
}

func TestWhereNobodyServes(t *testing.T) {
	dir := t.TempDir()
	if _, err := line.Dial(t.Context(), dir); !errors.Is(err, line.ErrNobody) {
		t.Errorf("an empty folder: %v", err)
	}
	// What a killed server leaves: a socket at which nobody listens.
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, "hearth.sock"), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	l.Close()
	if _, err := line.Dial(t.Context(), dir); !errors.Is(err, line.ErrNobody) {
		t.Errorf("a socket left behind: %v", err)
	}
	if s := serving(t, dir, func(context.Context, *line.Call) int { return 7 }); s.Path() != l.Addr().String() {
		t.Errorf("the new one is at %s", s.Path())
	}
	if got := give(t.Context(), t, dir, strings.NewReader(""), onDisk{}, "ask"); got.code != 7 {
		t.Errorf("in its place: %+v", got)
	}
}

func TestAFolderWithALongPathHasItsSocketElsewhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("a long name/", 12))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	short, err := os.MkdirTemp("", "h")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(short)
	begin := func() *line.Server {
		s, err := line.Listen(line.Options{Dir: dir, RunDir: short, Command: func(context.Context, *line.Call) int { return 7 }})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	killed := begin() // its socket, its folder and the file that names them stay
	s := begin()
	if _, err := os.Lstat(filepath.Dir(killed.Path())); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what the killed one made is still there: %v", err)
	}
	if filepath.Dir(filepath.Dir(s.Path())) != short {
		t.Errorf("the socket is at %s", s.Path())
	}
	info, err := os.Stat(filepath.Dir(s.Path()))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("its folder: %v, %v", info.Mode(), err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { _, err := s.Run(ctx); ended <- err }()
	if got := give(t.Context(), t, dir, strings.NewReader(""), onDisk{}, "ask"); got.code != 7 {
		t.Errorf("got %+v", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for _, left := range []string{filepath.Dir(s.Path()), filepath.Join(dir, "hearth.sock.at")} {
		if _, err := os.Lstat(left); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there: %v", left, err)
		}
	}
}

func TestTheSocketIsItsOwnersAlone(t *testing.T) {
	s := serving(t, t.TempDir(), func(context.Context, *line.Call) int { return 0 })
	info, err := os.Stat(s.Path())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v: %v", info.Mode(), err)
	}
}

func TestAFileInTheSocketsPlaceIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "hearth.sock"), []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := line.Listen(line.Options{Dir: dir}); err == nil {
		t.Errorf("it listens at %s", s.Path())
	}
	if b, err := os.ReadFile(filepath.Join(dir, "hearth.sock")); string(b) != "a letter" {
		t.Errorf("the file says %q: %v", b, err)
	}
}

// Whoever is turned away before anything of theirs is read hears why, though
// their own words can't be sent any more.
func TestWhoeverIsTurnedAwayIsToldWhy(t *testing.T) {
	dir := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(dir, "hearth.sock"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		c, err := l.Accept()
		if err != nil {
			return
		}
		f, _ := line.Framed(line.Refuse, []byte("Not you."))
		_, _ = c.Write(f)
		c.Close()
	}()
	c, err := line.Dial(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	<-closed
	_, err = c.Run(t.Context(), line.Command{}, line.Here{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard})
	if refused, ok := errors.AsType[*line.RefusedError](err); !ok || refused.Sentence != "Not you." {
		t.Errorf("got %v", err)
	}
}

func TestACommandLineThatIsTooLongIsNotSent(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(context.Context, *line.Call) int { return 0 })
	got := give(t.Context(), t, dir, strings.NewReader(""), onDisk{}, "add", strings.Repeat("a", line.MostBody))
	if refused, ok := errors.AsType[*line.RefusedError](got.err); !ok || !strings.Contains(refused.Sentence, "too long") {
		t.Errorf("got %v", got.err)
	}
}
