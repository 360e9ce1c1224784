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
	held, err := bolt.Open(filepath.Join(dir, "hearth.db"), bolt.Options{Command: "hearth knowledge add"})
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	for what, c := range map[string]struct {
		args   []string
		stdout bool
	}{
		"adding":        {[]string{"knowledge", "add", "--starter"}, false},
		"asking":        {[]string{"ask", "How often does the Board meet?"}, false},
		"asking a list": {[]string{"ask", "--json", "How often does the Board meet?"}, true}, // which has a line for each question
	} {
		t.Run(what, func(t *testing.T) {
			var out, errs bytes.Buffer
			code := run(t.Context(), c.args, env{strings.NewReader(""), &out, &errs})
			if code != exitBusy {
				t.Errorf("ended with %d, want %d", code, exitBusy)
			}
			said := errs.String()
			if out.Len() > 0 != c.stdout || !strings.HasPrefix(said, "hearth: ") || strings.Contains(said, "bbolt") {
				t.Errorf("said %q and %q", out.String(), said)
			}
			if strings.Count(said, "“hearth knowledge add”") != 1 || strings.Count(said, "\n") != 1 {
				t.Errorf("it doesn't say once what holds the folder: %q", said)
			}
		})
	}
}
