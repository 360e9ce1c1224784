// Package childtest runs a test's own program again as another process, so that
// a test can kill it at work or let it hold a lock. The tests of several
// packages share it; it is for tests alone. What the child does, the package's
// TestMain (or a test that is named) decides by an environment variable. Costs:
// a process.
package childtest

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"testing"
)

// A Child is a process that a test started.
type Child struct {
	*exec.Cmd
	Said *bufio.Scanner // the lines it prints, until it ends
}

// Start runs the test's program with arguments and settings ("NAME=value")
// beside its own. stdin may be nil. Whatever happens, the child is killed at the
// end of the test; a test that reads all it said must then Wait for it.
func Start(t testing.TB, stdin io.Reader, args []string, settings ...string) Child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, args...)
	cmd.Env = append(os.Environ(), settings...)
	cmd.Stdin, cmd.Stderr = stdin, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return Child{cmd, bufio.NewScanner(out)}
}
