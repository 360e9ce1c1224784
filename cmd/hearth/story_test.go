package main

import (
	"flag"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the golden files anew; read the diff")

// TestMain lets a story run this very test binary as "hearth", so that the
// cache of go test sees every change to the program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hearth": main})
}

// TestStory runs testdata/script. A story's data folder is $WORK/data and its
// environment has no other setting of hearth's.
func TestStory(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Condition:           func(name string) (bool, error) { return false, known(name) },
		Setup: func(e *testscript.Env) error {
			e.Setenv("HEARTH_DATA", filepath.Join(e.WorkDir, "data"))
			return nil
		},
	})
}

// known fails for a condition that no story may ask for: "served" is true where
// a hearth serves the story's data folder.
func known(condition string) error {
	if condition != "served" {
		return fmt.Errorf("there is no condition %q", condition)
	}
	return nil
}
