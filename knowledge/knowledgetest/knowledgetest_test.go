package knowledgetest_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"hearth/knowledge/knowledgetest"
)

// ended is a test whose end is watched.
type ended struct {
	testing.TB
	how string
}

func (e *ended) Helper()               {}
func (e *ended) Skipf(string, ...any)  { e.how = "skipped"; runtime.Goexit() }
func (e *ended) Fatalf(string, ...any) { e.how = "failed"; runtime.Goexit() }

func (e *ended) run(fn func()) string {
	done := make(chan struct{})
	go func() { defer close(done); fn() }()
	<-done
	return e.how
}

func TestAbsentDataSkipOrFail(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "there"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HEARTH_SHARED", dir)
	for name, c := range map[string]struct{ file, require, want string }{
		"there":                        {"there", "", ""},
		"there and required":           {"there", "shared", ""},
		"absent":                       {"absent", "", "skipped"},
		"absent, others are required":  {"absent", "network", "skipped"},
		"absent, and it is required":   {"absent", "network,shared", "failed"},
		"the folder alone is asked of": {"", "shared", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HEARTH_TEST_REQUIRE", c.require)
			e := &ended{TB: t}
			path := ""
			if got := e.run(func() { path = knowledgetest.Shared(e, c.file) }); got != c.want {
				t.Errorf("the test is %q, want %q", got, c.want)
			}
			if c.want == "" && path != filepath.Join(dir, c.file) {
				t.Errorf("the path is %s", path)
			}
		})
	}
}

func TestLinesAreReadInOrder(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HEARTH_SHARED", dir)
	if err := os.WriteFile(filepath.Join(dir, "l.jsonl"), []byte("1\n2\n3"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := knowledgetest.Lines[int](t, "l.jsonl"); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("got %v", got)
	}
}
