package main

import (
	"flag"
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
		Setup: func(e *testscript.Env) error {
			e.Setenv("HEARTH_DATA", filepath.Join(e.WorkDir, "data"))
			return nil
		},
	})
}
