package main

import (
	"testing"

	"golang.org/x/sys/unix"
)

// full takes from a process that runs all room for what it writes to files; what it
// gives lets it have room again.
func full(t *testing.T, pid int) (room func()) {
	t.Helper()
	var before unix.Rlimit
	set := func(to *unix.Rlimit) {
		t.Helper()
		if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, to, nil); err != nil {
			t.Fatalf("limiting another process's files: %v", err)
		}
	}
	if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, nil, &before); err != nil {
		t.Fatalf("reading another process's limits: %v", err)
	}
	set(&unix.Rlimit{Cur: 4 << 10, Max: before.Max})
	return func() { set(&before) }
}
