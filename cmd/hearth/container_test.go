package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// container gives what the Dockerfile says: its environment, and the lists of
// words of its instructions.
func container(t *testing.T) (env map[string]string, words map[string][]string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	env, words = map[string]string{}, map[string][]string{}
	lines := bufio.NewScanner(bytes.NewReader(b))
	for lines.Scan() {
		name, rest, _ := strings.Cut(lines.Text(), " ")
		switch name {
		case "ENV":
			for pair := range strings.FieldsSeq(rest) {
				k, v, _ := strings.Cut(pair, "=")
				env[k] = v
			}
		case "ENTRYPOINT", "CMD", "HEALTHCHECK":
			var list []string
			if err := json.Unmarshal([]byte(rest[strings.Index(rest, "["):]), &list); err != nil {
				t.Fatalf("%s: %v", lines.Text(), err)
			}
			words[name] = list
		}
	}
	return env, words
}

// What the container runs by itself must be commands that there are, and what
// it says to somebody who has set nothing must be how to go on.
func TestTheContainerServesAndSaysWhatItLacks(t *testing.T) {
	env, words := container(t)
	program := words["ENTRYPOINT"]
	if len(program) != 1 || !slices.Equal(words["HEALTHCHECK"], append(slices.Clone(program), "healthcheck")) {
		t.Errorf("it runs %q and is checked by %q", program, words["HEALTHCHECK"])
	}
	t.Setenv("HEARTH_DATA", filepath.Join(t.TempDir(), "data"))
	t.Setenv("HEARTH_WEB", env["HEARTH_WEB"])
	got := client(t.Context(), disk{}, strings.NewReader(""), words["CMD"]...)
	if got.code != exitUsage {
		t.Errorf("it ends with %v", got)
	}
	for _, says := range []string{"hearth council set front-door.phone", "out-of-hours.phone", "HEARTH_URL=https://"} {
		if !strings.Contains(got.low, says) {
			t.Errorf("it doesn't say %q:\n%s", says, got.low)
		}
	}
}
