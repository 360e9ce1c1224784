// Package knowledgetest finds the development data for tests: real council
// papers, questions with their right answers, collections to search. They are
// no part of hearth and may be absent. A test that needs them says so by asking
// for a path: where it is absent the test skips, saying why, unless
// HEARTH_TEST_REQUIRE names "shared"; then it fails, so that a suite that must
// run can't pass by not running. The package is for tests alone. Costs: Shared
// looks at a few folders' entries; Lines holds all that it read.
package knowledgetest

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Shared is the path of a file or folder of the development data, whose place
// HEARTH_SHARED says, from the repository's folder; unset, it is "../shared".
func Shared(t testing.TB, parts ...string) string {
	t.Helper()
	dir := os.Getenv("HEARTH_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "shared")
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(root(t), dir)
	}
	name := filepath.Join(parts...)
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		Absent(t, "the development data ("+filepath.Join("shared", name)+") is not here")
	}
	return path
}

// Absent ends a test that lacks something: by skipping, or by failing where the
// development data are required.
func Absent(t testing.TB, why string) {
	t.Helper()
	if strings.Contains(os.Getenv("HEARTH_TEST_REQUIRE"), "shared") {
		t.Fatalf("%s, and HEARTH_TEST_REQUIRE asks for it", why)
	}
	t.Skipf("not run: %s", why)
}

// root is the repository's folder: the nearest above the test's that has a
// go.mod.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("there is no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// Read is what a file of the development data holds.
func Read(t testing.TB, parts ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(Shared(t, parts...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Lines reads a file of the development data that holds JSON, one value a line.
func Lines[T any](t testing.TB, parts ...string) (all []T) {
	t.Helper()
	for line := range bytes.Lines(Read(t, parts...)) {
		var x T
		if err := json.Unmarshal(line, &x); err != nil {
			t.Fatalf("line %d of %s: %v", len(all)+1, filepath.Join(parts...), err)
		}
		all = append(all, x)
	}
	return all
}
