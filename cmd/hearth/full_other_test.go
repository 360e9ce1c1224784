//go:build !linux

package main

import "testing"

// full needs a system that can limit another process's files.
func full(t *testing.T, _ int) (room func()) {
	t.Helper()
	t.Skip("only Linux limits the files of a process that runs")
	return nil
}
