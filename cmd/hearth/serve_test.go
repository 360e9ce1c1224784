package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// A child is a "hearth serve" in a process of its own.
type child struct {
	*exec.Cmd
	said *bufio.Scanner // its standard error
	low  io.Reader      // the same, as it comes
}

// served starts a serving hearth over a data folder and waits until it is ready.
func served(t testing.TB, dir string) *child {
	t.Helper()
	c := begun(t, dir)
	if !c.said.Scan() || !strings.HasPrefix(c.said.Text(), "hearth: ready: it serves "+dir+" at http://127.0.0.1:") {
		t.Fatalf("it says %q", c.said.Text())
	}
	return c
}

func begun(t testing.TB, dir string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "serve")
	cmd.Args[0] = "hearth" // as TestMain knows it
	cmd.Env = append(os.Environ(), "HEARTH_DATA="+dir, "HEARTH_WEB=127.0.0.1:0")
	low, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &child{cmd, bufio.NewScanner(low), low}
	t.Cleanup(func() {
		if c.ProcessState == nil {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	})
	return c
}

// stop asks the server to end and gives the rest of what it says.
func (c *child) stop(t testing.TB) string {
	t.Helper()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	var rest strings.Builder
	for c.said.Scan() {
		rest.WriteString(c.said.Text() + "\n")
	}
	if err := c.Wait(); err != nil {
		t.Errorf("it ended with %v:\n%s", err, rest.String())
	}
	return rest.String()
}

// kill ends the server as a power cut would.
func (c *child) kill(t testing.TB) {
	t.Helper()
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // it was killed
}

// The stories that go wherever the commands are done. The others look at the
// data folder themselves, or need no data folder.
var anywhere = []string{"ask", "backup", "chat", "council", "eval", "glossary", "hold", "knowledge", "member", "member_import", "pause", "search", "starter", "we"}

func TestStoriesAreTheSameThroughAServer(t *testing.T) {
	var files []string
	for _, name := range anywhere {
		files = append(files, filepath.Join("testdata", "script", name+".txt"))
	}
	testscript.Run(t, testscript.Params{
		Files:               files,
		RequireExplicitExec: true,
		Condition:           func(name string) (bool, error) { return true, known(name) },
		Setup: func(e *testscript.Env) error {
			dir := filepath.Join(e.WorkDir, "data")
			e.Setenv("HEARTH_DATA", dir)
			c := served(e.T().(testing.TB), dir)
			e.Defer(func() { c.stop(e.T().(testing.TB)) })
			return nil
		},
	})
}
