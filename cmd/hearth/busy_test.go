package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"hearth/storage/bolt"
)

func TestABusyFolderSaysWhoHoldsIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	hearth(t, "council", "set", "police.phone", "101")
	held, err := bolt.Open(filepath.Join(dir, "hearth.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	var out, errs bytes.Buffer
	code := run(t.Context(), []string{"knowledge", "add", "--starter"}, env{strings.NewReader(""), &out, &errs})
	if code != exitBusy {
		t.Errorf("ended with %d, want %d", code, exitBusy)
	}
	if out.Len() > 0 || !strings.HasPrefix(errs.String(), "hearth: ") || strings.Contains(errs.String(), "bbolt") {
		t.Errorf("said %q and %q", out.String(), errs.String())
	}
}
